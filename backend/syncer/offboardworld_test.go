package syncer

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// offboarded takes somebody out with a yes, while the directory can't be read,
// and a minute goes by.
func (w *world) offboarded(req OffboardRequest) (*plan.Offboarding, *organization.Run, error) {
	w.t.Helper()
	if req.Confirm == nil {
		req.Confirm = func(context.Context, *plan.Offboarding) (bool, error) { return true, nil }
	}
	s := *w.syncer
	s.Source = nil
	means, run, err := Offboard(w.t.Context(), &s, req)
	w.now = w.now.Add(time.Minute)
	return means, run, err
}

func (w *world) mustOffboard(name string, way config.Leavers) (*plan.Offboarding, *organization.Run) {
	w.t.Helper()
	means, run, err := w.offboarded(OffboardRequest{Who: name, Way: way})
	if err != nil {
		w.t.Fatalf("offboard %s: %v", name, err)
	}
	if diff := cmp.Diff(run.Changes, w.store.done); diff != "" {
		w.t.Fatalf("the history of a killed run would differ (-want +got):\n%s", diff)
	}
	return means, run
}

func codes(reasons []plan.Reason) (list []plan.Code) {
	for _, r := range reasons {
		list = append(list, r.Code)
	}
	return list
}

func wantFollows(t *testing.T, o *plan.Offboarding, want ...plan.Code) {
	t.Helper()
	if diff := cmp.Diff(want, codes(o.Follows)); diff != "" {
		t.Errorf("what follows (-want +got):\n%s", diff)
	}
}

// staysOut syncs everybody in every way, and looks whether somebody is let in.
func (w *world) staysOut(t *testing.T, email string) {
	t.Helper()
	for _, full := range []bool{false, true, false} {
		req := manual()
		req.Full = full
		w.now = w.now.Add(25 * time.Hour)
		run := w.mustSyncWith(req)
		named := slices.ContainsFunc(run.Drift, func(d plan.Drift) bool { return d.Kind == plan.MemberOffboarded && !d.Invited })
		if !named {
			t.Errorf("a sync does not name %s: %+v", email, run.Drift)
		}
		w.isOut(t, email)
	}
	run := w.mustSyncWith(Request{Trigger: organization.TriggerAutomatic})
	w.isOut(t, email)
	if run.Counts.Changed() || len(run.Drift) != 1 {
		t.Errorf("not at rest: %+v, %+v", run.Changes, run.Drift)
	}
}

func (w *world) isOut(t *testing.T, email string) {
	t.Helper()
	for _, m := range w.server.Members() {
		if m.Email == email && m.Status != organization.StatusRevoked {
			t.Errorf("%s was let in: %+v", email, m)
		}
	}
}

func again(name string) Request {
	req := manual()
	req.Again = []string{name}
	return req
}
