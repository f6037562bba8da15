package entra

import (
	"fmt"
	"net/http"

	"directoryconnector/backend/directory"
)

// explainLogin says in words what the authority refused
// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
func explainLogin(e *loginError) error {
	with := func(kind error, problem, hint string) error {
		err := fmt.Errorf("%w: %w", kind, e)
		if problem != "" {
			err = fmt.Errorf("%w: %s: %w", kind, problem, e)
		}
		return directory.WithHint(err, hint)
	}
	switch e.number() {
	case "AADSTS90002", "AADSTS900023", "AADSTS90013", "AADSTS900021":
		return with(directory.ErrAuth, "there is no such tenant in this cloud",
			"Set entra.tenant to the Tenant ID on the overview page of Microsoft Entra ID, or to one of its verified domains, and check that entra.identityAuthority is its cloud.")
	case "AADSTS700016":
		return with(directory.ErrAuth, "the tenant has no such app registration",
			"Set entra.applicationId to the Application (client) ID of the app registration, and entra.tenant to the tenant that it is in.")
	case "AADSTS7000215":
		return with(directory.ErrAuth, "the client secret is wrong",
			"Set entra.key to the Value of the client secret, not to its Secret ID. Where the value is gone, create a new secret (Certificates & secrets).")
	case "AADSTS7000222":
		return with(directory.ErrAuth, "the client secret has expired",
			"Create a new client secret (Certificates & secrets > New client secret) and set entra.key to its Value. Nothing else changes.")
	case "AADSTS7000112", "AADSTS7000114", "AADSTS50105", "AADSTS7000110":
		return with(directory.ErrAuth, "the app registration is disabled",
			"Enable it: Enterprise applications, the app, Properties, Enabled for users to sign-in.")
	case "AADSTS53003", "AADSTS53000", "AADSTS530034", "AADSTS530032":
		return with(directory.ErrAuth, "a Conditional Access policy refuses this machine",
			"A policy for workload identities refuses the address of this machine: let it in, or leave the app registration out of the policy.")
	case "AADSTS65001", "AADSTS650052", "AADSTS500011", "AADSTS500014":
		return with(directory.ErrPermission, "nobody has consented for the tenant", hintConsent)
	case "AADSTS700024", "AADSTS50013":
		return with(directory.ErrAuth, "the clocks differ", "Set the clock of this machine.")
	case "AADSTS90033", "AADSTS90038":
		return with(directory.ErrIncomplete, "", hintServer)
	}
	switch {
	case e.status == http.StatusTooManyRequests:
		return with(directory.ErrIncomplete, "", hintThrottle)
	case e.status >= http.StatusInternalServerError:
		return with(directory.ErrIncomplete, "", hintServer)
	case e.Code == "":
		return with(directory.ErrAuth, "", "Something answers in Microsoft's place: a proxy with a page of its own, or a wrong DNS entry. Check network.proxy.")
	}
	return with(directory.ErrAuth, "", "Check entra.tenant, entra.applicationId and entra.key. Microsoft explains the code at https://login.microsoftonline.com/error.")
}
