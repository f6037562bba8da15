package ldapconn

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// A failure is an error in words: it shows its text only, and unwraps to the
// sentinel and to the error of the library.
type failure struct {
	text  string
	kind  error
	cause error
}

func (f *failure) Error() string { return f.text }

func (f *failure) Unwrap() []error {
	if f.cause == nil {
		return []error{f.kind}
	}
	return []error{f.kind, f.cause}
}

// inWords tells whether err is of a kind already.
func inWords(err error) bool {
	return slices.ContainsFunc([]error{directory.ErrAuth, directory.ErrPermission, directory.ErrUnreachable, directory.ErrIncomplete, directory.ErrConfig},
		func(kind error) bool { return errors.Is(err, kind) })
}

// explanation is what a result code means for an administrator.
type explanation struct {
	kind       error
	text, hint string
}

var (
	busy      = explanation{directory.ErrIncomplete, "the server is busy or not available", "Try again later."}
	badFilter = explanation{directory.ErrConfig, "the server refuses the filter", "Check sync.userFilter and sync.groupFilter."}
)

// resultMeans is what a refused or broken-off search means, by its result code.
var resultMeans = map[uint16]explanation{
	ldap.LDAPResultSizeLimitExceeded:  {directory.ErrIncomplete, "the server's size limit was reached, so that entries are missing", "Raise the size limit of the account on the server (OpenLDAP: limits … size.soft, size.hard and size.prtotal), or switch ldap.pagedSearch on."},
	ldap.LDAPResultTimeLimitExceeded:  {directory.ErrIncomplete, "the time limit was reached, so that entries are missing", "Raise ldap.timeout and the time limit on the server, or index the attributes of the filter there."},
	ldap.LDAPResultAdminLimitExceeded: {directory.ErrIncomplete, "an administrative limit of the server was reached, so that entries are missing", "Raise the limits of the account on the server (OpenLDAP: size.pr and size.prtotal; 389: nsslapd-lookthroughlimit), or lower ldap.pageSize."},
	ldap.LDAPResultBusy:               busy, ldap.LDAPResultUnavailable: busy,
	ldap.LDAPResultReferral:                     {directory.ErrConfig, "the server does not hold this part of the directory and refers to another one", "Set ldap.hostname to a server that holds it, or change ldap.rootPath, ldap.userPath and ldap.groupPath."},
	ldap.LDAPResultNoSuchObject:                 {directory.ErrConfig, "there is no such entry, or the account may not see it", "Check ldap.rootPath, ldap.userPath and ldap.groupPath, and the rights of the account."},
	ldap.LDAPResultInvalidDNSyntax:              {directory.ErrConfig, "the server does not take this for a DN", "Check ldap.rootPath, ldap.userPath and ldap.groupPath."},
	ldap.LDAPResultInsufficientAccessRights:     {directory.ErrPermission, "the account may not read this", "Give the account the right to read it."},
	ldap.LDAPResultStrongAuthRequired:           {directory.ErrAuth, "the server wants the connection encrypted", "Set ldap.encryption to starttls or ldaps."},
	ldap.LDAPResultConfidentialityRequired:      {directory.ErrPermission, "the server wants the connection encrypted", "Set ldap.encryption to starttls or ldaps."},
	ldap.LDAPResultOperationsError:              {directory.ErrPermission, "the server answers only after a log-in", "Set ldap.authentication to simple, and ldap.username and ldap.password."},
	ldap.LDAPResultUnavailableCriticalExtension: {directory.ErrIncomplete, "the server lacks a feature that it was asked for", "Switch ldap.pagedSearch off."},
	ldap.LDAPResultFilterError:                  badFilter, ldap.ErrorFilterCompile: badFilter,
}

// explainResult returns what a refused or broken-off search means.
func explainResult(err *ldap.Error) explanation {
	if known, ok := resultMeans[err.ResultCode]; ok {
		return known
	}
	name := strings.ToLower(ldap.LDAPResultCodeMap[err.ResultCode])
	if name == "" || err.ResultCode >= ldap.ErrorNetwork {
		name = "the server broke off"
	}
	return explanation{directory.ErrIncomplete, name, ""}
}

