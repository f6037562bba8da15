package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/send"
)

func TestOrderOfRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.server.AddUser("d@x.test", "")
	w.has(user("b"), user("a"), group("h", "b"), group("g", "a"))
	w.mustSync()
	w.wantSent("a=a@x.test b=b@x.test", "G[g]{a} H[h]{b}")
	w.has(user("d"), user("c"), user("a"), group("g", "c", "a"), group("h", "d"))
	w.mustSync()
	w.wantSent("-b", "d=d@x.test", "c=c@x.test", "G[g]{a c} H[h]{d}")
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	w.wantSent("a=a@x.test c=c@x.test d=d@x.test", "G[g]{a c} H[h]{d}")
}

func TestBatches(t *testing.T) {
	t.Parallel()
	sizes := func(w *world) (members, groups []int) {
		for _, c := range w.server.Imports() {
			if n := len(c.Import.Members); n > 0 {
				members = append(members, n)
			}
			if n := len(c.Import.Groups); n > 0 {
				groups = append(groups, n)
			}
			if c.Import.LargeImport || c.Import.OverwriteExisting || c.Status != 200 {
				w.t.Errorf("large %v, overwrite %v, status %d", c.Import.LargeImport, c.Import.OverwriteExisting, c.Status)
			}
		}
		w.server.ResetCalls()
		return members, groups
	}
	w := newWorld(t, orgserver.Options{})
	entries := many(0, 2001)
	for i := range 2001 {
		entries = append(entries, group(fmt.Sprintf("g%05d", i), "u00000"))
	}
	w.has(entries...)
	w.mustSync()
	members, groups := sizes(w)
	if !slices.Equal(members, []int{500, 500, 500, 500, 1}) || !slices.Equal(groups, []int{2000, 1}) {
		t.Errorf("first: members %v, groups %v", members, groups)
	}
	req := manual()
	req.Full = true
	w.mustSyncWith(req)
	if members, groups = sizes(w); !slices.Equal(members, []int{2000, 1}) || !slices.Equal(groups, []int{2000, 1}) {
		t.Errorf("full: members %v, groups %v", members, groups)
	}
	n := 2001
	w.has(append([]any{user("z")}, entries[2001:]...)...)
	if _, err := w.sync(); !errors.Is(err, ErrStopped) {
		t.Fatal(err)
	}
	w.mustSyncWith(allowing(Allowance{Removals: &n}))
	if members, _ = sizes(w); !slices.Equal(members, []int{2000, 1, 1}) {
		t.Errorf("removals %v", members)
	}
}

func TestNoSeatsLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"), group("h"))
	w.mustSync()
	w.server.SetSeats(1)
	w.has(user("a"), user("b"), group("g", "a", "b"), group("h", "a"), group("i", "b"))
	w.sent()
	for range 2 {
		run, err := w.sync()
		var rejected *organization.RejectedError
		if !errors.As(err, &rejected) || run.Result != organization.ResultFailed {
			t.Fatalf("%s, %v", run.Result, err)
		}
		w.wantGroups("G{a}", "H{a}", "I{}")
		if _, acked := w.store.state.Members["b"]; acked {
			t.Error("b was acknowledged")
		}
		for id, g := range w.store.state.Groups {
			if slices.Contains(g.Members, "b") {
				t.Errorf("b was acknowledged in group %s", id)
			}
		}
		if len(w.store.state.InFlight) == 0 {
			t.Error("nothing is in flight, although the server may have done a part")
		}
	}
	w.server.SetSeats(0)
	run := w.mustSync()
	if !run.FullSend || len(w.store.state.InFlight) > 0 {
		t.Errorf("full send %v, in flight %v", run.FullSend, w.store.state.InFlight)
	}
	w.wantMembers("a=a@x.test", "b=b@x.test")
	w.wantGroups("G{a b}", "H{a}", "I{b}")
}

