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
	return Reason(l.Reason)
}
