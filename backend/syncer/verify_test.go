package syncer

import (
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/send"
)

func TestMemberListUnavailableAfterSending(t *testing.T) {
	t.Parallel()
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), group("g", "a"))
	w.server.Fail(orgserver.RouteMembers, 1, orgserver.Fault{})
	w.server.Fail(orgserver.RouteMembers, 1, orgserver.Fault{Status: 502})
	wantWarning(t, w.mustSync(), send.WarnMemberList, "after sending", "502")
	w.wantMembers("a=a@x.test")
	w.wantGroups("G{a}")
	w.sent()
	w.mustSync()
	w.wantSent()
}

func TestMemberWhoStillShowsStaysAcknowledged(t *testing.T) {
	t.Parallel()
	// Nothing but the acknowledged state speaks of b, whom the directory lacks.
	w := newWorld(t, orgserver.Options{})
	w.has(user("a"), user("b"))
	w.mustSync()
	w.sent()
	w.has(user("a"))
	w.syncer.Organization = &hooked{Organization: &client{w.server}, after: func(organization.Request) error {
		w.server.AddUser("b@x.test", "b")
		return nil
	}}
	run := w.mustSync()
	wantWarning(t, run, send.WarnNotShown, "b@x.test", "still shows")
	if run.Counts.UsersRemoved != 0 || len(run.Changes) != 0 {
		t.Errorf("run %+v", run)
	}
	w.syncer.Organization = &client{w.server}
	w.mustSync()
	w.wantSent("-b", "-b")
	w.wantMembers("a=a@x.test")
}

func TestWhyAMemberDoesNotShow(t *testing.T) {
	t.Parallel()
	for text, instead := range map[string]func(*orgserver.Server){
		"belongs to a member with the external id other":   func(s *orgserver.Server) { s.AddUser("a@x.test", "other") },
		"belongs to an owner of the organization":          func(s *orgserver.Server) { s.AddOwner("a@x.test", "") },
		"belongs to a member that did not take":            func(s *orgserver.Server) { s.AddUser("a@x.test", "") },
		"no seat left, or the server does not take this":   func(*orgserver.Server) {},
		"no seat left, or the server does not take this a": func(s *orgserver.Server) { s.AddOwner("b@x.test", "") },
	} {
		w := newWorld(t, orgserver.Options{})
		w.has(user("a"))
		w.syncer.Organization = &hooked{Organization: &client{w.server}, after: func(organization.Request) error {
			w.server.RemoveMember("a@x.test")
			instead(w.server)
			return nil
		}}
		run := w.mustSync()
		wantWarning(t, run, send.WarnNotShown, "a@x.test", text)
		if _, acked := w.store.state.Members["a"]; acked || run.Counts.UsersAdded != 0 || run.Counts.NotShown != 1 {
			t.Errorf("%s: counts %+v, acknowledged %v", text, run.Counts, acked)
		}
	}
}
