package recognize

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Names of people tell the story: an entry "anna" has her email and her stable
// id, whatever external id she has.
func entry(id, who string) Entry {
	return Entry{ID: id, StableID: "entryUUID:" + who, Email: who + "@x.test"}
}

func record(id, who string) Record {
	return Record{ID: id, StableID: "entryUUID:" + who, Email: who + "@x.test"}
}

func listed(id, who string) Record {
	return Record{ID: id, Email: who + "@x.test", Listed: true}
}

func without(e Entry, stable bool) Entry {
	if stable {
		e.StableID = ""
	}
	return e
}

func TestEntries(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		entries []Entry
		records []Record
		want    []Identity
	}{
		{
			"nobody is known",
			[]Entry{entry("a", "anna")}, nil,
			[]Identity{{ID: "a"}},
		},
		{
			"who is as before",
			[]Entry{entry("a", "anna")}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}},
		},
		{
			"a renamed entry stays who it is",
			[]Entry{entry("b", "anna")}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}},
		},
		{
			"a newcomer who gets the old name of somebody is a new person",
			[]Entry{entry("a", "alan"), entry("b", "anna")}, []Record{record("a", "anna")},
			[]Identity{{ID: "alan", TakenBy: "a"}, {ID: "a", Known: true, How: ByStableID}},
		},
		{
			"a name that is used again after its owner left is a new person",
			[]Entry{entry("a", "adam")}, []Record{record("a", "ada")},
			[]Identity{{ID: "adam", TakenBy: "a"}},
		},
		{
			"so it is where the new person has no address yet",
			[]Entry{{ID: "a", StableID: "entryUUID:adam"}}, []Record{record("a", "ada")},
			[]Identity{{ID: "adam", TakenBy: "a"}},
		},
		{
			"and where another one of that name was deleted",
			[]Entry{{ID: "a", StableID: "entryUUID:adam", Deleted: true}}, []Record{record("a", "ada")},
			[]Identity{{ID: "adam", TakenBy: "a"}},
		},
		{
			"names that were swapped swap nothing",
			[]Entry{entry("a", "bob"), entry("b", "anna")}, []Record{record("a", "anna"), record("b", "bob")},
			[]Identity{{ID: "b", Known: true, How: ByStableID}, {ID: "a", Known: true, How: ByStableID}},
		},
		{
			"three names in a ring",
			[]Entry{entry("a", "c"), entry("b", "a"), entry("c", "b")}, []Record{record("a", "a"), record("b", "b"), record("c", "c")},
			[]Identity{{ID: "c", Known: true, How: ByStableID}, {ID: "a", Known: true, How: ByStableID}, {ID: "b", Known: true, How: ByStableID}},
		},
		{
			"a server that was built anew gives everybody another stable id",
			[]Entry{{ID: "a", StableID: "entryUUID:new", Email: "anna@x.test"}}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"with the wanted email, where another one was accepted",
			[]Entry{{ID: "a", StableID: "entryUUID:new", Email: "wanted@x.test"}},
			[]Record{{ID: "a", StableID: "entryUUID:old", Email: "accepted@x.test", Wanted: "wanted@x.test"}},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"an email may change as long as the stable id does not",
			[]Entry{{ID: "a", StableID: "entryUUID:anna", Email: "married@x.test"}}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}},
		},
		{
			"stable ids of two kinds say nothing about each other",
			[]Entry{{ID: "a", StableID: "nsUniqueId:1", Email: "other@x.test"}}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"a stable id of an earlier version has no kind",
			[]Entry{entry("b", "anna")}, []Record{{ID: "a", StableID: "anna", Email: "anna@x.test"}},
			[]Identity{{ID: "a", Known: true, How: ByStableID}},
		},
		{
			"without stable ids, the external id is all there is",
			[]Entry{without(entry("a", "alan"), true)}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"nothing but the name of somebody else is no identity",
			[]Entry{entry("b", "anna"), without(entry("a", "alan"), true)}, []Record{record("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}, {TakenBy: "a"}},
		},
		{
			"who was given the stable id as external id keeps it",
			[]Entry{entry("a", "alan")}, []Record{{ID: "alan", Email: "alan@x.test"}},
			[]Identity{{ID: "alan", Known: true, How: ByStableID}},
		},
		{
			"a tombstone claims nothing from who is back",
			[]Entry{{ID: "a", StableID: "entryUUID:ada", Deleted: true}, entry("a", "ada")}, []Record{record("a", "ada")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}, {ID: "a", Known: true, How: ByStableID}},
		},
		{
			"a tombstone of one and a newcomer with one name",
			[]Entry{{ID: "a", StableID: "entryUUID:ada", Deleted: true}, entry("a", "adam")}, []Record{record("a", "ada")},
			[]Identity{{ID: "a", Known: true, How: ByStableID}, {ID: "adam", TakenBy: "a"}},
		},
		{
			"of a member known from a list, the email outweighs the name",
			[]Entry{entry("a", "alan"), entry("b", "anna")}, []Record{listed("a", "anna")},
			[]Identity{{ID: "alan", TakenBy: "a"}, {ID: "a", Known: true, How: ByListedEmail}},
		},
		{
			"and names that were swapped swap nothing there either",
			[]Entry{entry("a", "bob"), entry("b", "anna")}, []Record{listed("a", "anna"), listed("b", "bob")},
			[]Identity{{ID: "b", Known: true, How: ByListedEmail}, {ID: "a", Known: true, How: ByListedEmail}},
		},
		{
			"an email that nobody contests changes no external id",
			[]Entry{entry("b", "anna")}, []Record{listed("a", "anna")},
			[]Identity{{ID: "b"}},
		},
		{
			"a changed email of a listed member",
			[]Entry{{ID: "a", StableID: "entryUUID:anna", Email: "married@x.test"}}, []Record{listed("a", "anna")},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"a listed member with an entry's stable id is that entry's own",
			[]Entry{entry("a", "alan")}, []Record{listed("alan", "old"), listed("a", "anna")},
			[]Identity{{ID: "alan", Known: true, How: ByStableID}},
		},
		{
			"case and spaces of a name",
			[]Entry{without(entry("UID=A, OU=1", "anna"), true)}, []Record{{ID: "uid=a,ou=1", Email: "anna@x.test"}},
			[]Identity{{ID: "uid=a,ou=1", Known: true, How: ByExternalID}},
		},
		{
			"of two members with one name written in two ways, the email tells",
			[]Entry{entry("a", "bob")}, []Record{listed("A", "before"), listed("a", "bob")},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}},
		},
		{
			"whichever of them is written as the entry is",
			[]Entry{entry("a", "bob")}, []Record{listed("A", "bob"), listed("a", "before")},
			[]Identity{{ID: "A", Known: true, How: ByExternalID}},
		},
		{
			"and where no email tells, how it is written does",
			[]Entry{entry("a", "bob"), {ID: "g"}}, []Record{listed("A", "x"), listed("a", "y"), {ID: "G", Listed: true}, {ID: "g", Listed: true}},
			[]Identity{{ID: "a", Known: true, How: ByExternalID}, {ID: "g", Known: true, How: ByExternalID}},
		},
		{
			"groups have no email, and a group made anew under its name is that group",
			[]Entry{{ID: "g", StableID: "entryUUID:new"}}, []Record{{ID: "g", StableID: "entryUUID:old"}},
			[]Identity{{ID: "g", Known: true, How: ByExternalID}},
		},
		{
			"entries without an external id",
			[]Entry{{Email: "a@x.test"}, {ID: ""}}, []Record{{ID: "a"}},
			[]Identity{{}, {}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := Entries(test.entries, test.records, func(id string) string { return strings.ToLower(strings.ReplaceAll(id, " ", "")) })
			for i := range got {
				if at := got[i].Record; got[i].Known && test.records[at].ID != got[i].ID || !got[i].Known && at != 0 {
					t.Errorf("entry %d is that of record %d: %+v", i, at, got[i])
				}
				got[i].Record = 0
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("identities (-want +got):\n%s", diff)
			}
		})
	}
}

