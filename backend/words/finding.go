package words

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Finding says what a guard found, and why that is too much.
func Finding(f plan.Finding) string {
	if f.Text != "" {
		return f.Text
	}
	switch f.Guard {
	case plan.GuardRemovals:
		would := directory.Count(f.Count, "member would lose access", "members would lose access") + kept(f)
		if f.Used > 0 {
			return fmt.Sprintf("%s, and sync.maxRemovals allows %d in 24 hours (%d used up already)", would, f.Limit, f.Used)
		}
		return fmt.Sprintf("%s, and sync.maxRemovals allows %d", would, f.Limit)
	case plan.GuardMemberships:
		return fmt.Sprintf("%d of %d group memberships would go, and %d are allowed at once: check the member attribute and the group filter", f.Count, f.Total, f.Limit)
	case plan.GuardAdditions:
		return fmt.Sprintf("%s, and sync.maxAdditions allows %d", joining(f), f.Limit)
	case plan.GuardFirstSync:
		return "this is the first sync into this organization: " + joining(f)
	case plan.GuardSeats:
		return seatsFinding(f)
	case plan.GuardGroupRemovals:
		return fmt.Sprintf("%s, and sync.maxGroupRemovals allows %d", directory.Count(f.Count, "group would be deleted", "groups would be deleted"), f.Limit)
	case plan.GuardGone:
		return fmt.Sprintf("the member list lacks %d of %d members whom the directory still has, and sync.maxRemovals allows %d: somebody removed them by hand, or the list is not whole", f.Count, f.Total, f.Limit)
	case plan.GuardNobody:
		return "no user is left in the directory that would be a member: check the search base, the filter, the email attribute and the account's rights"
	case plan.GuardUnknown:
		return "this server can't list its members, so nobody can tell who would be removed: sync.overwriteExisting and sync.leavers revoke don't work here"
	}
	return fmt.Sprintf("the guard %s found %d", f.Guard, f.Count)
}

// kept tells of those who lose access which stay members.
func kept(f plan.Finding) string {
	switch f.Revoked {
	case 0:
		return ""
	case f.Count:
		return " (revoked, not removed)"
	}
	return fmt.Sprintf(" (%d revoked, not removed)", f.Revoked)
}

func joining(f plan.Finding) string {
	if f.Staged {
		return directory.Count(f.Count, "new member would be staged", "new members would be staged")
	}
	return directory.Count(f.Count, "new member would be invited", "new members would be invited")
}

func seatsFinding(f plan.Finding) string {
	if f.Seats == nil {
		return directory.Count(f.Count, "seat too many would be taken", "seats too many would be taken")
	}
	would := fmt.Sprintf("members would take at least %d seats (%d now)", f.Seats.UsedAfter, f.Seats.UsedBefore)
	switch f.Why {
	case plan.SeatsSetting:
		return fmt.Sprintf("%s, and sync.maxSeats allows %d", would, f.Limit)
	case plan.SeatsLimit:
		return fmt.Sprintf("%s, and the organization can have %d at most: raise the limit for adding seats in the web vault (Billing, Subscription), or sync fewer users", would, f.Limit)
	}
	return fmt.Sprintf("%s, and %d are bought: the cloud would buy %s by itself, charged at once, and nobody agreed to that yet", would, f.Seats.BoughtBefore, directory.Count(f.Count, "seat", "seats"))
}

// Flag is the command line's flag that lets exactly this happen once; empty
// where none does.
func Flag(f plan.Finding) string {
	switch f.Guard {
	case plan.GuardRemovals:
		return fmt.Sprintf("--allow-removals %d", f.Count)
	case plan.GuardNobody:
		if f.Count > 0 {
			return fmt.Sprintf("--allow-removals %d", f.Count)
		}
	case plan.GuardMemberships:
		return fmt.Sprintf("--allow-memberships %d", f.Count)
	case plan.GuardAdditions:
		return fmt.Sprintf("--allow-additions %d", f.Count)
	case plan.GuardGroupRemovals:
		return fmt.Sprintf("--allow-group-removals %d", f.Count)
	case plan.GuardGone:
		return fmt.Sprintf("--allow-gone %d", f.Count)
	case plan.GuardFirstSync:
		return "--yes"
	case plan.GuardSeats:
		return fmt.Sprintf("--allow-seats %d", f.Count)
	}
	return ""
}

// Otherwise says what to do where no flag helps; empty where one does.
func Otherwise(f plan.Finding) string {
	if f.Guard == plan.GuardUnknown {
		return "Switch sync.overwriteExisting off and sync.removeMissing on, which removes whom an earlier sync added and the directory no longer has, or set sync.leavers to remove."
	}
	return ""
}

// Findings are those texts, a line each.
func Findings(list []plan.Finding) string {
	lines := make([]string, len(list))
	for i, f := range list {
		lines[i] = Finding(f)
	}
	return strings.Join(lines, "\n")
}
