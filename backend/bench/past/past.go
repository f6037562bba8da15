// Package past makes the history of a company that has been synced for years: as
// many runs as are kept, of which a few name everybody.
package past

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/store"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Size is how large the company is.
type Size struct{ Users, Groups, Members int }

// company is one whose history is made.
type company struct {
	random *rand.Rand
	now    time.Time
	people []plan.Ref
	groups []group
	state  organization.Change
}

type group struct {
	plan.Ref
	members []int
}

// Facts are what filling it told.
type Facts struct {
	// First is the record of the first sync, Full the median of those that
	// follow: how long it took to write them.
	First, Usual time.Duration
	FirstRun     string
	Cache, Whole int64 // bytes of the file, with the sync cache only and in all
	// Who was invited by the first sync, and what became of her email.
	Email, Former, Group string
}

var names = []string{"ada", "grace", "barbara", "joan", "radia", "edsger", "linus", "ken", "margaret", "niklaus", "tony", "frances", "leslie", "shafi", "adele", "butler"}

// newCompany makes the people and groups: 50,000 in 2,000 groups of 100, five of
// 5,000 and one of all.
func newCompany(s Size) *company {
	p := &company{random: rand.New(rand.NewPCG(1, 2)), now: time.Date(2024, 1, 1, 6, 0, 0, 0, time.UTC)}
	uuid := func() string {
		return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", p.random.Uint32(), p.random.IntN(1<<16), p.random.IntN(1<<12), p.random.IntN(1<<12), p.random.Int64N(1<<48))
	}
	for i := range s.Users {
		p.people = append(p.people, plan.Ref{ExternalID: uuid(), Name: fmt.Sprintf("%s.%s%d@example.com", names[i%16], names[i/16%16], i)})
	}
	for n := range s.Groups + 6 {
		size := s.Members
		if n >= s.Groups {
			size = s.Users / 10
		}
		if n == s.Groups+5 {
			size = s.Users
		}
		g := group{Ref: plan.Ref{ExternalID: uuid(), Name: fmt.Sprintf("Team %s %d", names[n%16], n)}}
		g.members = p.random.Perm(s.Users)[:size]
		p.groups = append(p.groups, g)
	}
	p.state = organization.Change{SetMembers: map[string]organization.AckedMember{}, SetGroups: map[string]organization.AckedGroup{}}
	for _, who := range p.people {
		p.state.SetMembers[who.ExternalID] = organization.AckedMember{Email: who.Name}
	}
	for _, g := range p.groups {
		acked := organization.AckedGroup{Name: g.Name}
		for _, m := range g.members {
			acked.Members = append(acked.Members, p.people[m].ExternalID)
		}
		slices.Sort(acked.Members)
		p.state.SetGroups[g.ExternalID] = acked
	}
	return p
}

// run is the next one, half an hour later. Each names the same forty people
// who can't be members.
func (p *company) run(changes []plan.Change) organization.Run {
	p.now = p.now.Add(30 * time.Minute)
	run := organization.Run{
		ID: p.now.Format(organization.RunIDFormat), Trigger: organization.TriggerAutomatic, Start: p.now, End: p.now.Add(4 * time.Second),
		Result: organization.ResultDone, Changes: changes, Counts: organization.Counts{Users: len(p.people), Groups: len(p.groups), LeftOut: 40, Requests: 3},
	}
	for i := range changes {
		*run.Counts.Of(changes[i])++
	}
	for i := range 40 {
		run.Warnings = append(run.Warnings, directory.Warning{
			Code: "user-left-out", Entry: fmt.Sprintf("CN=Service Account %d,OU=Services,DC=corp,DC=example,DC=com", i),
			Text: fmt.Sprintf("user CN=Service Account %d,OU=Services,DC=corp,DC=example,DC=com was left out: it has no email address", i),
		})
	}
	return run
}

// first invites everybody into all groups.
func (p *company) first() organization.Run {
	var changes []plan.Change
	for _, who := range p.people {
		changes = append(changes, plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: who.ExternalID, Name: who.Name, Reason: plan.Because(plan.NewUser)})
	}
	for _, g := range p.groups {
		c := plan.Change{Action: plan.Create, Kind: plan.Group, ExternalID: g.ExternalID, Name: g.Name, Members: len(g.members), Reason: plan.Because(plan.Changed)}
		for _, m := range g.members {
			c.Joins = append(c.Joins, p.people[m])
		}
		changes = append(changes, c)
	}
	return p.run(changes)
}

// usual moves some people: n of them leave the organization, and as many change
// from one group to another.
func (p *company) usual(n int) organization.Run {
	var changes []plan.Change
	for range n {
		who := p.people[p.random.IntN(len(p.people))]
		from, to := p.groups[p.random.IntN(len(p.groups))], p.groups[p.random.IntN(len(p.groups))]
		gone := p.people[p.random.IntN(len(p.people))]
		left := gone
		left.Reason = plan.Missing
		changes = append(changes,
			plan.Change{Action: plan.Remove, Kind: plan.User, ExternalID: gone.ExternalID, Name: gone.Name, Reason: plan.Because(plan.Missing)},
			plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: from.ExternalID, Name: from.Name, Members: 99, Leaves: []plan.Ref{who, left}, Reason: plan.Because(plan.Changed)},
			plan.Change{Action: plan.Update, Kind: plan.Group, ExternalID: to.ExternalID, Name: to.Name, Members: 101, Joins: []plan.Ref{who}, Reason: plan.Because(plan.Changed)})
	}
	plan.Sort(changes)
	return p.run(changes)
}

// move gives everybody another domain.
func (p *company) move() organization.Run {
	var changes []plan.Change
	for i := range p.people {
		old := p.people[i].Name
		p.people[i].Name = old[:len(old)-len("example.com")] + "example.org"
		changes = append(changes, plan.Change{
			Action: plan.Update, Kind: plan.User, ExternalID: p.people[i].ExternalID, Name: p.people[i].Name, Before: old, After: p.people[i].Name,
			Reason: plan.Because(plan.EmailChanged, "old", old),
		})
	}
	return p.run(changes)
}

// Fill writes it into a data folder and prints what it told.
func Fill(ctx context.Context, dir string, s Size, out io.Writer) error {
	folder := filepath.Join(dir, "profiles", "default")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	name := filepath.Join(folder, "bwdc.db")
	db, p := store.New(name, store.Options{}), newCompany(s)
	if err := db.Commit(ctx, p.state); err != nil {
		return err
	}
	facts := Facts{Former: p.people[777].Name, Group: p.groups[7].Name}
	size := func() int64 {
		info, err := os.Stat(name)
		if err != nil {
			return 0
		}
		return info.Size()
	}
	facts.Cache = size()
	var took []time.Duration
	add := func(run organization.Run) error {
		start := time.Now()
		err := db.AppendRun(ctx, run)
		took = append(took, time.Since(start))
		return err
	}
	first := p.first()
	facts.FirstRun = first.ID
	if err := add(first); err != nil {
		return err
	}
	first.Changes = nil
	for n := range 1998 {
		run := p.usual(n / 2 % 20)
		switch {
		case n%2 == 1:
			run = p.run(nil)
		case n == 1000:
			run = p.move()
		case n%100 == 0:
			run = p.usual(500)
		}
		if err := add(run); err != nil {
			return err
		}
	}
	facts.First, facts.Email, facts.Whole = took[0], p.people[777].Name, size()
	slices.Sort(took)
	facts.Usual = took[len(took)/2]
	return json.NewEncoder(out).Encode(facts)
}
