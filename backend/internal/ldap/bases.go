package ldap

import (
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/ldapconn"
)

// searchBases returns the DNs that a path setting stands for below the root:
// each path is relative to the root unless it ends in it. Bases that are
// below another one are left out, since that one finds their entries.
func searchBases(setting, paths, root string) ([]string, error) {
	rootKey, ok := dn.Key(root)
	if !ok {
		return nil, badDN("ldap.rootPath", root)
	}
	list := dn.Split(paths, ';')
	if len(list) == 0 {
		return []string{root}, nil
	}
	type base struct{ dn, key string }
	var all []base
	for _, path := range list {
		k, ok := dn.Key(path)
		if !ok {
			return nil, badDN(setting, path)
		}
		if !dn.IsBelow(k, rootKey) {
			path, k = path+","+root, k+","+rootKey
		}
		all = append(all, base{path, k})
	}
	var out []string
	for i, b := range all {
		above := func(other base) bool { return other.key != b.key && dn.IsBelow(b.key, other.key) }
		same := func(other base) bool { return other.key == b.key }
		if !slices.ContainsFunc(all, above) && slices.IndexFunc(all, same) == i {
			out = append(out, b.dn)
		}
	}
	return out, nil
}

func badDN(setting, text string) error {
	return directory.WithHint(
		directory.Errorf(directory.ErrConfig, "%s: %s is not a DN", setting, dn.Quoted(text)),
		"A DN looks like ou=people,dc=example,dc=com. Several are separated by semicolons.")
}

// root returns the DN below which everything is read.
func (s *Source) root(dse *ldapconn.RootDSE) (string, error) {
	contexts := dse.Contexts()
	switch {
	case s.set.RootPath != "":
		return s.set.RootPath, nil
	case dse.DefaultContext != "":
		return dse.DefaultContext, nil
	case len(contexts) == 1:
		return contexts[0], nil
	case len(contexts) == 0:
		return "", directory.WithHint(
			directory.Errorf(directory.ErrConfig, "ldap.rootPath is not set, and the server does not say what it holds"),
			"Set ldap.rootPath to the DN below which users and groups are, such as dc=example,dc=com.")
	}
	return "", directory.WithHint(
		directory.Errorf(directory.ErrConfig, "ldap.rootPath is not set, and the server holds more than one directory: %s", strings.Join(contexts, "; ")),
		"Set ldap.rootPath to the one of them that holds users and groups, or to a DN below it.")
}

// bases returns where below the root users and groups are searched.
func (s *Source) bases(root string) (users, groups []string, err error) {
	if users, err = searchBases("ldap.userPath", s.set.UserPath, root); err == nil {
		groups, err = searchBases("ldap.groupPath", s.set.GroupPath, root)
	}
	return users, groups, err
}
