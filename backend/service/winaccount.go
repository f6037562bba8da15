package service

import (
	"fmt"
	"strings"

	"directoryconnector/backend/directory"
)

// winName is the name of a profile's service on Windows.
func winName(profile string) string {
	if profile == DefaultProfile {
		return "DirectoryConnector"
	}
	return "DirectoryConnector-" + profile
}

// winProfile is the profile of a service, if that is one of ours.
func winProfile(service string) (profile string, ours bool) {
	if strings.EqualFold(service, winName(DefaultProfile)) {
		return DefaultProfile, true
	}
	prefix := winName("")
	if len(service) <= len(prefix) || !strings.EqualFold(service[:len(prefix)], prefix) {
		return "", false
	}
	return service[len(prefix):], true
}

// A winAccount is who runs a service on Windows.
type winAccount struct {
	// name is as the Service Control Manager wants it.
	name string
	// password: it has one that must be given.
	password bool
	// grant: the right to log on as a service must be given to it.
	grant bool
}

// winAccountOf reads the name of an account; empty means the service's own
// ("virtual") account, which exists with the service, has no password, and may
// only what it is given. A name that ends in $ is a managed account of the domain
// (gMSA), whose password Windows fetches. See
// https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-service-accounts
func winAccountOf(text, service string) winAccount {
	domain, name, found := strings.Cut(text, `\`)
	if !found {
		domain, name = "", text
	}
	switch plain := strings.ToLower(strings.ReplaceAll(name, " ", "")); {
	case text == "":
		return winAccount{name: `NT SERVICE\` + service}
	case strings.EqualFold(domain, "NT SERVICE"):
		return winAccount{name: text}
	case domain != "" && !strings.EqualFold(domain, "NT AUTHORITY"):
	case plain == "localsystem", plain == "system":
		return winAccount{name: "LocalSystem"}
	case plain == "localservice":
		return winAccount{name: `NT AUTHORITY\LocalService`}
	case plain == "networkservice":
		return winAccount{name: `NT AUTHORITY\NetworkService`}
	}
	if domain == "" && !strings.Contains(name, "@") {
		text = `.\` + name // of this machine
	}
	managed := strings.HasSuffix(name, "$")
	return winAccount{name: text, password: !managed, grant: true}
}

// NeedsPassword tells whether an account of Windows has a password that must be
// given.
func NeedsPassword(account string) bool { return winAccountOf(account, "").password }

// Error numbers of Windows. See
// https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299-
const (
	winAccessDenied    = 5
	winRequestTimeout  = 1053
	winBadAccount      = 1057
	winDisabled        = 1058
	winDoesNotExist    = 1060
	winLogonFailed     = 1069
	winMarkedForDelete = 1072
	winExists          = 1073
	winDuplicateName   = 1078
	winLogonNotGranted = 1385
)

// winProblem says in words what the Service Control Manager answered with a
// number; err is its own error.
func winProblem(number uint32, name, account string, err error) error {
	wrap := func(kind error, hint string) error {
		return directory.WithHint(fmt.Errorf("%s: %w: %w", name, kind, err), hint)
	}
	switch number {
	case winAccessDenied:
		return wrap(ErrRights, "Only administrators may change services. Open the prompt with 'Run as administrator' and do it again.")
	case winExists, winDuplicateName:
		return installed(name)
	case winDoesNotExist:
		return notInstalled(name)
	case winMarkedForDelete:
		return wrap(ErrInstalled, "It is being removed, and is gone when every window that shows it (Services, Task Manager) is closed.")
	case winBadAccount:
		return wrap(ErrAccount, fmt.Sprintf("Windows does not know the account %s, or its password is another. Domain accounts are written as DOMAIN\\name, managed ones (gMSA) as DOMAIN\\name$ without a password.", account))
	case winLogonFailed, winLogonNotGranted:
		return wrap(ErrAccount, fmt.Sprintf("Windows did not let %s log on: the password has changed, the account is locked, a group policy takes away the right 'Log on as a service', or the machine may not fetch the password of a managed account (Test-ADServiceAccount). Put it right, or install the service again.", account))
	case winDisabled:
		return wrap(ErrRights, "The service is disabled. Set its start type back in Services, or by: sc.exe config "+name+" start= delayed-auto")
	case winRequestTimeout:
		return wrap(ErrEnded, "The account must be able to read and run the program: is it in a folder that only its owner may enter?")
	}
	return fmt.Errorf("%s: %w", name, err)
}
