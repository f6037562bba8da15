package ldap

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/dn"
	"directoryconnector/backend/internal/ldapconn"
)

const (
	// mostLocated is how many entries are told of, mostParts how many parts of
	// a filter are asked for.
	mostLocated = 5
	mostParts   = 50
)

// Locate implements directory.Locator. It looks in all that the server holds,
// without classes and filters, and then asks of each entry which base, class
// or part of the filter leaves it out.
func (s *Source) Locate(ctx context.Context, names ...string) ([]directory.Location, error) {
	ctx, cancel := context.WithCancel(ctx)
	r := s.newReading(s.cfg.Now(), cancel)
	defer r.end()
	var err error
	if r.users, err = s.dialer.Dial(ctx, "", func(string, error) {}); err != nil {
		return nil, err
	}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	l := &locator{reading: r}
	for _, name := range names {
		if err := l.find(ctx, name); err != nil {
			return nil, err
		}
	}
	locations := []directory.Location{}
	for _, e := range l.entries {
		location, err := l.explain(ctx, e)
		if err != nil {
			return nil, err
		}
		locations = append(locations, location)
	}
	return locations, nil
}

// A locator looks for entries by name.
type locator struct {
	*reading
	entries []*ldap.Entry
}

// find adds the entries that are called so.
func (l *locator) find(ctx context.Context, name string) error {
	dns := directNames(name, l.users.DSE)
	for _, base := range l.contexts() {
		q := ldapconn.Query{Base: base, Scope: ldap.ScopeWholeSubtree, Filter: l.called(name), Attrs: []string{noAttributes}, Limit: mostLocated, Quiet: true}
		if err := unlessElsewhere(l.users.Search(ctx, q, func(e *ldap.Entry) { dns = append(dns, e.DN) })); err != nil {
			return err
		}
	}
	for _, at := range dns {
		if len(l.entries) == mostLocated {
			return nil
		}
		e, err := l.users.Read(ctx, at, anyClass, l.attributes())
		if err := unlessElsewhere(err); err != nil {
			return err
		}
		known := func(other *ldap.Entry) bool { return dn.Same(other.DN, e.DN) }
		if e != nil && !slices.ContainsFunc(l.entries, known) {
			l.entries = append(l.entries, e)
		}
	}
	return nil
}

// directNames are the DNs that a name may be.
func directNames(name string, dse *ldapconn.RootDSE) (names []string) {
	if key, ok := dn.Key(name); ok && strings.Contains(key, "=") {
		names = append(names, name)
	}
	if account.IsGUID(name) && dse.HighestUSN != "" { // see [MS-ADTS] 3.1.1.3.1.2.4
		names = append(names, "<GUID="+name+">")
	}
	return names
}

// unlessElsewhere is an error, unless the server only says that it has no such
// entry there, does not show it, or that enough was found.
func unlessElsewhere(err error) error {
	if errors.Is(err, ldapconn.ErrLimit) || ldap.IsErrorWithCode(err, ldap.LDAPResultSizeLimitExceeded) || unreadableReason(err) != "" {
		return nil
	}
	return err
}

// called is the filter for a name: what people and programs call entries.
func (l *locator) called(name string) string {
	set := &l.src.set
	attributes := []string{"mail", "cn", "uid", "sAMAccountName", "userPrincipalName", "displayName", "entryUUID", set.UserEmailAttribute, set.GroupNameAttribute, set.ExternalIDAttribute}
	value := ldap.EscapeFilter(name)
	seen := map[string]bool{"": true}
	var b strings.Builder
	for _, attribute := range attributes {
		if key := strings.ToLower(attribute); !seen[key] {
			seen[key] = true
			b.WriteString("(" + attribute + "=" + value + ")")
		}
	}
	b.WriteString("(proxyAddresses=smtp:" + value + ")")
	if local, suffix, ok := strings.Cut(name, "@"); ok && l.src.cfg.UseEmailPrefixSuffix && set.EmailPrefixAttribute != "" && strings.EqualFold("@"+suffix, l.src.cfg.EmailSuffix) {
		b.WriteString("(" + set.EmailPrefixAttribute + "=" + ldap.EscapeFilter(local) + ")")
	}
	return "(|" + b.String() + ")"
}

// attributes are those of users, the name of groups, and what an entry is.
func (l *locator) attributes() []string {
	return append(slices.Clone(l.plan.userAttrs), l.src.set.GroupNameAttribute, "cn", "objectClass")
}

