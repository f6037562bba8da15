package e2e

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// What the directory holds in these stories: people and teams by key, whose
// address or name follows from it. Off is disabled, and removeDisabled is on;
// kept is left out by the filter of the clouds, which have one, and stays.
var (
	oldPeople = []string{"ada", "bob", "cy", "dan", "eve", "gus", "hal", "ivy", "joe", "off", "hand", "back", "new", "shut", "kept"}
	oldTeams  = map[string][]string{
		"Staff": {"ada", "bob", "cy", "dan", "eve", "new", "shut", "kept"},
		"Board": {"ada", "ivy"},
		"Ops":   {"gus", "hal", "off"},
		"All":   {"ada", "bob", "cy", "dan", "eve", "gus", "hal", "ivy", "joe", "new", "shut", "kept"},
	}
)

// An oldConnector is a directory that Bitwarden's connector has read, and the
// file that it left.
type oldConnector struct {
	// data are sections of data.json, secrets in the clear.
	data map[string]any
	// ids are the external ids that the connector made, of people and teams.
	ids map[string]string
	// unlike are ids that it made at another time: equal by meaning, another
	// text. twin is one more of those, of a member under an older address.
	unlike map[string]string
	twin   string
	// reach lets a profile reach the directory; nil: it can.
	reach func(p *profile)
}

// oldMail is the address of a person.
func oldMail(key string) string { return key + "@example.com" }

// fill makes the organization as the connector and people have left it:
// everybody but new was invited, back was removed by hand, hand is a member by
// hand and has no external id, shut was revoked by hand. Gone has left the
// directory, which the connector does not see. Ops was renamed, hal taken out
// and ivy put in; the group Gone has left, By hand is nobody's.
func (c *oldConnector) fill(s *orgServer) {
	id := func(key string) string { return cmp.Or(c.unlike[key], c.ids[key]) }
	for _, key := range oldPeople {
		switch key {
		case "new", "back":
		case "hand":
			s.AddUser(oldMail(key), "")
		default:
			s.AddUser(oldMail(key), id(key))
		}
	}
	s.EditMember(oldMail("shut"), func(m *member) { m.Status = organization.StatusRevoked })
	s.AddUser(oldMail("gone"), "id-of-gone")
	if c.twin != "" {
		s.AddUser("bob.before@example.com", c.twin)
	}
	// The connector writes who is behind nested groups into each group.
	had := map[string][]string{"Staff": {"ada", "bob", "cy", "dan", "eve", "gone", "shut", "kept"}, "Ops": {"gus", "ivy", "off"}}
	for _, name := range slices.Sorted(maps.Keys(oldTeams)) {
		members := cmp.Or(strings.Join(had[name], " "), strings.Join(slices.DeleteFunc(slices.Clone(oldTeams[name]), func(k string) bool { return k == "new" }), " "))
		var ids []string
		for key := range strings.FieldsSeq(members) {
			ids = append(ids, map[string]string{"gone": "id-of-gone"}[key]+id(key))
		}
		shown := map[string]string{"Ops": "Operations"}[name]
		s.AddGroup(cmp.Or(shown, name), id(name), ids...)
	}
	s.AddGroup("Gone", "id-of-the-group-gone", id("ada"))
	s.AddGroup("By hand", "", id("ada"), id("bob"))
}

