package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// mailRefuses is vaultwarden with mail: the server works through the list and
// stops, without a name, at the first address that is refused.
type mailRefuses struct {
	organization.Organization
	addresses []string
	words     string
	requests  int
}

func (m *mailRefuses) Import(ctx context.Context, r organization.Request) error {
	m.requests++
	at := slices.IndexFunc(r.Members, func(e organization.RequestMember) bool {
		return !e.Deleted && (len(m.addresses) == 0 || slices.Contains(m.addresses, e.Email))
	})
	if at < 0 || m.words == "" {
		return m.Organization.Import(ctx, r)
	}
	before := r
	before.Members, before.Groups = r.Members[:at], []organization.RequestGroup{}
	if err := m.Organization.Import(ctx, before); err != nil {
		return err
	}
	return &organization.RejectedError{Status: 400, Message: m.words}
}

// people are users with the ids 1 to n.
func people(n int) []any {
	var list []any
	for i := range n {
		list = append(list, user(fmt.Sprintf("p%d", i+1)))
	}
	return list
}

func TestVaultwardenRefusedRequestIsHalved(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	org := &mailRefuses{Organization: w.syncer.Organization, addresses: []string{"p3@x.test"}, words: "SMTP 5xx: 550 no such user"}
	w.syncer.Organization = org
	w.has(append(people(6), group("g", "p1", "p3", "p6"))...)
	run := w.mustSync()
	w.wantMembers("p1=p1@x.test", "p2=p2@x.test", "p4=p4@x.test", "p5=p5@x.test", "p6=p6@x.test")
	wantWarning(t, run, desired.WarnUserLeftOut, "cn=p3", "p3@x.test", "550 no such user")
	if run.Counts.LeftOut != 1 || run.Counts.Users != 5 || run.Counts.UsersAdded != 5 {
		t.Errorf("counts %+v", run.Counts)
	}
	if _, acked := w.store.state.Members["p3"]; acked || slices.Contains(w.store.state.Groups["g"].Members, "p3") || len(w.store.state.InFlight) > 0 {
		t.Errorf("state %+v", w.store.state)
	}
	// Nobody is sent again but who was refused, and his group once he is there.
	w.sent()
	wantWarning(t, w.mustSync(), desired.WarnUserLeftOut, "p3@x.test")
	if got := w.sent(); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "p1=") }) {
		t.Errorf("sent %q", got)
	}
	org.words = ""
	noWarningOf(t, w.mustSync(), desired.WarnUserLeftOut)
	w.wantGroups("G{p1 p3 p6}")
	w.sent()
	w.mustSync()
	w.wantSent()
}

func TestVaultwardenSeveralRefused(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.syncer.Organization = &mailRefuses{Organization: w.syncer.Organization, words: "550", addresses: []string{"p1@x.test", "p7@x.test", "p8@x.test", "p20@x.test"}}
	w.has(people(20)...)
	run := w.mustSync()
	if got := len(w.server.Members()); got != 16 || run.Counts.LeftOut != 4 {
		t.Errorf("%d members, counts %+v", got, run.Counts)
	}
}

func TestVaultwardenMailServerDown(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(append(people(2), group("g", "p1"))...)
	w.mustSync()
	org := &mailRefuses{Organization: w.syncer.Organization, words: "421 try again later", addresses: nil}
	w.syncer.Organization = org
	w.has(append(people(102), group("g", "p2", "p50"))...)
	w.syncer.Options.Sync.MaxAdditions = config.Limit{Set: true, Count: 200}
	run, err := w.sync()
	var rejected *organization.RejectedError
	if !errors.As(err, &rejected) || run.Result != organization.ResultFailed || !strings.Contains(err.Error(), "421 try again later") {
		t.Fatalf("run %s, error %v", run.Result, err)
	}
	noWarningOf(t, run, desired.WarnUserLeftOut)
	w.wantMembers("p1=p1@x.test", "p2=p2@x.test")
	w.wantGroups("G{p2}") // the groups go all the same
	if org.requests > 20 || len(w.store.state.InFlight) > 0 {
		t.Errorf("%d requests, in flight %v", org.requests, w.store.state.InFlight)
	}
	org.words = ""
	w.mustSync()
	w.wantGroups("G{p2 p50}")
	if got := len(w.server.Members()); got != 102 {
		t.Errorf("%d members", got)
	}
}

