package bridge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
)

func names(s bridge.State) []string {
	list := []string{}
	for _, p := range s.Profiles {
		list = append(list, p.Name)
	}
	return list
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	o.ends("done")(o.pages.Test(bridge.TestRequest{}))
	o.ok(o.pages.CreateProfile("berlin"))
	o.fails(o.pages.CreateProfile("Berlin"), "profile")
	o.fails(o.pages.CreateProfile("../berlin"), "profile")
	o.fails(o.pages.UseProfile("paris"), "profile")
	if s := o.state(); s.Profile != "berlin" {
		t.Errorf("profile: %s", s.Profile)
	}
	o.ok(o.pages.UseProfile("DEFAULT"))
	if s := o.state(); s.Profile != "default" || s.Test == nil {
		t.Errorf("state: %+v", s)
	}

	// A rename keeps what the pages show; one that fails changes nothing.
	o.fails(o.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "berlin"}), "profile")
	if s := o.state(); s.Profile != "default" || s.Test == nil || len(s.Jobs) != 1 {
		t.Errorf("state: %+v", s)
	}
	o.ok(o.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "London"}))
	if s := o.state(); s.Profile != "London" || s.Test == nil || s.Jobs[0].Profile != "London" || !s.Account.LoggedIn || !s.Configured {
		t.Errorf("state: %+v", s)
	}
	o.ok(o.pages.RenameProfile(bridge.RenameRequest{From: "london", To: "LONDON"}))
	o.syncsFirst(3)
	o.ok(o.pages.RenameProfile(bridge.RenameRequest{From: "berlin", To: "Madrid"}))
	if s := o.state(); s.Profile != "LONDON" || !slices.Equal(names(s), []string{"LONDON", "Madrid", "default"}) {
		t.Errorf("state: %+v", s)
	}

	release := o.wait()
	defer release()
	test, err := o.pages.Test(bridge.TestRequest{})
	o.ok(err)
	o.fails(o.pages.DeleteProfile("LONDON"), "profile", "a test runs")
	o.fails(o.pages.RenameProfile(bridge.RenameRequest{From: "LONDON", To: "York"}), "profile", "a test runs")
	o.ok(o.pages.UseProfile("madrid")) // what runs goes on
	release()
	o.ends("done")(test, nil)
	o.ok(o.pages.UseProfile("london"))
	o.ok(o.pages.DeleteProfile("london"))
	if s := o.state(); s.Profile != "default" || s.Account.LoggedIn || s.Test != nil || len(s.Jobs) != 0 {
		t.Errorf("state: %+v", s)
	}
	if _, err := os.Stat(filepath.Join(o.data, "profiles", "LONDON")); !os.IsNotExist(err) {
		t.Errorf("the folder is there: %v", err)
	}
	o.fails(o.pages.DeleteProfile("nobody"), "profile")
}

// Pages call while others change profiles.
func TestStateWhileProfilesChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ready()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 10 {
			if err := o.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "x"}); err != nil {
				t.Error(err)
			}
			if err := o.pages.RenameProfile(bridge.RenameRequest{From: "x", To: "default"}); err != nil {
				t.Error(err)
			}
		}
	}()
	for {
		select {
		case <-done:
			return
		default:
			o.state()
		}
	}
}

// Some pages go to profiles that were not opened yet, while another page
// renames the one that they come from, and those that they go to.
func TestPagesTurnWhileProfilesChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const profiles = 40
	for i := range profiles {
		o.ok(app.Profiles{DataDir: o.data}.Create(fmt.Sprintf("p%d", i)))
	}
	var work sync.WaitGroup
	for page := range 4 {
		work.Go(func() {
			for i := page; i < profiles; i += 4 {
				_ = o.pages.UseProfile(fmt.Sprintf("p%d", i)) // it may have another name now
				_ = o.pages.UseProfile("default")
			}
		})
	}
	work.Go(func() {
		for i := range profiles {
			for _, from := range []string{"default", fmt.Sprintf("p%d", i)} {
				if o.pages.RenameProfile(bridge.RenameRequest{From: from, To: "x"}) == nil {
					o.ok(o.pages.RenameProfile(bridge.RenameRequest{From: "x", To: from}))
				}
			}
		}
	})
	work.Wait()
	if s := o.state(); len(s.Profiles) != profiles+1 {
		t.Errorf("profiles: %v", names(s))
	}
}

// 'bwdc profile rename' beside the program.
func TestRenamedElsewhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ok(o.pages.CreateProfile("berlin"))
	o.ready()
	o.ok(app.Profiles{DataDir: o.data}.Rename("berlin", "bonn"))
	s := o.state()
	if s.Profile != "default" || !slices.Equal(names(s), []string{"bonn", "default"}) || len(s.Notices) != 1 || !strings.Contains(s.Notices[0], "berlin") {
		t.Errorf("state: %+v", s)
	}
	o.ok(o.pages.UseProfile("bonn"))
	if s := o.state(); !s.Account.LoggedIn || !s.Configured {
		t.Errorf("state: %+v", s)
	}
}
