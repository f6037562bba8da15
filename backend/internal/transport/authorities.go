package transport

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"os"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
)

// Authorities returns the certificate authorities of the system and those of the
// PEM file that a setting names; nil, which is the system's, where it names none.
func Authorities(setting, file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil //nolint:nilnil // crypto/tls takes nil for the system's
	}
	hint := setting + " names a PEM file with one or more CERTIFICATE blocks that this account may read"
	pem, err := os.ReadFile(file) //nolint:gosec // the administrator names the file
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("%s: %w", setting, err), cmp.Or(atomicfile.Hint(err), hint))
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // no system store: the file has to do
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, directory.WithHint(fmt.Errorf("%s: %s holds no certificate in PEM form", setting, file), hint)
	}
	return pool, nil
}
