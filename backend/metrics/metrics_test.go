package metrics

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

var update = flag.Bool("update", false, "write the golden files and the table of docs/monitoring.md")

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// full is a Recorder and a Moment with everything that there may be.
func full() (*Recorder, Moment) {
	r := &Recorder{}
	run := &organization.Run{
		Result: organization.ResultStopped, Start: noon.Add(-time.Minute), End: noon.Add(-20 * time.Second),
		Counts: organization.Counts{UsersAdded: 3, UsersRemoved: 2, GroupsChanged: 1, LeftOut: 4, Held: 1, Requests: 2}, Warnings: make([]directory.Warning, 5),
		Changes: []plan.Change{{Action: plan.Revoke, Kind: plan.User, Name: "ada@example.com"}}, Traffic: &directory.Traffic{Requests: 12, Throttled: 2, Retries: 3, Waited: 1500 * time.Millisecond},
		Drift:     []plan.Drift{{Kind: plan.UnknownMembers, Count: 7}, {Kind: plan.MemberGone, Name: "ada@example.com"}},
		Stops:     []plan.Finding{{Guard: plan.GuardRemovals, Count: 9}},
		Postponed: &plan.Postponed{Changes: make([]plan.Change, 2)},
	}
	r.Ended(&organization.Run{Result: organization.ResultDone, Start: noon.Add(-2 * time.Hour), End: noon.Add(-2 * time.Hour)})
	r.Ended(run)
	r.Ended(nil) // a sync that could not begin
	return r, Moment{
		Status: app.Status{
			Version: "1.2.3", Profile: `of "Ada"`, Directory: "entra", LoggedIn: true, Members: 40, Groups: 5, InFlight: 1,
			Seats:     &organization.SeatsSeen{Used: 41, Seats: organization.Seats{Known: true, Bought: 50}},
			Automatic: &app.Automatic{Failures: 2, NextRun: noon.Add(5 * time.Minute)},
		},
		Freshness: app.Freshness{Last: noon.Add(-2 * time.Hour), Until: noon.Add(-time.Hour)}, Now: noon, Started: noon.Add(-24 * time.Hour),
	}
}

func text(t *testing.T, r *Recorder, m Moment) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// parse reads numbers as Prometheus does.
func parse(t *testing.T, text string) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return families
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	r, m := full()
	got := text(t, r, m)
	const golden = "testdata/metrics.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
	if strings.Contains(got, "example.com") {
		t.Error("somebody is named")
	}
	if again := text(t, r, m); again != got {
		t.Error("the same numbers are written otherwise")
	}
	parse(t, got)
	parse(t, text(t, &Recorder{}, Moment{Now: noon})) // before anything happened
}

// TestThePageAndTheDashboardKnowTheNumbers compares what is written about the
// numbers with what they are; -update writes the table.
func TestThePageAndTheDashboardKnowTheNumbers(t *testing.T) {
	t.Parallel()
	r, m := full()
	families := parse(t, text(t, r, m))
	checkTable(t, families)
	known := map[string]bool{}
	for name, f := range families {
		known[name] = true
		if f.GetType() == dto.MetricType_HISTOGRAM {
			known[name+"_bucket"], known[name+"_sum"], known[name+"_count"] = true, true, true
		}
	}
	for _, name := range []string{"alerts.yml", "grafana-dashboard.json"} {
		data, err := os.ReadFile("../../docs/monitoring/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var parsed any
		if err := errors.Join(json.Unmarshal(data, &parsed)); strings.HasSuffix(name, ".json") && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := yaml.Unmarshal(data, &parsed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		asked := regexp.MustCompile(`\bbwdc_\w+`).FindAllString(string(data), -1)
		if len(asked) < 7 {
			t.Errorf("%s asks for %q only", name, asked)
		}
		for _, metric := range asked {
			if !known[metric] {
				t.Errorf("%s asks for %s, which there is not", name, metric)
			}
		}
	}
}

func checkTable(t *testing.T, families map[string]*dto.MetricFamily) {
	t.Helper()
	var rows strings.Builder
	var names []string
	for name := range families {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f := families[name]
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, "`"+l.GetName()+"`")
		}
		fmt.Fprintf(&rows, "| `%s` | %s | %s |\n", name, strings.Join(labels, ", "), f.GetHelp())
	}
	const path = "../../docs/monitoring.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table := regexp.MustCompile(`(?s)(\| number \| labels \| what \|\n\|---\|---\|---\|\n).*?\n\n`)
	got := table.ReplaceAllString(string(page), "${1}"+strings.ReplaceAll(rows.String(), "$", "$$")+"\n")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page), got); diff != "" {
		t.Errorf("docs/monitoring.md is not what is counted; go test ./backend/metrics -update (-page +counted):\n%s", diff)
	}
}

// fixed is a profile that a test made up.
type fixed struct {
	fresh app.Freshness
	err   error
}

func (f *fixed) Status(context.Context) (app.Status, error) {
	return app.Status{Profile: "default"}, f.err
}
func (f *fixed) Freshness(context.Context) (app.Freshness, error) { return f.fresh, f.err }

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	secret := errors.New("open /home/ada/.config: permission denied")
	for _, c := range []struct {
		name, path string
		fixed      fixed
		maxAge     time.Duration
		status     int
		want       string
	}{
		{"alive", "/healthz", fixed{err: secret}, 0, 200, "alive"},
		{"never", "/readyz", fixed{}, 0, 503, "no sync of everybody has succeeded yet"},
		{"young", "/readyz", fixed{fresh: app.Freshness{Last: noon.Add(-time.Hour), Until: noon}}, 0, 200, "at 2026-11-30T11:00:00Z"},
		{"old", "/readyz", fixed{fresh: app.Freshness{Last: noon.Add(-time.Hour), Until: noon.Add(-1)}}, 0, 503, "not ready: the last success was at 2026-11-30T11:00:00Z"},
		{"old, but young enough for somebody", "/readyz", fixed{fresh: app.Freshness{Last: noon.Add(-time.Hour), Until: noon.Add(-1)}}, 2 * time.Hour, 200, "ready"},
		{"a clock that was a little ahead", "/readyz", fixed{fresh: app.Freshness{Last: noon.Add(30 * time.Minute), Until: noon.Add(90 * time.Minute)}}, 0, 200, "ready"},
		{"a clock that was a year ahead", "/readyz", fixed{fresh: app.Freshness{Last: noon.AddDate(1, 0, 0), Until: noon.AddDate(1, 0, 0).Add(time.Hour)}}, 0, 503, "not ready: the last success was at 2027-11-30T12:00:00Z, which is still to come"},
		{"unreadable", "/readyz", fixed{err: secret}, 0, 503, "the log says why"},
		{"numbers of what is unreadable", "/metrics", fixed{err: secret}, 0, 503, "the log says why"},
		{"numbers", "/metrics", fixed{}, 0, 200, "bwdc_up_to_date 0"},
		{"anything else", "/", fixed{}, 0, 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHandler(&c.fixed, &Recorder{}, c.maxAge, func() time.Time { return noon })
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.path, nil))
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) || strings.Contains(w.Body.String(), "/home/ada") {
				t.Errorf("HTTP %d: %s", w.Code, w.Body)
			}
		})
	}
	w := httptest.NewRecorder()
	NewHandler(&fixed{}, &Recorder{}, 0, nil).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/metrics", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: HTTP %d", w.Code)
	}
}

func TestServingEnds(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, NewHandler(&fixed{}, &Recorder{}, 0, nil), slog.New(slog.DiscardHandler))
	}()
	response, err := http.Get("http://" + l.Addr().String() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
