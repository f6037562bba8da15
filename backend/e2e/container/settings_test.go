package container

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"directoryconnector/backend/config"
)

// TestVariablesExist: every variable that the examples name is one of a setting,
// or of the program itself.
func TestVariablesExist(t *testing.T) {
	t.Parallel()
	known := []string{"BWDC_DATA_DIR", "BWDC_LISTEN", "BWDC_NO_KEYRING"}
	for _, d := range config.Definitions() {
		known = append(known, d.EnvName())
		if d.Kind == config.KindSecret {
			known = append(known, d.EnvName()+"_FILE")
		}
	}
	for _, name := range []string{"docs/container.md", "build/container/compose.yaml", "build/container/chart/values.yaml", "build/container/chart/templates/_helpers.tpl"} {
		text, err := os.ReadFile("../../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(`BWDC_[A-Z_]+`).FindAllString(string(text), -1)
		if len(found) == 0 {
			t.Errorf("%s names no variable", name)
		}
		for _, variable := range found {
			if !slices.Contains(known, variable) {
				t.Errorf("%s: %s is not known", name, variable)
			}
		}
	}
}
