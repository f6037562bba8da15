package syncer

import (
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/syncer/compare"
)

// WarnAgain: somebody was to be invited or sent again, and is not.
const WarnAgain directory.WarningCode = "not-again"

// warnAgain names whom an administrator wants to be sent again and who is not:
// a typing error must not look like an invitation.
func warnAgain(r *compare.Result, who []string) {
	why := "nobody with that email or external id is in the directory and was offboarded, or removed from the organization by hand"
	if r.Vaultwarden() {
		why = "no user of the directory with that email or external id can be sent"
	}
	if one := r.One(); one != nil {
		why = "this sync was only about " + one.Name
	}
	for _, w := range who {
		is := whoIs([]string{w})
		if !slices.ContainsFunc(r.People, func(p compare.Person) bool {
			return p.Again && r.Concerns(p.ID) && (is(p.ID, p.Wanted) || is(p.ID, p.Email) || is(p.ID, r.In.State.Offboarded[p.ID].Email))
		}) {
			r.Warnings = append(r.Warnings, directory.Warning{Code: WarnAgain, Entry: w, Text: fmt.Sprintf("%s was not invited or sent again: %s", w, why)})
		}
	}
}

// WarnVaultwarden: the server is one, which can't tell what became of groups.
const WarnVaultwarden directory.WarningCode = "vaultwarden"

// warnVaultwarden says what that server does differently.
func warnVaultwarden(r *compare.Result) {
	if !r.Vaultwarden() {
		return
	}
	warn := func(text string) {
		r.Warnings = append(r.Warnings, directory.Warning{Code: WarnVaultwarden, Text: text})
	}
	if r.In.Sync.Groups && r.Counts.Groups > 0 {
		warn("this is vaultwarden: it takes groups only when they are switched on there (ORG_GROUPS_ENABLED), and says nothing when they are not; names of existing groups are not changed")
	}
	if slices.ContainsFunc(r.Work.Removals, func(x compare.Removal) bool { return x.Send }) {
		warn("this is vaultwarden: it does not tell who is an owner, and revokes the access of whoever has the address of somebody who goes, owners included, but the last one")
	}
}
