package cli

import (
	"cmp"

	"directoryconnector/backend/app"
	"directoryconnector/backend/words"
)

// changeData is a change as JSON: the plan's own fields, with the words of a
// table beside them.
type changeData struct {
	Kind   string `json:"kind"`
	Detail string `json:"detail,omitempty"`
	app.Change
}

func newChangeData(c app.Change) changeData {
	return changeData{words.Kind(c), words.Detail(c), c}
}

// findingData is what a guard found, with the words for it.
type findingData struct {
	Guard   app.Guard `json:"guard"`
	Text    string    `json:"text"`
	Allow   string    `json:"allow"`
	Count   int       `json:"count"`
	Entries []string  `json:"entries"`
}

func newFindingData(f app.Finding) findingData {
	return findingData{f.Guard, words.Finding(f), cmp.Or(words.Flag(f), words.Otherwise(f)), f.Count, orEmpty(f.Entries)}
}

func newFindings(list []app.Finding) []findingData {
	data := make([]findingData, len(list))
	for i, f := range list {
		data[i] = newFindingData(f)
	}
	return data
}

// recordData is a run as JSON, with words beside codes.
type recordData struct {
	app.Run
	Changes []changeData  `json:"changes,omitempty"`
	Stops   []findingData `json:"stops,omitempty"`
}

func newRecordData(run *app.Run) recordData {
	data := recordData{Run: *run, Stops: newFindings(run.Stops)}
	for _, c := range run.Changes {
		data.Changes = append(data.Changes, newChangeData(c))
	}
	return data
}

// runData is that record where it stands alone.
type runData struct {
	Object string `json:"object"`
	recordData
}
