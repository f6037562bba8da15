package syncer

import (
	"errors"
	"fmt"
	"time"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// many returns n users from the number first on.
func many(first, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = user(fmt.Sprintf("u%05d", first+i))
	}
	return out
}

// stopped syncs and returns the only finding that there must be.
func (w *world) stopped(req Request, want plan.Guard) plan.Finding {
	w.t.Helper()
	w.sent()
	run, err := w.syncer.Sync(w.t.Context(), req)
	var stop *GuardError
	if !errors.As(err, &stop) || len(stop.Findings) != 1 || stop.Findings[0].Guard != want || !errors.Is(err, ErrStopped) {
		w.t.Fatalf("got %v, want a stop by %s only", err, want)
	}
	if run.Result != organization.ResultStopped {
		w.t.Errorf("result %s", run.Result)
	}
	w.wantSent()
	return stop.Findings[0]
}

func (w *world) mustSyncWith(req Request) *organization.Run {
	w.t.Helper()
	run, err := w.syncer.Sync(w.t.Context(), req)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = w.now.Add(time.Minute)
	return run
}

func allowing(a Allowance) Request {
	req := manual()
	req.Allow = a
	return req
}

func manyIDs(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("m%05d", i)
	}
	return out
}
