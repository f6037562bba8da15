package e2e

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A company is what a test has put into its directory, in the test's own
// words, and computes naively what an organization must hold because of it.
// People and teams have keys of the test's choice, which never are the same.
type company struct {
	people map[string]person
	teams  map[string]team
	// removesDisabled is the setting sync.removeDisabled.
	removesDisabled bool
}

type person struct {
	email string
	// id is the external id that the person must have; "" is not compared.
	id                string
	disabled, deleted bool
	// out: for another reason not to be a member, such as a filter.
	out bool
	// as is the email that the organization must show, where it is not the
	// directory's (it was accepted once and can't be changed).
	as string
}

type team struct {
	name string
	// members are the keys of people and of teams.
	members []string
	// unseen: only a step on the way to others, never sent itself.
	unseen bool
}

func newCompany() *company {
	return &company{people: map[string]person{}, teams: map[string]team{}}
}

// clone returns a copy that can be changed.
func (c *company) clone() *company {
	d := &company{people: maps.Clone(c.people), teams: map[string]team{}, removesDisabled: c.removesDisabled}
	for key, t := range c.teams {
		t.members = slices.Clone(t.members)
		d.teams[key] = t
	}
	return d
}

// change replaces a person.
func (c *company) change(key string, change func(*person)) {
	p := c.people[key]
	change(&p)
	c.people[key] = p
}

// changeTeam replaces a team.
func (c *company) changeTeam(key string, change func(*team)) {
	t := c.teams[key]
	t.members = slices.Clone(t.members)
	change(&t)
	c.teams[key] = t
}

// leave takes a person out, of teams as well.
func (c *company) leave(keys ...string) {
	for _, key := range keys {
		delete(c.people, key)
		for k, t := range c.teams {
			t.members = slices.DeleteFunc(slices.Clone(t.members), func(m string) bool { return m == key })
			c.teams[k] = t
		}
	}
}

// A world is what an organization holds because of its directory: members by
// email with their external id, groups by name with the emails of members.
type world struct {
	Members map[string]string
	Groups  map[string][]string
}

// wanted computes what the organization must hold.
func (c *company) wanted() world {
	w := world{Members: map[string]string{}, Groups: map[string][]string{}}
	email := map[string]string{} // of those who are to be members, by key
	for key, p := range c.people {
		if p.deleted || p.out || p.disabled && c.removesDisabled {
			continue
		}
		shown := strings.ToLower(strings.TrimSpace(p.email))
		if p.as != "" {
			shown = p.as
		}
		if shown == "" {
			continue
		}
		email[key] = shown
		w.Members[shown] = p.id
	}
	for key, t := range c.teams {
		if t.unseen {
			continue
		}
		emails := []string{}
		for member := range c.below(key, map[string]bool{}) {
			if e, ok := email[member]; ok {
				emails = append(emails, e)
			}
		}
		slices.Sort(emails)
		w.Groups[t.name] = emails
	}
	return w
}

// below collects every key that is reached from a team.
func (c *company) below(key string, seen map[string]bool) map[string]bool {
	for _, member := range c.teams[key].members {
		if !seen[member] {
			seen[member] = true
			c.below(member, seen)
		}
	}
	return seen
}

// world returns what the organization holds that came from a directory.
func (s *orgServer) world() world {
	w := world{Members: map[string]string{}, Groups: map[string][]string{}}
	for _, m := range s.Members() {
		if m.ExternalID != "" && m.Status >= 0 {
			w.Members[m.Email] = m.ExternalID
		}
	}
	revoked := map[string]bool{}
	for _, m := range s.Members() {
		revoked[m.Email] = m.Status < 0
	}
	for _, g := range s.Groups() {
		w.Groups[g.Name] = slices.DeleteFunc(slices.Clone(g.MemberEmails), func(e string) bool { return revoked[e] })
	}
	return w
}

// holds fails the test unless the organization holds exactly what the
// company's directory says. Groups that left the directory, by their names
// in the organization, stay there: an import never deletes any.
func (s *orgServer) holds(t testing.TB, c *company, left ...string) {
	t.Helper()
	want, got := c.wanted(), s.world()
	for email, id := range want.Members {
		if _, there := got.Members[email]; id == "" && there {
			got.Members[email] = ""
		}
	}
	for _, name := range left {
		delete(got.Groups, name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the organization is not what the directory says (-directory +organization):\n%s", diff)
	}
	if !slices.ContainsFunc(s.Members(), func(m member) bool { return m.Email == "owner@example.test" }) {
		t.Error("the owner is gone")
	}
}

// save writes the company as a JSON file (docs/directories/file.md). Keys
// are ids there.
func (c *company) save(t testing.TB, path string) {
	t.Helper()
	type jsonUser struct {
		ID       string `json:"id"`
		Email    string `json:"email,omitempty"`
		Disabled bool   `json:"disabled,omitempty"`
		Deleted  bool   `json:"deleted,omitempty"`
	}
	type jsonGroup struct {
		ID           string   `json:"id"`
		Name         string   `json:"name"`
		Members      []string `json:"members"`
		MemberGroups []string `json:"memberGroups"`
	}
	file := struct {
		Users  []jsonUser  `json:"users"`
		Groups []jsonGroup `json:"groups"`
	}{[]jsonUser{}, []jsonGroup{}}
	for _, key := range slices.Sorted(maps.Keys(c.people)) {
		p := c.people[key]
		file.Users = append(file.Users, jsonUser{key, p.email, p.disabled, p.deleted})
	}
	for _, key := range slices.Sorted(maps.Keys(c.teams)) {
		g := jsonGroup{ID: key, Name: c.teams[key].name}
		for _, member := range c.teams[key].members {
			if _, nested := c.teams[member]; nested {
				g.MemberGroups = append(g.MemberGroups, member)
			} else {
				g.Members = append(g.Members, member)
			}
		}
		file.Groups = append(file.Groups, g)
	}
	data, err := json.MarshalIndent(file, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(data))
}
