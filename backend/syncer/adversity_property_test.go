package syncer

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
)

// TestAdversity lets everything go wrong at random, for a while: accounts that
// are renamed, swap emails, or get another's external id; members, groups and
// memberships that somebody changes by hand; syncs that die, answers that are
// lost, requests that are carried out in part or late; offboarding, cleared
// caches, quiet windows. After some quiet days everybody who is in the directory
// has access under the own account and is in exactly the own groups, and nobody
// else.
//
// One history in several thousand can't come right: a request that the server
// carries out after the next whole run, or, without a list, an external id that
// is another person's by the time anybody could look. So the same histories are
// drawn each time; with -rapid.checks it looks for new ones.
func TestAdversity(t *testing.T) {
	t.Parallel()
	servers := map[string]orgserver.Options{
		"listed": {Staging: true}, "without list": {NoMemberList: true}, "vaultwarden": {Vaultwarden: true, VaultwardenGroups: true},
	}
	for name, server := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if checks := flag.Lookup("rapid.checks"); checks.Value.String() != checks.DefValue {
				rapid.Check(t, adversityOn(server))
				return
			}
			fuzz := rapid.MakeFuzz(adversityOn(server))
			for seed := range byte(200) {
				t.Run(strconv.Itoa(int(seed)), func(t *testing.T) {
					choices := make([]byte, 1<<16)
					_, _ = rand.NewChaCha8([32]byte{seed}).Read(choices) // never fails
					fuzz(t, choices)
				})
			}
		})
	}
}

// adversityOn is the property on such a server.
func adversityOn(server orgserver.Options) func(rt *rapid.T) {
	return func(rt *rapid.T) {
		x := drawAdversity(rt, server)
		for range rapid.IntRange(2, 12).Draw(rt, "steps") {
			x.step()
		}
		x.comeToRest()
		x.check()
	}
}

type adversity struct {
	t *rapid.T
	*world
	editor *editor
	// listed: the server has lists.
	listed, vaultwarden bool
	d                   *changing
	// byHand are the stable ids of those whom somebody took out, or revoked, by
	// hand or by an order.
	byHand map[string]bool
	// out are the addresses of the same.
	out  map[string]bool
	log  []string
	late []organization.Request
	// run is the last one.
	run *organization.Run
	// lateAt is the import, counted from now, that comes late.
	lateAt int
}

func drawAdversity(rt *rapid.T, kind orgserver.Options) *adversity {
	w := newWorld(rt, kind)
	x := &adversity{t: rt, listed: kind.Staging, vaultwarden: kind.Vaultwarden, world: w, d: &changing{anyDirectory: anyDirectory{t: rt}, emails: map[string]map[string]bool{}}, byHand: map[string]bool{}, out: map[string]bool{}}
	x.editor = w.withEditor()
	w.server.AddOwner("owner@x.test", "")
	w.syncer.Organization = &unlucky{x.editor, x}
	w.source.unsorted = true
	o := &w.syncer.Options
	o.Sync.DuplicateEmails = config.DuplicatesSkip
	o.Sync.MaxRemovals = config.Limit{Set: true, Count: 1000}
	o.Sync.MaxAdditions = config.Limit{Set: true, Count: 1000}
	o.Sync.RemoveDisabled = rapid.Bool().Draw(rt, "removeDisabled")
	o.Sync.InviteDisabled = rapid.Bool().Draw(rt, "inviteDisabled")
	if x.listed && rapid.Bool().Draw(rt, "revoke") {
		o.Sync.Leavers = config.LeaversRevoke
		o.Sync.DeleteRevokedAfter = rapid.SampledFrom([]int{0, 1}).Draw(rt, "deleteRevokedAfter")
	}
	if rapid.Bool().Draw(rt, "ask") {
		o.Sync.RemovedByHand = config.ByHandAsk
	}
	o.Sync.InviteUsersAfterProvisioning = !x.listed || rapid.IntRange(0, 3).Draw(rt, "stage") > 0
	o.Groups.Missing = rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete}).Draw(rt, "missing")
	w.syncer.Sleep = func(_ context.Context, d time.Duration) error {
		w.now = w.now.Add(d)
		if rapid.IntRange(0, 2).Draw(rt, "lands") == 0 {
			x.land()
		}
		return nil
	}
	x.d.newUser("always@x.test")
	x.d.addUser()
	x.d.addGroup()
	x.d.settle(nil)
	return x
}