func TestSeatsForSomeBatches(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Seats: 700, MaxAutoScaleSeats: 700})
	w.has(append(many(0, 2500), group("g", "u00000", "u02499"))...)
	run, err := w.sync()
	if err == nil || run.Counts.UsersAdded != 500 || run.Counts.Requests != 4 {
		t.Errorf("error %v, counts %+v", err, run.Counts)
	}
	w.wantGroups("G{u00000}")
}

func TestAcceptedButNotShown(t *testing.T) {
	t.Parallel()
	// Somebody gives b's address to another member while the sync runs.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	w.has(user("a"), user("b"), group("g", "a", "b"))
	org := &hooked{Organization: w.syncer.Organization}
	org.before = func(r organization.Request) {
		if len(r.Members) > 0 && r.Members[0].ExternalID == "b" {
			w.server.AddUser("b@x.test", "other")
		}
	}
	w.syncer.Organization = org
	run := w.mustSync()
	wantWarning(t, run, send.WarnNotShown, "b@x.test", "external id other")
	if run.Counts.NotShown != 1 || run.Counts.UsersAdded != 0 || len(run.Changes) != 0 { // nor did she join a group
		t.Errorf("counts %+v, changes %v", run.Counts, run.Changes)
	}
	if _, acked := w.store.state.Members["b"]; acked {
		t.Error("b was acknowledged")
	}
	if slices.Contains(w.store.state.Groups["g"].Members, "b") {
		t.Error("b was acknowledged as a member of g")
	}
	w.server.RemoveMember("b@x.test")
	org.before = nil
	w.mustSync()
	w.wantGroups("G{a b}")
}

func TestRemovalThatDidNotHappen(t *testing.T) {
	t.Parallel()
	// a becomes an owner while the sync runs.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"))
	w.mustSync()
	w.has(user("b"), tombstone("a"))
	org := &hooked{Organization: w.syncer.Organization}
	org.before = func(organization.Request) {
		w.server.EditMember("a@x.test", func(m *orgserver.Member) { m.Role = organization.RoleOwner })
	}
	w.syncer.Organization = org
	run := w.mustSync()
	wantWarning(t, run, send.WarnNotShown, "a@x.test", "owner")
	if run.Counts.UsersRemoved != 0 {
		t.Errorf("counts %+v", run.Counts)
	}
	wantWarning(t, w.mustSync(), compare.WarnOwner, "a@x.test")
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

// hooked lets a test do something before each request.
type hooked struct {
	organization.Organization
	before func(organization.Request)
	after  func(organization.Request) error
}

func (h *hooked) Import(ctx context.Context, r organization.Request) error {
	if h.before != nil {
		h.before(r)
	}
	err := h.Organization.Import(ctx, r)
	if err == nil && h.after != nil {
		err = h.after(r)
	}
	return err
}

func TestInFlightBeforeAcknowledgedAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	org := &hooked{Organization: w.syncer.Organization}
	org.before = func(r organization.Request) {
		inFlight := map[string]bool{}
		for _, f := range w.store.state.InFlight {
			inFlight[string(f.Kind)+" "+f.ExternalID+" "+f.Email] = true
		}
		n := 0
		for _, m := range r.Members {
			kind := "member "
			if m.Deleted {
				kind = "removal "
			}
			if n++; !inFlight[kind+m.ExternalID+" "+m.Email] {
				t.Errorf("%s is not in flight: %v", m.ExternalID, inFlight)
			}
			if _, acked := w.store.state.Members[m.ExternalID]; acked != m.Deleted {
				t.Errorf("%s acknowledged: %v", m.ExternalID, acked)
			}
		}
		for _, g := range r.Groups {
			if n++; !inFlight["group "+g.ExternalID+" "+g.Name] {
				t.Errorf("%s is not in flight: %v", g.ExternalID, inFlight)
			}
		}
		if n != len(inFlight) {
			t.Errorf("%d entries, in flight %v", n, inFlight)
		}
	}
	w.syncer.Organization = org
	w.mustSync()
	w.has(user("b"), user("c"), group("g", "b"))
	w.mustSync()
	if len(w.store.state.InFlight) > 0 {
		t.Errorf("in flight: %v", w.store.state.InFlight)
	}
}

