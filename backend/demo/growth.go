package demo

import (
	"fmt"
	"slices"
	"strconv"
)

// teamSize is how many people of a large company work in a team.
const teamSize = 25

// companyOf returns the sample company with so many people: the more there are,
// the more teams stand below its departments. The same number gives the same
// company.
func companyOf(people int) *company {
	c := sample()
	base := len(firstNames) * len(lastNames)
	if people <= base {
		return c
	}
	teams := make([][]string, len(departments))
	for i := base; i < people; i++ {
		first, last, number := firstNames[i%len(firstNames)], lastNames[i/len(firstNames)%len(lastNames)], i/base+1
		d := i % len(departments)
		team := fmt.Sprintf("%s team %d", departments[d], (i-base)/len(departments)/teamSize+1)
		if !slices.Contains(teams[d], team) {
			teams[d] = append(teams[d], team)
			c.Groups = append(c.Groups, &group{ID: "g-" + plain(team), Name: team})
		}
		c.Users = append(c.Users, &user{
			ID: fmt.Sprintf("%d", 2000+i), Name: fmt.Sprintf("%s %s %d", first, last, number),
			Email:    fmt.Sprintf("%s.%s.%d@example.com", plain(first), plain(last), number),
			Disabled: i%97 == 0, Groups: []string{team},
		})
	}
	for d, name := range departments {
		c.group(name).MemberGroups = teams[d]
	}
	return c
}

// group returns the group with a name, which must be there.
func (c *company) group(name string) *group {
	i := slices.IndexFunc(c.Groups, func(g *group) bool { return g.Name == name })
	return c.Groups[i]
}

// ordinaryDay is what changes on an ordinary day, the days counted from 0: people
// join, every third day somebody leaves.
func (c *company) ordinaryDay(day int) {
	last := lastNames[day%len(lastNames)]
	for i := range day%3 + 1 {
		first := firstNames[(day+7*i)%len(firstNames)]
		email := fmt.Sprintf("%s.maria.%s@example.com", plain(first), plain(last))
		c.join(strconv.Itoa(1500+10*day+i), fmt.Sprintf("%s Maria %s", first, last), email, departments[(day+i)%len(departments)])
	}
	if day%3 == 2 {
		c.leave(strconv.Itoa(1100 + day))
	}
}

// today is what changed since the last sync.
func (c *company) today() {
	c.nextDay()
	c.rename("People", "People and Culture")
}

// rename gives a group another name, wherever it stands.
func (c *company) rename(from, to string) {
	change := func(names []string) {
		for i, name := range names {
			if name == from {
				names[i] = to
			}
		}
	}
	for _, u := range c.Users {
		change(u.Groups)
	}
	for _, g := range c.Groups {
		change(g.MemberGroups)
	}
	c.group(from).Name = to
}
