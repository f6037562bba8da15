package cli

import (
	"cmp"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// changeData is a change as JSON: the plan's own fields, with the words of a
// table beside them.
type changeData struct {
	Kind   string `json:"kind"`
	Detail string `json:"detail,omitempty"`
	plan.Change
}

func newChangeData(c plan.Change) changeData {
	return changeData{words.Kind(c), words.Detail(c), c}
}

// findingData is what a guard found, with the words for it.
type findingData struct {
	Guard   plan.Guard `json:"guard"`
	Text    string     `json:"text"`
	Allow   string     `json:"allow"`
	Count   int        `json:"count"`
	Entries []string   `json:"entries"`
}

func newFindings(list []plan.Finding) []findingData {
	data := make([]findingData, len(list))
	for i, f := range list {
		data[i] = findingData{f.Guard, words.Finding(f), cmp.Or(words.Flag(f), words.Otherwise(f)), f.Count, plan.OrEmpty(f.Entries)}
	}
	return data
}

// recordData is a run as JSON, with words beside codes. Its changes may be many.
type recordData struct{ run *organization.Run }

func (d recordData) stream(j *jsonWriter) { j.object(d) }

func (d recordData) fields(j *jsonWriter) {
	run := *d.run
	run.Changes, run.Stops = nil, nil
	j.fields(run)
	if len(d.run.Changes) > 0 {
		j.list("changes", len(d.run.Changes), func(i int) any { return newChangeData(d.run.Changes[i]) })
	}
	if len(d.run.Stops) > 0 {
		j.field("stops", newFindings(d.run.Stops))
	}
}