// unlucky sends a request late where that is its lot.
type unlucky struct {
	*editor
	x *adversity
}

func (u *unlucky) Import(ctx context.Context, r organization.Request) error {
	u.x.lateAt--
	if u.x.lateAt == 0 {
		u.x.say("late: %s", describeRequest(u.x.t, &r))
		u.x.late = append(u.x.late, r)
		return &organization.UnknownOutcomeError{Err: errors.New("answer lost")}
	}
	err := u.editor.Import(ctx, r)
	u.x.say("sent: %s: %v", describeRequest(u.x.t, &r), err)
	return err
}

func (x *adversity) say(format string, args ...any) {
	x.log = append(x.log, fmt.Sprintf(format, args...))
}

// land carries out what was late.
func (x *adversity) land() {
	late := x.late
	x.late = nil
	for i := range late {
		x.say("lands: %s", describeRequest(x.t, &late[i]))
		_ = x.editor.client.Import(context.Background(), late[i])
	}
}

func (x *adversity) fatal(format string, args ...any) {
	x.t.Helper()
	x.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(x.log, "\n"))
}

func (x *adversity) step() {
	for range rapid.IntRange(0, 4).Draw(x.t, "changes") {
		x.d.changeAny()
	}
	x.source.users, x.source.groups = x.d.shuffled()
	x.say("directory: %s", x.d)
	if x.listed && rapid.IntRange(0, 2).Draw(x.t, "hand") == 0 {
		x.hand()
	}
	x.now = x.now.Add(time.Duration(rapid.SampledFrom([]int{1, 10, 70, 1500}).Draw(x.t, "minutes")) * time.Minute)
	o := &x.syncer.Options.Sync
	if o.Quiet = ""; rapid.IntRange(0, 4).Draw(x.t, "quiet") == 0 {
		hour := x.now.Local().Hour()
		o.Quiet = fmt.Sprintf("%d:00-%d:00", hour, (hour+2)%24)
	}
	o.Users = rapid.IntRange(0, 9).Draw(x.t, "users") > 0
	o.Groups = rapid.IntRange(0, 9).Draw(x.t, "groups") > 0 || !o.Users
	o.OverwriteExisting = x.listed && o.Leavers == config.LeaversRemove && rapid.IntRange(0, 4).Draw(x.t, "overwrite") == 0
	switch rapid.IntRange(0, 9).Draw(x.t, "step") {
	case 0, 1, 2:
		_ = x.sync("sync", rapid.Bool().Draw(x.t, "automatic"))
	case 3, 4:
		x.killed(func() { _ = x.sync("killed sync", false) })
	case 5, 6:
		x.lost()
	case 7:
		x.lateAt = rapid.IntRange(1, 4).Draw(x.t, "late")
		_ = x.sync("late sync", false)
		x.lateAt = 0
		if rapid.Bool().Draw(x.t, "lands at once") {
			x.land()
		}
		_ = x.sync("after the late one", false)
		x.land()
	case 8:
		x.offboard()
	case 9:
		if len(x.store.state.InFlight) == 0 {
			x.say("clear")
			x.store.clear(true)
		}
	}
}

