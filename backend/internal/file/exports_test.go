package file_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/file"
)

// read reads a file of that name with settings of its own.
func read(t *testing.T, name, text string, set config.File) (*directory.Snapshot, error) {
	t.Helper()
	set.Path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(set.Path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := file.New(file.Config{Settings: set, Now: func() time.Time { return at }})
	if err != nil {
		return nil, err
	}
	return s.Fetch(t.Context(), nil)
}

// people are users as id, email and what is wrong with the account.
func people(s *directory.Snapshot) []string {
	var list []string
	for _, u := range s.Users {
		text := u.ExternalID + " " + u.Email
		if u.Disabled {
			text += " disabled"
		}
		list = append(list, text)
	}
	return list
}

func wide(text string, order func(uint16) []byte) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		b.Write(order(unit))
	}
	return b.String()
}

func littleEndian(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }
func bigEndian(u uint16) []byte    { return []byte{byte(u >> 8), byte(u)} }

const twoPeople = "id\temail\tdisabled\r\n1\tzoë@example.com\tWAHR\r\n2\t😀@example.com\tFALSCH\r\n"

func TestWhatProgramsExportIsRead(t *testing.T) {
	t.Parallel()
	two := []string{"1 zoë@example.com disabled", "2 😀@example.com"}
	for name, c := range map[string]struct {
		text string
		set  config.File
		want []string
	}{
		"Entra's download": {
			"\ufeffuserPrincipalName,displayName,mail,objectId,userType,department,accountEnabled\r\n" +
				"ada@x.onmicrosoft.com,Ada,ada@example.com,1111,Member,IT,True\r\nbob@example.com,Bob,,2222,Member,IT,False\r\neve_y.com#EXT#@x.onmicrosoft.com,Eve,,3333,Guest,,True\r\n",
			config.File{}, []string{"1111 ada@example.com", "2222 bob@example.com disabled", "3333 "},
		},
		"Entra's download since 2024": {
			"userPrincipalName,displayName,surname,mail,givenName,id,userType,accountEnabled\nada@example.com,,,,,7cc0,Member,True\n",
			config.File{}, []string{"7cc0 ada@example.com"},
		},
		"Microsoft 365": {
			"Display name,User principal name,Object Id,Block credential,Licenses\nAda,ada@example.com,15e9,False,E3+E5\nBob,bob@example.com,15ea,True,\n",
			config.File{}, []string{"15e9 ada@example.com", "15ea bob@example.com disabled"},
		},
		"Google's download": {
			"First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Status [READ ONLY],Employee ID\n" +
				"Ada,L,ada@example.com,****,/,Active,17\nBob,B,bob@example.com,****,/,Suspended,18\n",
			config.File{Columns: "id=Employee ID"}, []string{"17 ada@example.com", "18 bob@example.com disabled"},
		},
		"Okta": {
			"id,login,email,firstName,lastName,status\n00u1,ada,ada@example.com,Ada,L,ACTIVE\n00u2,bob,bob@example.com,Bob,B,DEPROVISIONED\n00u3,eve,eve@example.com,E,V,LOCKED_OUT\n00u4,svc@example.com,,,,ACTIVE\n",
			config.File{}, []string{"00u1 ada@example.com", "00u2 bob@example.com disabled", "00u3 eve@example.com", "00u4 "},
		},
		"Export-Csv": {
			"#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n\"Enabled\",\"mail\",\"Name\",\"ObjectGUID\",\"UserPrincipalName\"\r\n" +
				"\"True\",\"ada@example.com\",\"Ada\",\"5f0f\",\"ada@corp.local\"\r\n\"False\",\"bob@example.com\",\"Bob\",\"5f10\",\"\"\r\n\"True\",\"\",\"backup\",\"5f11\",\"backup@corp.local\"\r\n",
			config.File{}, []string{"5f0f ada@example.com", "5f10 bob@example.com disabled", "5f11 "},
		},
		"Export-Csv of two columns": {
			"#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\r\n\"id\",\"email\"\r\n\"1\",\"ada@example.com\"\r\n",
			config.File{}, []string{"1 ada@example.com"},
		},
		"sep= of Excel":              {"sep=;\r\nid;email\r\n1;a,b@example.com\r\n", config.File{}, []string{"1 a,b@example.com"}},
		"French":                     {"id;email;disabled\n1;a@x;oui\n2;b@x;non\n3;c@x;VRAI\n4;d@x;FAUX\n", config.File{}, []string{"1 a@x disabled", "2 b@x", "3 c@x disabled", "4 d@x"}},
		"Excel's Unicode text":       {"\xff\xfe" + wide(twoPeople, littleEndian), config.File{}, two},
		"UTF-16, high byte first":    {"\xfe\xff" + wide(twoPeople, bigEndian), config.File{}, two},
		"UTF-16 without a mark":      {wide(twoPeople, littleEndian), config.File{}, two},
		"Windows-1252":               {"id;email\r\n1;zo\xeb@example.com\r\n2;\x80@example.com\r\n", config.File{}, []string{"1 zoë@example.com", "2 €@example.com"}},
		"Windows-1251 by a setting":  {"id;email\r\n1;\xe4\xe0@example.com\r\n", config.File{Encoding: "windows-1251"}, []string{"1 да@example.com"}},
		"an old Mac's line ends":     {"id,email\r1,a@example.com\r2,b@example.com\r", config.File{}, []string{"1 a@example.com", "2 b@example.com"}},
		"an old Mac's letters":       {"id,email\r1,zo\x91@example.com\r", config.File{Encoding: "macintosh"}, []string{"1 zoë@example.com"}},
		"bars":                       {"id|email\n1|a@example.com\n", config.File{}, []string{"1 a@example.com"}},
		"a header with commas":       {"\"id\";\"email\";\"groups, all,of,them\"\n1;a@example.com;x\n", config.File{Columns: "ignore=groups, all,of,them"}, []string{"1 a@example.com"}},
		"columns by a setting":       {"Nr;E-Mail;Zweite;Status\n1;a@x;b@x;aktiv\n2;;c@x;ausgetreten\n", config.File{Columns: "id=nr;email=E-Mail;email=Zweite;disabled=Status", Values: "enabled=aktiv;disabled=ausgetreten|gesperrt"}, []string{"1 a@x", "2 c@x disabled"}},
		"one column for two fields":  {"Name;E-Mail\nAda;a@x\n", config.File{Columns: "id=E-Mail;email=E-Mail"}, []string{"a@x a@x"}},
		"the setting wins":           {"id,email,Nr\nx,a@x,1\n", config.File{Columns: "id=Nr"}, []string{"1 a@x"}},
		"all others ignored":         {"id,email,Phone,Office\n1,a@x,5,6\n", config.File{Columns: "ignore=*"}, []string{"1 a@x"}},
		"no line end, by a setting":  {"id,email\n1,a@x", config.File{OpenEnd: true}, []string{"1 a@x"}},
		"a state against its column": {"id,email,enabled\n1,a@x,suspended\n2,b@x,active\n3,c@x,\n", config.File{}, []string{"1 a@x disabled", "2 b@x", "3 c@x"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := read(t, "x.csv", c.text, c.set)
			if err != nil {
				t.Fatal(err, directory.HintOf(err))
			}
			if diff := cmp.Diff(c.want, people(s)); diff != "" || len(s.Warnings) > 0 {
				t.Errorf("warnings %v (-want +got):\n%s", s.Warnings, diff)
			}
		})
	}
}

