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

// names are those of all people and groups that the last test or the syncs know,
// by name.
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
	g := gathering{seen: map[key]int{}}
	if err := s.app.History().Known(ctx, func(kind plan.Kind, id, name string) error {
		g.add(kind, id, name)
		return nil
	}); err != nil {
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
	list []Found
}

func (g *gathering) add(kind plan.Kind, id, name string) {
	if id == "" && name == "" {
		return
	}
	k := key{kind, cmp.Or(id, name)}
	found := Found{Kind: string(kind), Ref: refOf(plan.Ref{ExternalID: id, Name: name})}
	if at, known := g.seen[k]; known {
		if name != "" {
			g.list[at] = found
		}
		return
	}
	g.seen[k] = len(g.list)
	g.list = append(g.list, found)
}

func (g *gathering) ofResult(r *result) {
	for _, users := range [][]app.PreviewUser{r.preview.Deleted, r.preview.Disabled, r.preview.Enabled} {
		for _, u := range users {
			g.add(plan.User, u.ExternalID, u.Email)
		}
	}
	for i := range r.preview.Groups {
		g.add(plan.Group, r.preview.Groups[i].ExternalID, r.preview.Groups[i].Name)
	}
	for i := range r.plan.file.Changes {
		c := &r.plan.file.Changes[i]
		g.add(c.Kind, c.ExternalID, c.Name)
	}
}

func (g *gathering) index() index[Found] {
	slices.SortFunc(g.list, func(a, b Found) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Ref.Name), strings.ToLower(b.Ref.Name)), -strings.Compare(a.Kind, b.Kind), strings.Compare(a.Ref.Key, b.Ref.Key))
	})
	return newIndex(g.list, func(f *Found) string { return directory.Visible(f.Ref.Name) + "\n" + f.Ref.ID })
}

// find returns the first that have a text: those whose name begins with it go
// before the others.
func (n *names) find(search string, limit int) ([]Found, int) {
	search = searched(search)
	_, limit = bounds(0, limit)
	begin, others, total := []Found{}, []Found{}, 0
	for i, text := range n.list.keys {
		if !strings.Contains(text, search) {
			continue
		}
		total++
		if strings.HasPrefix(text, search) {
			if len(begin) < limit {
				begin = append(begin, n.list.items[i])
			}
		} else if len(others) < limit {
			others = append(others, n.list.items[i])
		}
	}
	return append(begin, others[:min(len(others), limit-len(begin))]...), total
}
