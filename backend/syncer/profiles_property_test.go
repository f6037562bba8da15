package syncer

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// Four people come and go in two directories that feed one organization: who
// is in one of them is a member, each group has exactly its own people, and
// nobody loses access who is in the directory of the profile that has her.
func TestTwoProfilesAtRandom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		vault := rapid.Bool().Draw(rt, "vaultwarden")
		p := newPair(rt, orgserver.Options{Vaultwarden: vault, VaultwardenGroups: true})
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			d, who := rapid.IntRange(0, 1).Draw(rt, "directory"), rapid.IntRange(0, 3).Draw(rt, "who")
			p.in[d][who] = !p.in[d][who]
			p.tombstones = rapid.Bool().Draw(rt, "tombstones")
			if rapid.Bool().Draw(rt, "sync") {
				p.sync(rapid.IntRange(0, 1).Draw(rt, "profile"))
			}
		}
		for range 2 {
			// A day goes by: who left and came back through the other profile
			// in the meantime is in no group until its members are looked at.
			p.worlds[0].now = p.worlds[0].now.Add(25 * time.Hour)
			p.sync(0)
			p.sync(1)
		}
		p.compare(rt)
	})
}

type pair struct {
	worlds     [2]*world
	in         [2][4]bool
	tombstones bool
}

func newPair(rt *rapid.T, o orgserver.Options) *pair {
	p := &pair{worlds: [2]*world{newWorld(rt, o), newWorld(rt, o)}}
	p.worlds[1].server = p.worlds[0].server
	p.worlds[1].syncer.Organization = &client{p.worlds[0].server}
	for _, w := range p.worlds {
		w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 1000}
	}
	return p
}

// id is the external id of somebody in a directory, as is the group's.
func (p *pair) id(d, who int) string { return []string{"", "x"}[d] + fmt.Sprint(who) }

func (p *pair) sync(d int) {
	w := p.worlds[d]
	always := user("stays" + p.id(d, 9))
	users, members := []any{always}, []string{always.ExternalID}
	for who, here := range p.in[d] {
		u := directory.User{ReferenceID: "cn=" + p.id(d, who), ExternalID: p.id(d, who), Email: fmt.Sprintf("p%d@x.test", who)}
		switch {
		case here:
			members = append(members, u.ExternalID)
		case p.tombstones:
			u.Deleted = true
		default:
			continue
		}
		users = append(users, u)
	}
	w.has(append(users, group([]string{"g", "h"}[d], members...))...)
	w.meet(fmt.Sprint("profile ", 1-d), p.worlds[1-d])
	w.mustSync()
	w.now = w.now.Add(2 * time.Hour)
	p.worlds[1-d].now = w.now
}

func (p *pair) compare(rt *rapid.T) {
	email, members, want := map[string]string{}, []string{}, []string{"stays9@x.test", "staysx9@x.test"}
	for _, m := range p.worlds[0].server.Members() {
		email[m.ExternalID] = m.Email
		if m.Status != organization.StatusRevoked {
			members = append(members, m.Email)
		}
	}
	groups := map[string][]string{"G": {"stays9@x.test"}, "H": {"staysx9@x.test"}}
	for who := range 4 {
		address := fmt.Sprintf("p%d@x.test", who)
		if p.in[0][who] || p.in[1][who] {
			want = append(want, address)
		}
		for d, name := range []string{"G", "H"} {
			if p.in[d][who] {
				groups[name] = append(groups[name], address)
			}
		}
	}
	slices.Sort(members)
	slices.Sort(want)
	if diff := cmp.Diff(want, members); diff != "" {
		rt.Errorf("members (-want +got):\n%s", diff)
	}
	got := map[string][]string{}
	for _, g := range p.worlds[0].server.Groups() {
		for _, id := range g.MemberExternalIDs {
			got[g.Name] = append(got[g.Name], email[id])
		}
		slices.Sort(got[g.Name])
		slices.Sort(groups[g.Name])
	}
	if diff := cmp.Diff(groups, got); diff != "" {
		rt.Errorf("groups (-want +got):\n%s", diff)
	}
}
