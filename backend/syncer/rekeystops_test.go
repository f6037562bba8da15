package syncer

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
)

func TestRekeyStops(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options orgserver.Options
		set     func(w *world, f *folk)
		want    error
		hint    string
	}{
		"vaultwarden":              {options: orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, want: organization.ErrNoRekey, hint: "bwdc clear-cache"},
		"no list":                  {options: orgserver.Options{NoMemberList: true}, want: organization.ErrNoRekey, hint: "bwdc clear-cache"},
		"no list of groups":        {options: orgserver.Options{NoGroupList: true}, want: organization.ErrNoRekey, hint: "bwdc clear-cache"},
		"no call":                  {options: orgserver.Options{NoEditing: true}, want: organization.ErrNoRekey},
		"another host, too":        {set: func(w *world, _ *folk) { w.syncer.Options.Identity.Host = "other" }, want: ErrStopped},
		"nothing changed":          {set: func(w *world, f *folk) { w.readsBy(f, "uid") }, want: ErrNothingToRekey},
		"nothing was synced":       {set: func(w *world, _ *folk) { w.store.clear(true) }, want: ErrNothingToRekey},
		"the directory is away":    {set: func(w *world, _ *folk) { w.source.err = errCrash }, want: errCrash},
		"nobody has the attribute": {set: func(w *world, _ *folk) { w.has() }, want: ErrStopped, hint: "id attribute"},
		"an empty member list": {set: func(w *world, _ *folk) {
			w.server.RemoveMember("ada@x.test")
			w.server.RemoveMember("bob@x.test")
		}, want: organization.ErrNoRekey},
		"two members of one external id": {set: func(w *world, _ *folk) { w.server.AddUser("twin@x.test", "ada") }, want: ErrStopped, hint: "Remove one of the two"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, test.options)
			f := smallFolk()
			w.readsBy(f, "uid")
			w.mustSync()
			w.readsBy(f, "number")
			if test.set != nil {
				test.set(w, f)
			}
			before := w.store.state
			_, run, err := w.rekey(f)
			if !errors.Is(err, test.want) || run != nil && name != "no call" {
				t.Errorf("run %v, error %v, want %v", run, err, test.want)
			}
			wantHint(t, err, test.hint)
			if s := w.store.state; s.Rekeying != nil || s.Identity != before.Identity || len(s.Members) != len(before.Members) {
				t.Errorf("state: %+v", s)
			}
		})
	}
}

// While it is not at its end nothing but rekey goes on, whatever is set.
func TestNothingElseGoesOnInTheMidstOfRekey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := smallFolk()
	w.readsBy(f, "uid")
	w.mustSync()
	w.readsBy(f, "number")
	c := w.withChanger()
	c.first = func(id string) error {
		if w.puts() == 1 {
			return organization.ErrAuth
		}
		return nil
	}
	if _, run, err := w.rekey(f); !errors.Is(err, organization.ErrAuth) || run.Result != organization.ResultFailed || len(run.Changes) != 1 {
		t.Fatalf("%+v, %v", run, err)
	}
	w.withChanger()
	for _, attribute := range []string{"number", "uid", "mail"} {
		w.readsBy(f, attribute)
		_, err := w.syncErr(ErrStopped)
		var identity *IdentityError
		if !errors.As(err, &identity) || identity.Begun != 3 || identity.Done != 1 || !strings.Contains(err.Error(), "1 of 3 have theirs") {
			t.Errorf("%s: %v", attribute, err)
		}
		test, err := w.syncer.Test(t.Context(), TestOptions{})
		if err != nil || !slices.ContainsFunc(test.Plan.Warnings, func(x directory.Warning) bool {
			return x.Code == WarnIdentity && strings.Contains(x.Text, "a sync would stop until bwdc rekey has come to its end")
		}) {
			t.Errorf("%s: a test says %v, %v", attribute, test.Plan.Warnings, err)
		}
		if _, _, err := Adopt(t.Context(), w.syncer, AdoptRequest{}); !errors.Is(err, ErrStopped) {
			t.Errorf("%s: adopt: %v", attribute, err)
		}
	}
	w.syncer.Options.Identity.Host = "other"
	if _, _, err := w.rekey(f); !errors.Is(err, ErrStopped) {
		t.Errorf("another host: %v", err)
	}
	w.syncer.Options.Identity.Host = "dc.test"
	// Set back, it goes back.
	w.readsBy(f, "uid")
	before := w.now
	w.mustRekey(f)
	if w.now != before {
		t.Errorf("it waited %s, although nothing was at work", w.now.Sub(before))
	}
	w.wantMembers("ada=ada@x.test", "bob=bob@x.test")
	w.followsSync("set back")
}

