package words

import (
	"fmt"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Nothing says why nothing is sent for one person.
func Nothing(r plan.Reason) string {
	text := r.Params["text"]
	switch r.Code {
	case plan.UpToDate:
		return "nothing differs"
	case plan.StaysHeld:
		return "held as accepted before" + inBrackets(text)
	case plan.StaysOut:
		return "left out" + inBrackets(text)
	case plan.NotInvited:
		return "disabled in the directory and no member, and sync.inviteDisabled is off"
	case plan.Offboarded:
		return "offboarded; --reinvite lets in again"
	case plan.StaysByHand:
		return "removed from the organization by hand; --reinvite invites again"
	case plan.FilteredOut:
		return "the filter leaves this user out, who is no member"
	case plan.MissingKept:
		return "no longer in the directory or the filter, but sync.removeMissing is off"
	case plan.OwnerKept:
		return "an owner is never removed by a sync; do it in the web vault"
	case plan.StaysRevoked:
		return "the access is revoked already"
	case plan.NoMember:
		return "gone from the directory, and no member"
	case plan.AnotherProfile:
		return "another profile that feeds this organization has this member"
	case plan.Overwrites:
		return "no longer in the directory or the filter; only a sync of everybody that overwrites (sync.overwriteExisting) removes this member"
	case plan.QuietWindow:
		return "what removes waits" + QuietUntil(r)
	case plan.GroupWaits:
		return "the groups that differ wait for a sync of everybody"
	}
	return string(r.Code)
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// Waiting says what a sync of one person leaves for the next one; empty where
// nothing is known to wait.
func Waiting(o *plan.One) string {
	if o.Waiting == 0 {
		return ""
	}
	return directory.Count(o.Waiting, "change of others waits", "changes of others wait") + " for the next sync of everybody."
}

// Person names one person.
func Person(o *plan.One) string {
	switch {
	case o.Name == "" || o.Name == o.ExternalID:
		return o.ExternalID
	case o.ExternalID == "":
		return o.Name
	}
	return fmt.Sprintf("%s (%s)", o.Name, o.ExternalID)
}
