package file_test

import (
	"errors"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

func TestErrorsNameTheLineAndWhatToDo(t *testing.T) {
	t.Parallel()
	const head = `{"users":[{"id":"1"}],` + "\n"
	for name, c := range map[string]struct {
		file, text, want string
		incomplete       bool
	}{
		"an empty file":                {"x.csv", "", "the file is empty", true},
		"only a byte order mark":       {"x.csv", "\xef\xbb\xbf", "the file is empty", true},
		"an LDIF without entries":      {"x.ldif", "# nothing\n\n", "the file is empty", true},
		"JSON without lists":           {"x.json", `{"version":1}`, `there is neither "users" nor "groups"`, false},
		"a last cell cut off":          {"x.csv", "id,email,groups\n1,a,Eng|Everybody\n2,b,Eng|Ever", "line 3: the file ends without a line end", true},
		"a last cell cut in quotes":    {"x.csv", "id,email\n1,\"a \"", "line 2: the file ends without a line end", true},
		"a header cut off":             {"x.csv", "id,email", "line 1: the file ends without a line end", true},
		"a row cut off":                {"x.csv", "id,email\n1,a\n2", "line 3: the file ends in the middle of a row", true},
		"UTF-16 cut in a letter":       {"x.csv", "\xff\xfei\x00d\x00\n\x001", "the file ends in the middle of a letter (UTF-16)", true},
		"UTF-16 that is none":          {"x.csv", "\xff\xfei\x00d\x00\n\x00\x00\xd8\n\x00", "line 2, column 1: this is not UTF-16", false},
		"a NUL byte":                   {"x.csv", "id,email\n1,\x00\n", "line 2: a NUL byte", false},
		"UTF-8 with a stray byte":      {"x.csv", "id,email\n1,zo\u00eb\n2,zo\xeb@x\n", "line 3, column 5: this is not UTF-8", false},
		"no letter of Windows-1252":    {"x.csv", "id,email\n1,a\x81@x\n", "line 2, column 4: this is neither UTF-8 nor windows-1252", false},
		"an old Mac's letters":         {"x.csv", "id,email\r1,zo\x91@x\r", "whether it is macintosh or windows-1252 can't be told", false},
		"JSON in Latin-1":              {"x.json", "{\"users\":[{\"id\":\"\xeb\"}]}", "this is not UTF-8", false},
		"a character cut off":          {"x.json", "{\n\"a\xc3", "line 2, column 3: this is not UTF-8", false},
		"an unknown column":            {"x.csv", "id,e-mail\n", `line 1, column 4: unknown column "e-mail" (did you mean email?)`, false},
		"unknown columns, and no id":   {"x.csv", "e-mail,Office,Phone\n", `line 1, column 1: unknown columns "e-mail" (did you mean email?), "Office", "Phone"; the column "id" is missing`, false},
		"a list of PowerShell":         {"x.csv", "id,groups\n1,System.Object[]\n", `field "groups": "System.Object[]" is the name of a list`, false},
		"a number that Excel cut":      {"x.csv", "id;email\n1,23457E+15;a\n", `line 2, column 1, field "id": "1,23457E+15" is what a spreadsheet makes`, false},
		"an error of Excel":            {"x.csv", "id;email\n#N/A;a\n", `field "id": "#N/A" is what a spreadsheet makes`, false},
		"is it a list":                 {"x.csv", "id,groups\n1,A;B\n", `line 2: is "A;B" the name of one, or are there several?`, false},
		"is it a list of members":      {"x.csv", "type,id,members\n,1,\n,2,\ngroup,g,\"1,2\"\n", `line 4: is "1,2" the name of one, or are there several?`, false},
		"a column twice":               {"x.csv", "id,email,EMAIL\n", `line 1: the column "EMAIL" is there twice`, false},
		"no id":                        {"x.csv", "email,groups\n", `the column "id" is missing`, false},
		"a cell without a header":      {"x.csv", "id;\n1;x\n", `line 2, column 3: the column of "x" has no name`, false},
		"a cell too many":              {"x.csv", "id,email\n1,a,b\n", "line 2: the row has more or fewer cells", false},
		"a quote never closed":         {"x.csv", "id,email\n1,a\n2,\"b\n3,c\n", "ends inside a quoted cell that begins in line 3", true},
		"a quote inside":               {"x.csv", "id,email\n1,a\"b\n2,c\n", "line 2, column 4: a double quote stands", false},
		"an odd flag":                  {"x.csv", "id,disabled\n1,maybe\n", `line 2, column 3, field "disabled": "maybe" is neither true nor false`, false},
		"an odd type":                  {"x.csv", "id,type\n1,robot\n", `"robot" is neither user nor group`, false},
		"a user with members":          {"x.csv", "id,email,members\n1,,2\n", "a user has no members", false},
		"a deleted group":              {"x.csv", "id,type,deleted\n1,group,1\n", "a group can't be deleted", false},
		"one id with two emails":       {"x.csv", "id,email\n1,a@x\n1,b@x\n", `line 3: the user id "1" is already in line 2`, false},
		"one group id with two names":  {"x.csv", "type,id,name\ngroup,1,A\ngroup,1,B\n", `line 3: the group id "1" is already in line 2`, false},
		"a name of two groups":         {"x.json", `{"users":[{"id":1,"groups":["a"]}],"groups":[{"id":"x","name":"A"},{"id":"y","name":"A"}]}`, `the group name "a" belongs to several groups`, false},
		"JSON that is a list":          {"x.json", "[]", `does not start with "{"`, false},
		"JSON cut off":                 {"x.json", head + `"groups":[{"id":"g`, "line 2: the file ends in the middle", true},
		"JSON with a comma missing":    {"x.json", head + `"groups":[{"id":"g" "name":"G"}]}`, "line 2, column", false},
		"JSON with more after it":      {"x.json", `{"users":[{"id":"1"}]} x`, "something follows", false},
		"an unknown field":             {"x.json", head + "\n\"groups\":[\n{\"id\":\"g\",\"member\":[]}]}", `line 4: unknown field "member": did you mean members?`, false},
		"an unknown field at the top":  {"x.json", `{"people":[]}`, `unknown field "people"`, false},
		"a field twice":                {"x.json", `{"users":[{"id":"1","id":"2"}]}`, `field "id": this field is there twice`, false},
		"a flag in quotes":             {"x.json", `{"users":[{"id":"1","disabled":"false"}]}`, `field "disabled": this is neither true nor false`, false},
		"a text where a list belongs":  {"x.json", `{"users":[{"id":"1","groups":"A"}]}`, `field "groups": this is not a list of texts`, false},
		"a list where a text belongs":  {"x.json", `{"users":[{"id":["1"]}]}`, `field "id": this is not a text`, false},
		"a user that is a text":        {"x.json", `{"users":["1"]}`, `a user is not an object`, false},
		"a newer version":              {"x.json", `{"version":2}`, `version "2" of the format`, false},
		"an LDIF change":               {"x.ldif", "dn: a=b\nchangetype: modify\n", "line 2, field \"changetype\": the file holds changes", false},
		"a value elsewhere":            {"x.ldif", "dn: a=b\nmail:< file:///x\n", "the value is in another file", false},
		"no dn":                        {"x.ldif", "version: 1\n\nmail: x\n", "an entry does not begin with dn:", false},
		"two entries without a gap":    {"x.ldif", "dn: a=b\ndn: a=c\n", "without an empty line before it", false},
		"a lost continuation":          {"x.ldif", "\n x\n", "line 2: a continuation without a line", false},
		"no colon":                     {"x.ldif", "dn: a=b\nmail\n", "line 2: this is not name: value", false},
		"no base64":                    {"x.ldif", "dn: a=b\nmail:: !!\n", `line 2, field "mail": the value is not base64`, false},
		"base64 that is no text":       {"x.ldif", "dn: a=b\nmail:: /w==\n", `the value is not UTF-8`, false},
		"a newer LDIF":                 {"x.ldif", "version: 2\n", `LDIF version "2"`, false},
		"LDIF without a line end":      {"x.ldif", "dn: a=b\nmail: a@exam", "line 2: the file ends without a line end", true},
		"a search that was cut off":    {"x.ldif", "dn: a=b\nobjectClass: person\n\nsearch: 2\nresult: 4 Size limit exceeded\n", "result 4 Size limit exceeded", true},
		"the first part of the member": {"x.ldif", "dn: a=b\nobjectClass: group\ncn: G\nmember;range=0-1499: a=c\n", "line 4: the member list of", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := fetch(t, c.file, c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if !strings.HasPrefix(err.Error(), "file: ") || !strings.Contains(err.Error(), c.file) {
				t.Errorf("%q does not name the file", err)
			}
			if errors.Is(err, directory.ErrIncomplete) != c.incomplete {
				t.Errorf("incomplete is %v, want %v: %v", !c.incomplete, c.incomplete, err)
			}
		})
	}
}

// What a hint proposes about columns is right when it is followed.
func TestHintsAboutColumns(t *testing.T) {
	t.Parallel()
	for header, c := range map[string]struct{ text, hint, not string }{
		"id,email,name,groups,color": {`unknown column "color"`, `Say in file.columns that it is not read ("ignore=color"; "ignore=*" for all others), or which of these it holds.`, "such as"},
		"id,email,Shoe;size":         {`unknown column "Shoe;size"`, `'ignore="Shoe;size"'`, "such as"},
		"id,email,e-mail":            {`unknown column "e-mail"`, `"ignore=e-mail"`, "did you mean"},
		"Name,Mail":                  {`unknown column "Mail" (did you mean email?)`, `(such as "email=Mail") or that it is not read ("ignore=Mail"`, "id=Mail"},
		"id,e-mail":                  {`unknown column "e-mail" (did you mean email?)`, `(such as "email=e-mail")`, "Add a column id"},
		"Personnel number,email":     {`unknown column "Personnel number"`, `(such as "id=Personnel number")`, "Add a column id"},
		"Office,e-mail":              {`unknown columns "Office", "e-mail" (did you mean email?)`, `(such as "email=e-mail") or that it is not read ("ignore=Office"`, "id=Office"},
	} {
		_, err := fetch(t, "x.csv", header+"\n")
		hint := directory.HintOf(err)
		if err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(hint, c.hint) || strings.Contains(err.Error()+hint, c.not) {
			t.Errorf("%s: got %v\n%s", header, err, hint)
		}
	}
	_, err := fetch(t, "x.csv", "Name,Mail\n")
	if hint := directory.HintOf(err); !strings.Contains(hint, "Add a column id with") {
		t.Errorf("the missing id is not spoken of: %s", hint)
	}
}

func TestALineBreakInACellIsNoMatterOfASetting(t *testing.T) {
	t.Parallel()
	for text, hint := range map[string]string{
		"id,groups\n1,\"G\nH\"\n":                       "There is a line break in the cell.",
		"id,groups\n1,\"G,H\r\nI\"\n":                   "There is a line break in the cell.",
		"id,groups\n1,\"G;\nH\"\n":                      `file.listSeparator: to ";"`,
		"id,groups\n1,\"G,H\"\n":                        `file.listSeparator: to ","`,
		"type,id,members\n,1,\n,2,\ngroup,g,\"1\n2\"\n": "There is a line break in the cell.",
	} {
		_, err := fetch(t, "x.csv", text)
		if got := directory.HintOf(err); !strings.Contains(got, hint) {
			t.Errorf("%q: got %v\n%s", text, err, got)
		}
	}
}
