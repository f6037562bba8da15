package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/transport"
)

// The parts whose certificates can be looked at, as in a CheckStep.
const (
	PartDirectory    = "directory"
	PartOrganization = "organization"
)

// ErrCertificate: a certificate is not, or not any more, one that could be
// trusted.
var ErrCertificate = errors.New("this certificate can't be trusted")

// Untrusted is what a server showed whose authority nobody here knows.
type Untrusted struct {
	// Setting names the file of authorities that are trusted there.
	Setting string
	// Chain is what the server showed, its own certificate first.
	Chain []*x509.Certificate
}

// Fingerprint is the SHA-256 of a certificate, by which people compare it.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// Untrusted looks at the certificates of a part. The Chain is empty where its
// authority is known, or where nothing can be seen for another reason.
func (t *Trial) Untrusted(ctx context.Context, part string) (Untrusted, error) {
	defer t.app.redact.Hold()()
	settings, err := t.Settings(ctx)
	if err != nil {
		return Untrusted{}, err
	}
	u := Untrusted{Setting: "network.caFile"}
	switch part {
	case PartDirectory:
		if settings.Directory == config.DirectoryLDAP {
			u.Setting = "ldap.caFile"
		}
		err = t.checkDirectory(ctx, settings, func(CheckStep) {})
	case PartOrganization:
		err = t.greet(ctx, settings)
	default:
		return Untrusted{}, fmt.Errorf("%w: there is no part %q", ErrCertificate, part)
	}
	var unknown x509.UnknownAuthorityError
	var refused *tls.CertificateVerificationError
	if errors.As(err, &unknown) && errors.As(err, &refused) {
		u.Chain = refused.UnverifiedCertificates
	}
	return u, ctx.Err()
}

// greet asks the server for nothing: a log-in is not needed to see who it is.
func (t *Trial) greet(ctx context.Context, settings *config.Settings) error {
	endpoints, err := bitwarden.EndpointsOf(settings.Server)
	if err != nil {
		return err
	}
	client, err := t.webClient(ctx, settings, transport.Options{Logger: t.log, Retry: transport.Retry{Tries: 1}})
	if err != nil {
		return err
	}
	defer client.CloseIdleConnections()
	for _, address := range []string{endpoints.Identity, endpoints.API} {
		req, err := http.NewRequestWithContext(ctx, http.MethodHead, address, http.NoBody)
		if err != nil {
			return err
		}
		answer, err := client.Do(req)
		if err != nil {
			return err
		}
		_ = answer.Body.Close()
	}
	return nil
}

// Trust writes a file of trusted authorities: those that are trusted by the
// settings of the draft, and the last certificate that the part shows, if that
// has the fingerprint that somebody has looked at. It returns the setting that
// the file is for, and its path; the setting itself is not changed.
//
// The file stands beside the profiles, which may be renamed, and is named after
// what is in it: nobody's file changes.
func (a *App) Trust(ctx context.Context, d Draft, part, fingerprint string) (setting, path string, err error) {
	t := a.Try(d)
	shown, err := t.Untrusted(ctx, part)
	if err != nil {
		return "", "", err
	}
	if len(shown.Chain) == 0 {
		return "", "", fmt.Errorf("%w: the server does not show one of an unknown authority any more", ErrCertificate)
	}
	last := shown.Chain[len(shown.Chain)-1]
	if Fingerprint(last) != fingerprint {
		return "", "", directory.WithHint(fmt.Errorf("%w: the server shows another one now, with the fingerprint %s", ErrCertificate, Fingerprint(last)),
			"Look at the certificate anew before you trust it.")
	}
	content, err := t.authorities(ctx, shown.Setting)
	if err != nil {
		return "", "", err
	}
	content = append(content, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: last.Raw})...)
	sum := sha256.Sum256(content)
	folder := filepath.Join(a.opts.DataDir, "trusted")
	path = filepath.Join(folder, hex.EncodeToString(sum[:8])+".pem")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", "", fmt.Errorf("keep the certificate: %w", err)
	}
	if err := atomicfile.Write(path, content, 0o600); err != nil {
		return "", "", fmt.Errorf("keep the certificate: %w", err)
	}
	a.log.Info("certificate kept", "setting", shown.Setting, "subject", last.Subject.String(), "sha256", fingerprint)
	return shown.Setting, path, nil
}

// authorities returns what the file of a setting holds, with an end of line.
func (t *Trial) authorities(ctx context.Context, setting string) ([]byte, error) {
	settings, err := t.Settings(ctx)
	if err != nil {
		return nil, err
	}
	path := map[string]string{"ldap.caFile": settings.LDAP.CAFile, "network.caFile": settings.Network.CAFile}[setting]
	if path == "" {
		return nil, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("%s: %w", setting, err), cmp.Or(atomicfile.Hint(err), "Set it to a file that this program may read."))
	}
	if len(content) > 0 && content[len(content)-1] != '\n' {
		content = append(content, '\n')
	}
	return content, nil
}
