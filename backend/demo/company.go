package demo

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"directoryconnector/backend/internal/atomicfile"
)

// A company is the sample directory, in the JSON format of the file directory.
type company struct {
	Version int      `json:"version"`
	Users   []*user  `json:"users"`
	Groups  []*group `json:"groups"`
}

type user struct {
	ID       string   `json:"id"`
	Email    string   `json:"email,omitempty"`
	Name     string   `json:"name,omitempty"`
	Disabled bool     `json:"disabled,omitempty"`
	Deleted  bool     `json:"deleted,omitempty"`
	Groups   []string `json:"groups,omitempty"`
}

type group struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	MemberGroups []string `json:"memberGroups,omitempty"`
}

// The sample company. First and last names are combined, so that the same
// people come out every time.
var (
	firstNames = []string{"Ada", "Alan", "Barbara", "Claude", "Donald", "Edsger", "Frances", "Grace", "Hedy", "Ivan", "Jean", "Katherine", "Linus", "Margaret", "Niklaus", "Olga", "Peter", "Radia", "Søren", "Tim"}
	lastNames  = []string{"Abbott", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Horváth", "Ito", "Jensen", "Kowalski", "Larsen", "Müller", "Novák", "O'Neil"}
	// departments and the groups above them.
	departments = []string{"Platform", "Mobile", "Data", "Security", "Sales EMEA", "Sales Americas", "Support", "Finance", "People", "Legal"}
	tooLong     = "Project Aurora: everybody who has ever been invited to one of the planning meetings of the steering committee"
)

// sample makes the company as it is on the first day.
func sample() *company {
	c := &company{Version: 1}
	for i := range len(firstNames) * len(lastNames) {
		first, last := firstNames[i%len(firstNames)], lastNames[i/len(firstNames)]
		c.Users = append(c.Users, &user{
			ID: fmt.Sprintf("%d", 1001+i), Name: first + " " + last,
			Email:  plain(first) + "." + plain(last) + "@example.com",
			Groups: []string{departments[i%len(departments)]},
		})
	}
	for _, d := range departments {
		c.Groups = append(c.Groups, &group{ID: "g-" + plain(d), Name: d})
	}
	c.Groups = append(c.Groups,
		&group{ID: "g-engineering", Name: "Engineering", MemberGroups: []string{"Platform", "Mobile", "Data", "Security"}},
		&group{ID: "g-sales", Name: "Sales", MemberGroups: []string{"Sales EMEA", "Sales Americas"}},
		&group{ID: "g-everybody", Name: "Everybody", MemberGroups: []string{"Engineering", "Sales", "Support", "Finance", "People", "Legal"}},
		// Two groups that contain each other: legal, and both get all members.
		&group{ID: "g-on-call", Name: "On-call", MemberGroups: []string{"Platform", "Incident response"}},
		&group{ID: "g-incident", Name: "Incident response", MemberGroups: []string{"Security", "On-call"}},
		&group{ID: "g-aurora", Name: tooLong, MemberGroups: []string{"Data"}},
	)
	for _, i := range []int{7, 58, 123, 211} {
		c.Users[i].Disabled = true
	}
	c.Users = append(c.Users,
		&user{ID: "0990", Name: "Left last month", Email: "former.employee@example.com", Deleted: true},
		&user{ID: "1301", Name: "Ada Abbott, second account", Email: c.Users[0].Email, Groups: []string{"Support"}},
		&user{ID: "1302", Name: "Meeting room 4", Groups: []string{"Support"}},
	)
	return c
}

// plain turns a name into what stands in an address.
func plain(name string) string {
	name = strings.ToLower(name)
	return strings.NewReplacer("ø", "o", "í", "i", "á", "a", "ü", "u", "'", "", " ", "-").Replace(name)
}

// write puts the company where the program reads it.
func (c *company) write(path string) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(path, data, 0o600)
}

// leaver is the id of who leaves on the second day.
const leaver = "1042"

// nextDay is what changes over night: somebody joins, somebody leaves,
// somebody moves to another department, and the second account is cleaned up.
func (c *company) nextDay() {
	c.leave("1301")
	c.leave(leaver)
	c.join("1401", "Joan Clarke", "joan.clarke@example.com", "Security")
	for _, u := range c.Users {
		if u.ID == "1011" {
			u.Groups = []string{"Finance"}
		}
	}
}

// join and leave are what happens to one person.
func (c *company) join(id, name, email, department string) {
	c.Users = append(c.Users, &user{ID: id, Name: name, Email: email, Groups: []string{department}})
}

func (c *company) leave(id string) {
	c.Users = slices.DeleteFunc(c.Users, func(u *user) bool { return u.ID == id })
}

// comesBack is the return of who left on the second day, as who he was.
func (c *company) comesBack() {
	i := slices.IndexFunc(sample().Users, func(u *user) bool { return u.ID == leaver })
	c.Users = append(c.Users, sample().Users[i])
}

// halfExported is the mistake: an export that stopped after a third.
func (c *company) halfExported() { c.Users = c.Users[:len(c.Users)/3] }

// people returns how many people work here: who has left, a second account and
// a room are entries of the directory, but nobody more.
func (c *company) people() int {
	emails := map[string]bool{}
	for _, u := range c.Users {
		if u.Email != "" && !u.Deleted {
			emails[u.Email] = true
		}
	}
	return len(emails)
}

// companyFile is the name of the file in the demo's folder.
func companyFile(dir string) string { return filepath.Join(dir, "company.json") }
