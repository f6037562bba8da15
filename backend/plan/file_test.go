package plan

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

var made = time.Date(2026, 11, 29, 16, 0, 0, 0, time.UTC)

// sample is a plan with one of everything.
func sample(t *testing.T) *File {
	t.Helper()
	f := &File{
		Made: made, Program: "1.2.3", Profile: "default",
		Identity: map[string]string{"server": "https://vault.example.com", "organization": "b5a8", "directory": "ldap"},
		Looked:   Looked{Members: true, Groups: true},
		Plan: Plan{
			Changes: []Change{
				{Action: Remove, Kind: User, ExternalID: "1001", Name: "ada@example.com", Reason: Because(Deleted)},
				{Action: Invite, Kind: User, ExternalID: "1009", Name: "joan@example.com", Reason: Because(NewUser)},
				{
					Action: Update, Kind: Group, ExternalID: "g-eng", Name: "R&D \u202eevil<", Before: "R&D", After: "R&D \u202eevil<", Members: 2,
					Leaves: []Ref{{ExternalID: "1001", Name: "ada@example.com", Reason: Deleted}},
					Joins:  []Ref{{ExternalID: "1009", Name: "joan@example.com"}, {ExternalID: "100\xff", Name: "no text"}},
					Reason: Because(Changed),
				},
			},
			Findings: []Finding{{Guard: GuardRemovals, Count: 1, Limit: 0, Entries: []string{"ada@example.com (1001), deleted in the directory"}}},
			Drift:    []Drift{{Kind: GroupRenamed, ExternalID: "g-ops", Name: "Ops", Now: "Operations"}},
			Warnings: []directory.Warning{{Code: "referral-skipped", Text: "a referral was skipped"}},
			Seats:    &Seats{UsedBefore: 4, UsedAfter: 4},
		},
	}
	if err := f.Seal(); err != nil {
		t.Fatal(err)
	}
	return f
}

