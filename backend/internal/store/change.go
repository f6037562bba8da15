package store

import "directoryconnector/backend/plan"

// A storedChange is a plan.Change as the history has it. Schema 1 had another
// form: a kind of change instead of an action, and a sentence as detail.
type storedChange struct {
	plan.Change
	Detail string `json:"detail,omitempty"`
}

func plainChanges(list []storedChange) []plan.Change {
	if list == nil {
		return nil
	}
	changes := make([]plan.Change, len(list))
	for i := range list {
		changes[i] = list[i].plain()
	}
	return changes
}

// plain reads the form of schema 1, too.
func (c storedChange) plain() plan.Change {
	if c.Action != "" {
		return c.Change
	}
	switch c.Kind {
	case "user-added":
		c.Action, c.Kind = plan.Invite, plan.User
	case "user-removed":
		c.Action, c.Kind = plan.Remove, plan.User
	case "group-added":
		c.Action, c.Kind = plan.Create, plan.Group
	case "group-changed":
		c.Action, c.Kind = plan.Update, plan.Group
	default:
		c.Action, c.Kind = plan.Update, plan.User
	}
	if c.Detail != "" {
		c.Reason = plan.Because(plan.Text, "text", c.Detail)
	}
	return c.Change
}
