package bridge

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// namesAge is how long names are kept for the next letter that is typed.
const namesAge = time.Minute

// names are those of all people and groups that the directory, the last test, the
// syncs or the organization know, by name.
type names struct {
	at     time.Time
	result *result
	// theirs are those that the organization has told.
	theirs []organization.NamedMember
	list   index[Found]
}

// namesOf returns the names of a profile, which are read again now and then.
func (m *Manager) namesOf(ctx context.Context, s *session) (*names, error) {
	m.mu.Lock()
	known, found, theirs := s.names, s.result, s.theirs.list
	m.mu.Unlock()
	now := m.opts.App.Now()
	if known != nil && known.result == found && now.Sub(known.at) < namesAge {
		return known, nil
	}
	g := newGathering()
	if err := s.app.History().Known(ctx, func(kind plan.Kind, id, name string) error {
		g.known(kind, id, name)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	if err := s.app.History().Read(ctx, g.ofDirectory); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	g.settle()
	if found != nil {
		g.ofResult(found)
	}
	g.ofOrganization(theirs)
	n := &names{at: now, result: found, theirs: theirs, list: g.index()}
	m.mu.Lock()
	defer m.mu.Unlock()
	s.names = n
	return n, nil
}

type key struct {
	kind plan.Kind
	id   string
}

// A gathering collects names, each person and group once: what is told last is
// newest.
type gathering struct {
	seen map[key]int
	// emails are where people are whom the syncs know, by their address in lower
	// case.
	emails map[string]int
	// present are those of them whom the directory has under their external id.
	present map[int]bool
	// strangers are users of the directory whom the syncs do not know by theirs.
	strangers []stranger
	list      []Found
}

type stranger struct{ id, email, called string }

func newGathering() gathering {
	return gathering{seen: map[key]int{}, emails: map[string]int{}, present: map[int]bool{}}
}

// add takes an email or the name of a group, and what a person is called.
func (g *gathering) add(kind plan.Kind, id, name, called string) {
	if id == "" && name == "" {
		return
	}
	k := key{kind, cmp.Or(id, name)}
	at, known := g.seen[k]
	if !known {
		at = len(g.list)
		g.seen[k] = at
		g.list = append(g.list, Found{Kind: string(kind), Ref: refOf(plan.Ref{ExternalID: id, Name: name})})
	} else if name != "" {
		g.list[at].Ref = refOf(plan.Ref{ExternalID: id, Name: name})
	}
	if called != "" {
		g.list[at].Name = directory.Visible(called)
	}
}

// known takes one that the syncs know.
func (g *gathering) known(kind plan.Kind, id, name string) {
	g.add(kind, id, name, "")
	if kind == plan.User && name != "" {
		g.emails[strings.ToLower(name)] = g.seen[key{kind, cmp.Or(id, name)}]
	}
}

// ofDirectory takes a user as the directory has it. settle is called after the
// last one.
func (g *gathering) ofDirectory(id, email, called string) {
	if at, known := g.seen[key{plan.User, id}]; known {
		g.present[at] = true
		g.add(plan.User, id, email, called)
		return
	}
	g.strangers = append(g.strangers, stranger{id, email, called})
}

// settle decides who of the directory is somebody whom the syncs know under
// another external id: the first one with the email of who is not in it under
// her own. The others are themselves.
func (g *gathering) settle() {
	for _, u := range g.strangers {
		address := strings.ToLower(strings.TrimSpace(u.email))
		at, same := g.emails[address]
		if !same || g.present[at] {
			g.add(plan.User, u.id, u.email, u.called)
			continue
		}
		g.present[at] = true
		if u.called != "" {
			g.list[at].Name = directory.Visible(u.called)
		}
	}
	g.strangers = nil
}

// ofOrganization takes who is in the organization only.
func (g *gathering) ofOrganization(members []organization.NamedMember) {
	if len(members) == 0 {
		return
	}
	emails := make(map[string]bool, len(g.list))
	for i := range g.list {
		emails[strings.ToLower(g.list[i].Ref.Name)] = true
	}
	for i := range members {
		m := &members[i]
		if _, known := g.seen[key{plan.User, m.ExternalID}]; known && m.ExternalID != "" || emails[m.Email] {
			continue
		}
		g.add(plan.User, m.ExternalID, m.Email, m.Name)
	}
}

func (g *gathering) ofResult(r *result) {
	for _, users := range [][]app.PreviewUser{r.preview.Deleted, r.preview.Disabled, r.preview.Enabled} {
		for _, u := range users {
			g.add(plan.User, u.ExternalID, u.Email, u.Name)
		}
	}
	for i := range r.preview.Groups {
		g.add(plan.Group, r.preview.Groups[i].ExternalID, r.preview.Groups[i].Name, "")
	}
	for i := range r.plan.file.Changes {
		c := &r.plan.file.Changes[i]
		g.add(c.Kind, c.ExternalID, c.Name, "")
	}
}

// index is by name, whatever its case.
func (g *gathering) index() index[Found] {
	order := make([]string, len(g.list))
	at := make([]int, len(g.list))
	for i := range g.list {
		order[i], at[i] = strings.ToLower(g.list[i].Ref.Name), i
	}
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(strings.Compare(order[a], order[b]), -strings.Compare(g.list[a].Kind, g.list[b].Kind), strings.Compare(g.list[a].Ref.Key, g.list[b].Ref.Key))
	})
	list := make([]Found, len(at))
	for i, from := range at {
		list[i] = g.list[from]
	}
	return newIndex(list, func(f *Found) string { return f.Ref.Name + "\n" + f.Name + "\n" + f.Ref.ID })
}

// called are the names of people by external id.
func (n *names) called() map[string]string {
	names := map[string]string{}
	for i := range n.list.items {
		if f := &n.list.items[i]; f.Kind == string(plan.User) && f.Name != "" {
			names[f.Ref.ID] = f.Name
		}
	}
	return names
}

// find returns the first that have all words of a text: those with a name that
// begins with it go before the others.
func (n *names) find(search string, limit int) ([]Found, int) {
	search, words := searched(search), app.Words(search)
	_, limit = bounds(0, limit)
	begin, others, total := []Found{}, []Found{}, 0
	for i, text := range n.list.keys {
		if !app.HasWords(text, words) {
			continue
		}
		total++
		if strings.HasPrefix(text, search) || strings.Contains(text, "\n"+search) {
			if len(begin) < limit {
				begin = append(begin, n.list.items[i])
			}
		} else if len(others) < limit {
			others = append(others, n.list.items[i])
		}
	}
	return append(begin, others[:min(len(others), limit-len(begin))]...), total
}
