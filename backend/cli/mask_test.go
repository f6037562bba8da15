package cli_test

import "regexp"

type mask struct {
	re *regexp.Regexp
	by string
}

// masks find what differs from run to run: ids of runs, moments, durations and
// processes.
func masks() []mask {
	return []mask{
		{regexp.MustCompile(`\b\d{8}T\d{6}\.\d{9}Z`), "RUN-ID"},
		{regexp.MustCompile(`\b\d{8}T\d{6}\.\d{3}\b`), "RUN"},
		{regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?`), "TIME"},
		{regexp.MustCompile(`\b\d+(\.\d+)?(ms|µs|s)\b`), "DURATION"},
		{regexp.MustCompile(`process \d+`), "process PID"},
	}
}