// sync syncs; it may fail.
func (x *adversity) sync(what string, automatic bool) error {
	req := manual()
	if automatic {
		req.Trigger = organization.TriggerAutomatic
	}
	s := &x.syncer.Options.Sync
	x.say("%s at %s: quiet %q, users %v, groups %v, overwrite %v", what, x.now.Format("02 15:04:05"), s.Quiet, s.Users, s.Groups, s.OverwriteExisting)
	run, err := x.syncer.Sync(x.world.t.Context(), req)
	if stop, ok := errors.AsType[*GuardError](err); ok {
		req = manual()
		req.Allow = allowAll(stop.Findings)
		run, err = x.syncer.Sync(x.world.t.Context(), req)
	}
	x.run = run
	x.say("  -> %v, %v", run.Result, err)
	for _, c := range run.Changes {
		x.say("     %s %s %s %s %v", c.Action, c.Kind, c.ExternalID, c.Name, c.Reason)
	}
	for _, d := range run.Drift {
		x.say("     drift %s %s %s", d.Kind, d.ExternalID, d.Name)
	}
	x.say("     state %v flying %v known %v groups %v", x.store.state.Members, x.store.state.InFlight, x.store.state.Known.Members, x.store.state.Groups)
	for _, warning := range run.Warnings {
		if warning.Code == "vaultwarden" {
			continue
		}
		x.say("     warning %s %s", warning.Code, warning.Text)
	}
	return err
}

func allowAll(findings []plan.Finding) (a Allowance) {
	for _, f := range findings {
		n := f.Count
		switch f.Guard {
		case plan.GuardMemberships:
			a.Memberships = &n
		case plan.GuardAdditions:
			a.Additions = &n
		case plan.GuardGroupRemovals:
			a.GroupRemovals = &n
		case plan.GuardGone:
			a.Gone = &n
		default:
			a.Removals = &n
		}
	}
	return a
}

func (x *adversity) killed(work func()) {
	n := rapid.IntRange(1, 20).Draw(x.t, "moment")
	tick := func(at string) error {
		if n--; n == 0 {
			x.say("dies %s", at)
			panic(errCrash)
		}
		return nil
	}
	x.store.tick, x.editor.tick = tick, tick
	defer func() {
		r := recover()
		x.store.tick, x.editor.tick = func(string) error { return nil }, func(string) error { return nil }
		if r != nil && r != any(errCrash) {
			panic(r)
		}
	}()
	work()
}

// lost loses answers.
func (x *adversity) lost() {
	apply := rapid.SampledFrom([]orgserver.Apply{
		orgserver.ApplyNothing, orgserver.ApplyRemovals, orgserver.ApplyOverwrite, orgserver.ApplyAdopted, orgserver.ApplyMembers, orgserver.ApplyFirst, orgserver.ApplyUndone,
	}).Draw(x.t, "apply")
	for range rapid.IntRange(0, 3).Draw(x.t, "before") {
		x.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{})
	}
	n := rapid.IntRange(1, 3).Draw(x.t, "lost")
	x.say("%d answers are lost, %q is done", n, apply)
	x.server.Fail(orgserver.RouteImport, n, orgserver.Fault{Status: 504, Apply: apply})
	_ = x.sync("lost sync", false)
	x.server.ClearFaults()
}

// hand changes the organization by hand.
func (x *adversity) hand() {
	members := slices.DeleteFunc(x.server.Members(), func(m orgserver.Member) bool {
		return m.ExternalID == "" || m.Email == "always@x.test" || m.Role == organization.RoleOwner
	})
	groups := x.server.Groups()
	if len(members) == 0 {
		return
	}
	m := members[rapid.IntRange(0, len(members)-1).Draw(x.t, "member")]
	switch rapid.IntRange(0, 5).Draw(x.t, "by hand") {
	case 0:
		x.say("hand removes %s", m.Email)
		x.taken(m)
		x.server.RemoveMember(m.Email)
	case 1:
		x.say("hand revokes %s", m.Email)
		x.taken(m)
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.Status = organization.StatusRevoked })
	case 2:
		x.say("hand takes the external id from %s", m.Email)
		// Whose a revoked member is then, only its own account tells.
		x.out[m.Email] = x.out[m.Email] || m.Status == organization.StatusRevoked
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.ExternalID = "" })
	case 3:
		if len(groups) > 0 {
			g := groups[rapid.IntRange(0, len(groups)-1).Draw(x.t, "group")]
			x.say("hand removes group %s", g.Name)
			x.server.RemoveGroup(g.ExternalID)
		}
	case 4:
		if u := x.d.user(); u.Email != "" && !u.Deleted && !slices.ContainsFunc(x.server.Members(), func(m orgserver.Member) bool { return m.Email == desired.CleanEmail(u.Email) }) {
			x.say("hand invites %s", u.Email)
			x.server.AddUser(desired.CleanEmail(u.Email), "")
		}
	case 5:
		x.server.EditMember(m.Email, func(m *orgserver.Member) { m.Status = organization.StatusConfirmed })
		x.say("%s confirms", m.Email)
	}
}

