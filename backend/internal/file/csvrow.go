package file

import (
	"fmt"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

func (t *csvTable) readRow() error {
	if !slices.ContainsFunc(t.row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return nil // a line of separators, as spreadsheets leave them
	}
	for _, i := range t.unnamed {
		if text := strings.TrimSpace(t.row[i]); text != "" {
			line, column := t.place(i)
			return &LineError{Line: line, Column: column, Text: fmt.Sprintf("the column of %q has no name in the header", text)}
		}
	}
	text, column := t.find("type")
	switch kind := strings.ToLower(text); {
	case kind == "group", kind == "" && (t.groups || t.out.ofGroups && t.at["type"] == nil):
		return t.readGroup()
	case kind == "", kind == "user":
		return t.readUser()
	default:
		return directory.WithHint(t.wrong(column, fmt.Sprintf("%q is neither user nor group", kind)), "Write user or group; empty means user.")
	}
}

// texts reads cells and lists into the places given by their fields; the first
// error counts.
func (t *csvTable) texts(places map[string]any) error {
	for _, field := range csvOrder {
		var err error
		switch to := places[field].(type) {
		case *string:
			*to, err = t.cell(field)
		case *[]string:
			*to, err = t.list(field)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// csvOrder are the fields with texts.
var csvOrder = []string{"id", "email", "name", "groups", "members", "memberGroups"}

func (t *csvTable) readUser() error {
	u := user{place: t.here(), asks: t.listSeparator == ""}
	err := t.texts(map[string]any{"id": &u.ExternalID, "email": &u.Email, "name": &u.Name, "groups": &u.groups})
	if err != nil {
		return err
	}
	if u.Disabled, err = t.disabled(); err != nil {
		return err
	}
	if u.Deleted, err = t.flag("deleted"); err != nil {
		return err
	}
	for _, field := range []string{"members", "memberGroups"} {
		if text, column := t.find(field); text != "" {
			return directory.WithHint(t.wrong(column, "a user has no members"), "Only rows of type group have members.")
		}
	}
	if t.out.finishUser(&u) {
		t.out.addUser(u)
	}
	return nil
}

func (t *csvTable) readGroup() error {
	g := group{place: t.here(), asks: t.listSeparator == ""}
	err := t.texts(map[string]any{"id": &g.ExternalID, "name": &g.Name, "groups": &g.groups, "members": &g.members, "memberGroups": &g.memberGroups})
	if err != nil {
		return err
	}
	off, err := t.disabled()
	if err != nil {
		return err
	}
	gone, err := t.flag("deleted")
	if err != nil {
		return err
	}
	for field, on := range map[string]bool{"disabled": off, "deleted": gone} {
		if text, column := t.find(field); on && text != "" {
			return directory.WithHint(t.wrong(column, "a group can't be "+field), "Leave the group out instead.")
		}
	}
	if t.out.finishGroup(&g) {
		t.out.addGroup(g)
	}
	return nil
}

// here is the place of the row.
func (t *csvTable) here() place {
	line, _ := t.place(0)
	return t.out.at(line)
}
