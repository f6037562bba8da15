package entra

import (
	"net/http"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// authority says what the answers of the authority mean.
var authority = &transport.Vendor{
	Name: "Microsoft", API: "Microsoft's authority",
	Throttled: hintThrottle, Trouble: hintServer, Elsewhere: hintElsewhere,
	Meaning: func(e *transport.AnswerError) (hint string, kind error) {
		_, hint, kind = loginWords(e)
		return hint, kind
	},
}

// loginWords says what the authority refused
// (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
func loginWords(e *transport.AnswerError) (problem, help string, kind error) {
	switch number.FindString(e.Text) {
	case "AADSTS90002", "AADSTS900023", "AADSTS90013", "AADSTS900021":
		return "there is no such tenant in this cloud",
			"Set entra.tenant to the Tenant ID on the overview page of Microsoft Entra ID, or to one of its verified domains, and check that entra.identityAuthority is its cloud.", directory.ErrAuth
	case "AADSTS700016":
		return "the tenant has no such app registration",
			"Set entra.applicationId to the Application (client) ID of the app registration, and entra.tenant to the tenant that it is in.", directory.ErrAuth
	case "AADSTS7000215":
		return "the client secret is wrong",
			"Set entra.key to the Value of the client secret, not to its Secret ID. Where the value is gone, create a new secret (Certificates & secrets).", directory.ErrAuth
	case "AADSTS7000222":
		return "the client secret has expired",
			"Create a new client secret (Certificates & secrets > New client secret) and set entra.key to its Value. Nothing else changes.", directory.ErrAuth
	case "AADSTS7000112", "AADSTS7000114", "AADSTS50105", "AADSTS7000110":
		return "the app registration is disabled",
			"Enable it: Enterprise applications, the app, Properties, Enabled for users to sign-in.", directory.ErrAuth
	case "AADSTS53003", "AADSTS53000", "AADSTS530034", "AADSTS530032":
		return "a Conditional Access policy refuses this machine",
			"A policy for workload identities refuses the address of this machine: let it in, or leave the app registration out of the policy.", directory.ErrAuth
	case "AADSTS65001", "AADSTS650052", "AADSTS500011", "AADSTS500014":
		return "nobody has consented for the tenant", hintConsent, directory.ErrPermission
	case "AADSTS700024", "AADSTS50013":
		return "the clocks differ", "Set the clock of this machine.", directory.ErrAuth
	case "AADSTS90033", "AADSTS90038":
		return "", hintServer, directory.ErrIncomplete
	}
	const later = "The next sync tries again."
	const hint = "Check entra.tenant, entra.applicationId and entra.key. Microsoft explains the code at https://login.microsoftonline.com/error."
	switch {
	case e.KeyRefused:
		return "", hint, directory.ErrAuth
	case e.Status == http.StatusBadRequest && number.MatchString(e.Text):
		return "", hint + " " + later, directory.ErrIncomplete
	}
	return "", "", nil
}
