package ldap_test

import (
	"strings"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldap"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// changed reads from base on, and completely, and wants the same of both.
func changed(t testing.TB, cfg ldap.Config, base *directory.Snapshot) *directory.Snapshot {
	t.Helper()
	next := read(t, cfg, sourcetest.Stored(t, base))
	t.Logf("complete %v, warnings %v", next.Complete, next.Warnings)
	sameAs(t, read(t, cfg, nil), next)
	return next
}

// sameAs wants the same users, groups and warnings of both reads. That no
// entry has some attribute, which is how names that are misspelt show, is
// found out by complete reads only.
func sameAs(t testing.TB, full, next *directory.Snapshot) {
	t.Helper()
	if diff := sourcetest.Diff(full, next); diff != "" {
		t.Errorf("the read from a base differs from a complete one (-complete +incremental, complete %v):\n%s", next.Complete, diff)
	}
	equal(t, "warnings of a complete read and of one from a base", lasting(full), lasting(next))
}

func lasting(s *directory.Snapshot) []directory.Warning {
	var list []directory.Warning
	for _, w := range s.Warnings {
		if w.Code != directory.WarnFullRead && !strings.HasPrefix(w.Text, "none of") {
			list = append(list, w)
		}
	}
	return list
}

// TestSlapdChanges has changes that show in no entry of their own.
func TestSlapdChanges(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t)
	for _, story := range []struct {
		name string
		run  func(*testing.T, *slapdtest.Server, string)
	}{
		{"a member appears whom groups listed already", memberAppears},
		{"users swap their names", namesSwapped},
		{"an entry is made again under the same name", madeAgain},
		{"a branch moves with all that is in it", branchMoves},
		{"a filter by membership", membershipFilter},
		{"a nested group outside the search changes", outsideChanges},
		{"a user becomes a group", userBecomesGroup},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			story.run(t, s, s.OU(t))
		})
	}
}

func memberAppears(t *testing.T, s *slapdtest.Server, ou string) {
	addUser(t, s, ou, "otto", nil)
	addGroup(t, s, ou, "dangling", "UID=Anna , "+ou, slapdtest.ReaderDN)
	addGroup(t, s, ou, "outer", "cn=inner,"+ou)
	s.Add(t, "cn=unix,"+ou, slapdtest.Attributes{"objectClass": {"posixGroup"}, "cn": {"unix"}, "gidNumber": {"1"}, "memberUid": {"ANNA"}})
	s.Add(t, "cn=unique,"+ou, slapdtest.Attributes{
		"objectClass": {"groupOfUniqueNames"}, "cn": {"unique"}, "uniqueMember": {"uid=anna," + ou + "#'01'B", slapdtest.ReaderDN},
	})
	cfg := openLDAP(s, ou)
	before := read(t, cfg, nil)
	anna := addUser(t, s, ou, "anna", nil)
	addGroup(t, s, ou, "inner", anna)
	after := changed(t, cfg, before)
	for _, group := range []string{"dangling", "unix", "unique", "inner"} {
		equal(t, group, []string{"anna@example.test"}, members(t, after, group))
	}
	equal(t, "outer", []string{"inner"}, members(t, after, "outer"))
	// Members that dangle again are warned of by the next complete read.
	s.Delete(t, "cn=inner,"+ou)
	s.Delete(t, anna)
	if diff := sourcetest.Diff(read(t, cfg, nil), read(t, cfg, sourcetest.Stored(t, after))); diff != "" {
		t.Errorf("after the members went (-complete +incremental):\n%s", diff)
	}
}

func namesSwapped(t *testing.T, s *slapdtest.Server, ou string) {
	anna, otto := addUser(t, s, ou, "anna", nil), addUser(t, s, ou, "otto", nil)
	addGroup(t, s, ou, "team", anna)
	cfg := openLDAP(s, ou)
	before := read(t, cfg, nil)
	s.Rename(t, anna, "uid=third", "")
	s.Rename(t, otto, "uid=anna", "")
	s.Rename(t, "uid=third,"+ou, "uid=otto", "")
	after := changed(t, cfg, before)
	equal(t, "team", []string{"anna@example.test"}, members(t, after, "team"))
	equal(t, "id of anna", otto, user(t, after, "anna@example.test").ExternalID)
}

func madeAgain(t *testing.T, s *slapdtest.Server, ou string) {
	anna := addUser(t, s, ou, "anna", nil)
	addGroup(t, s, ou, "team", anna, slapdtest.ReaderDN)
	addGroup(t, s, ou, "club", anna)
	cfg := openLDAP(s, ou)
	before := read(t, cfg, nil)
	s.Delete(t, anna)
	s.Delete(t, "cn=club,"+ou)
	addUser(t, s, ou, "anna", slapdtest.Attributes{"mail": {"new@example.test"}})
	addGroup(t, s, ou, "club", slapdtest.ReaderDN)
	after := changed(t, cfg, before)
	equal(t, "users", []string{"new@example.test"}, emails(after))
	equal(t, "team", 0, len(members(t, after, "team")))
}

