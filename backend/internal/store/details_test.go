package store

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// filled sets every field to something of its own, also one that is new.
func filled(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + strconv.Itoa(*n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for _, field := range v.Fields() {
			filled(t, field, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			filled(t, v.Index(i), n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filled(t, key, n)
		filled(t, value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		t.Fatalf("a field of kind %s", v.Kind())
	}
}

// inGzip writes packed lists as earlier versions did.
func inGzip(t *testing.T, packed []byte) []byte {
	t.Helper()
	_, zipped, size, err := packedParts(packed)
	must(t, err)
	body, err := everything().unpackBody(packed[0], zipped, size)
	must(t, err)
	b := bytes.NewBuffer(append([]byte{packedRunGzip}, packed[1:len(packed)-len(zipped)]...))
	z := gzip.NewWriter(b)
	_, err = z.Write([]byte(body))
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}

func TestListsInGzipAreReadAsWell(t *testing.T) {
	t.Parallel()
	var run organization.Run
	n := 0
	filled(t, reflect.ValueOf(&run.Changes).Elem(), &n)
	filled(t, reflect.ValueOf(&run.Warnings).Elem(), &n)
	packed, err := packRun(&run)
	must(t, err)
	for name, packed := range map[string][]byte{"now": packed, "then": inGzip(t, packed)} {
		var back, part organization.Run
		must(t, everything().read(packed, &back))
		equal(t, name, run, back)
		m := newMentions([]string{run.Changes[1].Name})
		found, err := m.in(packed)
		must(t, err)
		must(t, m.read(packed, &part))
		if !found || len(part.Changes) == 0 || len(part.Changes) > len(run.Changes) {
			t.Errorf("%s: found %v, %d changes", name, found, len(part.Changes))
		}
		for cut := range len(packed) {
			if err := everything().read(packed[:cut], &organization.Run{}); err == nil && cut > 0 {
				t.Errorf("%s: cut to %d of %d bytes it is read", name, cut, len(packed))
			}
		}
	}
}

// unpacked is what comes back of the lists of a run.
func unpacked(t reporter, run organization.Run) organization.Run {
	t.Helper()
	packed, err := packRun(&run)
	var back organization.Run
	if err == nil {
		err = everything().read(packed, &back)
	}
	if err != nil {
		t.Fatalf("%v", err)
	}
	return back
}

type reporter interface {
	Helper()
	Fatalf(format string, args ...any)
}

// A field that is added to a change must not be lost in the history.
func TestEveryFieldOfAChangeComesBack(t *testing.T) {
	t.Parallel()
	var run organization.Run
	n := 0
	for _, list := range []any{&run.Changes, &run.Drift, &run.MissingGroups, &run.Warnings} {
		filled(t, reflect.ValueOf(list).Elem(), &n)
	}
	run.Stops = []plan.Finding{{Guard: plan.GuardRemovals, Count: 3, Entries: []string{"a", "b"}}}
	equal(t, "run", run, unpacked(t, run))
	if n := reflect.TypeFor[plan.Ref]().NumField(); n != 3 {
		t.Errorf("a Ref has %d fields, and packRun writes 3", n)
	}
	equal(t, "of nothing", organization.Run{}, unpacked(t, organization.Run{}))
}

func TestAnyChangesComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"", "a", "ada@example.com", "CN=Ä,DC=x", "\x00\"<", "b", "grace@example.com"})
		refs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) plan.Ref {
			return plan.Ref{ExternalID: text.Draw(t, "id"), Name: text.Draw(t, "name"), Reason: rapid.SampledFrom([]plan.Code{"", plan.Missing, plan.Healed}).Draw(t, "reason")}
		}), 0, 4)
		run := organization.Run{Changes: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) plan.Change {
			c := plan.Change{
				Action: plan.Action(text.Draw(t, "action")), Kind: plan.User, ExternalID: text.Draw(t, "id"), Name: text.Draw(t, "name"), Before: text.Draw(t, "before"),
				Joins: refs.Draw(t, "joins"), Leaves: refs.Draw(t, "leaves"), Members: rapid.IntRange(0, 1000).Draw(t, "members"), Unchecked: rapid.Bool().Draw(t, "unchecked"),
				Reason: plan.Because(plan.Changed, "old", text.Draw(t, "old")),
			}
			if len(c.Joins) == 0 {
				c.Joins = nil
			}
			if len(c.Leaves) == 0 {
				c.Leaves = nil
			}
			return c
		}), 0, 8).Draw(t, "changes")}
		if len(run.Changes) == 0 {
			run.Changes = nil
		}
		back := unpacked(t, run)
		if !reflect.DeepEqual(run, back) {
			t.Fatalf("got  %+v\nwant %+v", back, run)
		}
		// Whoever is in it is found, and nobody else.
		packed, _ := packRun(&run)
		for _, who := range []string{"ADA@example.com", "cn=ä,dc=X", "nobody@example.com"} {
			m := newMentions([]string{who})
			var some organization.Run
			found, err := m.in(packed)
			if err == nil {
				err = m.read(packed, &some)
			}
			if err != nil || found != (len(some.Changes) > 0) {
				t.Fatalf("%s: found %v, %d changes, %v", who, found, len(some.Changes), err)
			}
		}
	})
}