// Whom the server refuses, or somebody changes at the same time, is told, and
// the others go on.
func TestRekeyGoesOnWithTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := smallFolk(person{name: "eve", uid: "eve", number: "3", mail: "eve@x.test"}, person{name: "dan", uid: "dan", number: "4", mail: "dan@x.test"})
	w.readsBy(f, "uid")
	w.mustSync()
	w.readsBy(f, "number")
	of := map[string]string{}
	for _, m := range w.server.Members() {
		of[m.ID] = strings.TrimSuffix(m.Email, "@x.test")
	}
	other := &client{w.server}
	c := w.withChanger()
	c.first = func(id string) error {
		switch of[id] {
		case "ada":
			return &organization.RejectedError{Status: 400, Message: "custom permissions need another plan"}
		case "bob":
			return other.RekeyMember(t.Context(), id, "bob", "by hand")
		case "dan":
			w.server.RemoveMember("dan@x.test")
		}
		return nil
	}
	_, run, err := w.rekey(f)
	for _, text := range []string{"ada@x.test: the server refused the request (HTTP 400): custom permissions", `bob@x.test: it has the external id "by hand" by now`, "dan@x.test: not found"} {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q is not in %v", text, err)
		}
	}
	if run.Result != organization.ResultFailed || w.store.state.Rekeying != nil || w.store.state.Identity.IDAttribute != "number" {
		t.Errorf("%s, %+v", run.Result, w.store.state.Rekeying)
	}
	wantSame(t, "acknowledged", slices.Sorted(maps.Keys(w.store.state.Members)), "3", "ada", "bob", "dan")
	w.wantMembers("ada=ada@x.test", "by hand=bob@x.test", "3=eve@x.test")
	// Ada keeps her id, since a stable id tells who she is.
	w.sent()
	w.syncer.Options.Sync.RemovedByHand = "ask"
	w.mustSync()
	w.wantMembers("ada=ada@x.test", "by hand=bob@x.test", "3=eve@x.test")
}

// Whose external id somebody waits for, and who keeps it, is not doubled: two
// members of one external id make every import fail.
func TestRekeyDoublesNobody(t *testing.T) {
	t.Parallel()
	for _, refused := range []string{"ada", "bob", "eve"} {
		w := newWorld(t, orgserver.Options{})
		f := smallFolk(person{name: "eve", uid: "3", number: "1", mail: "eve@x.test"}) // round in a circle
		f.people[0].uid, f.people[0].number, f.people[1].uid, f.people[1].number = "1", "2", "2", "3"
		w.readsBy(f, "uid")
		w.mustSync()
		w.readsBy(f, "number")
		id := ""
		for _, m := range w.server.Members() {
			if m.Email == refused+"@x.test" {
				id = m.ID
			}
		}
		c := w.withChanger()
		c.first = func(of string) error {
			if of == id {
				return &organization.RejectedError{Status: 400, Message: "no"}
			}
			return nil
		}
		_, run, err := w.rekey(f)
		seen := map[string]bool{}
		for _, m := range w.server.Members() {
			if seen[m.ExternalID] {
				t.Errorf("%s refused: two members have %q", refused, m.ExternalID)
			}
			if seen[m.ExternalID] = true; w.store.state.Members[m.ExternalID].Email != m.Email {
				t.Errorf("%s refused: %s (%s) is remembered as %+v", refused, m.Email, m.ExternalID, w.store.state.Members)
			}
		}
		if err == nil || run.Result != organization.ResultFailed || w.store.state.Rekeying != nil {
			t.Errorf("%s refused: %+v, %v", refused, run, err)
		}
		w.followsSync(refused + " refused")
	}
}

// A lost answer is waited for, and what was done is left alone.
func TestRekeyGoesOnAfterALostAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	f := smallFolk()
	w.readsBy(f, "uid")
	w.mustSync()
	w.readsBy(f, "number")
	c, n := w.withChanger(), 0
	c.after = func() error {
		if n++; n <= 2 {
			return &organization.UnknownOutcomeError{Err: errCrash}
		}
		return nil
	}
	before := w.now
	// The second lost answer ends it.
	_, run, err := w.rekey(f)
	var lost *organization.UnknownOutcomeError
	if !errors.As(err, &lost) || run.Result != organization.ResultFailed || w.now.Sub(before) != time.Minute {
		t.Fatalf("after %s: %v", w.now.Sub(before), err)
	}
	// And whoever goes on waits until it can't be at work any more.
	before = w.now
	w.mustRekey(f)
	if w.now.Sub(before) != time.Minute {
		t.Errorf("waited %s", w.now.Sub(before))
	}
	w.wantMembers("1=ada@x.test", "2=bob@x.test")
	w.followsSync("afterwards")
}
