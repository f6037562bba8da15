package words

import (
	"fmt"

	"directoryconnector/backend/plan"
)

// Left says why a member or a group is left as it is, and what to do.
func Left(l plan.Left) string {
	switch l.Reason.Code {
	case plan.SeveralHere:
		return fmt.Sprintf("%s groups of the organization have this name and were made by hand: rename all but one", l.Reason.Params["count"])
	case plan.SeveralThere:
		return fmt.Sprintf("%s groups of the directory have this name: rename all but one", l.Reason.Params["count"])
	case plan.HereAlready:
		return fmt.Sprintf("the group of the directory (%s) is in the organization already, as another group: delete one of the two", l.ExternalID)
	}
	return rekeyLeft(l)
}

// rekeyLeft is Left where external ids are changed.
func rekeyLeft(l plan.Left) string {
	id := l.Reason.Params["id"]
	switch l.Reason.Code {
	case plan.Unmatched:
		return "no entry of the directory can be told to be it"
	case plan.SharedID:
		return fmt.Sprintf("several entries of the directory have the external id %s", id)
	case plan.IDTooLong:
		return "the new external id has more than 300 characters, which the server does not take"
	case plan.IDTaken:
		return fmt.Sprintf("%s has the external id %s and keeps it", l.Reason.Params["who"], id)
	case plan.IDByHand:
		return fmt.Sprintf("somebody gave it the external id %s by hand", id)
	case plan.InOtherProfile:
		return fmt.Sprintf("profile %s has it, too, and would lose it", l.Reason.Params["profile"])
	}
	return Reason(l.Reason)
}

// LeftThen says what the next sync does with a member or a group that is left as
// it is; empty where there is nothing to say.
func LeftThen(l plan.Left) string {
	switch l.Follows {
	case plan.KeepsID:
		return "it keeps the external id that it has, and goes on being synced"
	case plan.IsRemoved:
		return "the next sync removes it, under the guards"
	case plan.StaysUnsynced:
		return "it stays in the organization and is not synced any more"
	case plan.SyncStops:
		return "syncs stop as long as it is so"
	}
	return ""
}