func TestAnExportWithoutAnIDAsksWhichColumnItIs(t *testing.T) {
	t.Parallel()
	_, err := read(t, "x.csv", "First Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY]\nAda,ada@example.com,/,Active\n", config.File{})
	if err == nil || !strings.Contains(err.Error(), `the column "id" is missing`) || !strings.Contains(directory.HintOf(err), "id=Employee ID") {
		t.Errorf("got %v, hint %s", err, directory.HintOf(err))
	}
}

func TestColumnsOfTheSettingMustBeThere(t *testing.T) {
	t.Parallel()
	_, err := read(t, "x.csv", "id,Office,Phone\n1,2,3\n", config.File{Columns: "email=E-Mail;disabled=State;ignore=*"})
	if !errors.Is(err, directory.ErrConfig) || !strings.Contains(err.Error(), `there are no columns "E-Mail", "State"`) {
		t.Errorf("got %v", err)
	}
}

func TestWhatSeparatesGroupsCanBeSet(t *testing.T) {
	t.Parallel()
	for separator, want := range map[string][]string{";": {"A, B", "C"}, "|": {"A, B;C"}} {
		s, err := read(t, "x.csv", "id,email,groups\n1,a@x,\"A, B;C\"\n", config.File{ListSeparator: separator})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range s.Groups {
			got = append(got, g.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", separator, diff)
		}
	}
	// A name that the file has is no question.
	s, err := read(t, "x.csv", "type,id,email,name,groups\nuser,1,a@x,,\"Sales, EMEA\"\ngroup,g,,\"Sales, EMEA\",\n", config.File{})
	if err != nil || len(s.Groups) != 1 || len(s.Groups[0].UserMembers) != 1 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestUsersAndGroupsInTwoFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	paths := []string{}
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	fetch := func() (*directory.Snapshot, error) {
		s, err := file.New(file.Config{Settings: config.File{Path: strings.Join(paths, "; "), Format: config.FormatAuto, Columns: "id=Nr"}})
		if err != nil {
			return nil, err
		}
		return s.Fetch(t.Context(), nil)
	}
	write("users.csv", "Nr,email,groups\n1,a@x,Sales\n2,b@x,\n")
	write("groups.csv", "Nr,name\ng1,Sales\ng2,Staff\n")
	write("memberships.csv", "Nr,members\ng2,1\ng2,2\ng1,9\n")
	s, err := fetch()
	if err != nil {
		t.Fatal(err)
	}
	members := map[string][]string{}
	for _, g := range s.Groups {
		members[g.Name] = g.UserMembers
	}
	if diff := cmp.Diff(map[string][]string{"Sales": {"1"}, "Staff": {"1", "2"}}, members); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(s.Warnings) != 1 || !strings.HasPrefix(s.Warnings[0].Text, "groups.csv, line 2: ") {
		t.Errorf("warnings %v", s.Warnings)
	}
	write("users2.json", `{"users":[{"id":"2","email":"other@x"}]}`)
	if _, err := fetch(); err == nil || !strings.Contains(err.Error(), `users2.json, line 1: the user id "2" is already in users.csv, line 3`) {
		t.Errorf("got %v", err)
	}
	write("x.ldif", "dn: a=b\n\n")
	if _, err := fetch(); !errors.Is(err, directory.ErrConfig) {
		t.Errorf("got %v", err)
	}
}

// A file that was read is replaced while the next one is: what they say
// together was never true.
func TestFilesOfDifferentMomentsAreIncomplete(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	users, groups := filepath.Join(dir, "users.csv"), filepath.Join(dir, "groups.csv")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Error(err)
		}
	}
	write(users, "id,email\n1,a@x\n")
	write(groups, "id,members\n"+strings.Repeat("g,1\n", 1500))
	replaced := false
	s, err := file.New(file.Config{Settings: config.File{Path: users + ";" + groups}, OnProgress: func(p directory.Progress) {
		if p.Done == 1000 && !replaced {
			replaced = true
			write(users, "id,email\n1,a@x\n2,b@x\n")
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Fetch(t.Context(), nil)
	if !replaced || !errors.Is(err, directory.ErrIncomplete) || !strings.Contains(err.Error(), "users.csv: changed while it was read") {
		t.Errorf("got %v", err)
	}
	if _, err := s.Fetch(t.Context(), nil); err != nil {
		t.Errorf("the next read: %v", err)
	}
}

func TestLDIFOfOtherTools(t *testing.T) {
	t.Parallel()
	const ldifde = "dn: CN=Ada,DC=x\r\nchangetype: add\r\nobjectClass: user\r\nmail: ada@example.com\r\n\r\n" +
		"dn: CN=Zoë,DC=x\r\nchangetype: add\r\nobjectClass: user\r\nmail: zoe@example.com\r\n\r\n"
	for name, c := range map[string]struct {
		text     string
		want     []string
		warnings []string
	}{
		"ldifde":        {ldifde, []string{"CN=Ada,DC=x ada@example.com", "CN=Zoë,DC=x zoe@example.com"}, nil},
		"ldifde -u":     {"\xff\xfe" + wide(ldifde, littleEndian), []string{"CN=Ada,DC=x ada@example.com", "CN=Zoë,DC=x zoe@example.com"}, nil},
		"ldapsearch -t": {"dn: uid=a\nobjectClass: person\nmail: a@x\njpegPhoto:< file:///tmp/x\n\n", []string{"uid=a a@x"}, nil},
		"two exports":   {"version: 1\n\ndn: uid=a\nobjectClass: person\nmail: a@x\n\nsearch: 2\nresult: 0 Success\n\nversion: 1\ndn: uid=b\nobjectClass: person\nmail: b@x\n\n", []string{"uid=a a@x", "uid=b b@x"}, nil},
		"dynamic groups": {
			"dn: uid=a\nobjectClass: person\nmail: a@x\n\n" +
				"dn: cn=d\nobjectClass: groupOfURLs\ncn: Dyn\nmemberURL: ldap:///??sub?(ou=x)\n\n" +
				"dn: cn=e\nobjectClass: groupOfNames\ncn: Both\nmember: uid=a\nmemberURL: ldap:///??sub?(ou=y)\n\n",
			[]string{"uid=a a@x"},
			[]string{
				`x.ldif, line 5: the members of the dynamic group "Dyn" are computed by the server (memberURL) and are not in the file; the group is left out.`,
				`x.ldif, line 10: the dynamic group "Both" (memberURL) has only the members that the file lists.`,
			},
		},
	} {
		s, err := fetch(t, "x.ldif", c.text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var warnings []string
		for _, w := range s.Warnings {
			warnings = append(warnings, w.Text)
		}
		if diff := cmp.Diff(c.want, people(s)) + cmp.Diff(c.warnings, warnings); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	_, err := fetch(t, "x.ldif", "dn: uid=a\nobjectClass: person\nmail: a@x\n\nversion: 1\n\ndn: uid=b\nobjectClass: person\nmail: b@x\n\nsearch: 3\nresult: 4 Size limit exceeded\n\nversion: 1\n\ndn: uid=c\nobjectClass: person\n\n")
	if !errors.Is(err, directory.ErrIncomplete) {
		t.Errorf("the second export was cut off: got %v", err)
	}
}

// What somebody is called is for people: it decides nothing.
func TestOnePersonMayBeCalledSeveralWays(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"x.csv":  "id,email,name,groups\n1,ada@example.com,,a\n1,ada@example.com,Ada Lovelace,b\n1,ada@example.com,Ada L.,c\n",
		"x.json": `{"users":[{"id":1,"email":"ada@example.com","groups":["a"]},{"id":1,"email":"ada@example.com","name":"Ada Lovelace","groups":["b"]},{"id":1,"email":"ada@example.com","name":"Ada L.","groups":["c"]}]}`,
	} {
		s, err := fetch(t, name, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(s.Users) != 1 || s.Users[0].Name != "Ada Lovelace" || len(s.Groups) != 3 {
			t.Errorf("%s: users %+v, %d groups", name, s.Users, len(s.Groups))
		}
	}
}