// dataJSON is the file, of a connector that has synced this organization.
func (c *oldConnector) dataJSON(t *testing.T, s *orgServer) string {
	t.Helper()
	tree := map[string]any{
		"stateVersion": 8, "organizationId": s.OrganizationID(), "entityId": s.OrganizationID(), "installedVersion": "2026.6.1",
		"apiKeyClientId": s.ClientID(), "apiKeyClientSecret": s.ClientSecret(), "accessToken": "of long ago",
		"environmentUrls": map[string]any{"base": s.URL, "api": nil, "identity": nil, "webVault": nil},
		"lastUserSync":    "2026-11-20T22:00:06.000Z", "lastGroupSync": "2026-11-20T22:00:07.000Z", "lastSyncHash": "x", "userDeltaToken": "of long ago",
		"syncingDir": false, "enableTray": true,
	}
	sync := map[string]any{
		"users": true, "groups": true, "interval": 5, "userFilter": nil, "groupFilter": nil, "removeDisabled": true, "overwriteExisting": false,
		"largeImport": false, "inviteUsersAfterProvisioning": true, "useEmailPrefixSuffix": false, "emailPrefixAttribute": nil, "emailSuffix": nil,
	}
	maps.Copy(tree, c.data)
	if more, ok := c.data["sync"].(map[string]any); ok {
		maps.Copy(sync, more)
	}
	tree["sync"] = sync
	text, err := json.MarshalIndent(tree, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "data.json")
	write(t, path, string(text))
	return path
}

// An image is all that an organization holds, members by email and groups by
// external id, to be compared and changed as a plan says.
type image struct {
	Members map[string]imageMember
	Groups  map[string]imageGroup
}

type imageMember struct {
	ExternalID string
	Revoked    bool
}

type imageGroup struct {
	Name    string
	Members []string
}

// image looks at the organization; those made by hand are told by their names.
func (s *orgServer) image() image {
	m := image{map[string]imageMember{}, map[string]imageGroup{}}
	for _, who := range s.Members() {
		m.Members[who.Email] = imageMember{who.ExternalID, who.Status == organization.StatusRevoked}
	}
	for _, g := range s.Groups() {
		m.Groups[cmp.Or(g.ExternalID, g.Name)] = imageGroup{g.Name, g.MemberEmails}
	}
	return m
}

func (m image) clone() image { return image{maps.Clone(m.Members), maps.Clone(m.Groups)} }

// left tells who was in which group and is no more.
func left(before, after image) []string {
	var list []string
	for id, g := range before.Groups {
		for _, email := range g.Members {
			if now := after.Groups[id]; !slices.Contains(now.Members, email) {
				list = append(list, strings.Replace(g.Name, "Operations", "Ops", 1)+": "+strings.TrimSuffix(email, "@example.com"))
			}
		}
	}
	slices.Sort(list)
	return list
}

// apply does what a plan names, and nothing else. To vaultwarden, which can't
// be looked at, a plan says what is sent.
func (m image) apply(t *testing.T, changes []plan.Change, vaultwarden bool) {
	t.Helper()
	for _, c := range changes {
		if c.Unchecked != vaultwarden {
			t.Errorf("%s %s %s: unchecked is %t", c.Action, c.Kind, c.Name, c.Unchecked)
		}
		if c.Kind == plan.Group {
			m.applyToGroup(c, vaultwarden)
			continue
		}
		switch c.Action {
		case plan.Remove:
			delete(m.Members, c.Name)
			for id, g := range m.Groups {
				g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(e string) bool { return e == c.Name })
				m.Groups[id] = g
			}
		case plan.Revoke:
			m.Members[c.Name] = imageMember{m.Members[c.Name].ExternalID, true}
		case plan.Invite, plan.Adopt, plan.Restore:
			m.Members[c.Name] = imageMember{ExternalID: c.ExternalID}
		default:
			t.Errorf("what is to be done about %+v?", c)
		}
	}
}

func (m image) applyToGroup(c plan.Change, vaultwarden bool) {
	g, there := m.Groups[c.ExternalID]
	if !there || !vaultwarden { // which renames nothing
		g.Name = c.Name
	}
	if c.Action == plan.Create { // or it is sent as new, with all its members
		g.Members = nil
	}
	members := map[string]bool{}
	for _, email := range g.Members {
		members[email] = true
	}
	for _, ref := range c.Joins {
		members[ref.Name] = true
	}
	for _, ref := range c.Leaves {
		delete(members, ref.Name)
	}
	g.Members = slices.Sorted(maps.Keys(members))
	m.Groups[c.ExternalID] = g
}

