package metrics

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Write writes all numbers in the text format of Prometheus.
func (r *Recorder) Write(w io.Writer, m Moment) error {
	for _, family := range r.families(m) {
		if _, err := expfmt.MetricFamilyToText(w, family); err != nil {
			return fmt.Errorf("write metrics: %w", err)
		}
	}
	return nil
}

// ContentType is that of what Write writes.
var ContentType = string(expfmt.NewFormat(expfmt.TypeTextPlain))

// families are all numbers, sorted by name.
func (r *Recorder) families(m Moment) []*dto.MetricFamily {
	r.mu.Lock()
	defer r.mu.Unlock()
	families := slices.Concat(stateFamilies(m), r.runFamilies(m.Status.Directory), r.lastFamilies())
	families = slices.DeleteFunc(families, func(f *dto.MetricFamily) bool { return len(f.Metric) == 0 })
	slices.SortFunc(families, func(a, b *dto.MetricFamily) int { return strings.Compare(a.GetName(), b.GetName()) })
	return families
}

// stateFamilies are about the profile and its automatic sync.
func stateFamilies(m Moment) []*dto.MetricFamily {
	s := m.Status
	families := []*dto.MetricFamily{
		gauge("bwdc_info", "What is running: always 1.", sample{1, []string{"version", s.Version, "profile", s.Profile, "directory", s.Directory}}),
		gauge("bwdc_process_start_time_seconds", "When this process began.", at(m.Started)),
		gauge("bwdc_members", "Members that the organization is known to have accepted.", number(s.Members)),
		gauge("bwdc_groups", "Groups that the organization is known to have accepted.", number(s.Groups)),
		gauge("bwdc_in_flight", "Entries whose answer was lost; the next sync sends everything.", number(s.InFlight)),
		gauge("bwdc_logged_in", "Whether there is an API key.", truth(s.LoggedIn)),
		gauge("bwdc_syncing", "Whether a sync is at work, in any process.", truth(s.Holder != nil)),
		gauge("bwdc_up_to_date", "Whether the last success is young enough (as /readyz says).", truth(m.Freshness.Fresh(m.Now))),
	}
	if last := m.Freshness.Last; !last.IsZero() {
		families = append(families,
			gauge("bwdc_last_success_timestamp_seconds", "When a sync of everybody last succeeded.", at(last)),
			gauge("bwdc_last_success_age_seconds", "How long ago a sync of everybody last succeeded.", sample{value: max(0, m.Now.Sub(last)).Seconds()}))
	}
	if seats := s.Seats; seats != nil {
		families = append(families, gauge("bwdc_seats_used", "Seats that are used at least, as the last sync left them.", number(seats.Used)))
		if seats.Known {
			families = append(families, gauge("bwdc_seats_bought", "Seats that are bought.", number(seats.Bought)))
		}
	}
	if a := s.Automatic; a != nil {
		families = append(families, gauge("bwdc_failures_in_a_row", "Automatic syncs that failed one after the other.", number(a.Failures)))
		if !a.NextRun.IsZero() {
			families = append(families, gauge("bwdc_next_run_timestamp_seconds", "When the next automatic sync begins.", at(a.NextRun)))
		}
	}
	return families
}

// runResults are how a run ends that this process saw to its end.
var runResults = []string{"cancelled", "done", "failed", "stopped"}

// runFamilies count what the runs of this process did.
func (r *Recorder) runFamilies(directory string) []*dto.MetricFamily {
	results := []sample{}
	for _, result := range runResults {
		results = append(results, sample{r.results[result], []string{"result", result}})
	}
	changes := []sample{}
	for _, what := range []change{
		{"group", "added"}, {"group", "changed"}, {"group", "deleted"},
		{"user", "added"}, {"user", "changed"}, {"user", "removed"}, {"user", "restored"}, {"user", "revoked"},
	} {
		changes = append(changes, sample{r.changes[what], []string{"kind", what.kind, "action", what.action}})
	}
	of := func(value float64) sample { return sample{value, []string{"directory", directory}} }
	return []*dto.MetricFamily{
		counter("bwdc_runs_total", "Syncs of this process, by how they ended.", results...),
		counter("bwdc_changes_total", "What the organization accepted of this process.", changes...),
		counter("bwdc_import_requests_total", "Requests that sent members and groups.", sample{value: r.imports}),
		counter("bwdc_directory_requests_total", "Requests to a directory that is asked over HTTP, repeated ones included.", of(r.asked)),
		counter("bwdc_directory_throttled_total", "Answers that asked to be slower.", of(r.throttled)),
		counter("bwdc_directory_retries_total", "Requests that were sent again.", of(r.repeated)),
		counter("bwdc_directory_wait_seconds_total", "How long requests were held back.", of(r.waited)),
		r.durationFamily(),
	}
}

