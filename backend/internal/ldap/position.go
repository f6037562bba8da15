package ldap

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/dn"
)

// A method is a way to ask for changes.
type method string

const (
	// methodUSN: Active Directory's uSNChanged.
	methodUSN method = "usn"
	// methodSyncrepl: RFC 4533 with OpenLDAP.
	methodSyncrepl method = "syncrepl"
	// methodRevision: the time of the last change of every entry.
	methodRevision method = "revision"
)

// A position says up to where a read has seen the directory. It is taken
// before the first search: what changes meanwhile is read again next time.
type position struct {
	Method method `json:"method"`
	// Service and Invocation name the domain controller and its database,
	// whose numbers mean nothing to another one ([MS-ADTS] 3.1.1.1.9).
	Service    string `json:"service,omitempty"`
	Invocation string `json:"invocation,omitempty"`
	USN        uint64 `json:"usn,omitempty"`
	// Cookies are the server's, by search base.
	Cookies map[string][]byte `json:"cookies,omitempty"`
	// Since is the revision from which on entries may have changed.
	Since string `json:"since,omitempty"`
	// Newest is the newest revision of an entry, SeenAt the end of the read
	// that saw it first.
	Newest string    `json:"newest,omitempty"`
	SeenAt time.Time `json:"seenAt,omitzero"`
}

// position returns where the directory is now, or nil where changes can't be
// asked for.
func (r *reading) position(ctx context.Context) (*position, error) {
	if !r.src.set.Incremental {
		return nil, nil
	}
	if r.src.set.ActiveDirectory && r.users.dse.highestUSN != "" {
		return r.usnPosition(ctx)
	}
	if r.users.dse.supports(ldap.ControlTypeSyncRequest) {
		p, err := r.syncreplPosition(ctx)
		if p != nil || err != nil {
			return p, err
		}
	}
	if r.src.set.RevisionDateAttribute == "" {
		return nil, nil
	}
	return &position{Method: methodRevision}, nil
}

// usnPosition uses what the root DSE said when the connection was opened.
func (r *reading) usnPosition(ctx context.Context) (*position, error) {
	dse := r.users.dse
	usn, err := strconv.ParseUint(dse.highestUSN, 10, 64)
	if err != nil || dse.dsService == "" {
		return nil, nil //nolint:nilerr // a server without usable numbers is read completely
	}
	e, err := r.users.read(ctx, dse.dsService, "(objectClass=*)", []string{"invocationId"})
	if unreadableReason(err) != "" {
		r.log.DebugContext(ctx, "invocation id can't be read", "entry_dn", dse.dsService)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, nil
	}
	values := e.GetEqualFoldRawAttributeValues("invocationId")
	if len(values) == 0 {
		return nil, nil
	}
	return &position{Method: methodUSN, Service: dse.dsService, Invocation: hex.EncodeToString(values[0]), USN: usn}, nil
}

// syncreplPosition gets a cookie for each search base. A cookie of OpenLDAP
// says up to which change its holder has seen the database; it does not
// depend on the filter. So it is asked for with a filter that nothing fits,
// and the entries are read in pages, which syncrepl has none of. Other
// servers (389) tie the cookie to the filter: they lack contextCSN, and are
// read by their revision attribute.
func (r *reading) syncreplPosition(ctx context.Context) (*position, error) {
	cookies := map[string][]byte{}
	for _, base := range append(append([]string(nil), r.userBases...), r.groupBases...) {
		if cookies[base] != nil {
			continue
		}
		if ok, err := r.hasContextCSN(ctx, base); !ok || err != nil {
			return nil, err
		}
		q := query{base: base, scope: ldap.ScopeBaseObject, filter: "(!(objectClass=*))", attrs: []string{noAttributes}}
		cookie, err := r.users.sync(ctx, q, nil, func(*ldap.Entry) {})
		if isResult(err) {
			r.log.DebugContext(ctx, "no syncrepl", "base_dn", base, "error", err)
			return nil, nil
		}
		if err != nil {
			return nil, resultError(q.String(), err)
		}
		if len(cookie) == 0 {
			return nil, nil
		}
		cookies[base] = cookie
	}
	return &position{Method: methodSyncrepl, Cookies: cookies}, nil
}

