package syncer

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

// mortal dies before or after a request reached the server.
type mortal struct {
	organization.Organization
	tick func(string) error
}

func (m *mortal) Import(ctx context.Context, r organization.Request) error {
	_ = m.tick("before import")
	err := m.Organization.Import(ctx, r)
	_ = m.tick("after import")
	return err
}

// killed syncs and dies at the n-th moment. It returns where, or "" when the
// sync came to its end first.
func (w *world) killed(n int) (where string) {
	w.t.Helper()
	return w.killedIn(n, func() { w.mustSync() })
}

// killedIn dies at the n-th moment of something else.
func (w *world) killedIn(n int, work func()) (where string) {
	w.t.Helper()
	tick := func(at string) error {
		if n--; n == 0 {
			where = at
			panic(errCrash)
		}
		return nil
	}
	ticks := []*func(string) error{&w.store.tick}
	switch o := w.syncer.Organization.(type) {
	case *editor:
		ticks = append(ticks, &o.tick)
	case *changer:
		ticks = append(ticks, &o.tick)
	default:
		m := &mortal{Organization: &client{w.server}}
		ticks = append(ticks, &m.tick)
		w.syncer.Organization = m
		defer func() { w.syncer.Organization = &client{w.server} }()
	}
	for _, t := range ticks {
		*t = tick
	}
	defer func() {
		if r := recover(); r != nil && r != any(errCrash) {
			panic(r)
		}
		for _, t := range ticks {
			*t = func(string) error { return nil }
		}
		w.now = w.now.Add(time.Minute)
	}()
	work()
	return ""
}

// isTrue compares the organization with what the directory says, computed in
// the simplest way. Nothing here is nested in circles, held or in conflict.
func (w *world) isTrue(when string) {
	w.t.Helper()
	want, ids := []string{}, map[string]bool{}
	for _, u := range w.source.users {
		if !u.Deleted && !u.Disabled {
			want = append(want, u.ExternalID+"="+u.Email)
			ids[u.ExternalID] = true
		}
	}
	slices.Sort(want)
	got := []string{}
	for _, m := range w.server.Members() {
		if m.Status != organization.StatusRevoked {
			got = append(got, m.ExternalID+"="+m.Email)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s: members (-want +got):\n%s", when, diff)
	}
	have := map[string]orgserver.Group{}
	for _, g := range w.server.Groups() {
		have[g.ExternalID] = g
	}
	var members func(ref string, into map[string]bool)
	members = func(ref string, into map[string]bool) {
		for _, g := range w.source.groups {
			if g.ReferenceID == ref {
				for _, id := range g.UserMembers {
					into[id] = into[id] || ids[id]
				}
				for _, below := range g.NestedGroups {
					members(below, into)
				}
			}
		}
	}
	for _, g := range w.source.groups {
		set, list := map[string]bool{}, []string{}
		members(g.ReferenceID, set)
		for id, is := range set {
			if is {
				list = append(list, id)
			}
		}
		slices.Sort(list)
		if got := have[g.ExternalID]; got.Name != g.Name && !w.isVaultwarden() || strings.Join(got.MemberExternalIDs, " ") != strings.Join(list, " ") {
			w.t.Errorf("%s: group %s is %q %v, want %v", when, g.Name, got.Name, got.MemberExternalIDs, list)
		}
		delete(have, g.ExternalID)
	}
	for id, g := range have {
		if w.syncer.Options.Groups.Missing == config.MissingEmpty && len(g.MemberEmails) > 0 {
			w.t.Errorf("%s: group %s left and has members %v", when, id, g.MemberEmails)
		}
	}
}

// rests syncs once more what may come late, and nobody can look whether it
// does, and then nothing.
func (w *world) rests(when string) {
	w.t.Helper()
	if len(w.store.state.InFlight) > 0 {
		w.mustSync()
		w.isTrue(when)
	}
	if left := w.store.state.InFlight; len(left) > 0 {
		w.t.Errorf("%s: still in flight: %v", when, left)
	}
	w.sent()
	w.mustSync()
	if sent := w.sent(); len(sent) > 0 {
		w.t.Errorf("%s: not at rest, sent %q", when, sent)
	}
}
