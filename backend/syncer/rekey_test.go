package syncer

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

func TestRekeyChangesNothingButTheExternalID(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := w.everyone()
	w.readsBy(f, "uid")
	w.mustSync()
	w.followsSync("at rest")
	members, groups := f.as("number", w.server.Members(), w.server.Groups())
	w.readsBy(f, "number")
	p, run := w.mustRekey(f)
	w.wantOrganization("afterwards", members, groups)
	if len(p.Left) > 0 || len(p.Changes) != len(f.people)+3 || run.Result != organization.ResultDone || run.Task != organization.TaskRekey {
		t.Errorf("%d changes, left %+v, run %s", len(p.Changes), p.Left, run.Result)
	}
	plan.Sort(w.store.done)
	if diff := cmp.Diff(p.Changes, w.store.done); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	if c := p.Changes[0]; c.Action != plan.Rekey || c.Before != "uid00" || c.After != "1000" || c.ExternalID != "1000" || c.Name != "p00@x.test" || c.Reason.Code != plan.SameStableID {
		t.Errorf("the first change is %+v", c)
	}
	if w.store.state.Identity != w.syncer.Options.Identity || w.store.state.Rekeying != nil {
		t.Errorf("state: %+v, %+v", w.store.state.Identity, w.store.state.Rekeying)
	}
	w.followsSync("afterwards")
	// And everything together is as if it had been so from the beginning.
	if _, err := w.syncer.Sync(t.Context(), Request{Trigger: organization.TriggerManual, Full: true}); err != nil {
		t.Fatal(err)
	}
	w.wantOrganization("after a full sync", members, groups)
	if _, _, err := w.rekey(f); !errors.Is(err, ErrNothingToRekey) {
		t.Errorf("once more: %v", err)
	}
}

// Dry: nothing is written and nothing sent.
func TestRekeyShowsFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := smallFolk(person{name: "eve", uid: "eve", mail: "eve@x.test"})
	w.readsBy(f, "uid")
	w.mustSync()
	w.readsBy(f, "number") // which Eve does not have
	commits, puts := len(w.store.commits), w.puts()
	for name, confirm := range map[string]func(context.Context, *plan.Proposal) (bool, error){
		"nobody is asked": nil, "no": func(context.Context, *plan.Proposal) (bool, error) { return false, nil },
	} {
		p, run, err := Rekey(t.Context(), w.syncer, RekeyRequest{Confirm: confirm})
		if err != nil || run != nil || len(w.store.commits) != commits || w.puts() != puts {
			t.Errorf("%s: run %v, error %v", name, run, err)
		}
		wantSame(t, name, described(p.Changes), "rekey user ada@x.test[1] was ada", "rekey user bob@x.test[2] was bob", "rekey group Eng[100] was eng")
		if len(p.Left) != 1 || p.Left[0].Name != "eve@x.test" || p.Left[0].Reason.Code != plan.Unmatched || p.Left[0].Follows != plan.IsRemoved {
			t.Errorf("left: %+v", p.Left)
		}
	}
	// What was said of Eve is what follows.
	w.mustRekey(f)
	run := w.mustSync()
	wantSame(t, "the next sync", described(run.Changes), "remove user eve@x.test[eve]")
}

// Without stable ids the old attribute tells, and where the directory can't be
// read by it any more, emails and names that only one has.
func TestRekeyWithoutStableIDs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		old  func(f *folk) func(context.Context, string) (directory.Source, error)
		by   plan.Code
	}{
		{"by the old attribute", func(f *folk) func(context.Context, string) (directory.Source, error) {
			return func(_ context.Context, attribute string) (directory.Source, error) {
				other := &world{t: t, source: &stubSource{}}
				other.has(f.entries(attribute)...)
				return other.source, nil
			}
		}, plan.SameOldID},
		{"nobody can", func(*folk) func(context.Context, string) (directory.Source, error) { return nil }, plan.SameEmail},
		{"it can't be opened", func(*folk) func(context.Context, string) (directory.Source, error) {
			return func(context.Context, string) (directory.Source, error) { return nil, errCrash }
		}, plan.SameEmail},
		{"it can't be read", func(*folk) func(context.Context, string) (directory.Source, error) {
			return func(context.Context, string) (directory.Source, error) { return &stubSource{err: errCrash}, nil }
		}, plan.SameEmail},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, orgserver.Options{})
			f := smallFolk()
			f.unstable = true
			w.readsBy(f, "uid")
			w.mustSync()
			members, groups := f.as("number", w.server.Members(), w.server.Groups())
			w.readsBy(f, "number")
			p, _, err := Rekey(t.Context(), w.syncer, RekeyRequest{Old: test.old(f), Confirm: yes})
			if err != nil || p.Changes[0].Reason.Code != test.by {
				t.Fatalf("%+v, %v", p, err)
			}
			w.wantOrganization("afterwards", members, groups)
			w.followsSync("afterwards")
		})
	}
}

// Those whom the organization does not have, or no more, are remembered under
// the new ids, too.
func TestRekeyConcernsEverybodyWhoIsRemembered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := smallFolk(person{name: "eve", uid: "eve", number: "3", mail: "eve@x.test"}, person{name: "dan", uid: "dan", number: "4", mail: "dan@x.test"})
	w.readsBy(f, "uid")
	w.mustSync()
	s := &w.store.state
	s.Revoked["eve"] = organization.RevokedMember{AckedMember: s.Members["eve"], Days: 2}
	s.RemovedByHand["dan"] = s.Members["dan"]
	s.Known = organization.KnownBefore{Identity: s.Identity, Members: map[string]organization.AckedMember{"bob": s.Members["bob"]}, Groups: map[string]organization.AckedGroup{"eng": {Name: "Eng", StableID: "entryUUID:Eng"}}}
	delete(s.Members, "dan")
	delete(s.Members, "bob")
	delete(s.Groups, "eng")
	w.server.RemoveMember("dan@x.test")
	w.readsBy(f, "number")
	w.mustRekey(f)
	wantSame(t, "acknowledged", slices.Sorted(maps.Keys(s.Members)), "1", "3")
	wantSame(t, "revoked", slices.Sorted(maps.Keys(s.Revoked)), "3")
	wantSame(t, "removed by hand", slices.Sorted(maps.Keys(s.RemovedByHand)), "4")
	wantSame(t, "known", slices.Sorted(maps.Keys(s.Known.Members)), "2")
	wantSame(t, "known groups", slices.Sorted(maps.Keys(s.Known.Groups)), "100")
	if s.Known.Identity != w.syncer.Options.Identity || s.Revoked["3"].Days != 2 {
		t.Errorf("known %+v, revoked %+v", s.Known.Identity, s.Revoked)
	}
	w.wantMembers("1=ada@x.test", "2=bob@x.test", "3=eve@x.test")
}
