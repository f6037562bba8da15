package bitwarden

import (
	"regexp"
	"strings"
)

// unknownVersion stands for a build that has no number.
const unknownVersion = "0.0.0"

// aVersion is a semantic version (https://semver.org), of which minor and
// patch may be missing.
var aVersion = regexp.MustCompile(`^(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*))?` +
	`(-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$`)

// semanticVersion makes of this program's version what vaultwarden can read:
// it writes an ERROR into its log at every log-in otherwise.
func semanticVersion(version string) string {
	parts := aVersion.FindStringSubmatch(strings.TrimPrefix(strings.TrimSpace(version), "v"))
	if parts == nil {
		return unknownVersion
	}
	for i, part := range parts[1:4] {
		if part == "" {
			parts[i+1] = "0"
		}
	}
	return strings.Join(parts[1:4], ".") + parts[4] + parts[5]
}
