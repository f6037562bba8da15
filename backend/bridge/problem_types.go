package bridge

// A Problem is an error as the pages show it.
type Problem struct {
	// Code is one of app's codes, e.g. "auth".
	Code    string `json:"code"`
	Message string `json:"message"`
	// Hint says what to do next, in the words of the pages; may be empty.
	Hint string `json:"hint"`
	// HintCode names a hint that goes by a kind of error, for whoever has words
	// of its own; empty where the error brought its own hint.
	HintCode string `json:"hintCode"`
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
	// Code and Args say what Message says, for whoever has words of its own;
	// Code is empty where a text comes from elsewhere.
	Code string   `json:"code"`
	Args []string `json:"args"`
}

// A Finding is what one guard found too much. Entries may be long: at most the
// first 200 are here, Count is the number that an allowance must name, and
// Total how many entries there are.
type Finding struct {
	Guard string `json:"guard"`
	// Text is for whoever has no words of its own.
	Text  string `json:"text"`
	Count int    `json:"count"`
	Total int    `json:"total"`
	// Limit is what is allowed, of which Used was used up in the last 24 hours;
	// Of is how many there are to lose.
	Limit int `json:"limit"`
	Used  int `json:"used"`
	Of    int `json:"of"`
	// Removed and Revoked are how many of those who would lose access are taken out
	// and how many stay members; both are 0 where that is not known.
	Removed int `json:"removed"`
	Revoked int `json:"revoked"`
	// Staged says that new members would be added without an invitation.
	Staged bool `json:"staged"`
	// Why tells what a guard found that stops for more than one reason, Seats
	// what the guard for seats counted.
	Why     string         `json:"why"`
	Seats   *Seats         `json:"seats"`
	Entries []FindingEntry `json:"entries"`
	// Allowance is the field of SyncRequest that lets it happen once; empty
	// where nothing does.
	Allowance string `json:"allowance"`
}

// A FindingEntry is somebody whom a Finding is about, or a group.
type FindingEntry struct {
	Text string `json:"text"`
	// Kind is "user" or "group", Key the external id; empty where that is not known.
	Kind string `json:"kind"`
	Key  string `json:"key"`
	// Called is what the directory calls a person; empty where that is not known.
	Called string `json:"called"`
}
