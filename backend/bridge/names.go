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
	"directoryconnector/backend/plan"
)

// namesAge is how long names are kept for the next letter that is typed.
const namesAge = time.Minute

// names are those of all people and groups that the directory, the last test or
// the syncs know, by name.
type names struct {
	at     time.Time
	result *result
	list   index[Found]
}

// namesOf returns the names of a profile, which are read again now and then.
func (m *Manager) namesOf(ctx context.Context, s *session) (*names, error) {
	m.mu.Lock()
	known, found := s.names, s.result
	m.mu.Unlock()
	now := m.opts.App.Now()
	if known != nil && known.result == found && now.Sub(known.at) < namesAge {
		return known, nil
	}
	g := gathering{seen: map[key]int{}, emails: map[string]int{}}
	if err := s.app.History().Known(ctx, func(kind plan.Kind, id, name string) error {
		g.known(kind, id, name)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	if err := s.app.History().Read(ctx, g.ofDirectory); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	if found != nil {
		g.ofResult(found)
	}
	n := &names{at: now, result: found, list: g.index()}
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
	list   []Found
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

// ofDirectory takes a user as the directory has it: perhaps under another
// external id than the organization. Of several with one email the first is that
// one, and the others are themselves.
func (g *gathering) ofDirectory(id, email, called string) {
	address := strings.ToLower(strings.TrimSpace(email))
	at, same := g.emails[address]
	delete(g.emails, address)
	if _, known := g.seen[key{plan.User, id}]; !known && same {
		g.list[at].Name = directory.Visible(called)
		return
	}
	g.add(plan.User, id, email, called)
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
