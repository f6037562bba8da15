package explain

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/internal/parts"
	"directoryconnector/backend/internal/spelling"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// Input is everything that an explanation depends on.
type Input struct {
	// Result is what a test found, also beside a conflict that stops a sync.
	Result   *compare.Result
	Conflict *desired.ConflictError
	Snapshot *directory.Snapshot
	// Key returns the same text for external ids that mean the same; may be nil.
	Key func(id string) string
}

// A Match is somebody, or a group, that may be meant.
type Match struct {
	explanation.Subject
	// user or group is the entry of the directory, where it has one; at is the
	// position in the desired users or groups, or none.
	user  *directory.User
	group *directory.Group
	at    int
	// ByWords says that nothing is called so: only words of a name are the same.
	ByWords bool
}

const none = -1

func subject(kind plan.Kind, id, name, reference string) explanation.Subject {
	return explanation.Subject{Kind: kind, ExternalID: id, Name: name, Reference: reference}
}

// person is the match of a user of the directory.
func person(e *directory.User, id, email string, at int) Match {
	m := Match{Subject: subject(plan.User, id, email, e.ReferenceID), user: e, at: at}
	m.Called = e.Name
	return m
}

// Find returns all that a name may mean: an email, a group's name, an external
// id, a reference such as a DN, a stable id, a member's id of the server. Only
// where nothing is called so, the parts count: what stands before the @, and
// the first name of a DN; then words of what people are called, without accents.
func Find(in Input, who string) []Match {
	who = strings.TrimSpace(who)
	if who == "" {
		return nil
	}
	f := &finder{Input: in, who: who, email: desired.CleanEmail(who), key: in.Key}
	if f.key == nil {
		f.key = func(id string) string { return id }
	}
	f.whoKey = f.key(who)
	if matches := f.find(sought{f.exactly, f.isID}); len(matches) > 0 {
		return matches
	}
	if matches := f.find(sought{f.partly, f.isFirstName}); len(matches) > 0 {
		return matches
	}
	if f.words = spelling.Words(who); utf8.RuneCountInString(strings.Join(f.words, "")) < shortest {
		return nil
	}
	matches := f.find(sought{f.named, func(string) bool { return false }})
	for i := range matches {
		matches[i].ByWords = true
	}
	return matches
}

// shortest is how short a part of a name may be.
const shortest = 2

// A finder looks for one name.
type finder struct {
	Input
	who, email, whoKey string
	// words are those that are looked for in names.
	words []string
	key   func(string) string
	out   []Match
}

// names are what an entry is called. ids are compared by meaning.
type names struct {
	email, name string
	// person is what people call a user.
	person string
	ids    [3]string
	stable string
}

// sought tells what is looked for, by all names of an entry, or by an id alone.
type sought struct {
	is   func(*names) bool
	isID func(string) bool
}

func (n *names) set(to names) *names {
	*n = to
	return n
}

func (f *finder) exactly(n *names) bool {
	if n.email != "" && (equalFold(n.email, f.who) || len(n.email) != len(f.email) && desired.CleanEmail(n.email) == f.email) || n.name != "" && strings.EqualFold(strings.TrimSpace(n.name), f.who) {
		return true
	}
	last := ""
	for _, id := range n.ids {
		if id != last && f.isID(id) {
			return true
		}
		last = id
	}
	return n.stable != "" && (equalFold(n.stable, f.who) || equalFold(directory.StableValue(n.stable), f.who))
}

func (f *finder) isID(id string) bool {
	return id != "" && (id == f.who || len(id) < 2*len(f.who)+16 && f.sameID(id))
}

// equalFold is strings.EqualFold, quick to say no.
func equalFold(a, b string) bool {
	if a != "" && b != "" && a[0] < utf8.RuneSelf && b[0] < utf8.RuneSelf && a[0]|0x20 != b[0]|0x20 {
		return false
	}
	return strings.EqualFold(a, b)
}

