package syncer

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// member draws the address of a member of the organization.
func (g *nameGame) member() string {
	var emails []string
	for _, m := range g.server.Members() {
		if m.Email != "always@x.test" {
			emails = append(emails, m.Email)
		}
	}
	if len(emails) == 0 {
		return ""
	}
	return rapid.SampledFrom(emails).Draw(g.rt, "member")
}

func (g *nameGame) removeByHand() {
	if email := g.member(); email != "" {
		g.server.RemoveMember(email)
		g.byHand[email] = true
	}
}

func (g *nameGame) revokeByHand() {
	g.server.EditMember(g.member(), func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
}

func (g *nameGame) group() (found orgserver.Group) {
	if groups := g.server.Groups(); len(groups) > 0 {
		found = rapid.SampledFrom(groups).Draw(g.rt, "in the organization")
	}
	return found
}

func (g *nameGame) deleteGroup() { g.server.RemoveGroup(g.group().ExternalID) }

// put changes the organization through its API.
func (g *nameGame) put(path, body string) {
	c := &client{g.server}
	token, err := c.token(g.rt.Context())
	if err != nil {
		g.rt.Fatal(err)
	}
	rec, err := c.call(g.rt.Context(), "PUT", "/api/public/groups/"+path, "application/json", []byte(body), token)
	if err != nil || rec.Code != http.StatusOK {
		g.rt.Fatalf("PUT %s: %v %d %s", path, err, rec.Code, rec.Body)
	}
}

func (g *nameGame) renameByHand() {
	if group := g.group(); group.ID != "" {
		g.put(group.ID, fmt.Sprintf(`{"name":"by hand %[1]s","externalId":%[1]q}`, group.ExternalID))
	}
}

// takeOut leaves one member in a group.
func (g *nameGame) takeOut() {
	group := g.group()
	for _, m := range g.server.Members() {
		if slices.Contains(group.MemberEmails, m.Email) {
			g.put(group.ID+"/member-ids", fmt.Sprintf(`{"memberIds":[%q]}`, m.ID))
			g.took = true
			return
		}
	}
}

func (g *nameGame) clear() {
	g.settle()
	g.store.clear(true)
	g.cleared = true
	g.syncs()
}

// write writes the directory.
func (g *nameGame) write() {
	var entries []any
	for _, email := range slices.Sorted(maps.Keys(g.people)) {
		p := g.people[email]
		entries = append(entries, directory.User{ReferenceID: "cn=" + p.name, ExternalID: p.name, StableID: p.stable, Email: email})
	}
	for _, name := range slices.Sorted(maps.Keys(g.groups)) {
		p := g.groups[name]
		var members []string
		for email := range p.members {
			members = append(members, g.people[email].name)
		}
		slices.Sort(members)
		entries = append(entries, directory.Group{ReferenceID: "cn=" + p.name, ExternalID: p.name, StableID: p.stable, Name: name, UserMembers: members})
	}
	g.has(entries...)
}

// access is who has access, and which memberships, as "group: address".
func (g *nameGame) access() map[string]bool {
	has := map[string]bool{}
	for _, m := range g.server.Members() {
		if m.Status != organization.StatusRevoked {
			has[m.Email] = true
		}
	}
	for _, group := range g.server.Groups() {
		for _, email := range group.MemberEmails {
			if has[email] {
				has[group.Name+": "+email] = true
			}
		}
	}
	return has
}

// syncs syncs once and checks what is true after every sync.
func (g *nameGame) syncs() {
	g.write()
	before := g.access()
	if g.took {
		g.now = g.now.Add(25 * time.Hour) // memberships are looked at
	}
	run := g.mustSync()
	g.took = false
	g.named(before, run)
	g.true()
	g.cleared = false
}

// settle syncs until nobody waits for anything.
func (g *nameGame) settle() {
	g.syncs()
	g.syncs()
}

// named fails the test if somebody lost something that the run does not name.
func (g *nameGame) named(before map[string]bool, run *organization.Run) {
	now, named := g.access(), map[string]bool{}
	for _, c := range run.Changes {
		if c.Kind == plan.User && c.Loss() {
			named[c.Name] = true
		}
		for _, ref := range c.Leaves {
			named[c.Name+": "+ref.Name], named[c.Before+": "+ref.Name] = true, true
		}
	}
	renamed := map[string]string{}
	for _, c := range run.Changes {
		if c.Kind == plan.Group && c.Before != "" {
			renamed[c.Before] = c.Name
		}
	}
	for what := range before {
		group, email, membership := cutMembership(what)
		switch {
		case now[what], named[what], membership && named[email]:
		case membership && (now[renamed[group]+": "+email] || named[renamed[group]+": "+email]):
		default:
			g.rt.Errorf("%s lost access, and nobody said so: %+v", what, run.Changes)
		}
	}
}

func cutMembership(what string) (group, email string, membership bool) {
	if group, email, membership = strings.Cut(what, ": "); membership {
		return group, email, true
	}
	return "", what, false
}

// true compares the organization with who people are.
func (g *nameGame) true() {
	has, revoked := map[string]bool{}, map[string]bool{}
	for _, m := range g.server.Members() {
		if has[m.Email] {
			g.rt.Errorf("%s is a member twice", m.Email)
		}
		has[m.Email], revoked[m.Email] = true, m.Status == organization.StatusRevoked
		if _, is := g.people[m.Email]; !is && !g.cleared {
			g.rt.Errorf("%s is a member, and nobody in the directory", m.Email)
		}
	}
	for email := range g.people {
		if has[email] == g.byHand[email] {
			g.rt.Errorf("%s is a member: %v; removed by hand: %v", email, has[email], g.byHand[email])
		}
	}
	want, got := map[string][]string{}, map[string][]string{}
	for name, group := range g.groups {
		want[name] = []string{}
		for _, email := range slices.Sorted(maps.Keys(group.members)) {
			if has[email] && !revoked[email] {
				want[name] = append(want[name], email)
			}
		}
	}
	for _, group := range g.server.Groups() {
		if _, is := want[group.Name]; is {
			got[group.Name] = slices.DeleteFunc(group.MemberEmails, func(email string) bool { return revoked[email] })
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		g.rt.Errorf("groups (-directory +organization):\n%s", diff)
	}
}