func (r *Recorder) durationFamily() *dto.MetricFamily {
	h := &dto.Histogram{SampleSum: new(r.took), SampleCount: new(r.durations[len(durationBounds)])}
	for i, bound := range durationBounds {
		h.Bucket = append(h.Bucket, &dto.Bucket{UpperBound: new(bound), CumulativeCount: new(r.durations[i])})
	}
	return &dto.MetricFamily{
		Name: new("bwdc_run_duration_seconds"), Help: new("How long the syncs of this process took."),
		Type: dto.MetricType_HISTOGRAM.Enum(), Metric: []*dto.Metric{{Histogram: h}},
	}
}

// lastFamilies are about the last run of this process.
func (r *Recorder) lastFamilies() []*dto.MetricFamily {
	run := r.last
	if run == nil {
		return nil
	}
	result, drift, guards := []sample{}, map[string]int{}, map[string]int{}
	for _, name := range runResults {
		result = append(result, sample{truth(string(run.Result) == name).value, []string{"result", name}})
	}
	for i := range run.Drift {
		drift[string(run.Drift[i].Kind)] += max(1, run.Drift[i].Count)
	}
	for i := range run.Stops {
		guards[string(run.Stops[i].Guard)] += run.Stops[i].Count
	}
	postponed := 0
	if run.Postponed != nil {
		postponed = len(run.Postponed.Changes)
	}
	return []*dto.MetricFamily{
		gauge("bwdc_last_run_timestamp_seconds", "When the last run ended.", at(run.End)),
		gauge("bwdc_last_run_result", "How the last run ended: 1 for that result.", result...),
		gauge("bwdc_last_run_warnings", "Warnings of the last run.", number(len(run.Warnings))),
		gauge("bwdc_last_run_left_out", "Entries that the last run left out.", number(run.Counts.LeftOut)),
		gauge("bwdc_last_run_held", "Entries that the last run kept as they were accepted before.", number(run.Counts.Held)),
		gauge("bwdc_last_run_postponed", "Changes that the last run put off, because of the time of day.", number(postponed)),
		gauge("bwdc_drift", "Differences by other means that the last run found, by kind.", sorted("kind", drift)...),
		gauge("bwdc_stopped_by_guard", "What a guard of the last run found too much, by guard.", sorted("guard", guards)...),
	}
}

// A sample is one number, with pairs of names and values as labels.
type sample struct {
	value  float64
	labels []string
}

func number(n int) sample { return sample{value: float64(n)} }

func at(t time.Time) sample { return sample{value: float64(t.UnixMilli()) / 1000} }

func truth(is bool) sample {
	if is {
		return sample{value: 1}
	}
	return sample{}
}

// sorted makes samples of numbers by one label.
func sorted(label string, counts map[string]int) []sample {
	samples := []sample{}
	for value, n := range counts {
		samples = append(samples, sample{float64(n), []string{label, value}})
	}
	slices.SortFunc(samples, func(a, b sample) int { return strings.Compare(a.labels[1], b.labels[1]) })
	return samples
}

func gauge(name, help string, samples ...sample) *dto.MetricFamily {
	return family(name, help, dto.MetricType_GAUGE, samples, func(m *dto.Metric, v float64) { m.Gauge = &dto.Gauge{Value: &v} })
}

func counter(name, help string, samples ...sample) *dto.MetricFamily {
	return family(name, help, dto.MetricType_COUNTER, samples, func(m *dto.Metric, v float64) { m.Counter = &dto.Counter{Value: &v} })
}

func family(name, help string, kind dto.MetricType, samples []sample, set func(*dto.Metric, float64)) *dto.MetricFamily {
	f := &dto.MetricFamily{Name: &name, Help: &help, Type: kind.Enum()}
	for _, s := range samples {
		m := &dto.Metric{}
		for i := 0; i+1 < len(s.labels); i += 2 {
			m.Label = append(m.Label, &dto.LabelPair{Name: &s.labels[i], Value: &s.labels[i+1]})
		}
		set(m, s.value)
		f.Metric = append(f.Metric, m)
	}
	return f
}