func branchMoves(t *testing.T, s *slapdtest.Server, ou string) {
	inside, outside := addOU(t, s, ou, "inside"), addOU(t, s, ou, "outside")
	staff := addOU(t, s, inside, "staff")
	anna := addUser(t, s, staff, "anna", nil)
	otto := addUser(t, s, inside, "otto", nil)
	addGroup(t, s, ou, "team", anna, otto, "uid=anna,ou=crew,"+inside)
	addGroup(t, s, staff, "nested", otto)
	addGroup(t, s, ou, "outer", "cn=nested,ou=crew,"+inside)
	cfg := openLDAP(s, ou)
	cfg.Settings.UserPath = "ou=inside"
	before := read(t, cfg, nil)
	s.Rename(t, staff, "ou=crew", "")
	renamed := changed(t, cfg, before)
	equal(t, "team", []string{"anna@example.test", "otto@example.test"}, members(t, renamed, "team"))
	equal(t, "outer", []string{"nested"}, members(t, renamed, "outer"))
	s.Rename(t, "ou=crew,"+inside, "ou=crew", outside)
	away := changed(t, cfg, renamed)
	equal(t, "users", []string{"otto@example.test"}, emails(away))
	s.Rename(t, "ou=crew,"+outside, "ou=crew", inside)
	back := changed(t, cfg, away)
	equal(t, "users", []string{"anna@example.test", "otto@example.test"}, emails(back))
}

// membershipFilter: the overlay writes memberOf into users, or only shows
// it; the users who joined and left must be found all the same.
func membershipFilter(t *testing.T, s *slapdtest.Server, ou string) {
	anna, otto, berta := addUser(t, s, ou, "anna", nil), addUser(t, s, ou, "otto", nil), addUser(t, s, ou, "berta", nil)
	team := addGroup(t, s, ou, "team", anna, otto)
	cfg := openLDAP(s, ou)
	cfg.UserFilter = "(memberOf=" + team + ")"
	before := read(t, cfg, nil)
	request := goldap.NewModifyRequest(team, nil)
	request.Delete("member", []string{anna})
	request.Add("member", []string{berta})
	s.Modify(t, request)
	after := changed(t, cfg, before)
	equal(t, "users", []string{"berta@example.test", "otto@example.test"}, emails(after))
	equal(t, "team", []string{"berta@example.test", "otto@example.test"}, members(t, after, "team"))
}

func outsideChanges(t *testing.T, s *slapdtest.Server, ou string) {
	groups, away := addOU(t, s, ou, "groups"), addOU(t, s, ou, "away")
	anna, otto := addUser(t, s, ou, "anna", nil), addUser(t, s, ou, "otto", nil)
	second := addGroup(t, s, away, "second", anna)
	addGroup(t, s, groups, "first", second)
	cfg := openLDAP(s, ou)
	cfg.Settings.GroupPath = "ou=groups"
	before := read(t, cfg, nil)
	third := addGroup(t, s, away, "third", otto)
	s.Set(t, second, slapdtest.Attributes{"member": {anna, third}})
	deeper := changed(t, cfg, before)
	equal(t, "second", []string{"anna@example.test", "third"}, members(t, deeper, "second"))
	equal(t, "third", []string{"otto@example.test"}, members(t, deeper, "third"))
	s.Rename(t, second, "cn=second", groups)
	inside := changed(t, cfg, deeper)
	s.Delete(t, third)
	s.Delete(t, "cn=second,"+groups)
	changed(t, cfg, inside)
}

func userBecomesGroup(t *testing.T, s *slapdtest.Server, ou string) {
	otto := addUser(t, s, ou, "otto", nil)
	thing := "cn=thing," + ou
	person := slapdtest.Attributes{"objectClass": {"inetOrgPerson"}, "cn": {"thing"}, "sn": {"x"}, "mail": {"thing@example.test"}}
	s.Add(t, thing, person)
	addGroup(t, s, ou, "outer", thing, slapdtest.ReaderDN)
	cfg := openLDAP(s, ou)
	before := read(t, cfg, nil)
	equal(t, "outer with a user", []string{"thing@example.test"}, members(t, before, "outer"))
	s.Delete(t, thing)
	addGroup(t, s, ou, "thing", otto)
	s.Set(t, "cn=outer,"+ou, slapdtest.Attributes{"member": {thing}})
	after := changed(t, cfg, before)
	equal(t, "outer with a group", []string{"thing"}, members(t, after, "outer"))
}
