package desired

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/positions"
)

// What two entries may share.
const (
	sharedID    = "external id"
	sharedEmail = "email"
)

// settleDuplicates settles one email or one external id twice among those who
// are to be members: a disabled twin yields to the one enabled entry; anything
// else is a conflict, which stops the sync or, with duplicateEmails skip,
// leaves all of them out.
func (d *decision) settleDuplicates() error {
	var conflicts []Conflict
	if d.SharedIDs {
		conflicts = d.sharedBy(sharedID, func(u *User) string { return u.ID })
	}
	conflicts = append(conflicts, d.sharedBy(sharedEmail, func(u *User) string { return u.Email })...)
	if len(conflicts) == 0 || d.Sync.DuplicateEmails == config.DuplicatesSkip {
		return nil
	}
	slices.SortFunc(conflicts, func(a, b Conflict) int {
		return strings.Compare(a.What+a.Value, b.What+b.Value)
	})
	return &ConflictError{conflicts}
}

// sharedBy returns the conflicts about one key, after disabled twins yielded.
// With duplicateEmails skip it leaves all of them out instead.
func (d *decision) sharedBy(what string, key func(*User) string) []Conflict {
	last := positions.New(len(d.Users), func(at int32) string { return key(&d.Users[at]) })
	shared := map[string][]int{}
	for i := range d.Users {
		if d.Users[i].Verdict != Wanted {
			continue
		}
		k := key(&d.Users[i])
		before, seen := last.Put(k, int32(i))
		switch {
		case !seen:
		case len(shared[k]) == 0:
			shared[k] = []int{int(before), i}
		default:
			shared[k] = append(shared[k], i)
		}
	}
	var conflicts []Conflict
	for _, k := range slices.Sorted(maps.Keys(shared)) {
		who := d.yieldDisabled(what, k, shared[k])
		if len(who) < 2 {
			continue
		}
		c := Conflict{What: what, Value: k}
		for _, i := range who {
			c.Entries = append(c.Entries, d.Users[i].Describe())
		}
		slices.Sort(c.Entries)
		conflicts = append(conflicts, c)
		if d.Sync.DuplicateEmails == config.DuplicatesSkip {
			for n, i := range who {
				d.leaveOut(&d.Users[i], WarnDuplicate, sharedText(what, k, len(who)))
				if what == sharedID && n > 0 { // one id can be held only once
					d.Users[i].Verdict = Dropped
				}
			}
		}
	}
	return conflicts
}

// yieldDisabled lets disabled entries yield to exactly one enabled entry, and
// returns who is left.
func (d *decision) yieldDisabled(what, value string, who []int) []int {
	enabled := -1
	for _, i := range who {
		if d.Users[i].Disabled {
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
		d.leaveOut(&d.Users[i], WarnDuplicate, twinText(d.Users[enabled].Describe(), what, value))
		if what == sharedID {
			d.Users[i].Verdict = Dropped
		}
	}
	return []int{enabled}
}

func sharedText(what, value string, entries int) string {
	if what == sharedID {
		return fmt.Sprintf("external id %s is used by %d entries", value, entries)
	}
	return fmt.Sprintf("email %s is used by %d entries", value, entries)
}

func twinText(enabled, what, value string) string {
	if what == sharedID {
		return fmt.Sprintf("it is disabled, and %s has the same external id %s", enabled, value)
	}
	return fmt.Sprintf("it is disabled, and %s has the same email %s", enabled, value)
}
