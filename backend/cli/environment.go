package cli

import (
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/config"
)

// warnEnvironment names variables that look like this program's and are not: a
// mistyped filter would otherwise let everybody pass without a word.
func (f *Factory) warnEnvironment() {
	const prefix = "BWDC_"
	known := []string{"BWDC_DATA_DIR", "BWDC_PROFILE", "BWDC_NO_KEYRING", "BWDC_SECRETS_KEY_FILE", "BWDC_LISTEN"} // those that are no settings
	for _, d := range append(config.Definitions(), config.Retired()...) {
		known = append(known, d.EnvName())
		if d.Kind == config.KindSecret {
			known = append(known, d.EnvName()+"_FILE")
		}
	}
	environment := slices.Sorted(slices.Values(f.Environ()))
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, prefix) || value == "" || slices.Contains(known, name) {
			continue
		}
		text := "the environment variable " + name + " means nothing here"
		if near := config.Nearest(name, known); len(near) > 0 {
			text += ": did you mean " + near[0] + "?"
		}
		f.warn(text)
	}
	f.warnZone(environment)
}

// warnZone names a time zone that is not known, because it is mistyped or the
// machine has none: Go goes on with UTC without a word, and times of day and
// quiet windows are others. (On Windows TZ counts for nothing.)
func (f *Factory) warnZone(environment []string) {
	for _, variable := range environment {
		zone, ok := strings.CutPrefix(variable, "TZ=")
		if name := strings.TrimPrefix(zone, ":"); ok && name != "" && name != "UTC" && time.Local.String() == "UTC" {
			f.warn("the time zone TZ=" + zone + " is not known here: times of day are UTC")
		}
	}
}
