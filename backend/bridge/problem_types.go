package bridge

// A Problem is an error as the pages show it.
type Problem struct {
	// Code is one of app's codes, e.g. "auth".
	Code    string `json:"code"`
	Message string `json:"message"`
	// Hint says what to do next, in the words of the pages; may be empty.
	Hint string `json:"hint"`
	// Field is the key of the setting it is about; Fields are all of them,
	// where there is more than one.
	Field  string         `json:"field"`
	Fields []FieldProblem `json:"fields"`
	// Findings are what the guards found.
	Findings []Finding `json:"findings"`
}

// A FieldProblem is what is wrong with one setting.
type FieldProblem struct {
	Key     string `json:"key"`
	Message string `json:"message"`
	Example string `json:"example"`
	// Incomplete says that something is only missing as yet: it does not keep
	// settings from being saved.
	Incomplete bool `json:"incomplete"`
}

// A Finding is what one guard found too much. Entries may be long: at most the
// first 200 are here, Count is the number that an allowance must name, and
// Total how many entries there are.
type Finding struct {
	Guard   string   `json:"guard"`
	Text    string   `json:"text"`
	Count   int      `json:"count"`
	Total   int      `json:"total"`
	Entries []string `json:"entries"`
	// Allowance is the field of SyncRequest that lets it happen once; empty
	// where nothing does.
	Allowance string `json:"allowance"`
}
