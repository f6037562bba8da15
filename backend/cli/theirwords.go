package cli

import (
	"fmt"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// Scripts that were written for Bitwarden's connector look for sentences of its
// answers inside --response. They are facts of its interface, and these are all.

// theirTitle is what a title is called there.
func theirTitle(title string) string {
	switch title {
	case loggedIn:
		return "You are logged in!"
	case syncDone:
		return "Syncing complete."
	case cacheCleared:
		return "The sync cache has been cleared."
	}
	if key, saved := strings.CutPrefix(title, "Saved "); saved {
		if key, saved = strings.CutSuffix(key, "."); saved {
			if _, err := config.NewCatalog().Find(key); err == nil {
				return fmt.Sprintf("Saved setting `%s`.", key)
			}
		}
	}
	return title
}

const (
	loggedIn     = "You are logged in."
	syncDone     = "The sync is done."
	cacheCleared = "The sync cache is cleared."
)

// theirSync begins the text about a sync that is done.
func theirSync(run *organization.Run) string {
	return fmt.Sprintf("Synced %d group(s) and %d user(s). ", run.Counts.Groups, run.Counts.Users)
}

// theirError begins the text of an error.
func theirError(code app.Code) string {
	if code == app.CodeNotLoggedIn {
		return "You are not logged in. "
	}
	return ""
}