// named is what a plan names, in short.
func named(p *plan.Plan) []string {
	var lines []string
	for _, c := range p.Changes {
		line := fmt.Sprintf("%s %s", c.Action, c.Name)
		if c.Kind == plan.Group {
			line += ":"
			if c.Before != "" {
				line += " was " + c.Before
			}
			line += names(" +", c.Joins) + names(" -", c.Leaves)
		}
		lines = append(lines, line)
	}
	return lines
}

func names(sign string, refs []plan.Ref) string {
	var list []string
	for _, r := range refs {
		list = append(list, sign+strings.TrimSuffix(r.Name, "@example.com"))
	}
	slices.Sort(list)
	return strings.Join(list, "")
}

// A firstSync is how the first sync after a take-over comes about: nobody is
// there to say yes.
type firstSync struct {
	name string
	run  func(p *profile)
}

var firstSyncs = []firstSync{
	{"by cron", func(p *profile) { p.ok("sync", "--nointeraction") }},
	{"by itself", func(p *profile) {
		service := p.start("run")
		eventually(p.t, "the first automatic sync", patience, func() bool {
			history := p.run("history", "--json").stdout
			return strings.Contains(history, `"result":"`) && !strings.Contains(history, `"result":""`) // that of one at work
		})
		service.terminate()
		service.wait(time.Minute)
	}},
}

// takesOver plays the first sync after a take-over: into an organization that
// can be looked at, and into one that can't. fill makes a directory.
func takesOver(t *testing.T, fill func(t *testing.T) *oldConnector) {
	for _, vaultwarden := range []bool{false, true} {
		for _, first := range firstSyncs {
			t.Run(map[bool]string{false: "official", true: "vaultwarden"}[vaultwarden]+", "+first.name, func(t *testing.T) {
				t.Parallel()
				c := fill(t)
				s := newOrgServer(t, orgserver.Options{SelfHosted: vaultwarden, Vaultwarden: vaultwarden, VaultwardenGroups: vaultwarden})
				c.fill(s)
				s.SetSubscription(1, 0) // the cloud bought more whenever the connector asked for it, and does
				p := newProfile(t)
				p.ok("import-data", c.dataJSON(t, s)).says("Took over", "Log-in", "sync.removeMissing starts as false")
				if c.reach != nil {
					c.reach(p)
				}
				p.ok("check").saysNot("failed")
				before := s.image()
				var shown struct{ Details struct{ Plan plan.Plan } }
				p.ok("--response", "test", "--details").data(&shown)
				same(t, "the organization after a test", before, s.image())
				if stops := shown.Details.Plan.Findings; len(stops) > 0 {
					t.Fatalf("a sync would stop: %+v", stops)
				}
				if !vaultwarden {
					same(t, "what the test names", wantNamed, named(&shown.Details.Plan))
					p.ok("test", "--format", "text").says("- off@example.com (", "disabled in the directory", "gone@example.com (id-of-gone)", "stays in the organization",
						"the access of shut@example.com was revoked by hand and stays so", `group "Gone"`, "1 group was made by hand")
				}
				want, held := before, before.clone()
				want.apply(t, shown.Details.Plan.Changes, vaultwarden)
				first.run(p)
				same(t, "the organization after what the test named", want, s.image())
				same(t, "who has left which group", []string{"Ops: ivy", "Ops: off", "Staff: gone"}, left(held, s.image()))
				if run := p.lastRun(); run.Result != organization.ResultDone {
					t.Fatalf("the sync: %+v", run)
				}
				same(t, "what the sync did", slices.Sorted(slices.Values(named(&shown.Details.Plan))), slices.Sorted(slices.Values(named(&plan.Plan{Changes: p.lastRun().Changes}))))
				s.imports()
				p.ok("sync")
				same(t, "sent by the next sync", []string{}, sent(s.imports(), itself))
			})
		}
	}
}

// wantNamed is what the test of an organization that can be looked at names:
// nothing but this is changed.
var wantNamed = []string{
	"remove off@example.com",
	"invite back@example.com", "invite new@example.com",
	"adopt hand@example.com",
	"update All: +new", "update Ops: was Operations +hal -ivy -off", "update Staff: +new -gone",
}
