package datajson

import (
	"slices"

	"directoryconnector/backend/config"
)

// placeholder stands in the file for a secret that is in the keyring.
const placeholder = "[STORED SECURELY]"

// A secretPlace says where a secret was kept.
type secretPlace struct {
	key, section, field string
	// account is the keyring's, followed by a colon and the id of the
	// configuration from July 2026 on; legacy follows the organization's id in
	// old versions.
	account, legacy []string
}

func secretPlaces() []secretPlace {
	return []secretPlace{
		{"ldap.password", sectionLDAP, "password", []string{"secretLdap"}, []string{"ldapPassword"}},
		{"entra.key", sectionEntra, "key", []string{"secretEntra", "secretAzure"}, []string{"entraKey", "azureKey"}},
		{"google.privateKey", sectionGoogle, "privateKey", []string{"secretGsuite"}, []string{"gsuitePrivateKey"}},
		{"okta.token", sectionOkta, "token", []string{"secretOkta"}, []string{"oktaToken"}},
		{"onelogin.clientSecret", sectionOneLogin, "clientSecret", []string{"secretOneLogin"}, []string{"oneLoginClientSecret"}},
		{"server.clientSecret", sectionKeys, "apiKeyClientSecret", []string{"apiKeyClientSecret"}, nil},
	}
}

// secrets reads those that are in the file and lists where the others are.
func (r *reader) secrets() {
	for _, p := range secretPlaces() {
		text, path, present := r.text(p.section, p.field)
		switch {
		case present && text != "" && text != placeholder:
			r.out.Secrets[p.key] = config.NewSecret(text)
			r.out.Taken = append(r.out.Taken, Item{OurKey: p.key, TheirKey: path, Value: config.Secret{}.String()})
		case text == placeholder || p.section == sectionKeys || p.section == r.out.Values["directory"]:
			r.out.KeyringAccounts[p.key] = r.accounts(p)
		}
	}
}

// accounts lists the names that versions have used, the newest first.
func (r *reader) accounts(p secretPlace) []string {
	var list []string
	if p.section != sectionKeys {
		if id, _, ok := r.text(p.section, "id"); ok && id != "" {
			for _, account := range p.account {
				list = append(list, account+":"+id)
			}
		}
	}
	list = append(list, p.account...)
	for _, owner := range []string{r.out.OrganizationID, r.account} {
		for _, name := range p.legacy {
			if account := owner + "_" + name; owner != "" && !slices.Contains(list, account) {
				list = append(list, account)
			}
		}
	}
	return list
}
