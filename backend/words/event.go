package words

import (
	"cmp"
	"fmt"

	"directoryconnector/backend/history"
	"directoryconnector/backend/plan"
)

// Event tells one thing that happened to the person or group of a story.
func Event(kind plan.Kind, e *history.Event) string {
	text := happened(kind, e)
	switch {
	case e.Unchecked:
		text += " (sent: the server does not show what became of it)"
	case e.Runs > 1:
		text += fmt.Sprintf(" (in %d runs, the last one %s)", e.Runs, ShortRun(e.LastRun))
	}
	return text
}

// ShortRun is the id of a run without what is below a millisecond: the beginning
// of an id names a run.
func ShortRun(id string) string {
	const shown = len("20060102T150405.000")
	return id[:min(len(id), shown)]
}

func happened(kind plan.Kind, e *history.Event) string {
	switch e.What {
	case history.Join, history.Leave, history.PutIn, history.TakenOut:
		return membership(kind, e)
	case history.Warned:
		return "warning: " + e.Text
	case history.Stopped:
		return fmt.Sprintf("the guard %q stopped the run; in its list: %s", e.Code, e.Text)
	}
	if drift := plan.DriftKind(e.What); drift.OfMember() || drift.OfGroup() {
		return Drift(plan.Drift{Kind: drift, ExternalID: e.ExternalID, Name: e.Name, Now: e.After, Invited: e.Invited})
	}
	if kind == plan.Group {
		return ofGroup(e)
	}
	return ofPerson(e)
}

// membership tells of one, from the side of the person or of the group.
func membership(kind plan.Kind, e *history.Event) string {
	other := ""
	if e.Other != nil {
		other = cmp.Or(e.Other.Name, e.Other.ExternalID)
	}
	person := kind == plan.User
	switch e.What {
	case history.PutIn:
		if person {
			return fmt.Sprintf("was put into group %q by hand", other)
		}
		return other + " was put in by hand"
	case history.TakenOut:
		if e.Reason.Code == plan.NoMember {
			if person {
				return fmt.Sprintf("left group %q: no member of the organization any more", other)
			}
			return other + " left: no member of the organization any more"
		}
		if person {
			return fmt.Sprintf("was taken out of group %q by hand", other)
		}
		return other + " was taken out by hand"
	}
	does := map[history.What]string{history.Join: "joined", history.Leave: "left"}[e.What]
	if person {
		return fmt.Sprintf("%s group %q", does, other) + whyMember(e)
	}
	return other + " " + does + whyMember(e)
}

// whyMember says why a membership came or went.
func whyMember(e *history.Event) string {
	if e.What == history.Join && e.Reason.Code != plan.Healed {
		return ""
	}
	if why := ofMembership(e.Reason); why != "" {
		return ": " + why
	}
	return ""
}

// Membership says why somebody left a group with a change.
func Membership(c *plan.Change, ref plan.Ref) string {
	if ref.Reason != "" {
		return ofMembership(plan.Because(ref.Reason))
	}
	return ofMembership(c.Reason)
}

// ofMembership is Reason for one: where only the group has changed, that is why.
func ofMembership(r plan.Reason) string {
	switch r.Code {
	case plan.Changed:
		return "no longer a member of it in the directory"
	case plan.Healed:
		return "changed by hand, and put right"
	}
	return Reason(r)
}

func because(r plan.Reason) string {
	if text := Reason(r); text != "" {
		return ": " + text
	}
	return ""
}

func ofPerson(e *history.Event) string {
	switch plan.Action(e.What) {
	case plan.Invite:
		if e.Reason.Code == plan.Again {
			return "invited again as " + e.Name
		}
		return "invited as " + e.Name + because(e.Reason)
	case plan.Stage:
		return "staged as " + e.Name + because(e.Reason)
	case plan.Adopt:
		return fmt.Sprintf("taken over: the member %s was there already and got the external id %s", e.Name, e.ExternalID)
	case plan.Restore:
		return "access restored" + because(e.Reason)
	case plan.Revoke:
		return "access revoked" + because(e.Reason)
	case plan.Remove:
		return "removed from the organization" + because(e.Reason)
	case plan.Update:
		switch e.Reason.Code {
		case plan.EmailChanged:
			return fmt.Sprintf("email changed from %s to %s", e.Before, e.After)
		case plan.Replaces:
			return fmt.Sprintf("external id changed from %s to %s", e.Before, e.After)
		}
	}
	if e.Before != "" && e.After == e.ExternalID {
		return fmt.Sprintf("external id changed from %s to %s", e.Before, e.After)
	}
	return string(e.What) + because(e.Reason)
}

func ofGroup(e *history.Event) string {
	switch plan.Action(e.What) {
	case plan.Create:
		return fmt.Sprintf("created as %q", e.Name)
	case plan.Adopt:
		return fmt.Sprintf("taken over: the group %q was there already and got the external id %s", e.Name, e.ExternalID)
	case plan.Delete:
		return "deleted" + because(e.Reason)
	case plan.Empty:
		return "emptied" + because(e.Reason)
	case plan.Update:
		if e.Before != "" {
			return fmt.Sprintf("renamed from %q to %q", e.Before, e.After)
		}
	}
	if e.Before != "" && e.After == e.ExternalID {
		return fmt.Sprintf("external id changed from %s to %s", e.Before, e.After)
	}
	return "changed" + because(e.Reason)
}