func TestStaging(t *testing.T) {
	t.Parallel()
	staging := func(t *testing.T, o orgserver.Options) *world {
		w := newWorld(t, o)
		w.syncer.Options.Sync.InviteUsersAfterProvisioning = false
		w.has(user("a"), user("b"), group("g", "a", "b"))
		return w
	}
	t.Run("one goes first", func(t *testing.T) {
		t.Parallel()
		w := staging(t, orgserver.Options{Staging: true})
		w.mustSync()
		w.wantSent("a=a@x.test", "b=b@x.test", "G[g]{a b}")
		for _, m := range w.server.Members() {
			if m.Status != organization.StatusStaged {
				t.Errorf("%s has status %d", m.Email, m.Status)
			}
		}
		w.has(user("a"), user("b"), group("g", "a"))
		w.mustSync()
		w.wantSent("G[g]{a}")
	})
	t.Run("a server without it", func(t *testing.T) {
		t.Parallel()
		w := staging(t, orgserver.Options{})
		run, err := w.syncErr(ErrNotStaged)
		w.wantSent("a=a@x.test")
		if directory.HintOf(err) == "" || run.Result != organization.ResultFailed {
			t.Errorf("result %s, hint %q", run.Result, directory.HintOf(err))
		}
	})
	t.Run("a server that can't show it", func(t *testing.T) {
		t.Parallel()
		w := staging(t, orgserver.Options{NoMemberList: true})
		_, err := w.syncErr(ErrStopped)
		w.wantSent()
		if directory.HintOf(err) == "" {
			t.Error("no hint")
		}
	})
	t.Run("the first one is refused", func(t *testing.T) {
		t.Parallel()
		w := staging(t, orgserver.Options{Staging: true})
		w.server.Fail(orgserver.RouteImport, 1, orgserver.Fault{Status: 400})
		run, err := w.sync()
		if err == nil || run.Result != organization.ResultFailed {
			t.Fatal(err)
		}
		w.wantSent("a=a@x.test", "G[g]{a b}")
	})
	t.Run("the first one is ignored", func(t *testing.T) {
		t.Parallel()
		w := staging(t, orgserver.Options{Staging: true})
		w.syncer.Organization = &hooked{Organization: w.syncer.Organization, before: func(organization.Request) {
			w.server.AddUser("a@x.test", "other")
		}}
		run, _ := w.syncErr(ErrNotStaged)
		wantWarning(t, run, send.WarnNotShown, "a@x.test")
		if _, acked := w.store.state.Members["a"]; acked {
			t.Error("a was acknowledged")
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"), group("g", "a"))
	ctx, cancel := context.WithCancel(t.Context())
	w.syncer.Organization = &hooked{Organization: w.syncer.Organization, after: func(organization.Request) error { cancel(); return nil }}
	run, err := w.syncer.Sync(ctx, manual())
	if !errors.Is(err, context.Canceled) || run.Result != organization.ResultCancelled {
		t.Fatalf("%s, %v", run.Result, err)
	}
	w.wantSent("a=a@x.test b=b@x.test")
	if len(w.store.state.Members) != 2 {
		t.Error("what the server accepted was not acknowledged")
	}
	w.syncer.Organization = &client{w.server}
	w.mustSync()
	w.wantGroups("G{a}")
}

func TestProgress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	var stages []Stage
	w.syncer.OnProgress = func(p Progress) {
		if len(stages) == 0 || stages[len(stages)-1] != p.Stage {
			stages = append(stages, p.Stage)
		}
		if p.Done > p.Total && p.Total > 0 {
			t.Errorf("%+v", p)
		}
	}
	w.has(user("a"), group("g", "a"))
	w.mustSync()
	want := []Stage{StageRead, StageCompare, StageMembers, StageCompare, send.StageUsers, send.StageVerify, send.StageGroups}
	if !slices.Equal(stages, want) {
		t.Errorf("stages %v", stages)
	}
}