// resultError puts the end of a search into words. what is the search, such
// as `search "ou=people"`.
func resultError(what string, err error) error {
	if err == nil || inWords(err) || errors.Is(err, context.Canceled) {
		return err
	}
	le, ok := errors.AsType[*ldap.Error](err)
	if !ok || le.ResultCode == ldap.ErrorNetwork || le.ResultCode == ldap.ErrorUnexpectedResponse {
		return connectionLost(what, err)
	}
	return explained(what, explainResult(le), le)
}

// explained makes the error, with what the server said where that helps.
func explained(what string, e explanation, err *ldap.Error) error {
	text := what + ": " + e.text
	if said := diagnostic(err); said != "" {
		text += " (the server says: " + said + ")"
	}
	return directory.WithHint(&failure{text, e.kind, err}, e.hint)
}

// plainly is explained without the server's words.
func (e explanation) plainly(what string, cause error) error {
	return directory.WithHint(&failure{what + ": " + e.text, e.kind, cause}, e.hint)
}

var adNoise = regexp.MustCompile(`(?i)^[0-9a-f]{8}: ?|\b(LdapErr|NameErr|SvcErr|RefErr|AtrErr|UpdErr): DSID-[0-9a-f]+,? ?|, v[0-9a-f]+$|comment: |, data [0-9a-f]+\b`)

// diagnostic returns the server's own words without their numbers.
func diagnostic(err *ldap.Error) string {
	if err.Err == nil {
		return ""
	}
	text := strings.Trim(err.Err.Error(), "\x00\r\n\t <>")
	text = strings.Trim(adNoise.ReplaceAllString(text, ""), ", ")
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	return strings.ToValidUTF8(text, "")
}

// limitHint says how to lift a limit of the server, by what it is and whether it
// may be asked for pages.
func limitHint(dse *RootDSE, paged bool, code uint16) string {
	hint := ""
	switch {
	case dse.vendor == vendorOpenLDAP:
		hint = "raise the limits of the account on the server (slapd.conf: limits … size.soft, size.hard, size.pr and size.prtotal)."
	case dse.vendor == vendor389 && code == ldap.LDAPResultAdminLimitExceeded:
		hint = "raise nsLookThroughLimit and nsIDListScanLimit of the account on the server, or index the attributes of the filter."
	case dse.vendor == vendor389:
		hint = "raise nsSizeLimit of the account on the server (nsslapd-sizelimit holds where it has none)."
	case dse.vendor == vendorAD:
		hint = "lower ldap.pageSize to the MaxPageSize of the domain controllers' policy."
	default:
		return ""
	}
	if !paged {
		return "Switch ldap.pagedSearch on, or " + hint
	}
	return strings.ToUpper(hint[:1]) + hint[1:]
}

func connectionLost(what string, err error) error {
	text := what + ": the connection broke off before the answer was complete"
	if alert := tlsAlert(err); alert != "" {
		return directory.WithHint(&failure{what + ": the server closed the TLS connection: " + alert, directory.ErrUnreachable, err},
			"Check ldap.certFile and ldap.keyFile: the server may want a client certificate, or another one.")
	}
	return directory.WithHint(&failure{text, directory.ErrIncomplete, err}, "Try again. If it goes on, look into the log of the LDAP server.")
}

// reachError puts into words why there is no connection to the address.
func reachError(address string, err error) error {
	what := "connect to " + address
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", what, err)
	}
	text, hint := "the server can't be reached", "Check ldap.hostname and ldap.port, and that no firewall is in between."
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		text, hint = fmt.Sprintf("the name %q is not known", dns.Name), "Check ldap.hostname, and the name servers of this computer."
	case errors.As(err, &dns):
		text, hint = fmt.Sprintf("the name %q could not be looked up", dns.Name), "Check the name servers of this computer."
	case transport.IsRefused(err):
		text, hint = "nothing listens there", "Check ldap.hostname, ldap.port and ldap.encryption, and that the server runs."
	case transport.IsTimeout(err):
		text = "no answer in time"
	}
	return directory.WithHint(&failure{what + ": " + text, directory.ErrUnreachable, err}, hint)
}
