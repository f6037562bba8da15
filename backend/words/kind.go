package words

import "directoryconnector/backend/plan"

// Kind names a change as the history's tables do, e.g. "user-added";
// "sent" where the server can't tell what became of it.
func Kind(c plan.Change) string {
	switch {
	case c.Action == plan.Rekey:
		return string(c.Kind) + "-rekeyed"
	case c.Action == plan.Adopt && c.Kind == plan.Group:
		return "group-adopted"
	case c.Unchecked && c.Loss():
		return "removal-sent"
	case c.Unchecked && c.Kind == plan.User:
		return "user-sent"
	case c.Unchecked:
		return "group-sent"
	case c.Loss() && c.Action == plan.Revoke:
		return "user-revoked"
	case c.Loss():
		return "user-removed"
	case c.Action == plan.Restore:
		return "user-restored"
	case c.Action == plan.Invite, c.Action == plan.Stage:
		return "user-added"
	case c.Kind == plan.User:
		return "user-changed"
	case c.Action == plan.Create:
		return "group-added"
	case c.Action == plan.Delete:
		return "group-deleted"
	}
	return "group-changed"
}
