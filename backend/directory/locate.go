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

// Excluded is an Exclusion of a code and pairs of name and value.
func Excluded(code ExclusionCode, pairs ...string) Exclusion {
	return Exclusion{Code: code, Params: Params(pairs)}
}

// Params are pairs of name and value; nil for none.
func Params(pairs []string) map[string]string {
	var params map[string]string
	for i := 0; i+1 < len(pairs); i += 2 {
		if params == nil {
			params = map[string]string{}
		}
		params[pairs[i]] = pairs[i+1]
	}
	return params
}

// The kinds of a Location, and the settings that hold their filters.
const (
	LocatedUser  = "user"
	LocatedGroup = "group"

	userFilter  = "sync.userFilter"
	groupFilter = "sync.groupFilter"
)

// mostLocated is how many entries a Locator tells of.
const mostLocated = 10

// Locations gathers what a Locator finds, each entry once and not too many.
type Locations struct{ List []Location }

// Add adds an entry, unless it is there. A query of the filter that does not
// find it leaves it out; so does a set of names, where it does not let its
// name pass.
func (l *Locations) Add(found Location) *Location {
	for i := range l.List {
		if old := &l.List[i]; old.Kind == found.Kind && old.Reference == found.Reference {
			return nil
		}
	}
	if len(l.List) == mostLocated {
		return nil
	}
	if found.Exclusions == nil {
		found.Exclusions = []Exclusion{}
	}
	l.List = append(l.List, found)
	return &l.List[len(l.List)-1]
}

// ByQuery adds that the query of the filter leaves it out.
func (l *Location) ByQuery(query string) {
	l.Exclusions = append(l.Exclusions, Excluded(LeftByQuery, "setting", l.setting(), "query", query))
}

// ByPart adds that a part of the filter leaves it out.
func (l *Location) ByPart(part string) {
	l.Exclusions = append(l.Exclusions, Excluded(FilterPart, "setting", l.setting(), "part", part))
}

func (l *Location) setting() string {
	if l.Kind == LocatedGroup {
		return groupFilter
	}
	return userFilter
}
