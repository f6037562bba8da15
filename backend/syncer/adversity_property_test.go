package syncer

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
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
	out map[string]bool
	// lostIDs are the stable ids of those whose external id somebody took away, by
	// email; a clear forgets who they were.
	lostIDs map[string]string
	log     []string
	late    []organization.Request
	// run is the last one.
	run *organization.Run
	// lateAt is the import, counted from now, that comes late.
	lateAt int
}

func drawAdversity(rt *rapid.T, kind orgserver.Options) *adversity {
	w := newWorld(rt, kind)
	x := &adversity{t: rt, listed: kind.Staging, vaultwarden: kind.Vaultwarden, world: w, d: &changing{anyDirectory: anyDirectory{t: rt}, emails: map[string]map[string]bool{}}, byHand: map[string]bool{}, out: map[string]bool{}, lostIDs: map[string]string{}}
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
			clear(x.lostIDs)
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
