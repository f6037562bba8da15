package cli_test

import (
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/organization"
)

// What is printed of a run names it, and no other.
func TestTwoRunsOfAMomentAreToldApart(t *testing.T) {
	t.Parallel()
	var runs []organization.Run
	for _, id := range []string{"20261123T080000.000000000Z", "20261123T080000.500000000Z", "20261123T080000.500000001Z", "20261123T080001.000000000Z"} {
		runs = append(runs, organization.Run{ID: id})
	}
	var b strings.Builder
	cli.WriteRuns(&b, runs)
	seen := map[string]bool{}
	for line := range strings.Lines(b.String()) {
		seen[strings.Fields(line)[0]] = true
	}
	want := []string{"RUN", "20261123T080000.000", "20261123T080000.500000000Z", "20261123T080000.500000001Z", "20261123T080001.000"}
	for _, id := range want {
		if !seen[id] {
			t.Errorf("%s is not there:\n%s", id, b.String())
		}
	}
	if len(seen) != len(want) {
		t.Error(fmt.Sprint(seen))
	}
}
