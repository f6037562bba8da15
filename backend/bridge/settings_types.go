package bridge

// A Setting is a setting as it holds now, with all that a form needs.
type Setting struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	Help    string `json:"help"`
	Example string `json:"example"`
	// Kind is "text", "boolean", "number", "choice", "duration", "limit",
	// "file" or "secret".
	Kind string `json:"kind"`
	// Directory is the kind of directory it belongs to; empty for all.
	Directory string   `json:"directory"`
	Allowed   []string `json:"allowed"`
	Min       int      `json:"min"`
	Max       int      `json:"max"`
	// Value holds now, Default where nothing is set. Both are empty for a
	// secret.
	Value   string `json:"value"`
	Default string `json:"default"`
	// Origin is "default", "set", "environment" or "policy"; of a secret "keyring",
	// "file", "environment" or "none".
	Origin string `json:"origin"`
	// Environment is the variable that overrides it.
	Environment string `json:"environment"`
	// Mark is another one once a secret is; empty for none, and for what is no
	// secret. It tells nothing of the secret.
	Mark string `json:"mark"`
	// Local tells that pages can show it, but not set it.
	Local bool `json:"local,omitempty"`
}

// A Draft is a change of settings that is not saved yet. A key is in one of
// the four at most; keys in none stay as they are.
type Draft struct {
	Set   map[string]string `json:"set"`
	Unset []string          `json:"unset"`
	// Secrets are new ones, Forget the keys of those to remove.
	Secrets map[string]string `json:"secrets"`
	Forget  []string          `json:"forget"`
	// Seen are the values that were stored, and the marks of secrets, when the draft was begun, empty for
	// none: saving refuses, with the code "changed", to change settings that
	// others have changed since.
	Seen map[string]string `json:"seen,omitempty"`
}

// Saved says what came of saving.
type Saved struct {
	// Notices are sentences such as "… the environment variable overrides it".
	Notices []string `json:"notices"`
}

// A FilterRequest tries one of the filters of a draft.
type FilterRequest struct {
	Draft Draft `json:"draft"`
}

// FilterReport says what passes the filters of a draft.
type FilterReport struct {
	Users  FilterCount `json:"users"`
	Groups FilterCount `json:"groups"`
}

// FilterCount are the entries of one kind that pass.
type FilterCount struct {
	// Matched of Total pass; Total is -1 where the directory itself filters
	// and nobody knows how many there are.
	Matched int `json:"matched"`
	Total   int `json:"total"`
	// First are the first ten that pass, by name.
	First []string `json:"first"`
	// Unmatched are names in the filter that match nothing, the first ten of
	// UnmatchedTotal.
	Unmatched      []string `json:"unmatched"`
	UnmatchedTotal int      `json:"unmatchedTotal"`
}

// An ExportRequest asks for the settings in a format: "yaml" or "json".
type ExportRequest struct {
	Format string `json:"format"`
}

// An ImportRequest is an exported file. Its format goes by Name's ending.
type ImportRequest struct {
	Name    string `json:"name"`
	Content string `json:"content"`
}

// A File is something to save.
type File struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Content string `json:"content"`
}

// A TakeoverRequest reads the data.json of Bitwarden's connector: Content, or
// where that is empty the file that FindTakeover names.
type TakeoverRequest struct {
	Content string `json:"content"`
	DryRun  bool   `json:"dryRun"`
}

// A Takeover says what was, or would be, taken over.
type Takeover struct {
	Path           string         `json:"path"`
	Taken          []TakeoverItem `json:"taken"`
	Skipped        []TakeoverItem `json:"skipped"`
	Secrets        []string       `json:"secrets"`
	MissingSecrets []string       `json:"missingSecrets"`
	Differences    []string       `json:"differences"`
	Notes          []string       `json:"notes"`
	OrganizationID string         `json:"organizationId"`
	LoggedIn       bool           `json:"loggedIn"`
}

// A TakeoverItem is one setting of the old connector.
type TakeoverItem struct {
	Key    string `json:"key"`
	Old    string `json:"old"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}
