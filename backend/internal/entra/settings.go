package entra

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// tenant is a GUID or the name of a domain.
var tenant = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$`)

// checkSettings finds what Microsoft would refuse in other words.
func checkSettings(cfg Config) error {
	s := cfg.Settings
	bad := func(problem, hint string) error {
		return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s", problem), hint)
	}
	switch name := strings.TrimSpace(s.Tenant); {
	case name == "":
		return bad("entra.tenant is not set", "Set entra.tenant to the tenant's id or one of its domains, such as company.onmicrosoft.com.")
	case !tenant.MatchString(name):
		return bad(fmt.Sprintf("entra.tenant %q is no tenant", name), "Set entra.tenant to the tenant's id or one of its domains, such as company.onmicrosoft.com: neither an address nor an email.")
	case !account.IsGUID(strings.TrimSpace(s.ApplicationID)):
		return bad(fmt.Sprintf("entra.applicationId %q is no id", s.ApplicationID), "Set entra.applicationId to the Application (client) ID on the overview page of the app registration.")
	}
	switch key := cfg.Key.Reveal(); {
	case key == "":
		return bad("entra.key is not set", "Create a client secret (Certificates & secrets > Client secrets) and set entra.key to its Value, which is shown once.")
	case account.IsGUID(strings.TrimSpace(key)):
		return bad("entra.key looks like the Secret ID", "Set entra.key to the Value of the client secret, not to its Secret ID. Where the value is gone, create a new secret.")
	}
	for _, id := range slices.Concat(cfg.IncludeGroups, cfg.ExcludeGroups) {
		if !account.IsGUID(id) {
			return bad(fmt.Sprintf("sync.userFilter names the group %q, which is no id", id), "includeGroup and excludeGroup want the Object ID on the overview page of the group.")
		}
	}
	for _, id := range slices.Concat(cfg.IncludeUnits, cfg.ExcludeUnits) {
		if !account.IsGUID(id) {
			return bad(fmt.Sprintf("sync.groupFilter names the administrative unit %q, which is no id", id), "includeAdministrativeUnit and excludeAdministrativeUnit want the Object ID on the properties page of the unit.")
		}
	}
	return nil
}
