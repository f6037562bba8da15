package ldapconn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/dn"
)

// login logs in as configured.
func (d *Dialer) login(ctx context.Context, c *link) error {
	ctx, cancel := context.WithTimeout(ctx, max(dialTimeout, min(d.set.Timeout, time.Minute)))
	defer cancel()
	// go-ldap's binds know no context: closing what is below ends them.
	stop := context.AfterFunc(ctx, func() { c.raw.Close() })
	defer stop()
	what := "log in to " + c.server.address()
	var policy passwordPolicy
	var bind func() error
	switch d.set.Authentication {
	case config.AuthAnonymous:
		return nil
	case config.AuthExternal:
		what += " with the client certificate"
		bind = c.conn.ExternalBind
	case config.AuthKerberos:
		what += " with Kerberos"
		bind = func() error { return d.kerberosBind(ctx, c) }
	default:
		what += fmt.Sprintf(" as %s", dn.Quoted(d.set.Username))
		if d.password.IsZero() {
			// RFC 4513, 5.1.2: a name without a password logs in as nobody,
			// with success.
			return directory.WithHint(&failure{text: what + ": there is no password", kind: directory.ErrAuth}, "Set ldap.password.")
		}
		bind = func() (err error) {
			policy, err = simpleBind(c.conn, d.set.Username, d.password)
			return err
		}
	}
	err := bind()
	switch {
	case err == nil && policy.mustChange: // before, the server answers nothing else
		return mustChange.plainly(what, nil)
	case err == nil:
		return nil
	}
	if cause := cmp.Or(c.ended(), ctx.Err()); errors.Is(cause, context.Canceled) {
		return fmt.Errorf("%s: %w", what, cause)
	} else if cause != nil {
		return directory.WithHint(&failure{what + ": no answer in time", directory.ErrUnreachable, cause}, "Try again. If it goes on, look into the log of the LDAP server.")
	}
	if d.set.Authentication == config.AuthKerberos {
		if words := explainKerberos(what, err); words != nil {
			return words
		}
	}
	le, ok := errors.AsType[*ldap.Error](err)
	if !ok || le.ResultCode == ldap.ErrorNetwork || le.ResultCode == ldap.ErrorUnexpectedResponse {
		return connectionLost(what, err)
	}
	e := explainBind(le, policy)
	if errors.Is(e.kind, directory.ErrAuth) && le.ResultCode == ldap.LDAPResultInvalidCredentials {
		return e.plainly(what, le)
	}
	return explained(what, e, le)
}

// simpleBind logs in by name and password. The control, which is not critical,
// asks OpenLDAP for the reason of a refusal.
func simpleBind(conn *ldap.Conn, name string, password config.Secret) (passwordPolicy, error) {
	result, err := conn.SimpleBind(&ldap.SimpleBindRequest{
		Username: name, Password: password.Reveal(), Controls: []ldap.Control{ldap.NewControlBeheraPasswordPolicy()},
	})
	var p passwordPolicy
	if result == nil {
		return p, err
	}
	switch c := ldap.FindControl(result.Controls, ldap.ControlTypeBeheraPasswordPolicy).(type) {
	case *ldap.ControlBeheraPasswordPolicy:
		p.expired, p.locked, p.mustChange = c.Error == ldap.BeheraPasswordExpired, c.Error == ldap.BeheraAccountLocked, c.Error == ldap.BeheraChangeAfterReset
	}
	if ldap.FindControl(result.Controls, ldap.ControlTypeVChuPasswordMustChange) != nil {
		p.mustChange = true
	}
	return p, err
}

// A passwordPolicy is what a server says about the account when it logs in, by
// controls (draft-behera-ldap-password-policy, draft-vchu-ldap-pwd-policy).
type passwordPolicy struct{ expired, locked, mustChange bool }

