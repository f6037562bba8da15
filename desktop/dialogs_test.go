package desktop

import (
	"strings"
	"testing"
)

func TestKindsOfFiles(t *testing.T) {
	t.Parallel()
	for kinds, want := range map[string]string{
		"":            "All files=*",
		"pem":         "*.pem=*.pem All files=*",
		"pem .crt P7": "*.pem, *.crt, *.P7=*.pem;*.crt;*.P7 All files=*",
		"*":           "error",
		"a;b":         "error",
		"../x":        "error",
	} {
		filters, err := filtersOf(strings.Fields(kinds), english.allFiles)
		var got []string
		for _, f := range filters {
			got = append(got, f.DisplayName+"="+f.Pattern)
		}
		if err != nil {
			got = []string{"error"}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", kinds, got, want)
		}
	}
	for name, want := range map[string]string{
		"test.csv": "test.csv", "/etc/passwd": "passwd", `..\..\a.json`: "a.json", "..": "file", "": "file", "dir/": "file",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q is saved as %q, want %q", name, got, want)
		}
	}
}
