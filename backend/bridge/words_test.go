package bridge_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/config"
)

// The pages have words of their own for every setting, in every language. They
// are checked against English when the pages are built; English is checked here.
func TestPagesHaveWordsForEverySetting(t *testing.T) {
	t.Parallel()
	var told, want []string
	for _, name := range []string{"fields.ts", "syncfields.ts"} {
		text, err := os.ReadFile("../../frontend/src/i18n/en/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?m)^  '?([\w.]+)'?: \{`).FindAllSubmatch(text, -1) {
			told = append(told, string(found[1]))
		}
	}
	for _, d := range config.NewCatalog().All() {
		want = append(want, d.Key)
	}
	slices.Sort(told)
	slices.Sort(want)
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("settings and those that frontend/src/i18n/en/fields.ts names (-settings +pages):\n%s", diff)
	}
}
