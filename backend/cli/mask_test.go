package cli_test

import (
	"regexp"
	"strings"
)

// storyPath is a path below the folder of a story, as Windows writes it, as it
// is or in JSON.
var storyPath = regexp.MustCompile(`\$WORK(\\{1,2}[\w.-]+)+`)

// likeUnix writes such a path as the stories do.
func likeUnix(path string) string {
	return strings.ReplaceAll(strings.ReplaceAll(path, `\\`, "/"), `\`, "/")
}

type mask struct {
	re *regexp.Regexp
	by string
}

// masks find what differs from run to run: ids of runs, moments, durations,
// processes and, since every organization of a test has another address, digests
// of plans.
func masks() []mask {
	return []mask{
		{regexp.MustCompile(`\b\d{8}T\d{6}\.\d{9}Z`), "RUN-ID"},
		{regexp.MustCompile(`\b\d{8}T\d{6}\.\d{3}\b`), "RUN"},
		{regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?`), "TIME"},
		{regexp.MustCompile(`\b\d+(\.\d+)?(ms|µs|s)\b`), "DURATION"},
		{regexp.MustCompile(`process \d+`), "process PID"},
		{regexp.MustCompile(`sha256:[0-9a-f]{12,64}`), "sha256:DIGEST"},
		{regexp.MustCompile(`"checks": "[^"]*"`), `"checks": "CHECKS"`},
	}
}
