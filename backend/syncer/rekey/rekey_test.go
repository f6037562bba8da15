package rekey_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/rekey"
)

// entry is "new id, old id, stable id, email"; record "id, stable id, email";
// shown "server's id, external id".
func entry(text string) rekey.Entry {
	f := strings.Split(text, ",")
	return rekey.Entry{ID: f[0], OldID: f[1], StableID: f[2], Name: f[3]}
}

func record(text string) rekey.Record {
	f := strings.Split(text, ",")
	return rekey.Record{ID: f[0], StableID: f[1], Name: f[2], Acknowledged: true}
}

func shown(text string) rekey.Shown {
	f := strings.Split(text, ",")
	return rekey.Shown{ServerID: f[0], ExternalID: f[1], Name: f[0] + "@x"}
}

func all[T any](of func(string) T, texts string) []T {
	var list []T
	for text := range strings.FieldsSeq(texts) {
		list = append(list, of(text))
	}
	return list
}

// told are the steps and what is left, a word each.
func told(r *rekey.Result) string {
	var words []string
	for _, s := range r.Steps {
		by := "room"
		if s.Change != nil {
			by = string(s.Change.Reason.Code)
		}
		words = append(words, fmt.Sprintf("%s:%s>%s(%s)", s.ServerID, s.From, s.To, by))
	}
	for _, l := range r.Left {
		words = append(words, fmt.Sprintf("%s!%s(%s)", l.ExternalID, l.Reason.Code, l.Follows))
	}
	return strings.Join(words, " ")
}

