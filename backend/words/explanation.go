package words

import (
	"cmp"
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// Fate says in one sentence what comes of a person or group in a sync.
func Fate(e *explanation.Explanation) string {
	group := e.Kind == plan.Group
	of := map[explanation.Fate]string{
		explanation.FateMember: "is to be a member of the organization", explanation.FateHeld: "stays a member as accepted before, and is not changed",
		explanation.FateLeftOut: "is left out", explanation.FateLeaves: "leaves the organization",
		explanation.FateStays: "stays in the organization, which a sync leaves as it is", explanation.FateAbsent: "is nobody whom a sync would invite or remove",
		explanation.FateByHand:     "was removed from the organization by hand and stays out",
		explanation.FateOffboarded: "was offboarded and stays out",
	}
	if group {
		of = map[explanation.Fate]string{
			explanation.FateMember: "is to be a group of the organization", explanation.FateHeld: "stays a group as accepted before, and is not changed",
			explanation.FateLeftOut: "is left out", explanation.FateLeaves: "left the directory or the filter",
			explanation.FateStays: "stays in the organization, which a sync leaves as it is", explanation.FateAbsent: "is no group that a sync would make or change",
		}
	}
	return of[e.Fate]
}

// StepName names a step of a sync.
func StepName(s explanation.StepName) string {
	return map[explanation.StepName]string{
		explanation.StepRead: "read", explanation.StepRecognize: "recognized", explanation.StepFilter: "filter", explanation.StepGroups: "chosen groups",
		explanation.StepValidate: "validation", explanation.StepDisabled: "disabled accounts", explanation.StepDuplicates: "duplicates",
		explanation.StepOrganization: "organization", explanation.StepRemoval: "removal",
	}[s]
}

// Step says how a step ended, and why.
func Step(s explanation.Step) string {
	p := s.Reason.Params
	if s.Reason.Code == "" {
		return map[explanation.StepName]string{
			explanation.StepRead: "the directory has it", explanation.StepFilter: "passed", explanation.StepValidate: "passed",
		}[s.Name]
	}
	if text := recognized(s.Reason.Code, p); text != "" {
		return text
	}
	if text := leftOut(s.Reason.Code, p); text != "" {
		if s.Outcome == explanation.Held {
			text += "; held: what was accepted before stays"
		}
		return text
	}
	if text := there(s.Reason.Code, p); text != "" {
		return text
	}
	if s.Name == explanation.StepRemoval {
		return removal(s)
	}
	return Reason(s.Reason)
}

// recognized says as whom an entry was recognized.
func recognized(code plan.Code, p map[string]string) string {
	switch code {
	case explanation.NotInDirectory:
		return "the directory, as it is read, has no such entry"
	case explanation.KnownByStableID:
		text := "by its stable id, as " + p["id"]
		if p["was"] != "" {
			text += ", although the directory's external id is " + p["was"] + " now"
		}
		return text
	case explanation.KnownByExternalID:
		return "by its external id, as " + p["id"]
	case explanation.KnownByEmail:
		return "by the email that the organization's list shows, as " + p["id"]
	case explanation.NewHere:
		return "as new, under the directory's external id " + p["id"]
	case explanation.NewUnderStableID:
		return "as new, under its stable id " + p["id"] + ", since the external id " + p["taken"] + " belongs to somebody else"
	case explanation.IDTaken:
		return "left out: its external id " + p["taken"] + " belongs to somebody else, and the directory gives no stable id to know it by"
	case explanation.SameEntry:
		if p["entry"] == "" {
			return "another entry stands for it"
		}
		return "another entry with the same external id stands for it: " + p["entry"]
	}
	return ""
}

// leftOut says why an entry does not pass.
func leftOut(code plan.Code, p map[string]string) string {
	switch code {
	case explanation.NotSynced:
		return p["setting"] + " is off"
	case explanation.FilteredOut:
		return fmt.Sprintf("left out by %s, which does not let %q pass", p["setting"], p["name"])
	case explanation.OutsideSearch:
		return "the group search does not find it; it was read because another group nests it, and is not sent itself"
	case explanation.InChosenGroup:
		return fmt.Sprintf("member of the chosen group %q", p["group"])
	case explanation.InNoChosenGroup:
		return "left out: member of none of the groups that " + p["setting"] + " chooses"
	case explanation.NoEmail:
		return "left out: it has no email"
	case explanation.EmailRefused, explanation.IDRefused:
		return "left out: " + p["problem"]
	case explanation.NameRefused:
		return "its name " + p["problem"]
	case explanation.NotInvited:
		return "left out: disabled in the directory and no member, and " + p["setting"] + " is off"
	case explanation.DisabledTwin:
		return fmt.Sprintf("left out: it is disabled, and %s has the same %s %s", p["entry"], p["what"], p["value"])
	case explanation.Shared:
		return fmt.Sprintf("%s %s is used by more than one entry: %s", p["what"], p["value"], p["entries"])
	}
	return ""
}

// there says what the organization has to do with an entry.
func there(code plan.Code, p map[string]string) string {
	switch code {
	case explanation.OtherProfile:
		return cmp.Or(p["problem"], "another profile that feeds this organization has the member")
	case explanation.EmailTaken:
		return fmt.Sprintf("the member %s has the external id %s, and is not changed", p["email"], p["id"])
	case explanation.EmailShared:
		return p["email"] + " is the email of another member"
	case explanation.ByHand:
		return "somebody removed " + p["email"] + " from the organization; bwdc sync --reinvite " + p["email"] + " invites again"
	case plan.Offboarded:
		return p["email"] + " was offboarded, and stays out as long as the directory has this user; bwdc sync --reinvite " + p["email"] + " lets in again"
	case explanation.IsMember:
		return "is the member " + p["email"]
	case explanation.WillBeMember:
		return "no member yet, to be added as " + p["email"]
	case explanation.WillBeAdopted:
		return "is the member " + p["email"] + " without an external id, which gets this one"
	case explanation.Revoked:
		return "is the member " + p["email"] + ", whose access somebody revoked; that stays so"
	case explanation.IsGroup:
		return "is a group of the organization"
	case explanation.WillBeGroup:
		return "no group yet, to be made"
	case explanation.NotOurs:
		return "the organization has it with an external id that is not from this directory"
	case explanation.MadeByHand:
		return "made by hand: the organization has it without an external id"
	case explanation.GroupsKept:
		return "no longer in the directory or the filter: " + p["setting"] + " is keep"
	case explanation.GroupUnseen:
		return "no longer in the directory or the filter: stays as it is until a sync can read who is in it"
	case explanation.GroupsEmptied:
		return "no longer in the directory or the filter: loses its members, because " + p["setting"] + " is empty"
	case explanation.GroupsDeleted:
		return "no longer in the directory or the filter: deleted, because " + p["setting"] + " is delete"
	}
	return ""
}

// removal says why somebody leaves, or does not.
func removal(s explanation.Step) string {
	p := s.Reason.Params
	why := Reason(plan.Because(plan.Code(p["reason"])))
	if why != "" {
		why += ", "
	}
	switch s.Reason.Code {
	case explanation.Owner:
		return why + "but an owner, whom no sync removes: do it in the web vault"
	case explanation.NeverSent:
		return why + "and nobody whom the organization has from here"
	case explanation.RemoveMissingOff:
		return "no longer in the directory or the filter, but sync.removeMissing is off"
	case explanation.NoAddress:
		return why + "but no address of its own is left by which vaultwarden would find it: remove it by hand"
	case explanation.NoID:
		return why + "but somebody took its external id away, by which a sync would find it: remove it by hand"
	case explanation.RevokedBefore:
		return why + "and has no access already"
	case explanation.AlreadyGone:
		return why + "and the organization has it no more"
	}
	text := Reason(s.Reason)
	if p["revoke"] != "" {
		return text + ": loses the access, stays a member"
	}
	return text + ": removed"
}

// GroupPath tells by which way a group holds somebody, and how the
// organization's group lists it.
func GroupPath(m explanation.Membership) string {
	names := make([]string, len(m.Path))
	for i, ref := range m.Path {
		names[i] = cmp.Or(ref.Name, ref.ExternalID)
	}
	text := strings.Join(names, " > ")
	if len(names) == 0 {
		text = cmp.Or(m.Name, m.ExternalID)
	}
	if m.Others > 0 {
		text += " (and " + directory.Count(m.Others, "other way", "other ways") + ")"
	}
	switch m.Reason {
	case explanation.NotAMember:
		text += ": not listed there, since only members are"
	case explanation.ListedAs:
		text += ": listed there as " + m.Listed
	case explanation.GroupNotSynced:
		text += ": not a group of the organization"
	case explanation.GroupHeld:
		text += ": the group is held, and keeps the members it has"
	case explanation.KeptThere:
		text += ": not in the directory; the member stays in it"
	}
	return text
}

// Status names how far a member has come.
func Status(s organization.MemberStatus) string {
	switch s {
	case organization.StatusRevoked:
		return "revoked"
	case organization.StatusInvited:
		return "invited"
	case organization.StatusAccepted:
		return "accepted, to be confirmed"
	case organization.StatusConfirmed:
		return "confirmed"
	case organization.StatusStaged:
		return "staged"
	}
	return fmt.Sprintf("status %d", s)
}

// Role names the part that a member plays.
func Role(r organization.Role) string {
	const custom = 4
	switch r {
	case organization.RoleOwner:
		return "owner"
	case organization.RoleAdmin:
		return "admin"
	case organization.RoleUser:
		return "user"
	case custom:
		return "custom"
	}
	return fmt.Sprintf("type %d", r)
}
