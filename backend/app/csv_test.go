package app_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"directoryconnector/backend/app"
)

func TestCSVHoldsNoLiveFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"Ada":                            "Ada",
		"=1+1":                           "'=1+1",
		"+49 30 1":                       "'+49 30 1",
		"-1":                             "'-1",
		"@SUM(A1)":                       "'@SUM(A1)",
		"  =1":                           "'  =1",
		"＝1+1":                           "'＝1+1",
		"\t=1":                           "\"'\t=1\"",
		"\n=1":                           "\"'\n=1\"",
		"a;=1+1":                         `"a;=1+1"`,
		"a,\"b\"":                        `"a,""b"""`,
		"\u200b=1":                       "<U+200B>=1",
		"evil\u202egnp.exe\u0007":        "evil<U+202E>gnp.exe<U+0007>",
		"=HYPERLINK(\"http://x\",\"y\")": `"'=HYPERLINK(""http://x"",""y"")"`,
	} {
		if got := strings.TrimSuffix(app.CSVRow([]string{cell}), "\n"); got != want {
			t.Errorf("%q is %s, want %s", cell, got, want)
		}
	}
	row := []string{"a", "", "b;c", "d\"e", "f\ng", " h"}
	back, err := csv.NewReader(strings.NewReader(app.CSVRow(row))).Read()
	if err != nil || strings.Join(back, "|") != strings.Join(row, "|") {
		t.Errorf("read back: %q, %v", back, err)
	}
}