func TestOf(t *testing.T) {
	t.Parallel()
	dead := func(e rekey.Entry) rekey.Entry { e.Deleted = true; return e }
	for name, test := range map[string]struct {
		in   rekey.Input
		want string
		ids  map[string]string
	}{
		"by stable id, whatever else says": {
			in:   rekey.Input{Entries: all(entry, "1,cn=b,u:ada,b@x 2,cn=a,u:bob,a@x"), Records: all(record, "cn=a,u:ada,a@x cn=b,u:bob,b@x"), Shown: all(shown, "A,cn=a B,cn=b")},
			want: "A:cn=a>1(same-stable-id) B:cn=b>2(same-stable-id)", ids: map[string]string{"cn=a": "1", "cn=b": "2"},
		},
		"the new id is the stable one": {
			in:   rekey.Input{Entries: all(entry, "ada,,,"), Records: all(record, "17,objectGUID:ada,"), Shown: all(shown, "A,17")},
			want: "A:17>ada(same-stable-id)", ids: map[string]string{"17": "ada"},
		},
		"the old id was the stable one": {
			in:   rekey.Input{Entries: all(entry, "17,,objectGUID:ada,"), Records: all(record, "ada,,"), Shown: all(shown, "A,ada")},
			want: "A:ada>17(same-stable-id)", ids: map[string]string{"ada": "17"},
		},
		"ids that are alike by chance": {
			in:   rekey.Input{Entries: all(entry, "5,6,,bob@x 7,5,,ada@x"), Records: all(record, "5,,ada@x 6,,bob@x"), Shown: all(shown, "A,5 B,6")},
			want: "A:5>7(same-old-id) B:6>5(same-old-id)", ids: map[string]string{"5": "7", "6": "5"},
		},
		"by what the old attribute says now": {
			in:   rekey.Input{Entries: all(entry, "1,ada,,new@x"), Records: all(record, "ada,,old@x"), Shown: all(shown, "A,ada")},
			want: "A:ada>1(same-old-id)", ids: map[string]string{"ada": "1"},
		},
		"the old attribute's value was given to somebody else": {
			in:   rekey.Input{Entries: all(entry, "2,ada,u:alan,alan@x"), Records: all(record, "ada,u:ada,ada@x"), Shown: all(shown, "A,ada"), Removes: true},
			want: "ada!unmatched(is-removed)",
		},
		"a server that was built anew": {
			in:   rekey.Input{Entries: all(entry, "1,ada,u:new,ada@x"), Records: all(record, "ada,u:old,ada@x"), Shown: all(shown, "A,ada")},
			want: "A:ada>1(same-old-id)", ids: map[string]string{"ada": "1"},
		},
		"by an email that one has": {
			in:   rekey.Input{Entries: all(entry, "1,,,ada@x 2,,,bob@x"), Records: all(record, "a,,ada@x"), Shown: all(shown, "A,a")},
			want: "A:a>1(same-email)", ids: map[string]string{"a": "1"},
		},
		"by an email that two entries have": {
			in:   rekey.Input{Entries: all(entry, "1,,,ada@x 2,,,ada@x"), Records: all(record, "a,,ada@x"), Shown: all(shown, "A,a")},
			want: "a!unmatched(stays-unsynced)",
		},
		"by an email that two members have": {
			in:   rekey.Input{Entries: all(entry, "1,,,ada@x"), Records: all(record, "a,,ada@x b,,ada@x"), Shown: all(shown, "A,a B,b"), Removes: true},
			want: "a!unmatched(is-removed) b!unmatched(is-removed)",
		},
		"by the email of somebody else": {
			in:   rekey.Input{Entries: all(entry, "1,,u:other,ada@x"), Records: all(record, "a,u:ada,ada@x"), Shown: all(shown, "A,a")},
			want: "a!unmatched(stays-unsynced)",
		},
		"no email is nobody's": {
			in:   rekey.Input{Entries: all(entry, "1,,,"), Records: all(record, "a,,"), Shown: all(shown, "A,a")},
			want: "a!unmatched(stays-unsynced)",
		},
		"deleted in the directory": {
			in:   rekey.Input{Entries: []rekey.Entry{dead(entry("1,a,u:ada,ada@x"))}, Records: all(record, "a,u:ada,ada@x"), Shown: all(shown, "A,a")},
			want: "a!deleted(is-removed)",
		},
		"two entries of one new id": {
			in:   rekey.Input{Entries: all(entry, "1,,u:a, 1,,u:b, 2,,u:c,"), Records: all(record, "a,u:a, b,u:b, c,u:c,"), Shown: all(shown, "A,a B,b C,c")},
			want: "C:c>2(same-stable-id) a!shared-id(sync-stops) b!shared-id(sync-stops)", ids: map[string]string{"c": "2"},
		},
		"the server takes no such id": {
			in:   rekey.Input{Entries: all(entry, strings.Repeat("x", 301)+",,u:a,"), Records: all(record, "a,u:a,"), Shown: all(shown, "A,a")},
			want: "a!id-too-long(keeps-id)",
		},
		"somebody else has it, and whoever waits for theirs": {
			in:   rekey.Input{Entries: all(entry, "9,,u:a, a,,,b@x"), Records: all(record, "a,u:a, b,,b@x"), Shown: all(shown, "A,a B,b O,9"), Removes: true},
			want: "a!id-taken(keeps-id) b!id-taken(is-removed)",
		},
		"a chain: the last one goes first": {
			in:   rekey.Input{Entries: all(entry, "2,,u:a, 3,,u:b, 4,,u:c,"), Records: all(record, "1,u:a, 2,u:b, 3,u:c,"), Shown: all(shown, "A,1 B,2 C,3")},
			want: "C:3>4(same-stable-id) B:2>3(same-stable-id) A:1>2(same-stable-id)", ids: map[string]string{"1": "2", "2": "3", "3": "4"},
		},
		"a circle: one makes room": {
			in:   rekey.Input{Entries: all(entry, "2,,u:a, 1,,u:b,"), Records: all(record, "1,u:a, 2,u:b,"), Shown: all(shown, "A,1 B,2")},
			want: "A:1>bwdc-rekey:A(room) B:2>1(same-stable-id) A:bwdc-rekey:A>2(same-stable-id)", ids: map[string]string{"1": "2", "2": "1"},
		},
		"nothing changes": {
			in: rekey.Input{Entries: all(entry, "1,,u:a,"), Records: all(record, "1,u:a,"), Shown: all(shown, "A,1")}, ids: map[string]string{"1": "1"},
		},
		"who is gone from the organization": {
			in:  rekey.Input{Entries: all(entry, "1,,u:a, 5,,u:b,"), Records: all(record, "a,u:a, b,u:b,"), Shown: all(shown, "O,5")},
			ids: map[string]string{"a": "1"}, // 5 is somebody's
		},
		"who is in another profile, too": {
			in:   rekey.Input{Entries: all(entry, "1,,u:a,"), Records: all(record, "a,u:a,"), Shown: all(shown, "A,a"), Elsewhere: func(string) string { return "other" }},
			want: "a!in-other-profile(keeps-id)",
		},
		"a group by its name": {
			in:   rekey.Input{Kind: plan.Group, Entries: all(entry, "1,,,Eng"), Records: all(record, "g,,Eng h,,Sales"), Shown: all(shown, "G,g H,h"), Removes: true},
			want: "G:g>1(same-name) h!unmatched(stays-unsynced)", ids: map[string]string{"g": "1"},
		},
		"one of a run that was cut off, done": {
			in:  rekey.Input{Entries: all(entry, "1,,u:a,"), Records: all(record, "a,u:a,"), Shown: all(shown, "A,1"), Begun: begun("a", "A", "1")},
			ids: map[string]string{"a": "1"},
		},
		"one of a run that was cut off, whose new id is another one now": {
			in:   rekey.Input{Entries: all(entry, "2,,u:a,"), Records: all(record, "a,u:a,"), Shown: all(shown, "A,1"), Begun: begun("a", "A", "1")},
			want: "A:1>2(same-stable-id)", ids: map[string]string{"a": "2"},
		},
		"one of a run that was cut off, who is gone from the directory": {
			in:   rekey.Input{Records: all(record, "a,u:a,"), Shown: all(shown, "A,1"), Begun: begun("a", "A", "1")},
			want: "1!unmatched(stays-unsynced)", ids: map[string]string{"a": "1"},
		},
		"one that made room": {
			in:   rekey.Input{Entries: all(entry, "2,,u:a,"), Records: all(record, "1,u:a,"), Shown: all(shown, "A,bwdc-rekey:A"), Begun: begun("1", "A", "2")},
			want: "A:bwdc-rekey:A>2(same-stable-id)", ids: map[string]string{"1": "2"},
		},
		"one whom somebody gave another id meanwhile": {
			in:   rekey.Input{Entries: all(entry, "1,,u:a,"), Records: all(record, "a,u:a,"), Shown: all(shown, "A,hand"), Begun: begun("a", "A", "1")},
			want: "hand!id-by-hand(keeps-id)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.in.Kind == "" {
				test.in.Kind = plan.User
			}
			r := rekey.Of(test.in)
			if got := told(r); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if test.ids == nil {
				test.ids = map[string]string{}
			}
			if diff := cmp.Diff(test.ids, r.IDs); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

func begun(old, server, to string) map[string]organization.Rekeyed {
	return map[string]organization.Rekeyed{old: {ServerID: server, To: to}}
}

// TestNobodyGetsAnIDThatIsTaken: whatever the old ids and the new ones are, each
// step gives a free one, and cut off anywhere the rest can be done.
func TestNobodyGetsAnIDThatIsTaken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := rekey.Input{Kind: plan.User}
		ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 0, 8, rapid.ID[int]).Draw(t, "old ids")
		news := rapid.SliceOfN(rapid.IntRange(0, 9), len(ids), len(ids)).Draw(t, "new ids")
		want := map[string]string{} // by server's id
		for i, id := range ids {
			old, server := fmt.Sprint(id), fmt.Sprint("s", i)
			want[server] = old
			in.Records = append(in.Records, rekey.Record{ID: old, StableID: server, Acknowledged: true})
			in.Shown = append(in.Shown, rekey.Shown{ServerID: server, ExternalID: old})
			if rapid.IntRange(0, 5).Draw(t, "is there") > 0 {
				in.Entries = append(in.Entries, rekey.Entry{ID: fmt.Sprint(news[i]), StableID: server})
			}
		}
		first := rekey.Of(in)
		for _, s := range first.Steps {
			if s.Change != nil {
				want[s.ServerID] = s.To
			}
		}
		in.Begun = first.Begins()
		for dies := rapid.IntRange(0, len(first.Steps)).Draw(t, "dies at"); ; dies = -1 {
			r := rekey.Of(in)
			for n, s := range r.Steps {
				if n == dies {
					break
				}
				at := slices.IndexFunc(in.Shown, func(x rekey.Shown) bool { return x.ServerID == s.ServerID })
				if in.Shown[at].ExternalID != s.From || slices.ContainsFunc(in.Shown, func(x rekey.Shown) bool { return x.ExternalID == s.To }) {
					t.Fatalf("step %+v with %+v", s, in.Shown)
				}
				in.Shown[at].ExternalID = s.To
			}
			if dies >= 0 {
				continue
			}
			got := map[string]string{}
			for _, x := range in.Shown {
				got[x.ServerID] = x.ExternalID
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			for i, x := range in.Records {
				now, named := r.IDs[x.ID]
				if !named {
					now = x.ID
				}
				_ = i
				if !slices.ContainsFunc(in.Shown, func(s rekey.Shown) bool { return s.ServerID == x.StableID && s.ExternalID == now }) {
					t.Fatalf("%s is remembered as %s: %+v", x.StableID, now, in.Shown)
				}
			}
			if targets := slices.Sorted(maps.Values(r.IDs)); len(slices.Compact(slices.Clone(targets))) != len(targets) {
				t.Fatalf("two of one id: %v", r.IDs)
			}
			return
		}
	})
}
