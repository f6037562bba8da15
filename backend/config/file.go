package config

import (
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// File is a directory in a file, in the output of a program, or at an address.
type File struct {
	// Path names one file, or several: see Paths.
	Path string
	// Command is a program with its arguments: see CommandLine.
	Command string
	// URL is an address, which Username and the secret file.token log in to.
	URL, Username string
	// Timeout bounds what the program or the address may take.
	Timeout  time.Duration
	Format   FileFormat
	Encoding string
	// Columns and Values are read by ParseColumns and ParseMeanings.
	Columns, Values string
	ListSeparator   string
	OpenEnd         bool
}

// FileFormat names the format of a directory in a file.
type FileFormat string

// The formats; FormatAuto goes by the name's ending.
const (
	FormatAuto FileFormat = "auto"
	FormatLDIF FileFormat = "ldif"
	FormatCSV  FileFormat = "csv"
	FormatJSON FileFormat = "json"
)

// Paths are the files of file.path.
func (f *File) Paths() []string { return SplitPaths(f.Path) }

// SplitPaths splits a list of files, which are separated by semicolons.
func SplitPaths(text string) []string {
	var paths []string
	for path := range strings.SplitSeq(text, ";") {
		if path = strings.TrimSpace(path); path != "" {
			paths = append(paths, path)
		}
	}
	return paths
}

// unquoted takes off the quotes in which Windows' "Copy as path" puts a path, as
// some shells leave them; of a list, those of each.
func unquoted(text string) string {
	paths := strings.Split(text, ";")
	for i, path := range paths {
		if path = strings.TrimSpace(path); len(path) > 1 && strings.HasPrefix(path, `"`) && strings.HasSuffix(path, `"`) {
			paths[i] = strings.TrimFunc(path, func(r rune) bool { return r == '"' || unicode.IsSpace(r) })
		}
	}
	return strings.Join(paths, ";")
}

// FormatOfName goes by the ending of a file's name; it is FormatAuto where
// that does not tell.
func FormatOfName(name string) FileFormat {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ldif", ".ldf":
		return FormatLDIF
	case ".csv", ".tsv", ".txt":
		return FormatCSV
	case ".json":
		return FormatJSON
	}
	return FormatAuto
}

// FormatOfURL goes by the ending of an address's path.
func FormatOfURL(address string) FileFormat {
	u, err := url.Parse(address)
	if err != nil {
		return FormatAuto
	}
	return FormatOfName(u.Path)
}

func (f *File) validate() Problems {
	set := 0
	for _, text := range []string{f.Path, f.Command, f.URL} {
		if text != "" {
			set++
		}
	}
	switch {
	case set == 0:
		return Problems{lacking("file.path", "no-file", "is not set, nor is file.command or file.url", "/srv/hr/export.csv")}
	case set > 1 && f.Command != "":
		return Problems{wrong("file.command", "command-and-file", "is set, and so is file.path or file.url: users and groups come from one of them", "/usr/local/bin/export-people")}
	case set > 1:
		return Problems{wrong("file.url", "address-and-file", "is set, and so is file.path: users and groups come from one of them", "https://hr.example.com/people.csv")}
	case f.Format == FormatAuto && f.Command != "":
		return Problems{lacking("file.format", "format-of-command", "is auto, which goes by the name of a file: say what file.command writes", "csv")}
	case f.Format == FormatAuto && f.URL != "" && FormatOfURL(f.URL) == FormatAuto:
		return Problems{lacking("file.format", "format-of-address", "is auto, and the ending of file.url does not tell", "csv")}
	}
	return nil
}

