package syncer

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/compare"
)

// A failing organization has a list that can't be read now.
type failing struct {
	*editor
	list string
}

func (f *failing) Members(ctx context.Context) ([]organization.Member, error) {
	if f.list == "members" {
		return nil, errors.New("HTTP 500")
	}
	return f.editor.Members(ctx)
}

func (f *failing) Groups(ctx context.Context) ([]organization.Group, error) {
	if f.list == "groups" {
		return nil, errors.New("HTTP 500")
	}
	return f.editor.Groups(ctx)
}

func (f *failing) GroupMembers(ctx context.Context, id string) ([]string, error) {
	if f.list == "memberships" {
		return nil, errors.New("HTTP 500")
	}
	return f.editor.GroupMembers(ctx, id)
}

// Of a group that a killed sync sent, and that left the directory, nobody knows
// who is in it where a list can't be read: nothing is taken away unnamed, and what
// groups.missing says is done by the first sync that sees it.
func TestAGroupInFlightWaitsForALookAtIt(t *testing.T) {
	t.Parallel()
	for _, missing := range []config.MissingGroups{config.MissingKeep, config.MissingEmpty, config.MissingDelete} {
		for _, known := range []bool{false, true} {
			for _, list := range []string{"members", "groups", "memberships"} {
				for n, where := 1, "?"; where != "" && !t.Failed(); n++ {
					w := newWorld(t, orgserver.Options{})
					e := w.withEditor()
					w.syncer.Options.Groups.Missing = missing
					w.has(user("a"), user("b"))
					if known {
						w.has(user("a"), user("b"), group("g", "b"))
					}
					w.mustSync()
					w.has(user("a"), user("b"), group("g", "a"))
					where = w.killed(n)
					had, there := w.access()["group g"]
					inFlight := slices.ContainsFunc(w.store.state.InFlight, func(f organization.Flight) bool { return f.Kind == organization.FlightGroup })
					w.has(user("a"), user("b"))
					w.syncer.Organization = &failing{editor: e, list: list}
					for range 2 {
						w.now = w.now.Add(time.Hour)
						run, _ := w.sync() // the last look may fail
						if has, is := w.access()["group g"]; inFlight && (is != there || !slices.Equal(has, had)) {
							t.Errorf("%s, known %t, no %s, killed at moment %d, %s: %q went to %q", missing, known, list, n, where, had, has)
						}
						if inFlight && list != "memberships" { // without them it does not begin
							wantWarning(t, run, compare.WarnGroupMissing, "g")
						}
					}
					w.syncer.Organization = e
					left := 0
					for _, c := range w.mustSync().Changes {
						left += len(c.Leaves)
					}
					has, is := w.access()["group g"]
					if is != (there && missing != config.MissingDelete) {
						t.Errorf("%s, known %t, no %s, killed at moment %d, %s: is there: %t", missing, known, list, n, where, is)
					}
					if missing == config.MissingKeep && !slices.Equal(has, had) || missing != config.MissingKeep && inFlight && (len(has) > 0 || left != len(had)) {
						t.Errorf("%s, known %t, no %s, killed at moment %d, %s: %q is left, %d of %q are named", missing, known, list, n, where, has, left, had)
					}
				}
			}
		}
	}
}