// A kindOfEntry is what users and groups are looked for by.
type kindOfEntry struct {
	name, setting, classes, filter string
	bases                          []string
}

// explain asks which of base, class and filter leaves an entry out.
func (l *locator) explain(ctx context.Context, e *ldap.Entry) (directory.Location, error) {
	s := l.src
	users := kindOfEntry{"user", "sync.userFilter", s.set.UserObjectClass, s.cfg.UserFilter, l.userBases}
	groups := kindOfEntry{"group", "sync.groupFilter", s.set.GroupObjectClass, s.cfg.GroupFilter, l.groupBases}
	kinds := []kindOfEntry{users}
	if s.cfg.SyncGroups {
		kinds = append(kinds, groups)
	}
	location := directory.Location{Reference: e.DN, Exclusions: []directory.Exclusion{}}
	for _, kind := range kinds {
		is, err := l.passes(ctx, e.DN, classFilter(kind.classes))
		if err != nil {
			return location, err
		}
		if !is {
			continue
		}
		location.Kind = kind.name
		l.identify(&location, e)
		return location, l.exclude(ctx, &location, kind)
	}
	wants := s.set.UserObjectClass
	if s.cfg.SyncGroups {
		wants += ";" + s.set.GroupObjectClass
	}
	l.identify(&location, e)
	location.Exclusions = append(location.Exclusions, directory.Exclusion{Code: directory.OtherClass, Params: map[string]string{
		"has": strings.Join(e.GetEqualFoldAttributeValues("objectClass"), ", "), "wants": strings.Join(config.List(wants), ", "),
	}})
	return location, nil
}

// identify reads name and external id as a read does.
func (l *locator) identify(location *directory.Location, e *ldap.Entry) {
	var p people
	user, _ := l.decodeUser(&p, e)
	location.ExternalID, location.Name = user.ExternalID, user.Email
	if location.Kind != "user" || location.Name == "" {
		location.Name = firstText([]string{e.GetEqualFoldAttributeValue(l.src.set.GroupNameAttribute), e.GetEqualFoldAttributeValue("cn"), user.Email})
	}
	if user.ExternalID == "" && location.Kind != "" {
		location.Exclusions = append(location.Exclusions, directory.Exclusion{Code: directory.LacksExternalID, Params: map[string]string{"attribute": l.src.set.ExternalIDAttribute}})
	}
}

// exclude adds what leaves an entry of a kind out.
func (l *locator) exclude(ctx context.Context, location *directory.Location, kind kindOfEntry) error {
	own, _ := dn.Key(location.Reference)
	below := func(base string) bool {
		key, ok := dn.Key(base)
		return ok && dn.IsBelow(own, key)
	}
	if !slices.ContainsFunc(kind.bases, below) {
		location.Exclusions = append(location.Exclusions, directory.Exclusion{Code: directory.OutsideBase, Params: map[string]string{"bases": strings.Join(kind.bases, "; ")}})
	}
	filter, err := parseFilter(kind.filter)
	if err != nil {
		return err
	}
	for i, part := range filterParts(filter) {
		if i == mostParts {
			break
		}
		passes, err := l.passes(ctx, location.Reference, part)
		if err != nil {
			return err
		}
		if !passes {
			location.Exclusions = append(location.Exclusions, directory.Exclusion{Code: directory.FilterPart, Params: map[string]string{"setting": kind.setting, "part": part}})
		}
	}
	return nil
}

// passes asks the server whether a filter is true for an entry.
func (l *locator) passes(ctx context.Context, entry, filter string) (bool, error) {
	e, err := l.users.Read(ctx, entry, filter, []string{noAttributes})
	return e != nil, unlessElsewhere(err)
}

// filterParts are the parts of a filter all of which must be true: those of an
// "and", however deep, else the filter itself.
func filterParts(filter string) []string {
	if filter == "" {
		return nil
	}
	if !strings.HasPrefix(filter, "(&") {
		return []string{filter}
	}
	var parts []string
	depth, start := 0, 0
	for i := 2; i < len(filter)-1; i++ { // a parenthesis in a value is escaped
		switch filter[i] {
		case '(':
			if depth == 0 {
				start = i
			}
			depth++
		case ')':
			if depth--; depth == 0 {
				parts = append(parts, filterParts(filter[start:i+1])...)
			}
		}
	}
	return parts
}
