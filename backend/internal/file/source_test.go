package file_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
)

// at is the moment of every read.
var at = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func newSource(t *testing.T, path string, progress func(directory.Progress)) *file.Source {
	t.Helper()
	s, err := file.New(file.Config{
		Settings:   config.File{Path: path, Format: config.FormatAuto},
		OnProgress: progress,
		Now:        func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fetch writes text to a file of that name and reads it.
func fetch(t *testing.T, name, text string) (*directory.Snapshot, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return newSource(t, path, nil).Fetch(t.Context(), nil)
}

func TestJSONAndCSVHoldTheSameCompany(t *testing.T) {
	t.Parallel()
	want := &directory.Snapshot{
		Users: []directory.User{
			{ReferenceID: "1001", ExternalID: "1001", Email: "ada@example.com", Name: "Lovelace; Ada"},
			{ReferenceID: "1002", ExternalID: "1002", Email: "Grace@example.com", Disabled: true},
			{ReferenceID: "1003", ExternalID: "1003", Deleted: true},
			{ReferenceID: "1004", ExternalID: "1004", Email: "zoë@example.com"},
		},
		Groups: []directory.Group{
			{ReferenceID: "Loop", ExternalID: "Loop", Name: "Loop", NestedGroups: []string{"g-eng"}},
			{ReferenceID: "g-eng", ExternalID: "g-eng", Name: "Engineering", UserMembers: []string{"1001", "1002", "1004"}, NestedGroups: []string{"Loop"}},
			{ReferenceID: "g-staff", ExternalID: "g-staff", Name: "Staff", UserMembers: []string{"1002", "1004"}, NestedGroups: []string{"g-eng"}},
		},
		Complete: true, ReadAt: at, CompleteAt: at,
	}
	for _, name := range []string{"company.json", "company.csv"} {
		got, err := newSource(t, filepath.Join("testdata", name), nil).Fetch(t.Context(), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLDIFReadsWhatAnLDAPServerExports(t *testing.T) {
	t.Parallel()
	const guid = "03020100-0504-0706-0809-0a0b0c0d0e0f"
	want := &directory.Snapshot{
		Users: []directory.User{
			{ReferenceID: `CN=Grace\, Hopper,OU=People,DC=example,DC=com`, ExternalID: guid, Email: "Grace@example.com", Disabled: true},
			{
				ReferenceID: `CN=Old\0ADEL:1,CN=Deleted Objects,DC=example,DC=com`, ExternalID: `CN=Old\0ADEL:1,CN=Deleted Objects,DC=example,DC=com`,
				Deleted: true, ExpiresAt: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC),
			},
			{
				ReferenceID: "uid=ada,ou=People,dc=example,dc=com", ExternalID: "uid=ada,ou=People,dc=example,dc=com",
				StableID: "entryUUID:5f0f8c2e-0000-4000-8000-000000000001", Email: "ada@example.com",
			},
			{ReferenceID: "uid=zoë,ou=People,dc=example,dc=com", ExternalID: "uid=zoë,ou=People,dc=example,dc=com", Email: "zoë@example.com"},
		},
		Groups: []directory.Group{
			{
				ReferenceID: "cn=engineering,ou=Groups,dc=example,dc=com", ExternalID: "cn=engineering,ou=Groups,dc=example,dc=com", Name: "Engineering",
				UserMembers:  []string{"uid=ada,ou=People,dc=example,dc=com", "uid=zoë,ou=People,dc=example,dc=com"},
				NestedGroups: []string{"cn=staff,ou=Groups,dc=example,dc=com"},
			},
			{
				ReferenceID: "cn=staff,ou=Groups,dc=example,dc=com", ExternalID: "cn=staff,ou=Groups,dc=example,dc=com", Name: "Staff",
				UserMembers:  []string{guid, "uid=ada,ou=People,dc=example,dc=com"},
				NestedGroups: []string{"cn=engineering,ou=Groups,dc=example,dc=com"},
			},
		},
		Complete: true, ReadAt: at, CompleteAt: at,
		Warnings: []directory.Warning{{
			Code: directory.WarnMemberUnreadable, Entry: "cn=staff,ou=Groups,dc=example,dc=com",
			Text: `company.ldif, line 36: the group "Staff" has 1 member that the file lacks; the first is "cn=gone,dc=example,dc=com".`,
		}},
	}
	s := newSource(t, filepath.Join("testdata", "company.ldif"), nil)
	got, err := s.Fetch(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s.ExternalIDKey("uid=ada,ou=people,dc=example,dc=com") != s.ExternalIDKey("UID=Ada, OU=People,DC=example,DC=com") || s.ExternalIDKey("uid=ada,dc=a") == s.ExternalIDKey("uid=ada,dc=b") {
		t.Error("DNs are not compared by their meaning")
	}
}

// TestLDIFMembersInOtherCodePoints: an export has members as they were put in,
// which the server finds nevertheless (RFC 4518, 2.3 and 2.6.1).
func TestLDIFMembersInOtherCodePoints(t *testing.T) {
	t.Parallel()
	s := newSource(t, filepath.Join("testdata", "dn-unicode.ldif"), nil)
	got, err := s.Fetch(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	members := map[string][]string{}
	for _, g := range got.Groups {
		members[g.Name] = g.UserMembers
	}
	want := map[string][]string{"g0": {"cn=M\u00fcller,dc=example,dc=com"}, "g1": {"cn=Ada\u00a0Ex,dc=example,dc=com"}}
	if diff := cmp.Diff(want, members); diff != "" || len(got.Warnings) > 0 {
		t.Errorf("warnings %v (-want +got):\n%s", got.Warnings, diff)
	}
	if s.ExternalIDKey("cn=Mu\u0308ller, dc=x") != s.ExternalIDKey("CN=M\u00dcLLER,dc=x") {
		t.Error("DNs are not compared by their meaning")
	}
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	t.Parallel()
	a, err := fetch(t, "a.csv", "id,email,groups\n1,a@x,Staff|IT\n2,b@x,STAFF\n2,b@x,IT\n")
	if err != nil {
		t.Fatal(err)
	}
	b, err := fetch(t, "b.tsv", "email\tgroups\tid\nb@x\tIT|STAFF\t2\na@x\tIT|Staff\t1\n")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("(-a +b):\n%s", diff)
	}
	want := []directory.Group{
		{ReferenceID: "IT", ExternalID: "IT", Name: "IT", UserMembers: []string{"1", "2"}},
		{ReferenceID: "STAFF", ExternalID: "STAFF", Name: "STAFF", UserMembers: []string{"1", "2"}},
	}
	if diff := cmp.Diff(want, a.Groups); diff != "" {
		t.Errorf("groups made of names (-want +got):\n%s", diff)
	}
}

func TestWhatIsMissingIsAWarning(t *testing.T) {
	t.Parallel()
	got, err := fetch(t, "x.csv", "type,id,email,name,groups,members,memberGroups\n,,lost@x,,,,\n,1,a@x,,Nobody,,\n,2,b@x,,Nobody,,\ngroup,,,,,,\ngroup,g,,G,,1|9|8,H\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []directory.Warning{
		{Code: directory.WarnMemberUnreadable, Entry: "Nobody", Text: `x.csv, line 3: the group "Nobody" is not in the file; it is named by 2 entries, here first.`},
		{Code: directory.WarnMemberUnreadable, Entry: "g", Text: `x.csv, line 6: the group "G" has 3 members that the file lacks; the first is "9".`},
		{Code: directory.WarnNoExternalID, Entry: "", Text: `x.csv, line 5: a group has neither an id nor a name and is left out.`},
		{Code: directory.WarnNoExternalID, Entry: "lost@x", Text: `x.csv, line 2: user "lost@x" has no id and is left out.`},
	}
	if diff := cmp.Diff(want, got.Warnings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFileThatIsWrittenWhileItIsReadIsIncomplete(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.csv")
	rows := "id,email\n" + strings.Repeat(",\n", 3)
	for i := range 1500 {
		rows += string(rune('a'+i%26)) + strings.Repeat("x", i) + ",e@x\n"
	}
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	appended := false
	s := newSource(t, path, func(p directory.Progress) {
		if appended || p.Done != 1000 {
			return
		}
		appended = true
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		if _, err := f.WriteString("late,late@x\n"); err != nil {
			t.Error(err)
		}
	})
	_, err := s.Fetch(t.Context(), nil)
	if !appended || !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "changed while it was read") {
		t.Errorf("got %v", err)
	}
}

func TestACancelledReadSaysSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newSource(t, filepath.Join("testdata", "company.json"), nil).Fetch(ctx, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file config.File
		want string
	}{
		"nothing set":    {config.File{}, "no file is set"},
		"unknown ending": {config.File{Path: "people.dat", Format: config.FormatAuto}, "does not tell its format"},
		"a spreadsheet":  {config.File{Path: "people.XLSX", Format: config.FormatAuto}, "is a spreadsheet"},
	} {
		if _, err := file.New(file.Config{Settings: c.file}); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), c.want) || directory.HintOf(err) == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	dir := t.TempDir()
	for path, want := range map[string]string{filepath.Join(dir, "none.csv"): "there is no such file", dir: "is not a regular file"} {
		s, err := file.New(file.Config{Settings: config.File{Path: path, Format: config.FormatCSV}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Fetch(t.Context(), nil); !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		var steps []directory.Step
		if err := s.Check(t.Context(), func(s directory.Step) { steps = append(steps, s) }); err == nil || len(steps) != 1 || steps[0].Status != directory.StepFailed {
			t.Errorf("check: %v, %+v", err, steps)
		}
	}
}

func TestCheckCountsAndWarns(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, detail string
		status       directory.StepStatus
	}{
		"good":     {"id,email,groups\n1,a@x,G\n2,,\n", "2 users and 1 group found (csv). 1 user without an email would be left out.", directory.StepOK},
		"no email": {"id,email\n1,\n", "No user has an email.", directory.StepWarning},
		"warnings": {"id,email\n1,a@x\n,b@x\n", "1 warning; the first: x.csv, line 3:", directory.StepWarning},
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var steps []directory.Step
		if err := newSource(t, path, nil).Check(t.Context(), func(s directory.Step) { steps = append(steps, s) }); err != nil {
			t.Fatal(err)
		}
		if len(steps) != 2 || steps[1].Status != c.status || !strings.Contains(steps[1].Detail, c.detail) {
			t.Errorf("%s: %+v", name, steps)
		}
	}
}