// sameID compares by meaning only what may be equal: making a key of every DN
// takes long.
func (f *finder) sameID(id string) bool {
	return (f.whoKey != f.who || equalFold(id, f.who) || strings.ContainsRune(f.who, '=')) && lastLetter(id) == lastLetter(f.who) && f.key(id) == f.whoKey
}

// lastLetter is the last letter or digit, in lower case: no spelling of a DN
// changes it, but for an escape.
func lastLetter(s string) byte {
	for i := len(s) - 1; i >= 0; i-- {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			return c | 0x20
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		}
	}
	return 0
}

func (f *finder) partly(n *names) bool {
	local, _, _ := strings.Cut(n.email, "@")
	return local != "" && equalFold(local, f.who) || f.isFirstName(n.ids[0])
}

// named tells whether all words are in what people call an entry.
func (f *finder) named(n *names) bool {
	return spelling.Has(spelling.Plain(n.person+n.name), f.words)
}

func (f *finder) isFirstName(id string) bool {
	name := FirstName(id)
	return name != "" && equalFold(name, f.who)
}

// FirstName is the value of the first part of a DN; empty for what is none.
func FirstName(reference string) string {
	_, rest, ok := strings.Cut(reference, "=")
	if !ok {
		return ""
	}
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case ',':
			return strings.TrimSpace(strings.ReplaceAll(rest[:i], `\`, ""))
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(rest, `\`, ""))
}

// find asks for every name there is.
func (f *finder) find(what sought) []Match {
	f.out = nil
	var theirs []called
	var done parts.Aside
	done.Go(func() { theirs = f.organization(what) })
	f.entries(what)
	done.Wait()
	f.add(theirs)
	slices.SortStableFunc(f.out, func(a, b Match) int {
		return cmp.Or(-strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Name, b.Name), strings.Compare(a.ExternalID, b.ExternalID), strings.Compare(a.Reference, b.Reference))
	})
	return f.out
}

// entries finds those of the directory.
func (f *finder) entries(what sought) {
	n := new(names) // the same one for all: there are many
	want, acked := f.Result.In.Desired, f.Result.In.State.Members
	for i := range want.Users {
		u := &want.Users[i]
		if what.is(n.set(userNames(u.Entry, u.ID))) {
			f.out = append(f.out, person(u.Entry, u.ID, cmp.Or(u.Wanted, acked[u.ID].Email), i))
		}
	}
	for i := range f.Snapshot.Users {
		if e := &f.Snapshot.Users[i]; len(f.Snapshot.Users) > len(want.Users) && what.is(n.set(userNames(e, e.ExternalID))) && !f.hasUser(e) {
			f.out = append(f.out, person(e, e.ExternalID, desired.CleanEmail(e.Email), none))
		}
	}
	if !f.Result.In.Sync.Groups {
		for i := range f.Snapshot.Groups {
			if e := &f.Snapshot.Groups[i]; what.is(n.set(groupNames(e, e.ExternalID))) {
				f.out = append(f.out, Match{Subject: subject(plan.Group, e.ExternalID, e.Name, e.ReferenceID), group: e, at: none})
			}
		}
	}
	for i := range want.Groups {
		g := &want.Groups[i]
		if what.is(n.set(groupNames(g.Entry, g.ID))) {
			f.out = append(f.out, Match{Subject: subject(plan.Group, g.ID, g.Entry.Name, g.Entry.ReferenceID), group: g.Entry, at: i})
		}
	}
}

func userNames(e *directory.User, id string) names {
	return names{email: e.Email, person: e.Name, ids: [3]string{e.ReferenceID, id, e.ExternalID}, stable: e.StableID}
}

func groupNames(e *directory.Group, id string) names {
	return names{name: e.Name, ids: [3]string{e.ReferenceID, id, e.ExternalID}, stable: e.StableID}
}

// hasUser tells whether an entry was found, or another one that stands for it.
func (f *finder) hasUser(e *directory.User) bool {
	return slices.ContainsFunc(f.out, func(m Match) bool {
		return m.user != nil && (m.user == e || m.user.ExternalID == e.ExternalID || directory.SameStableID(m.user.StableID, e.StableID))
	})
}

// called is somebody, or a group, that the organization has under a name.
type called struct {
	kind     plan.Kind
	id, name string
}

// add adds those that only the organization has, or had.
func (f *finder) add(theirs []called) {
	kinds := map[plan.Kind]map[string]bool{plan.User: {}, plan.Group: {}}
	for _, m := range f.out {
		kinds[m.Kind][m.ExternalID] = true
	}
	for _, c := range theirs {
		if !kinds[c.kind][c.id] {
			kinds[c.kind][c.id] = c.id != ""
			f.out = append(f.out, f.only(c.kind, c.id, c.name))
		}
	}
}

// organization finds those that the organization has, or had.
func (f *finder) organization(what sought) (theirs []called) {
	r := f.Result
	one := new(names) // the same one for all: there are many
	add := func(kind plan.Kind, id string, n names) {
		if what.is(one.set(n)) {
			theirs = append(theirs, called{kind, id, cmp.Or(n.email, n.name)})
		}
	}
	member := func(id string, m *organization.AckedMember) {
		add(plan.User, id, names{email: m.Email, ids: [3]string{id}, stable: m.StableID})
		if m.Wanted != "" {
			add(plan.User, id, names{email: m.Wanted, ids: [3]string{id}})
		}
	}
	if r.In.Seen != nil {
		for i := range r.In.Seen.Members {
			m := &r.In.Seen.Members[i]
			add(plan.User, m.ExternalID, names{email: m.Email, ids: [3]string{m.ExternalID, m.ID}})
		}
		for i := range r.In.Seen.Groups {
			g := &r.In.Seen.Groups[i]
			add(plan.Group, g.ExternalID, names{name: g.Name, ids: [3]string{g.ExternalID, g.ID}})
		}
	}
	for _, members := range []map[string]organization.AckedMember{r.In.State.Members, r.In.State.Apart()} {
		for id, m := range members {
			member(id, &m)
		}
	}
	for _, groups := range []map[string]organization.AckedGroup{r.In.State.Groups, r.In.State.Known.Groups} {
		for id, g := range groups {
			add(plan.Group, id, names{name: g.Name, ids: [3]string{id}, stable: g.StableID})
			for _, of := range g.Members { // a group that waits may hold who is in no other list
				if what.isID(of) {
					theirs = append(theirs, called{plan.User, of, ""})
				}
			}
		}
	}
	for _, flight := range r.In.State.InFlight {
		if flight.Kind == organization.FlightGroup {
			add(plan.Group, flight.ExternalID, names{name: flight.Email, ids: [3]string{flight.ExternalID}})
		} else {
			member(flight.ExternalID, &organization.AckedMember{Email: flight.Email, StableID: flight.StableID})
		}
	}
	slices.SortStableFunc(theirs, func(a, b called) int {
		return cmp.Or(strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.id, b.id))
	})
	return theirs
}

// only is a match of the organization; the directory may have it all the same,
// under another name.
func (f *finder) only(kind plan.Kind, id, name string) Match {
	m := Match{Subject: subject(kind, id, name, ""), at: none}
	want := f.Result.In.Desired
	if kind == plan.User {
		if at, found := want.Find(id); found && id != "" {
			e := want.Users[at].Entry
			m.at, m.user, m.Reference, m.Called = at, e, e.ReferenceID, e.Name
		}
		return m
	}
	for i := range want.Groups {
		if g := &want.Groups[i]; g.ID == id && id != "" && !g.Entry.Outside {
			m.at, m.group, m.Reference = i, g.Entry, g.Entry.ReferenceID
		}
	}
	return m
}
