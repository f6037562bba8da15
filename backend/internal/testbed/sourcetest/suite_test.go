package sourcetest_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/sourcetest"
)

// defectVariable makes the test binary run the suite on a Source with a
// defect, for TestSuiteFindsDefects.
const defectVariable = "SOURCETEST_DEFECT"

func TestSuitePassesASourceThatKeepsTheRules(t *testing.T) {
	sourcetest.Run(t, func(*testing.T) sourcetest.Harness { return newMemory(os.Getenv(defectVariable)) })
}

func TestSuiteFindsDefects(t *testing.T) {
	t.Parallel()
	for defect, story := range map[string]string{
		"first page only":           "pages_end_where_they_end",
		"flat":                      "groups_list_the_groups_in_them",
		"shows all":                 "what_is_outside_the_search_is_not_read",
		"follows unasked":           "groups_outside_the_search_are_followed_where_that_is_asked_for",
		"deaf":                      "a_cancelled_read_returns_at_once",
		"takes parts for the whole": "a_read_that_breaks_off_is_incomplete",
		"forgets the dead":          "deleted_users_are_gone_or_tombstones",
		"forgets who was renamed":   "an_entry_is_known_after_a_rename",
		"takes heirs for the dead":  "who_gets_an_old_name_is_somebody_else",
		"no kind of stable ids":     "users_are_read_with_their_email",
		"unsorted":                  "users_are_read_with_their_email",
		"blind to disabling":        "disabled_users_are_marked",
		"writes into the base":      "the_base_is_not_changed",
		"stale":                     "an_incremental_read_equals_a_complete_one",
		"never incremental":         "an_incremental_read_equals_a_complete_one",
		"gives up when throttled":   "a_throttled_read_goes_on",
	} {
		t.Run(defect, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestSuitePassesASourceThatKeepsTheRules", "-test.v")
			cmd.Env = append(os.Environ(), defectVariable+"="+defect)
			out, err := cmd.CombinedOutput()
			if err == nil {
				t.Fatalf("the suite passed a source with the defect %q", defect)
			}
			if !strings.Contains(string(out), "FAIL: TestSuitePassesASourceThatKeepsTheRules/"+story) {
				t.Errorf("%q does not fail the story %s:\n%s", defect, story, out)
			}
		})
	}
}
