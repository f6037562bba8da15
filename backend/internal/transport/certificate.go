package transport

import (
	"crypto/x509"
	"errors"
	"regexp"
	"strings"
)

// candidate is how crypto/x509 tells that an authority of the right name did not
// sign the certificate.
var candidate = regexp.MustCompile(`possibly because of "(.*)" while trying to verify candidate authority certificate "(.*)"`)

// CertificateProblem tells why this program refuses a certificate, or the way to
// encrypt, that other programs may take, and what to do. setting names the file
// of trusted authorities. Both texts are empty for anything else.
func CertificateProblem(err error, setting string) (text, hint string) {
	said := err.Error()
	if _, why, found := strings.Cut(said, "tls: failed to parse certificate from server: "); found {
		if strings.Contains(why, "negative serial number") {
			return "the server's certificate has a negative serial number, which RFC 5280 forbids",
				"Give the server a new certificate. (Samba makes one when the files in its folder private/tls are moved away.)"
		}
		return "the server's certificate is malformed (" + strings.TrimPrefix(why, "x509: ") + ")", "Give the server a new certificate."
	}
	match := candidate.FindStringSubmatch(said)
	_, insecure := errors.AsType[x509.InsecureAlgorithmError](err)
	switch {
	case insecure, match != nil && strings.Contains(match[1], "insecure algorithm"):
		return "the certificate, or that of its authority, is signed in a way that is not safe any more (SHA-1 or MD5)",
			"Have the server's certificate signed anew, with SHA-256 or better."
	case match != nil:
		return `the certificate is signed by "` + match[2] + `" with another key than that of the certificate of the same name that is trusted here: the authority was renewed`,
			"Put the authority's new certificate into the file that " + setting + " names, beside the old one or in its place."
	case strings.Contains(said, "remote error: tls: handshake failure"), strings.Contains(said, "no cipher suite supported"):
		return "the server and this program know no way to encrypt in common; perhaps the server knows key exchange by RSA only",
			"Allow TLS 1.3, or TLS 1.2 with ECDHE, on the server. If it asks for a client certificate, check that, too."
	}
	return "", ""
}