// What a damaged disk gives back is an error, and no more memory than it is
// worth.
func TestDamagedListsAreAnError(t *testing.T) {
	t.Parallel()
	run := sampleRun(1)
	for n := range 50 {
		run.Changes = append(run.Changes, plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: fmt.Sprint(n), Name: fmt.Sprintf("u%d@example.com", n)})
	}
	packed, err := packRun(&run)
	must(t, err)
	for n := range packed {
		if n == 0 {
			continue // nothing at all is no list
		}
		var back organization.Run
		if err := everything().read(packed[:n], &back); err == nil {
			t.Fatalf("%d of %d bytes are enough", n, len(packed))
		}
		_, _ = newMentions([]string{"u7@example.com"}).in(packed[:n])
		damaged := bytes.Clone(packed)
		damaged[n] ^= 0xff
		_ = everything().read(damaged, &back) // the hashes are not looked at
	}
	for _, format := range []byte{0, 4, 255} {
		var back organization.Run
		if err := everything().read([]byte{format, 1, 2}, &back); err == nil {
			t.Errorf("format %d is read", format)
		}
	}
}

// Records of earlier schemas are found by name as well.
func TestOldRecordsAreFoundByName(t *testing.T) {
	t.Parallel()
	for version := firstSchema; version <= New("", Options{}).schema(); version++ {
		s := newStore(t)
		content, err := os.ReadFile(fixture(version))
		must(t, err)
		must(t, os.MkdirAll(s.Path()[:len(s.Path())-len("/data.db")], 0o700))
		must(t, os.WriteFile(s.Path(), content, 0o600))
		got := mentioning(t, s, "A@x.example")
		if want := map[int]string{1: "1 a"}[version]; version == 1 && got != want {
			t.Errorf("schema %d: %q, want %q", version, got, want)
		} else if version > 1 && got != "1 a g" {
			t.Errorf("schema %d: %q", version, got)
		}
		equal(t, "nobody", "", mentioning(t, s, "nobody@x.example"))
	}
}

// A first sync names everybody and every membership: its record stays small,
// and one person is found in it without much of it being held.
func TestTheRecordOfAFirstSyncIsSmall(t *testing.T) {
	t.Parallel()
	var run organization.Run
	var everybody []plan.Ref
	for n := range 50_000 {
		ref := plan.Ref{ExternalID: fmt.Sprintf("%08x-1111-4222-8333-%012x", uint32(n)*2654435761, n*7919), Name: fmt.Sprintf("user%05d@example.com", n)}
		everybody = append(everybody, ref)
		run.Changes = append(run.Changes, plan.Change{Action: plan.Invite, Kind: plan.User, ExternalID: ref.ExternalID, Name: ref.Name, Reason: plan.Because(plan.NewUser)})
	}
	for g := range 2_000 {
		c := plan.Change{Action: plan.Create, Kind: plan.Group, ExternalID: fmt.Sprintf("group-%04d", g), Name: fmt.Sprintf("Group %d", g), Members: 100, Reason: plan.Because(plan.Changed)}
		for m := range 100 {
			c.Joins = append(c.Joins, everybody[(g*37+m*503)%len(everybody)])
		}
		run.Changes = append(run.Changes, c)
	}
	all := plan.Change{Action: plan.Create, Kind: plan.Group, ExternalID: "all", Name: "Everybody", Members: len(everybody), Joins: everybody}
	run.Changes = append(run.Changes, all)
	packed, err := packRun(&run)
	must(t, err)
	asBefore, err := pack(runDetails{}, "changes", run.Changes)
	must(t, err)
	t.Logf("%d bytes, %d as schema 2 had it", len(packed), len(asBefore))
	if len(packed) > 4_000_000 {
		t.Errorf("the record has %d bytes", len(packed))
	}
	m := newMentions([]string{everybody[777].Name})
	var her organization.Run
	must(t, m.read(packed, &her))
	members := 0
	for _, c := range her.Changes {
		members += len(c.Joins)
	}
	if len(her.Changes) < 3 || members != len(her.Changes)-1 {
		t.Errorf("%d changes, %d memberships", len(her.Changes), members)
	}
}

// What waited in a quiet window comes back, and is left out of lists of runs and
// of stories.
func TestWhatWaitedIsKept(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	run := sampleRun(1)
	run.Postponed = &plan.Postponed{
		Reason:  plan.Because(plan.QuietWindow, "until", "2026-01-01T19:00:00Z"),
		Changes: []plan.Change{{Action: plan.Update, Kind: plan.Group, ExternalID: "g", Leaves: []plan.Ref{{ExternalID: "c"}}}},
	}
	must(t, s.AppendRun(t.Context(), run))
	got, err := s.Run(t.Context(), run.ID)
	must(t, err)
	if diff := cmp.Diff(run.Postponed, got.Postponed); diff != "" {
		t.Errorf("what waited (-want +got):\n%s", diff)
	}
	list, _, err := s.RunsPage(t.Context(), "", 0, 10)
	must(t, err)
	if len(list) != 1 || list[0].Postponed != nil {
		t.Errorf("the list has what waited: %+v", list)
	}
}