func text(t *testing.T, f *File) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPlanIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	f := sample(t)
	written := text(t, f)
	read, err := ReadFile(strings.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	if again := text(t, read); again != written {
		t.Errorf("written again (-first +second):\n%s", cmp.Diff(written, again))
	}
	differences, err := Compare(read.Changes, f.Changes)
	if err != nil || len(differences) > 0 {
		t.Errorf("differences %+v, %v", differences, err)
	}
	if read.Changes[2].Name != f.Changes[2].Name {
		t.Errorf("name %q", read.Changes[2].Name)
	}
	if strings.Contains(written, "\u202e") || !strings.Contains(written, `R&D \u202eevil<`) {
		t.Errorf("a reviewer does not see the direction of the text:\n%s", written)
	}
	for _, line := range []string{
		`    {"action":"remove","kind":"user","externalId":"1001","name":"ada@example.com","reason":{"code":"deleted"}},`,
		`      {"externalId":"1001","name":"ada@example.com","reason":"deleted"}`,
		`  "summary": {"invite user":1,"join":2,"leave":1,"remove user":1,"update group":1},`,
	} {
		if !strings.Contains(written, line+"\n") {
			t.Errorf("no line %s in\n%s", line, written)
		}
	}
	for name, other := range map[string]string{
		"line ends of Windows": strings.ReplaceAll(written, "\n", "\r\n"),
		"a byte order mark":    "\ufeff" + written,
		"no indentation":       strings.ReplaceAll(written, "\n    ", "\n"),
	} {
		if _, err := ReadFile(strings.NewReader(other)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTheDigestIsOverWhatIsDone: the same plan made later has the same one.
func TestTheDigestIsOverWhatIsDone(t *testing.T) {
	t.Parallel()
	first := sample(t)
	for name, test := range map[string]struct {
		change func(*File)
		same   bool
	}{
		"made later":           {func(f *File) { f.Made = f.Made.Add(time.Hour) }, true},
		"a warning":            {func(f *File) { f.Warnings = nil }, true},
		"an allowance used up": {func(f *File) { f.Findings[0].Used = 3 }, true},
		"another profile":      {func(f *File) { f.Profile = "other" }, false},
		"another organization": {func(f *File) { f.Identity["organization"] = "c6b9" }, false},
		"a membership":         {func(f *File) { f.Changes[2].Joins = f.Changes[2].Joins[:1] }, false},
		"a guard":              {func(f *File) { f.Findings = nil }, false},
		"another list":         {func(f *File) { f.Findings[0].Entries = []string{"bob"} }, false},
	} {
		f := sample(t)
		test.change(f)
		if err := f.Seal(); err != nil {
			t.Fatal(err)
		}
		if same := f.Digest == first.Digest; same != test.same {
			t.Errorf("%s: digest the same: %t", name, same)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	written := text(t, sample(t))
	edit := func(old, by string) string {
		if !strings.Contains(written, old) {
			t.Fatalf("no %s in\n%s", old, written)
		}
		return strings.Replace(written, old, by, 1)
	}
	for name, test := range map[string]struct {
		text    string
		problem FileProblem
		says    string
	}{
		"empty":                 {" \n", FileDamaged, "it is empty"},
		"cut":                   {written[:len(written)/2], FileDamaged, "it is damaged in line 1"},
		"two":                   {written + written, FileDamaged, "it is damaged in line"},
		"no JSON":               {"changes:\n- none\n", FileForeign, "does not begin as a plan"},
		"UTF-16":                {"\xff\xfe{\x00", FileForeign, "save it with -o FILE"},
		"a list":                {"[1]", FileForeign, "does not begin as a plan"},
		"a test":                {`{"object":"test","groups":[]}`, FileForeign, `no plan (its "object" is "test")`},
		"wrapped":               {`{"success":true,"data":{}}`, FileForeign, "no plan"},
		"of a newer version":    {edit(`"format": 1`, `"format": 2`), FileForeign, "its format is 2, and this program knows 1"},
		"without format":        {edit(`"format": 1,`, ``), FileDamaged, "its format is 0"},
		"a field more":          {edit(`"program"`, `"comment": "ok", "program"`), FileEdited, `unknown field "comment"`},
		"an action":             {edit(`"action":"remove"`, `"action":"revoke"`), FileEdited, "revoke user ada@example.com (1001) is not as it was written"},
		"an id":                 {edit(`"externalId":"1009","name":"joan@example.com","reason"`, `"externalId":"1010","name":"joan@example.com","reason"`), FileEdited, "invite user joan@example.com (1010) is not"},
		"a membership":          {edit(`      {"externalId":"1009","name":"joan@example.com"},`, ``), FileEdited, "update group R&D <U+202E>evil< (g-eng) is not"},
		"a line less":           {edit(`    {"action":"invite","kind":"user","externalId":"1009","name":"joan@example.com","reason":{"code":"new"}},`, ``), FileEdited, "was made with 4 changes and stops, and holds 3"},
		"the summary":           {edit(`"remove user":1`, `"remove user":0`), FileEdited, "its summary counts something else"},
		"the digest":            {edit(`"digest": "sha256:`, `"digest": "sha256:0`), FileEdited, "its digest is sha256:0"},
		"the list of a guard":   {edit(`(1001), deleted`, `(1002), deleted`), FileEdited, "what the guard for removals found is not"},
		"when it was made":      {edit(`2026-11-29T16`, `2027-11-29T16`), FileEdited, "when it was made"},
		"another profile":       {edit(`"profile": "default"`, `"profile": "other"`), FileEdited, "what it says of itself"},
		"a warning":             {edit(`a referral`, `no referral`), FileEdited, "what explains it (warnings, drift, seats) is not"},
		"a change twice":        {edit(`"action":"remove",`, `"action":"remove","action":"remove",`), FileEdited, "stands in it twice"},
		"another spelling":      {edit(`"drift": `, `"Drift": `), FileEdited, "another order or spelling"},
		"a number for a name":   {edit(`"name":"joan@example.com","reason"`, `"name":7,"reason"`), FileEdited, "holds what no plan does"},
		"an array for a change": {edit(`"reason":{"code":"new"}}`, `"reason":{"code":"new"}},[]`), FileEdited, "holds what no plan does"},
	} {
		_, err := ReadFile(strings.NewReader(test.text))
		var refused *FileError
		if !errors.As(err, &refused) || refused.Problem != test.problem || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want %s: %s", name, err, test.problem, test.says)
		}
	}
	if _, err := readFile(strings.NewReader(written), 1000); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("too large: %v", err)
	}
}

// TestAnyByte changes one byte after the other: no damage goes unnoticed, but
// for white space.
func TestAnyByte(t *testing.T) {
	t.Parallel()
	written := text(t, sample(t))
	for i := range written {
		for _, c := range []byte{'0', '"', 'z', '}'} {
			damaged := []byte(written)
			if damaged[i] == c || strings.ContainsRune(" \n", rune(damaged[i])) && strings.ContainsRune(" \n", rune(c)) {
				continue
			}
			damaged[i] = c
			if _, err := ReadFile(bytes.NewReader(damaged)); err == nil {
				t.Fatalf("byte %d is %q instead of %q, and nobody noticed", i, c, written[i])
			}
		}
	}
}

func TestWhoMayUseAFile(t *testing.T) {
	t.Parallel()
	f := sample(t)
	for name, test := range map[string]struct {
		profile, program string
		after            time.Duration
		says             string
	}{
		"now":                {"default", "1.2.3", time.Minute, ""},
		"almost a day later": {"default", "1.2.3", 24*time.Hour - time.Second, ""},
		"a day later":        {"default", "1.2.3", 26*time.Hour + time.Second, "was made 26h ago, at 2026-11-29T16:00:00Z, and is void after 24h"},
		"a clock behind":     {"default", "1.2.3", -time.Minute, ""},
		"a clock far behind": {"default", "1.2.3", -time.Hour, "which has not come yet"},
		"another profile":    {"other", "1.2.3", 0, `for the profile "default", and this is "other"`},
		"another version":    {"default", "1.2.4", 0, "by version 1.2.3 of the program, and this is 1.2.4"},
	} {
		err := f.Usable(test.profile, test.program, made.Add(test.after), 24*time.Hour)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := f.MadeFor(f.Identity); err != nil {
		t.Error(err)
	}
	err := f.MadeFor(map[string]string{"server": "https://vault.example.com", "organization": "c6b9", "directory": "ldap", "host": "dc1"})
	if err == nil || !strings.Contains(err.Error(), `host is "" there and "dc1" here, organization is "b5a8" there and "c6b9" here`) {
		t.Errorf("another organization: %v", err)
	}
}

func TestWhatAFileAllows(t *testing.T) {
	t.Parallel()
	f := sample(t)
	shown := f.Findings[0]
	f.Findings = append(f.Findings, Finding{Guard: GuardNobody, Count: 3, Entries: []string{"a", "b", "c"}}, Finding{Guard: GuardUnknown})
	later := shown
	later.Used, later.Limit = 4, 9
	for name, test := range map[string]struct {
		finding Finding
		allowed bool
	}{
		"as shown":               {shown, true},
		"with other limits":      {later, true},
		"another list":           {Finding{Guard: GuardRemovals, Count: 1, Entries: []string{"bob"}}, false},
		"another guard":          {Finding{Guard: GuardAdditions, Count: 1, Entries: shown.Entries}, false},
		"another reason":         {Finding{Guard: GuardRemovals, Count: 1, Why: SeatsLimit, Entries: shown.Entries}, false},
		"nobody left, shown":     {f.Findings[1], false},
		"members unknown, shown": {f.Findings[2], false},
	} {
		if got := f.Allows(test.finding); got != test.allowed {
			t.Errorf("%s: allowed %t", name, got)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	change := func(action Action, id string, joins ...string) Change {
		c := Change{Action: action, Kind: User, ExternalID: id, Name: id}
		for _, j := range joins {
			c.Kind = Group
			c.Joins = append(c.Joins, Ref{ExternalID: j})
		}
		return c
	}
	planned := []Change{change(Remove, "a"), change(Restore, "b"), change(Update, "b"), change(Invite, "c"), change(Update, "g", "a", "b")}
	now := []Change{change(Restore, "b"), change(Update, "b"), change(Adopt, "c"), change(Invite, "d"), change(Update, "g", "a", "c")}
	differences, err := Compare(planned, now)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	name := func(c *Change) string {
		if c == nil {
			return "none"
		}
		return fmt.Sprintf("%s %s", c.Action, c.ExternalID)
	}
	for _, d := range differences {
		got = append(got, name(d.Planned)+" > "+name(d.Now))
	}
	if diff := cmp.Diff([]string{"remove a > none", "invite c > adopt c", "update g > update g", "none > invite d"}, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
	if differences, err := Compare(planned, planned); err != nil || len(differences) > 0 {
		t.Errorf("with itself: %+v, %v", differences, err)
	}
}
