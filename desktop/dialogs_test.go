package desktop

import (
	"strings"
	"testing"
)

func TestKindsOfFiles(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":      "All files=*",
		"a.pem": "*.pem=*.pem All files=*",
		"b.P7":  "*.P7=*.P7 All files=*",
		"a.*":   "error",
		"a.a;b": "error",
		"a.. x": "error",
	} {
		filters, err := filtersOf(name, english)
		var got []string
		for _, f := range filters {
			got = append(got, f.DisplayName+"="+f.Pattern)
		}
		if err != nil {
			got = []string{"error"}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", name, got, want)
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
