package syncer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
)

// What two entries may share.
const (
	sharedID    = "external id"
	sharedEmail = "email"
)

// resolveDuplicates settles one email or one external id twice among those who
// are to be members: a disabled twin yields to the one enabled entry; anything
// else is a conflict, which stops the sync or, with duplicateEmails skip,
// leaves all of them out.
func (p *plan) resolveDuplicates() error {
	var conflicts []Conflict
	if p.sharedIDs {
		conflicts = p.sharedBy(sharedID, func(u *person) string { return u.id })
	}
	conflicts = append(conflicts, p.sharedBy(sharedEmail, func(u *person) string { return u.email })...)
	if len(conflicts) == 0 || p.opts.Sync.DuplicateEmails == config.DuplicatesSkip {
		return nil
	}
	slices.SortFunc(conflicts, func(a, b Conflict) int {
		return strings.Compare(a.What+a.Value, b.What+b.Value)
	})
	return &ConflictError{conflicts}
}

// sharedBy returns the conflicts about one key, after disabled twins yielded.
// With duplicateEmails skip it leaves all of them out instead.
func (p *plan) sharedBy(what string, key func(*person) string) []Conflict {
	first := make(map[string]int32, len(p.people))
	shared := map[string][]int{}
	for i := range p.people {
		if p.people[i].fate != fateMember {
			continue
		}
		k := key(&p.people[i])
		if f, seen := first[k]; !seen {
			first[k] = int32(i)
		} else if len(shared[k]) == 0 {
			shared[k] = []int{int(f), i}
		} else {
			shared[k] = append(shared[k], i)
		}
	}
	var conflicts []Conflict
	for _, k := range slices.Sorted(maps.Keys(shared)) {
		who := shared[k]
		who = p.yieldDisabled(what, k, who)
		if len(who) < 2 {
			continue
		}
		c := Conflict{What: what, Value: k}
		for _, i := range who {
			c.Entries = append(c.Entries, describe(&p.people[i]))
		}
		slices.Sort(c.Entries)
		conflicts = append(conflicts, c)
		if p.opts.Sync.DuplicateEmails == config.DuplicatesSkip {
			for n, i := range who {
				p.leaveOut(&p.people[i], WarnDuplicate, fmt.Sprintf("%s %s is used by %d entries", what, k, len(who)))
				if what == sharedID && n > 0 { // one id can be held only once
					p.people[i].fate = fateDropped
				}
			}
		}
	}
	return conflicts
}

// yieldDisabled lets disabled entries yield to exactly one enabled entry, and
// returns who is left.
func (p *plan) yieldDisabled(what, value string, who []int) []int {
	enabled := -1
	for _, i := range who {
		if p.people[i].disabled {
			continue
		}
		if enabled >= 0 {
			return who
		}
		enabled = i
	}
	if enabled < 0 {
		return who
	}
	for _, i := range who {
		if i == enabled {
			continue
		}
		p.leaveOut(&p.people[i], WarnDuplicate, fmt.Sprintf("it is disabled, and %s has the same %s %s", describe(&p.people[enabled]), what, value))
		if what == sharedID {
			p.people[i].fate = fateDropped
		}
	}
	return []int{enabled}
}