// Why a log-in is refused although name and password may be right.
var (
	expired     = explanation{directory.ErrAuth, "the password of the account has expired", "Give the account a new password, best one that never expires, and set ldap.password again."}
	mustChange  = explanation{directory.ErrAuth, "the account must change its password first", "Give the account a new password that it need not change, and set ldap.password again."}
	locked      = explanation{directory.ErrAuth, "the account is locked", "Unlock the account in the directory, and set the right ldap.password before it gets locked again."}
	disabled    = explanation{directory.ErrAuth, "the account is disabled", "Enable the account in the directory."}
	unknownUser = explanation{directory.ErrAuth, "the server knows no such user", "Check ldap.username: a DN, and with Active Directory also user@domain or DOMAIN\\user."}
	wrong       = explanation{directory.ErrAuth, "wrong user name or password", "Check ldap.username, and set ldap.password again."}
)

// adReasons are what Active Directory tells as "data 52e" in its diagnostic
// message: Windows error codes ([MS-ERREF] 2.2).
var adReasons = map[string]explanation{
	"525": unknownUser, "52e": wrong, "532": expired, "533": disabled, "773": mustChange, "775": locked,
	"530":       {directory.ErrAuth, "the account may not log in at this time", "Allow the account to log in at all hours."},
	"531":       {directory.ErrAuth, "the account may not log in from this computer", "Allow the account to log in from this computer."},
	badBindings: {directory.ErrAuth, "the domain controller demands channel binding, which Kerberos lacks here", "Set ldap.authentication to simple over LDAPS, or LdapEnforceChannelBinding on the domain controller to 1."},
	"701":       {directory.ErrAuth, "the account has expired", "Give the account a later expiry date in the directory."},
}

// saidReasons are what 389 Directory Server and others say in words.
var saidReasons = []struct {
	words *regexp.Regexp
	explanation
}{
	{regexp.MustCompile(`password.*expired`), expired},
	{regexp.MustCompile(`must change|must be changed|password.*reset|change.*password`), mustChange},
	{regexp.MustCompile(`inactivated|account.*disabled|disabled.*account|account is inactive`), disabled},
	{regexp.MustCompile(`retry limit|locked|too many`), locked},
}

// explainBind returns what a refused log-in means.
func explainBind(err *ldap.Error, policy passwordPolicy) explanation {
	switch {
	case policy.expired:
		return expired
	case policy.mustChange:
		return mustChange
	}
	if reason, ok := adReasons[bindData(err)]; ok {
		return reason
	}
	said := strings.ToLower(diagnostic(err))
	switch err.ResultCode {
	case ldap.LDAPResultInvalidCredentials, ldap.LDAPResultUnwillingToPerform, ldap.LDAPResultConstraintViolation, ldap.LDAPResultInsufficientAccessRights:
		for _, reason := range saidReasons {
			if reason.words.MatchString(said) {
				return reason.explanation
			}
		}
	}
	if policy.locked { // 389 says so of inactivated accounts, too
		return locked
	}
	switch err.ResultCode {
	case ldap.LDAPResultInvalidCredentials:
		return wrong
	case ldap.LDAPResultNoSuchObject, ldap.LDAPResultInvalidDNSyntax:
		return unknownUser
	case ldap.LDAPResultInappropriateAuthentication, ldap.LDAPResultAuthMethodNotSupported, ldap.LDAPResultUnwillingToPerform:
		return explanation{directory.ErrAuth, "the server does not allow this way to log in", "Choose another ldap.authentication, or allow this one on the server."}
	}
	return explainResult(err)
}

var adData = regexp.MustCompile(`\bdata ([0-9a-f]+)\b`)

func bindData(err *ldap.Error) string {
	if err.ResultCode != ldap.LDAPResultInvalidCredentials || err.Err == nil {
		return ""
	}
	m := adData.FindStringSubmatch(strings.ToLower(err.Err.Error()))
	if m == nil {
		return ""
	}
	return m[1]
}