// taken notes who was taken out: an account that is made anew with the address
// has the member that was revoked.
func (x *adversity) taken(m orgserver.Member) {
	x.out[m.Email] = true
	x.byHand[x.stableOf(m.ExternalID)] = true
}

// isOut tells whether somebody was taken out.
func (x *adversity) isOut(stable string) bool {
	if x.byHand[stable] {
		return true
	}
	for email := range x.d.emails[stable] {
		if x.out[email] {
			return true
		}
	}
	return false
}

func (x *adversity) stableOf(id string) string {
	if m, ok := x.store.state.Members[id]; ok {
		return m.StableID
	}
	return x.store.state.Apart()[id].StableID
}

func (x *adversity) offboard() {
	members := slices.DeleteFunc(x.server.Members(), func(m orgserver.Member) bool { return m.Email == "always@x.test" || m.Role == organization.RoleOwner })
	if len(members) == 0 {
		return
	}
	m := members[rapid.IntRange(0, len(members)-1).Draw(x.t, "offboarded")]
	way := rapid.SampledFrom([]config.Leavers{config.LeaversRemove, config.LeaversRevoke}).Draw(x.t, "way")
	if !x.listed {
		way = config.LeaversRemove
	}
	work := func() {
		_, _, err := Offboard(context.Background(), x.syncer, OffboardRequest{Who: m.Email, Way: way, Confirm: func(context.Context, *plan.Offboarding) (bool, error) { return true, nil }})
		x.say("offboard %s (%s): %v", m.Email, way, err)
	}
	x.taken(m)
	if rapid.Bool().Draw(x.t, "offboard killed") {
		x.killed(work)
		return
	}
	work()
}

// comeToRest lets quiet days pass.
func (x *adversity) comeToRest() {
	o := &x.syncer.Options.Sync
	o.Quiet, o.Users, o.Groups, o.OverwriteExisting = "", true, true, false
	x.say("--- rest")
	for i := range 5 {
		x.now = x.now.Add(25 * time.Hour)
		x.sent()
		if err := x.sync("rest", false); err != nil {
			x.fatal("rest %d: %v", i, err)
		}
	}
	x.sent()
	x.now = x.now.Add(time.Minute)
	if err := x.sync("last", false); err != nil {
		x.fatal("last: %v", err)
	}
	if sent := x.sent(); len(sent) > 0 {
		x.fatal("not at rest: %q", sent)
	}
	if left := x.store.state.InFlight; len(left) > 0 {
		x.fatal("still in flight: %v", left)
	}
}

// check compares the organization with the directory.
func (x *adversity) check() {
	live, entries := map[string]directory.User{}, map[string]int{} // by stable id; by email
	for _, u := range x.d.users {
		if !u.Deleted && !(u.Disabled && x.syncer.Options.Sync.RemoveDisabled) {
			u.Email = desired.CleanEmail(u.Email)
			live[u.StableID] = u
			entries[u.Email]++
		}
	}
	of := x.checkMembers(live)
	x.checkPeople(live, entries, of)
	x.checkGroups(live, of)
}