// Whoever has a stable id is never taken for anybody else, whatever is renamed,
// swapped, given away and made anew.
func TestNobodyIsTakenForSomebodyElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		people := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"ada", "bob", "cy", "dee", "eve", "fay"}), 1, 6, rapid.ID).Draw(rt, "people")
		names := rapid.Permutation([]string{"1", "2", "3", "4", "5", "6"}).Draw(rt, "names")
		var entries []Entry
		for i, who := range people {
			entries = append(entries, entry(names[i], who))
		}
		before := rapid.Permutation([]string{"1", "2", "3", "4", "5", "6"}).Draw(rt, "names before")
		var records []Record
		is := map[string]string{}
		for i, who := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"ada", "bob", "cy", "dee", "eve", "fay", "gus"}), 0, 6, rapid.ID).Draw(rt, "known") {
			records = append(records, record(before[i], who))
			is[before[i]] = who
		}
		ids := map[string]string{}
		for i, id := range Entries(entries, records, nil) {
			who := people[i]
			if other, taken := is[id.ID]; taken && other != who {
				rt.Errorf("%s is taken for %s", who, other)
			}
			if other, twice := ids[id.ID]; twice {
				rt.Errorf("%s and %s have the external id %s", who, other, id.ID)
			}
			ids[id.ID] = who
			for had, owner := range is {
				if owner == who && id.ID != had {
					rt.Errorf("%s had %s and has %s", who, had, id.ID)
				}
			}
		}
	})
}
