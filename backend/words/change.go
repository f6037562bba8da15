package words

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Reason says why something happens; empty where there is nothing to say.
func Reason(r plan.Reason) string {
	old := r.Params["old"]
	switch r.Code {
	case plan.Deleted:
		return "deleted in the directory"
	case plan.Disabled:
		return "disabled in the directory"
	case plan.Missing:
		return "no longer in the directory or the filter"
	case plan.Overwritten:
		return "not in the directory (overwriteExisting)"
	case plan.RevokedLongAgo:
		return "revoked for as long as sync.deleteRevokedAfter says"
	case plan.Replaces:
		return "replaces " + old
	case plan.Back:
		return "back in the directory"
	case plan.HasEmail:
		return "existing member, external id set"
	case plan.EmailChanged:
		return "email was " + old
	case plan.LeftDirectory:
		text := "no longer in the directory or the filter"
		if collections := r.Params["collections"]; collections != "" {
			text += ", with the access to the collections " + collections
		}
		return text
	case plan.Healed:
		return "changed by hand"
	case plan.SameStableID:
		return "found by its stable id"
	case plan.SameOldID:
		return "found by the old attribute"
	case plan.SameEmail:
		return "found by its email"
	case plan.SameName:
		text := "made by hand, taken over with its members"
		if collections := r.Params["collections"]; collections != "" {
			text += " and the access to the collections " + collections
		}
		return text
	case plan.QuietWindow:
		return "waits" + QuietUntil(r)
	case plan.Again:
		return "again"
	case plan.Offboarded:
		return "offboarded"
	case plan.RemovedByHand:
		return "removed from the organization by hand"
	case plan.LeftOut:
		return "can't be a member"
	case plan.Text:
		return r.Params["text"]
	}
	return ""
}

// Detail says in a few words what changes about a member or a group, beside
// the action itself.
func Detail(c plan.Change) string {
	if c.Action == plan.Rekey {
		return fmt.Sprintf("external id was %s, %s", c.Before, FoundBy(c.Reason))
	}
	if c.Kind == plan.User {
		return Reason(c.Reason)
	}
	var parts []string
	if c.Before != "" && c.Before != c.Name {
		parts = append(parts, fmt.Sprintf("name was %q", c.Before))
	}
	switch c.Action {
	case plan.Create:
		parts = append(parts, directory.Count(c.Members, "member", "members"))
	case plan.Empty, plan.Delete:
		parts = append(parts, directory.Count(len(c.Leaves), "member fewer", "members fewer"))
	default:
		if n := len(c.Joins); n > 0 {
			parts = append(parts, directory.Count(n, "member more", "members more"))
		}
		if n := len(c.Leaves); n > 0 {
			parts = append(parts, directory.Count(n, "member fewer", "members fewer"))
		}
	}
	if reason := Reason(c.Reason); reason != "" {
		parts = append(parts, reason)
	}
	return strings.Join(parts, ", ")
}

// FoundBy says by what the entry of a member or a group was found.
func FoundBy(r plan.Reason) string {
	if r.Code == plan.SameName {
		return "found by its name"
	}
	return Reason(r)
}