// checkMembers looks whether each member is somebody of the directory and
// acknowledged so, and returns them by stable id.
func (x *adversity) checkMembers(live map[string]directory.User) map[string]orgserver.Member {
	state, of, members := &x.store.state, map[string]orgserver.Member{}, map[string]bool{}
	for _, m := range x.server.Members() {
		if m.ExternalID == "" {
			continue
		}
		acked, known := state.Members[m.ExternalID]
		if x.vaultwarden && known && acked.Email != m.Email {
			acked, known = organization.AckedMember{}, false // another one, who has the id from before
		}
		members[m.ExternalID] = members[m.ExternalID] || known
		if known {
			of[acked.StableID] = m
			if acked.Email != m.Email {
				x.fatal("%s is acknowledged as %s and is %s", m.ExternalID, acked.Email, m.Email)
			}
			if !x.d.mayBe(acked.StableID, m.Email) {
				x.fatal("the member %s %s is that of %s, who never had this address", m.ExternalID, m.Email, acked.StableID)
			}
		}
		if _, here := live[acked.StableID]; m.Status != organization.StatusRevoked && !here && !x.isNamed(m.ExternalID) {
			x.fatal("%s (%s) has access, acknowledged: %v, as %q, and is not in the directory", m.Email, m.ExternalID, known, acked.StableID)
		}
	}
	for id, acked := range state.Members {
		if !members[id] {
			x.fatal("%s (%s) is acknowledged and no member", id, acked.Email)
		}
	}
	for id, m := range state.RemovedByHand {
		if !x.isOut(m.StableID) {
			x.fatal("%s (%s) counts as removed by hand", id, m.Email)
		}
	}
	return of
}

// isNamed tells whether the last run told people to remove somebody by hand:
// vaultwarden finds members by the email, which is somebody else's now.
func (x *adversity) isNamed(id string) bool {
	if _, offboarded := x.store.state.Offboarded[id]; offboarded && x.vaultwarden {
		return true // in the drift of every run
	}
	return slices.ContainsFunc(x.run.Warnings, func(w directory.Warning) bool {
		return w.Code == compare.WarnRemovalMail && strings.Contains(w.Text, id)
	})
}

// checkPeople looks whether everybody who can be has access.
func (x *adversity) checkPeople(live map[string]directory.User, entries map[string]int, of map[string]orgserver.Member) {
	taken := map[string]bool{}
	for _, m := range x.server.Members() {
		taken[m.Email] = taken[m.Email] || m.ExternalID != ""
	}
	for stable, u := range live {
		m, is := of[stable]
		switch {
		case x.isOut(stable), u.Disabled, is && (m.Status != organization.StatusRevoked || x.out[m.Email]):
		case !is && x.vaultwarden && taken[u.Email]:
		case is:
			x.fatal("%s (%s) is revoked", m.Email, stable)
		case u.Email == "", entries[u.Email] > 1, taken[u.Email]:
		default:
			x.fatal("%s (%s) is no member", u.Email, stable)
		}
	}
}

// checkGroups looks whether groups have the members that they should.
func (x *adversity) checkGroups(live map[string]directory.User, of map[string]orgserver.Member) {
	groups, members := map[string]orgserver.Group{}, map[string]orgserver.Member{} // those by the directory's id
	for _, g := range x.server.Groups() {
		groups[g.ExternalID] = g
	}
	for stable, u := range live {
		if m, is := of[stable]; is {
			members[u.ExternalID] = m
		}
	}
	for _, g := range x.d.groups {
		is, there := groups[g.ExternalID]
		if tooLong := desired.GroupNameProblem(g.Name) != ""; tooLong && !there {
			continue // never had a name that the server takes
		} else if !tooLong && !x.vaultwarden && is.Name != g.Name {
			x.fatal("group %s is %v %q", g.Name, there, is.Name)
		}
		want, standIns := map[string]bool{}, map[string]bool{} // these by email
		for _, u := range live {
			if reach(x.d.groups, g.ReferenceID)[u.ExternalID] {
				standIns[u.Email] = true
			}
		}
		for id := range reach(x.d.groups, g.ReferenceID) {
			if m, ok := members[id]; ok {
				want[m.ExternalID] = true
			}
		}
		for _, id := range is.MemberExternalIDs {
			at := slices.IndexFunc(x.server.Members(), func(m orgserver.Member) bool { return m.ExternalID == id })
			if m := x.server.Members()[at]; !want[id] && m.Status != organization.StatusRevoked && !standIns[m.Email] {
				x.fatal("%s is in group %s and should not be", id, g.Name)
			}
		}
		for id := range want {
			if !slices.Contains(is.MemberExternalIDs, id) {
				x.fatal("%s is not in group %s: %v", id, g.Name, is.MemberExternalIDs)
			}
		}
	}
}
