package words

import (
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// Drift says what somebody changed in the organization by other means, and
// what is done about it.
func Drift(d plan.Drift) string {
	switch d.Kind {
	case plan.MemberGone:
		if d.Invited {
			return fmt.Sprintf("%s was removed from the organization by hand and is invited again", d.Name)
		}
		return fmt.Sprintf("%s was removed from the organization by hand and stays out until bwdc sync --reinvite %s", d.Name, d.Name)
	case plan.MemberRevoked:
		return fmt.Sprintf("the access of %s was revoked by hand and stays so", d.Name)
	case plan.MemberOffboarded:
		if d.Invited {
			return fmt.Sprintf("%s was offboarded and is let in again", d.Name)
		}
		return fmt.Sprintf("%s was offboarded and stays out, although the directory still has this user, until bwdc sync --reinvite %s", d.Name, d.Name)
	case plan.MemberLostID:
		return fmt.Sprintf("%s lost the external id %s and gets it again", d.Name, d.ExternalID)
	case plan.GroupGone:
		return fmt.Sprintf("group %q was deleted by hand and is made anew", d.Name)
	case plan.GroupRenamed:
		return fmt.Sprintf("group %q was renamed to %q by hand and gets its name back", d.Name, d.Now)
	case plan.GroupMembers:
		if !d.ByHand() {
			return fmt.Sprintf("group %q no longer has %s, because of being no member of the organization any more", d.Name, names(d.Left))
		}
		return fmt.Sprintf("group %q was changed by hand (%s) and is put right", d.Name, byHand(d))
	case plan.UnknownMembers:
		return directory.Count(d.Count, "member with an external id is", "members with external ids are") + " not from this directory"
	case plan.UnknownGroups:
		return directory.Count(d.Count, "group was", "groups were") + " made by hand"
	case plan.OrphanGroup:
		return fmt.Sprintf("group %q has the external id %s, which the directory does not have", d.Name, d.ExternalID)
	}
	return string(d.Kind)
}

func byHand(d plan.Drift) string {
	var parts []string
	if len(d.Joined) > 0 {
		parts = append(parts, "put in: "+names(d.Joined))
	}
	out := slices.DeleteFunc(slices.Clone(d.Left), func(r plan.Ref) bool { return r.Reason == plan.NoMember })
	if len(out) > 0 {
		parts = append(parts, "taken out: "+names(out))
	}
	return strings.Join(parts, "; ")
}

// names lists the first few.
func names(refs []plan.Ref) string {
	const most = 10
	var list []string
	for i, r := range refs {
		if i == most {
			return strings.Join(list, ", ") + fmt.Sprintf(" and %d more", len(refs)-most)
		}
		if r.Name == "" {
			r.Name = r.ExternalID
		}
		list = append(list, r.Name)
	}
	return strings.Join(list, ", ")
}
