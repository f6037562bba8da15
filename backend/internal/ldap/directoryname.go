package ldap

import (
	"context"
	"slices"
	"strings"

	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/dn"
)

// Name implements directory.Namer: the GUID of Active Directory's domain
// ([MS-ADTS] 3.1.1.1.4), else the naming contexts that hold the search bases
// (RFC 4512, 5.1).
func (s *Source) Name(ctx context.Context) (string, error) {
	r, err := s.begin(ctx, s.cfg.Now(), "")
	if err != nil {
		return "", err
	}
	defer r.end()
	if domain := r.users.DSE.DefaultContext; r.users.DSE.Service != "" && domain != "" {
		if guid, err := r.readValue(ctx, domain, "objectGUID"); err != nil {
			return "", err
		} else if guid != nil {
			return "domain " + account.FormatGUID(guid), nil
		}
	}
	return contextsName(r.users.DSE.Contexts(), slices.Concat(r.userBases, r.groupBases)), nil
}

// contextsName names those of the contexts that hold a base.
func contextsName(contexts, bases []string) string {
	var names []string
	for _, base := range bases {
		key, _ := dn.Key(contextOf(base, contexts))
		if key != "" && !slices.Contains(names, key) {
			names = append(names, key)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return "contexts " + strings.Join(names, "; ")
}

// contextOf is the one of the contexts that holds a base; of one in another the
// inner one, and empty where none does.
func contextOf(base string, contexts []string) string {
	at, _ := dn.Key(base)
	best, bestKey := "", ""
	for _, nc := range contexts {
		if key, ok := dn.Key(nc); ok && dn.IsBelow(at, key) && len(key) > len(bestKey) {
			best, bestKey = nc, key
		}
	}
	return best
}