func TestVaultwardenRefusedRemoval(t *testing.T) {
	t.Parallel()
	w := vaultwarden(t)
	w.has(people(4)...)
	w.mustSync()
	inner := w.syncer.Organization
	w.syncer.Organization = &named{Organization: inner, refuse: func(r organization.Request) error {
		if slices.ContainsFunc(r.Members, func(m organization.RequestMember) bool { return m.Deleted && m.ExternalID == "p3" }) {
			return &organization.RejectedError{Status: 400, Message: "no"}
		}
		return nil
	}}
	w.has(user("p1"))
	run := w.mustSync()
	wantWarning(t, run, "removal-refused", "p3@x.test", "no")
	w.wantMembers("p1=p1@x.test", "p3=p3@x.test")
	w.syncer.Organization = inner
	w.mustSync()
	w.wantMembers("p1=p1@x.test")
}

// named answers as it is told.
type named struct {
	organization.Organization
	refuse func(organization.Request) error
}

func (n *named) Import(ctx context.Context, r organization.Request) error {
	if err := n.refuse(r); err != nil {
		return err
	}
	return n.Organization.Import(ctx, r)
}

func TestOfficialServerNamesTheEntry(t *testing.T) {
	t.Parallel()
	refuse := func(ids ...string) func(organization.Request) error {
		return func(r organization.Request) error {
			e := &organization.RejectedError{Status: 400, Message: "The model state is invalid."}
			for _, m := range r.Members {
				if slices.Contains(ids, m.ExternalID) {
					e.Named = append(e.Named, organization.NamedEntry{ExternalID: m.ExternalID, Text: "not an address: " + m.Email})
				}
			}
			for _, g := range r.Groups {
				if slices.Contains(ids, g.ExternalID) {
					e.Named = append(e.Named, organization.NamedEntry{ExternalID: g.ExternalID, Text: "no"})
				}
			}
			if len(e.Named) == 0 {
				return nil
			}
			return e
		}
	}
	w := newWorld(t, orgserver.Options{})
	w.syncer.Organization = &named{w.syncer.Organization, refuse("p2", "p3", "h")}
	w.has(append(people(4), group("g", "p1", "p2"), group("h", "p1"))...)
	run := w.mustSync()
	w.wantMembers("p1=p1@x.test", "p4=p4@x.test")
	w.wantGroups("G{p1}")
	wantWarning(t, run, desired.WarnUserLeftOut, "cn=p2", "not an address: p2@x.test")
	wantWarning(t, run, desired.WarnUserLeftOut, "cn=p3")
	wantWarning(t, run, desired.WarnGroupLeftOut, "H", "no")
	if run.Counts.LeftOut != 3 || len(w.store.state.InFlight) > 0 {
		t.Errorf("counts %+v, in flight %v", run.Counts, w.store.state.InFlight)
	}
}

func TestOverwriteLeavesNobodyOut(t *testing.T) {
	t.Parallel()
	// Whoever is not in the one request is removed: it is not repeated without
	// the entry that was refused.
	w := newWorld(t, orgserver.Options{})
	w.has(people(2)...)
	w.mustSync()
	w.syncer.Options.Sync.OverwriteExisting = true
	w.has(people(3)...)
	w.syncer.Organization = &named{w.syncer.Organization, func(organization.Request) error {
		return &organization.RejectedError{Status: 400, Named: []organization.NamedEntry{{ExternalID: "p2", Text: "no"}}}
	}}
	w.mustFail()
	w.wantMembers("p1=p1@x.test", "p2=p2@x.test")
}

func TestStagingGoesOnWithTheNextWhereTheFirstIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{Staging: true})
	w.syncer.Options.Sync.InviteUsersAfterProvisioning = false
	w.syncer.Organization = &named{w.syncer.Organization, func(r organization.Request) error {
		if len(r.Members) > 0 && r.Members[0].ExternalID == "p1" {
			return &organization.RejectedError{Status: 400, Named: []organization.NamedEntry{{ExternalID: "p1", Text: "no"}}}
		}
		return nil
	}}
	w.has(people(3)...)
	w.mustSync()
	w.wantMembers("p2=p2@x.test", "p3=p3@x.test")
}

func noWarningOf(t *testing.T, run *organization.Run, code directory.WarningCode) {
	t.Helper()
	for _, w := range run.Warnings {
		if w.Code == code {
			t.Errorf("warning %v", w)
		}
	}
}
