package bridge

import (
	"context"
	"crypto/x509"
	"strings"

	"directoryconnector/backend/app"
)

// A CertificateRequest asks for the certificates of a part ("directory" or
// "organization") with the settings of a draft.
type CertificateRequest struct {
	Part  string `json:"part"`
	Draft Draft  `json:"draft"`
}

// Certificates are what a server showed whose authority is not trusted here.
type Certificates struct {
	// Chain begins with the server's own and ends with the one that could be
	// trusted. It is empty where the authority is known, or nothing can be seen.
	Chain []Certificate `json:"chain"`
}

// A Certificate is one of a chain.
type Certificate struct {
	Subject string `json:"subject"`
	Issuer  string `json:"issuer"`
	// Names are those of servers that it is for.
	Names []string `json:"names"`
	From  string   `json:"from"`
	Until string   `json:"until"`
	// SHA256 is its fingerprint: pairs of hexadecimal digits between colons.
	SHA256 string `json:"sha256"`
}

// A TrustRequest trusts the last certificate of a part, if it has this
// fingerprint.
type TrustRequest struct {
	Part   string `json:"part"`
	Draft  Draft  `json:"draft"`
	SHA256 string `json:"sha256"`
}

// Trusted is the file that now holds the certificate, and the setting that has
// to name it.
type Trusted struct {
	Setting string `json:"setting"`
	Path    string `json:"path"`
}

// UntrustedCertificates looks whether a server is refused because nobody here
// knows its authority.
func (b *Bridge) UntrustedCertificates(r CertificateRequest) (Certificates, error) {
	return call(b.manager, func(ctx context.Context, s *session) (Certificates, error) {
		shown, err := s.app.Try(r.Draft.toApp()).Untrusted(ctx, r.Part)
		chain := each(shown.Chain, func(c *x509.Certificate) Certificate {
			names := texts(c.DNSNames)
			for _, ip := range c.IPAddresses {
				names = append(names, ip.String())
			}
			return Certificate{
				Subject: c.Subject.String(), Issuer: c.Issuer.String(), Names: names,
				From: moment(c.NotBefore), Until: moment(c.NotAfter), SHA256: inPairs(app.Fingerprint(c)),
			}
		})
		return Certificates{Chain: chain}, err
	})
}

// TrustCertificate keeps a certificate in a file, and leaves it to a page to
// save the setting that names the file.
func (b *Bridge) TrustCertificate(r TrustRequest) (Trusted, error) {
	return call(b.manager, func(ctx context.Context, s *session) (Trusted, error) {
		setting, path, err := s.app.Trust(ctx, r.Draft.toApp(), r.Part, strings.ToLower(strings.ReplaceAll(r.SHA256, ":", "")))
		return Trusted{Setting: setting, Path: path}, err
	})
}

// inPairs writes a fingerprint as other programs show it.
func inPairs(digits string) string {
	var b strings.Builder
	for i := 0; i+2 <= len(digits); i += 2 {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(strings.ToUpper(digits[i : i+2]))
	}
	return b.String()
}
