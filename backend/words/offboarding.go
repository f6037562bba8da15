package words

import (
	"fmt"
	"time"

	"directoryconnector/backend/plan"
)

// Offboards says what is done, as a sentence in the future.
func Offboards(o *plan.Offboarding) string {
	who := Person(&plan.One{ExternalID: o.ExternalID, Name: o.Name})
	switch {
	case o.Already:
		return already(o, who)
	case o.Action == plan.Revoke:
		return "This takes the access of " + who + " away now."
	}
	return "This removes " + who + " from the organization now."
}

func already(o *plan.Offboarding, who string) string {
	if o.Action == plan.Remove {
		return who + " was offboarded before, and is no member of the organization."
	}
	return "The access of " + who + " is revoked already."
}

// Offboarded says what was done.
func Offboarded(o *plan.Offboarding, unchecked bool) string {
	who := Person(&plan.One{ExternalID: o.ExternalID, Name: o.Name})
	switch {
	case o.Already:
		return already(o, who)
	case unchecked:
		return "It was sent that " + who + " is to lose the access."
	case o.Action == plan.Revoke:
		return "The access of " + who + " is revoked."
	}
	return who + " is removed from the organization."
}

// Follows says what follows an offboarding.
func Follows(r plan.Reason, readAt time.Time) string {
	at := readAt.Format("2006-01-02 15:04:05")
	reinvite := "bwdc sync --reinvite " + ShellWord(r.Params["who"])
	switch r.Code {
	case plan.StillThere:
		return fmt.Sprintf("The directory had this user, enabled, when it was read at %s: disable or delete the account there. No sync lets the person in again while it has the account, and every sync says so; %s does.", at, reinvite)
	case plan.SwitchedOff:
		return fmt.Sprintf("The directory had this user, disabled, when it was read at %s. Nobody is let in again because the account is enabled again; %s does that.", at, reinvite)
	case plan.GoneThere:
		return fmt.Sprintf("The directory did not have this user when it was read at %s, so no sync invites the person.", at)
	case plan.NobodyKnows:
		return fmt.Sprintf("No read of the directory is kept. If it has this user, no sync lets the person in again while it does, and every sync says so; %s does.", reinvite)
	case plan.RemovedLater:
		return "The membership stays until the directory no longer has the user; then a sync removes it (sync.leavers)."
	case plan.StaysMember:
		return "Membership and groups stay (sync.leavers)."
	case plan.RevokesOnly:
		return fmt.Sprintf("This is vaultwarden, which finds a member by the address: it revokes the access of whoever has %s, an owner's too, but the last one's, and does not say whether it did. The next sync takes the member out of the groups.", r.Params["email"])
	case plan.ByImport:
		return "This server can't list its members, so the removal goes with an import: apps that are logged in hear of it when they ask the server next."
	case plan.OthersHave:
		return fmt.Sprintf("Profile %q feeds the same organization and has this user, too: its syncs name the person as gone, and invite again if its sync.removedByHand says so.", r.Params["profile"])
	case plan.NotFromHere:
		return "No sync of this profile knows this member."
	}
	return string(r.Code)
}
