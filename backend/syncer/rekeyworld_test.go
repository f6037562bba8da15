package syncer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// A folk is a directory whose entries have several attributes that could be the
// external id: "uid", "number" and "mail", of which any may be missing.
type folk struct {
	people, teams []person
	// unstable: the directory has no stable ids.
	unstable bool
}

// A person has attributes and, of a team, members by name.
type person struct {
	name, uid, number, mail string
	members                 []string
}

func (p *person) attribute(name string) string {
	return map[string]string{"": "cn=" + p.name, "uid": p.uid, "number": p.number, "mail": p.mail}[name]
}

// entries is the directory by one attribute. Who does not have it is left out.
func (f *folk) entries(attribute string) (list []any) {
	ids := map[string]string{}
	stable := func(name string) string {
		if f.unstable {
			return ""
		}
		return "entryUUID:" + name
	}
	for _, p := range f.people {
		if id := p.attribute(attribute); id != "" {
			ids[p.name] = id
			list = append(list, directory.User{ReferenceID: "cn=" + p.name, ExternalID: id, StableID: stable(p.name), Email: p.mail})
		}
	}
	for _, t := range f.teams {
		g := directory.Group{ReferenceID: "cn=" + t.name, ExternalID: t.attribute(attribute), StableID: stable(t.name), Name: t.name}
		for _, m := range t.members {
			if id := ids[m]; id != "" {
				g.UserMembers = append(g.UserMembers, id)
			}
		}
		slices.Sort(g.UserMembers)
		if g.ExternalID != "" {
			list = append(list, g)
		}
	}
	return list
}

// readsBy makes the directory that of the folk by an attribute.
func (w *world) readsBy(f *folk, attribute string) {
	w.has(f.entries(attribute)...)
	w.syncer.Options.Identity.IDAttribute = attribute
}

// rekey gives everybody the external ids by the attribute that is set.
func (w *world) rekey(f *folk) (*plan.Proposal, *organization.Run, error) {
	w.t.Helper()
	old := func(_ context.Context, attribute string) (directory.Source, error) {
		other := &world{t: w.t, source: &stubSource{now: w.source.now}}
		other.has(f.entries(attribute)...)
		return other.source, nil
	}
	return Rekey(w.t.Context(), w.syncer, RekeyRequest{Old: old, Confirm: yes})
}

func (w *world) mustRekey(f *folk) (*plan.Proposal, *organization.Run) {
	w.t.Helper()
	p, run, err := w.rekey(f)
	if err != nil {
		w.t.Fatalf("rekey: %v", err)
	}
	return p, run
}

// smallFolk has two people and a team; more can be added.
func smallFolk(more ...person) *folk {
	return &folk{
		people: append([]person{{name: "ada", uid: "ada", number: "1", mail: "ada@x.test"}, {name: "bob", uid: "bob", number: "2", mail: "bob@x.test"}}, more...),
		teams:  []person{{name: "Eng", uid: "eng", number: "100", mail: "eng@x.test", members: []string{"ada", "bob"}}},
	}
}

// followsSync: the sync after it changes nothing.
func (w *world) followsSync(when string) {
	w.t.Helper()
	w.sent()
	run := w.mustSync()
	if sent := w.sent(); len(sent) > 0 || len(run.Changes) > 0 {
		w.t.Errorf("%s: the next sync sent %q, changed %v", when, sent, described(run.Changes))
	}
	for _, d := range run.Drift {
		if d.Kind != plan.MemberRevoked {
			w.t.Errorf("%s: drift %+v", when, d)
		}
	}
}