// CommandLine splits a program and its arguments at spaces; what stands in
// double or single quotes stays together. There are no other special
// characters: no shell reads it.
func CommandLine(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	inWord := false
	for _, r := range text {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inWord = r, true
		case quote == 0 && unicode.IsSpace(r):
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, complain("open-quote", "has a %s that is never closed", string(quote))
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

// wholePath is a path on any system: settings may be written on another one.
var wholePath = regexp.MustCompile(`^(/|\\\\|[A-Za-z]:[\\/])`)

func checkCommand(text string) error {
	words, err := CommandLine(text)
	switch {
	case err != nil || len(words) == 0:
		return err
	case !wholePath.MatchString(words[0]):
		return complain("program-path", "begins with %q, which is not the whole path of a program", words[0])
	}
	return nil
}

// checkFileURL accepts nothing, and an https address.
func checkFileURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return complain("address", "is not an address")
	case u.Scheme != "https":
		return complain("not-https", "starts with %s://, not with https://", u.Scheme)
	case u.User != nil:
		return complain("file-password", "holds a user name or password: set file.username and file.token instead")
	case u.Fragment != "":
		return complain("address-fragment", "goes on with #, which is never sent")
	}
	return nil
}

// FileFields are what a column of a CSV file may hold; ColumnIgnored is a
// column that is not read.
var FileFields = []string{"type", "id", "email", "name", "disabled", "enabled", "deleted", "groups", "members", "memberGroups"}

// ColumnIgnored is the field of columns that are not read; the column * stands
// for all that nothing else names.
const ColumnIgnored = "ignore"

// A Column says what a column of a CSV file holds.
type Column struct{ Field, Header string }

// ParseColumns reads file.columns: field=header, separated by semicolons.
func ParseColumns(text string) ([]Column, error) {
	pairs, err := parsePairs(text)
	if err != nil {
		return nil, err
	}
	fields := append(slices.Clone(FileFields), ColumnIgnored)
	for i, p := range pairs {
		at := slices.IndexFunc(fields, func(f string) bool { return strings.EqualFold(f, p.Field) })
		if at < 0 {
			return nil, complain("field-name", "names the field %q, which is not one of %s", p.Field, strings.Join(fields, ", "))
		}
		pairs[i].Field = fields[at]
	}
	return pairs, nil
}

// A Meaning is what the text of a cell says.
type Meaning string

// The meanings of a cell: yes and no answer what the column asks; disabled and
// enabled are about the account, whatever the column is called.
const (
	MeansYes      Meaning = "yes"
	MeansNo       Meaning = "no"
	MeansDisabled Meaning = "disabled"
	MeansEnabled  Meaning = "enabled"
)

// ParseMeanings reads file.values: meaning=text|text, separated by semicolons.
// The texts are returned in lower case.
func ParseMeanings(text string) (map[string]Meaning, error) {
	pairs, err := parsePairs(text)
	if err != nil {
		return nil, err
	}
	known := []Meaning{MeansYes, MeansNo, MeansDisabled, MeansEnabled}
	list := map[string]Meaning{}
	for _, p := range pairs {
		meaning := Meaning(strings.ToLower(p.Field))
		if !slices.Contains(known, meaning) {
			return nil, complain("value-name", "names %q, which is not yes, no, disabled or enabled", p.Field)
		}
		for value := range strings.SplitSeq(p.Header, "|") {
			value = strings.ToLower(strings.TrimSpace(value))
			if other, again := list[value]; again && other != meaning {
				return nil, complain("two-meanings", "gives %q two meanings", value)
			}
			list[value] = meaning
		}
	}
	return list, nil
}

// parsePairs splits a=b;c=d; a text that holds a semicolon stands in double
// quotes.
func parsePairs(text string) ([]Column, error) {
	var pairs []Column
	quoted := false
	parts := strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ';' && !quoted
	})
	if quoted {
		return nil, complain("open-double-quote", "has a double quote that is never closed")
	}
	for _, part := range parts {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, value, ok := strings.Cut(part, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
			value = strings.TrimSpace(value[1 : len(value)-1])
		}
		if !ok || name == "" || value == "" {
			return nil, complain("not-a-pair", "holds %q, which is not name=value", strings.TrimSpace(part))
		}
		pairs = append(pairs, Column{name, value})
	}
	return pairs, nil
}

func checkColumns(text string) error {
	_, err := ParseColumns(text)
	return err
}

func checkMeanings(text string) error {
	_, err := ParseMeanings(text)
	return err
}

func checkListSeparator(text string) error {
	if text != "" && !slices.Contains([]string{"|", ";", ",", "/", "&", "+", "#"}, text) {
		return complain("separator", "is not one of | ; , / & + #")
	}
	return nil
}
