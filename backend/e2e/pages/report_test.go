package pages

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"
	"time"
)

// The JSON report of Playwright, as far as it is shown.
// https://playwright.dev/docs/api/class-testreporter
type (
	report struct {
		Suites []suite
		Errors []struct{ Message string }
	}
	suite struct {
		Title  string
		Suites []suite
		Specs  []spec
	}
	spec struct {
		Title string
		Tests []struct {
			ProjectName string
			// Status is "expected", "unexpected", "flaky" or "skipped".
			Status  string
			Results []struct {
				// Duration is in milliseconds.
				Duration int
				Errors   []struct{ Message string }
			}
		}
	}
)

// show makes each spec a test: its file, the words around it, its title.
func show(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("Playwright wrote no report: %v", err)
		return
	}
	var r report
	if err := json.Unmarshal(data, &r); err != nil {
		t.Errorf("Playwright's report: %v", err)
	}
	for _, e := range r.Errors {
		t.Error(plain(e.Message))
	}
	if len(r.Suites) == 0 {
		t.Error("no spec has run")
	}
	for i := range r.Suites {
		showSuite(t, &r.Suites[i])
	}
}

var colour = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// plain takes out the colours, which Playwright's workers always write.
func plain(text string) string { return colour.ReplaceAllString(text, "") }

func showSuite(t *testing.T, s *suite) {
	t.Helper()
	t.Run(s.Title, func(t *testing.T) {
		for i := range s.Suites {
			showSuite(t, &s.Suites[i])
		}
		for i := range s.Specs {
			t.Run(s.Specs[i].Title, func(t *testing.T) { showSpec(t, &s.Specs[i]) })
		}
	})
}

func showSpec(t *testing.T, s *spec) {
	t.Helper()
	for _, test := range s.Tests {
		for _, result := range test.Results {
			t.Logf("%s: %s in %s", test.ProjectName, test.Status, time.Duration(result.Duration)*time.Millisecond)
			for _, e := range result.Errors {
				t.Error(plain(e.Message))
			}
		}
		// One that was skipped tells nothing: here is all that a spec can need.
		if test.Status != "expected" && !t.Failed() {
			t.Errorf("%s: %s", test.ProjectName, test.Status)
		}
	}
}