// everyone fills an organization, and a folk, with members of every type and
// status, each custom permission and every kind of access.
func (w *world) everyone() *folk {
	w.server.AddOwner("first@x.test", "")
	access := []orgserver.Access{
		{ID: w.server.AddCollection(), ReadOnly: true}, {ID: w.server.AddCollection(), HidePasswords: true}, {ID: w.server.AddCollection(), Manage: true},
	}
	statuses := []organization.MemberStatus{
		organization.StatusInvited, organization.StatusAccepted, organization.StatusConfirmed, organization.StatusStaged, organization.StatusRevoked,
	}
	f := &folk{}
	add := func(role organization.Role, permissions map[string]bool) {
		n := len(f.people)
		p := person{name: fmt.Sprintf("p%02d", n), uid: fmt.Sprintf("uid%02d", n), number: fmt.Sprintf("%d", 1000+n)}
		p.mail = p.name + "@x.test"
		f.people = append(f.people, p)
		w.server.AddMember(orgserver.Member{
			MasterPassword: true, Permissions: permissions, Collections: access[:n%4],
			Member: organization.Member{Email: p.mail, ExternalID: p.uid, Role: role, Status: statuses[n%len(statuses)]},
		})
	}
	for range statuses {
		for _, role := range []organization.Role{organization.RoleOwner, organization.RoleAdmin, organization.RoleUser} {
			add(role, nil)
		}
	}
	for _, allowed := range []string{
		"", "accessEventLogs", "accessImportExport", "accessReports", "createNewCollections", "editAnyCollection", "deleteAnyCollection",
		"manageGroups", "managePolicies", "manageSso", "manageUsers", "manageResetPassword", "manageScim", "ofTomorrow",
	} {
		add(organization.RoleCustom, map[string]bool{allowed: true, "other": false})
	}
	for n, name := range []string{"Eng", "Sales", "Nobody"} {
		t := person{name: name, uid: strings.ToLower(name), number: fmt.Sprint(n)}
		for i, p := range f.people {
			if n < 2 && i%(n+2) == 0 {
				t.members = append(t.members, p.name)
			}
		}
		f.teams = append(f.teams, t)
		g := w.server.AddGroup(name, t.uid)
		w.server.GiveGroup(g.ID, access[n:]...)
	}
	return f
}

// as are members and groups with the external ids of an attribute.
func (f *folk) as(attribute string, members []orgserver.Member, groups []orgserver.Group) ([]orgserver.Member, []orgserver.Group) {
	ids := map[string]string{}
	for _, p := range slices.Concat(f.people, f.teams) {
		for _, old := range []string{"", "uid", "number", "mail"} {
			ids[p.attribute(old)] = p.attribute(attribute)
		}
	}
	delete(ids, "")
	members, groups = slices.Clone(members), slices.Clone(groups)
	for i := range members {
		if id := ids[members[i].ExternalID]; id != "" {
			members[i].ExternalID = id
		}
	}
	for i := range groups {
		groups[i].ExternalID = ids[groups[i].ExternalID]
		groups[i].MemberExternalIDs = slices.Clone(groups[i].MemberExternalIDs)
		for n, id := range groups[i].MemberExternalIDs {
			groups[i].MemberExternalIDs[n] = ids[id]
		}
		slices.Sort(groups[i].MemberExternalIDs)
	}
	return members, groups
}

func (w *world) wantOrganization(when string, members []orgserver.Member, groups []orgserver.Group) {
	w.t.Helper()
	byID := cmpopts.SortSlices(func(a, b orgserver.Group) bool { return a.ID < b.ID })
	if diff := cmp.Diff(members, w.server.Members(), cmpopts.EquateEmpty()); diff != "" {
		w.t.Errorf("%s: members (-want +got):\n%s", when, diff)
	}
	if diff := cmp.Diff(groups, w.server.Groups(), byID, cmpopts.EquateEmpty()); diff != "" {
		w.t.Errorf("%s: groups (-want +got):\n%s", when, diff)
	}
}

// followsUnknown is followsSync where somebody made groups by hand.
func (w *world) followsUnknown(when string) {
	w.t.Helper()
	w.sent()
	run := w.mustSync()
	if sent := w.sent(); len(sent) > 0 || len(run.Changes) > 0 {
		w.t.Errorf("%s: the next sync sent %q, changed %v", when, sent, described(run.Changes))
	}
}
