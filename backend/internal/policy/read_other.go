//go:build !windows

package policy

import "strings"

// enforced is set by the linker, for tests of what pages show of policies:
// "sync.maxRemovals=10;log.level=warn". No setting and no environment changes it.
var enforced string

// Read returns the settings that are enforced, by name.
func Read() map[string]string {
	if enforced == "" {
		return nil
	}
	policies := map[string]string{}
	for one := range strings.SplitSeq(enforced, ";") {
		name, value, _ := strings.Cut(one, "=")
		policies[name] = value
	}
	return policies
}
