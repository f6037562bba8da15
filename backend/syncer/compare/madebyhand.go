package compare

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer/desired"
)

// WarnMadeByHand: groups would be made a second time beside ones that were made
// by hand.
const WarnMadeByHand directory.WarningCode = "made-by-hand"

// nameMadeByHand names groups that would be made although somebody made one of
// the name by hand, which could be taken over instead.
func (r grouping) nameMadeByHand() {
	byHand := map[string]struct{}{}
	for i := range r.In.Seen.Groups {
		if g := &r.In.Seen.Groups[i]; g.ExternalID == "" {
			byHand[strings.TrimSpace(g.Name)] = struct{}{}
		}
	}
	var twice []string
	for i := range r.Groups {
		g := &r.Groups[i]
		if _, there := byHand[strings.TrimSpace(g.Name)]; there && !g.Exists && g.Verdict == desired.Wanted {
			twice = append(twice, g.Name)
		}
	}
	if len(twice) > 0 {
		r.warn(WarnMadeByHand, "", fmt.Sprintf("%s made by hand in the organization and would be made once more beside that; %s takes over what is there: %s",
			directory.Count(len(twice), "group of the directory was", "groups of the directory were"), "'bwdc adopt'", shortList(twice)))
	}
}
