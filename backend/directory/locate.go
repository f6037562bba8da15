package directory

import "context"

// A Locator is a Source that can say why a read does not give an entry.
type Locator interface {
	// Locate asks the directory for entries that are called one of the names
	// (an email, a name, an id, a DN), wherever it has them, and says what
	// keeps a read from giving them. It returns a few at most.
	Locate(ctx context.Context, names ...string) ([]Location, error)
}

// A Location is an entry that the directory has.
type Location struct {
	// Kind is "user" or "group"; empty where it is neither.
	Kind string `json:"kind,omitempty"`
	// Reference and Name are as the directory has them; ExternalID is empty
	// where it has none.
	Reference  string `json:"reference"`
	Name       string `json:"name,omitempty"`
	ExternalID string `json:"externalId,omitempty"`
	// Exclusions keep a read from giving it; none where it would.
	Exclusions []Exclusion `json:"exclusions"`
}

// An Exclusion keeps a read from giving an entry. It is a code with
// parameters.
type Exclusion struct {
	Code   ExclusionCode     `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// ExclusionCode is the kind of an Exclusion.
type ExclusionCode string

// What keeps a read from giving an entry.
const (
	// OutsideBase: it is not below the search bases "bases".
	OutsideBase ExclusionCode = "outside-base"
	// OtherClass: it has the object classes "has", none of "wants".
	OtherClass ExclusionCode = "other-class"
	// FilterPart: the part "part" of the filter in the setting "setting" is not
	// true for it.
	FilterPart ExclusionCode = "filter-part"
	// LacksExternalID: it lacks the "attribute" that gives external ids.
	LacksExternalID ExclusionCode = "no-external-id"
	// LeftByQuery: the query "query" in the setting "setting" leaves it out.
	LeftByQuery ExclusionCode = "query"
)
