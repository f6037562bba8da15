package app

import (
	"cmp"
	"iter"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A PreviewList is a Preview in the shape that Bitwarden's connector prints; see
// docs/formats.md.
type PreviewList struct {
	Object   string             `json:"object"`
	Groups   []PreviewListGroup `json:"groups"`
	Enabled  []PreviewListUser  `json:"enabledUsers"`
	Disabled []PreviewListUser  `json:"disabledUsers"`
	Deleted  []PreviewListUser  `json:"deletedUsers"`
}

// PreviewObject names a PreviewList in JSON.
const PreviewObject = "test"

// A PreviewListUser is a user in a PreviewList.
type PreviewListUser struct {
	ExternalID  string `json:"externalId"`
	DisplayName string `json:"displayName"`
}

// A PreviewListGroup is a group in a PreviewList.
type PreviewListGroup struct {
	ExternalID  string   `json:"externalId"`
	DisplayName string   `json:"displayName"`
	UserIDs     []string `json:"userIds"`
}

// ListPreview returns the PreviewList of a Preview.
func ListPreview(v *Preview) PreviewList {
	list := PreviewList{
		Object: PreviewObject, Groups: make([]PreviewListGroup, len(v.Groups)),
		Enabled: listUsers(v.Enabled), Disabled: listUsers(v.Disabled), Deleted: listUsers(v.Deleted),
	}
	for i := range v.Groups {
		list.Groups[i] = ListGroup(&v.Groups[i])
	}
	return list
}

// ListGroup returns one group of the PreviewList.
func ListGroup(g *PreviewGroup) PreviewListGroup {
	return PreviewListGroup{g.ExternalID, cmp.Or(g.Name, g.ExternalID), plan.OrEmpty(g.Members)}
}

// ListUser returns one user of the PreviewList.
func ListUser(u *PreviewUser) PreviewListUser {
	return PreviewListUser{u.ExternalID, cmp.Or(u.Email, u.ExternalID)}
}

func listUsers(users []PreviewUser) []PreviewListUser {
	list := make([]PreviewListUser, len(users))
	for i := range users {
		list[i] = ListUser(&users[i])
	}
	return list
}

// PreviewRows returns a head and a row for each entry of a Preview, for CSV:
// users, then groups.
func PreviewRows(v *Preview) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if !yield([]string{"type", "externalId", "displayName", "status", "memberCount", "members"}) {
			return
		}
		for _, part := range []struct {
			users  []PreviewUser
			status string
		}{{v.Enabled, "enabled"}, {v.Disabled, "disabled"}, {v.Deleted, "deleted"}} {
			for i := range part.users {
				u := ListUser(&part.users[i])
				if !yield([]string{"user", u.ExternalID, u.DisplayName, part.status, "", ""}) {
					return
				}
			}
		}
		for i := range v.Groups {
			g := ListGroup(&v.Groups[i])
			if !yield([]string{"group", g.ExternalID, g.DisplayName, "", strconv.Itoa(len(g.UserIDs)), strings.Join(g.UserIDs, "|")}) {
				return
			}
		}
	}
}

// RunRows returns a head and a row for each run, for CSV, with moments written
// by at.
func RunRows(runs []organization.Run, at func(time.Time) string) [][]string {
	rows := [][]string{{"run", "start", "end", "trigger", "result", "users", "groups", "usersAdded", "usersChanged", "usersRemoved", "groupsAdded", "groupsChanged", "leftOut", "held", "notShown", "requests", "error"}}
	for i := range runs {
		r, c := &runs[i], runs[i].Counts
		row := []string{r.ID, at(r.Start), at(r.End), string(r.Trigger), string(r.Result)}
		for _, n := range []int{c.Users, c.Groups, c.UsersAdded, c.UsersChanged, c.UsersRemoved, c.GroupsAdded, c.GroupsChanged, c.LeftOut, c.Held, c.NotShown, c.Requests} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, append(row, r.Error))
	}
	return rows
}