// hasContextCSN tells whether the database that holds base says up to which
// change it has come, as OpenLDAP does where syncprov is loaded for it.
func (r *reading) hasContextCSN(ctx context.Context, base string) (bool, error) {
	suffix, longest := base, -1
	baseKey, _ := dn.Key(base)
	for _, nc := range r.users.dse.namingContexts {
		if k, ok := dn.Key(nc); ok && dn.IsBelow(baseKey, k) && len(k) > longest {
			suffix, longest = nc, len(k)
		}
	}
	e, err := r.users.read(ctx, suffix, "(objectClass=*)", []string{"contextCSN"})
	if unreadableReason(err) != "" {
		return false, nil
	}
	return e != nil && e.GetEqualFoldAttributeValue("contextCSN") != "", err
}

// sync does one search of the kind refreshOnly (RFC 4533, 3.3) and returns
// the new cookie. Only entries that are new or changed since the old cookie
// go to each. Its error is the library's.
func (c *client) sync(ctx context.Context, q query, cookie []byte, each func(*ldap.Entry)) ([]byte, error) {
	control := ldap.NewControlSyncRequest(ldap.SyncRequestModeRefreshOnly, cookie, false)
	// Entries have a control, so that the tap lets them through; of those that
	// did not change only their numbers come, which nobody needs.
	c.tap.open(func(*ldap.Entry) {}, nil, true)
	defer c.tap.close()
	var next []byte
	err := c.stream(ctx, q, []ldap.Control{control}, func(r ldap.Response) {
		if done, ok := ldap.FindControl(r.Controls(), ldap.ControlTypeSyncDone).(*ldap.ControlSyncDone); ok {
			next = done.Cookie
		}
		if r.Entry() == nil {
			return
		}
		state, ok := ldap.FindControl(r.Controls(), ldap.ControlTypeSyncState).(*ldap.ControlSyncState)
		if ok && state.State != ldap.SyncStateAdd && state.State != ldap.SyncStateModify {
			return
		}
		each(r.Entry())
	})
	return next, err
}

// isResult tells whether err is a result that the server sent, rather than a
// broken connection.
func isResult(err error) bool {
	le, ok := errors.AsType[*ldap.Error](err)
	return ok && (le.ResultCode < ldap.ErrorNetwork || le.ResultCode == ldap.LDAPResultSyncRefreshRequired)
}

// stampAttribute is the attribute that changes with every change of an entry,
// and goes back with it when the server is restored from a backup.
func (p *position) stampAttribute(revision string) string {
	switch p.Method {
	case methodUSN:
		return "uSNChanged"
	case methodSyncrepl:
		return "entryCSN"
	}
	return revision
}

// since compares the position of the last read with that of this one and
// returns why the first can't be used, or "".
func (p *position) since(old *position) fullReason {
	switch {
	case p == nil:
		return fullReason{text: "the server can't be asked for changes"}
	case old.Method != p.Method:
		return fullReason{text: fmt.Sprintf("changes were asked for by %s and are now by %s", old.Method, p.Method)}
	case old.Service != p.Service:
		return fullReason{text: fmt.Sprintf("another domain controller answers: %s", p.Service)}
	case old.Invocation != p.Invocation:
		return fullReason{text: "the database of the domain controller was restored", surprising: true}
	case p.USN < old.USN:
		return fullReason{text: "the domain controller went back in time", surprising: true}
	case p.Method == methodRevision && old.Since == "":
		return fullReason{text: "no entry showed the time of its last change"}
	}
	for base := range p.Cookies {
		if len(old.Cookies[base]) == 0 {
			return fullReason{text: "there is no cookie for " + base}
		}
	}
	return fullReason{}
}
