package app

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"time"

	"directoryconnector/backend/config"
)

// mostAuthorities is how many certificates a file may hold whose end matters: of
// a bundle of all authorities one ends every month.
const mostAuthorities = 5

// remindersOf are the credentials whose end is known: those that somebody wrote
// down, and the certificates in the files of settings.
func remindersOf(s *config.Settings) []config.Reminder {
	list, _ := config.ParseReminders(s.Notify.Remind) // checked when it was set
	files := [][2]string{{"network.caFile", s.Network.CAFile}, {"mail.caFile", s.Mail.CAFile}}
	if s.Directory == config.DirectoryLDAP {
		files = append(files, [2]string{"ldap.certFile", s.LDAP.CertFile}, [2]string{"ldap.caFile", s.LDAP.CAFile})
	}
	for _, f := range files {
		if ends := certificateEnds(f[1]); !ends.IsZero() {
			list = append(list, config.Reminder{Name: fmt.Sprintf("certificate in %s (%s)", f[1], f[0]), Ends: ends})
		}
	}
	return list
}

// certificateEnds is when the first of few certificates in a file ends; zero
// where nobody can tell, which is said elsewhere.
func certificateEnds(path string) (ends time.Time) {
	if path == "" {
		return ends
	}
	rest, err := os.ReadFile(path)
	if err != nil || len(rest) > 1<<20 {
		return ends
	}
	for n := 0; ; n++ {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return ends
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		switch {
		case n > mostAuthorities:
			return time.Time{}
		case block.Type != "CERTIFICATE" || err != nil:
		case ends.IsZero() || certificate.NotAfter.Before(ends):
			ends = certificate.NotAfter
		}
	}
}
