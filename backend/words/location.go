package words

import (
	"fmt"

	"directoryconnector/backend/directory"
)

// Exclusion says what keeps a read from giving an entry that the directory has.
func Exclusion(x directory.Exclusion) string {
	p := x.Params
	switch x.Code {
	case directory.OutsideBase:
		return "outside the search base " + p["bases"]
	case directory.OtherClass:
		return fmt.Sprintf("of the class %s, and %s is looked for", p["has"], p["wants"])
	case directory.FilterPart:
		return fmt.Sprintf("%s leaves it out: %s is not true for it", p["setting"], p["part"])
	case directory.LacksExternalID:
		return "it lacks the attribute " + p["attribute"] + ", which gives external ids"
	case directory.LeftByQuery:
		return fmt.Sprintf("%s leaves it out: it is not found with %s", p["setting"], p["query"])
	}
	return string(x.Code)
}
