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

func names(state bridge.State) []string {
	list := []string{}
	for _, p := range state.Profiles {
		list = append(list, p.Name)
	}
	return list
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.ok(f.pages.CreateProfile("berlin"))
	f.fails(f.pages.CreateProfile("Berlin"), "profile")
	f.fails(f.pages.CreateProfile("../berlin"), "profile")
	f.fails(f.pages.UseProfile("paris"), "profile")
	if state := f.state(); state.Profile != "berlin" {
		t.Errorf("profile: %s", state.Profile)
	}
	f.ok(f.pages.UseProfile("DEFAULT"))
	if state := f.state(); state.Profile != "default" || state.Test == nil {
		t.Errorf("state: %+v", state)
	}

	// A rename keeps what the pages show; one that fails changes nothing.
	f.fails(f.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "berlin"}), "profile")
	if state := f.state(); state.Profile != "default" || state.Test == nil || len(state.Jobs) != 1 {
		t.Errorf("state: %+v", state)
	}
	f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "London"}))
	if state := f.state(); state.Profile != "London" || state.Test == nil || state.Jobs[0].Profile != "London" || !state.Account.LoggedIn || !state.Configured {
		t.Errorf("state: %+v", state)
	}
	f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "london", To: "LONDON"}))
	f.syncsFirst(3)
	f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "berlin", To: "Madrid"}))
	if state := f.state(); state.Profile != "LONDON" || !slices.Equal(names(state), []string{"LONDON", "Madrid", "default"}) {
		t.Errorf("state: %+v", state)
	}

	release := f.wait()
	defer release()
	test, err := f.pages.Test(bridge.TestRequest{})
	f.ok(err)
	f.fails(f.pages.DeleteProfile("LONDON"), "profile", "a test runs")
	f.fails(f.pages.RenameProfile(bridge.RenameRequest{From: "LONDON", To: "York"}), "profile", "a test runs")
	f.ok(f.pages.UseProfile("madrid")) // what runs goes on
	release()
	f.ends("done")(test, nil)
	f.ok(f.pages.UseProfile("london"))
	f.ok(f.pages.DeleteProfile("london"))
	if state := f.state(); state.Profile != "default" || state.Account.LoggedIn || state.Test != nil || len(state.Jobs) != 0 {
		t.Errorf("state: %+v", state)
	}
	if _, err := os.Stat(filepath.Join(f.data, "profiles", "LONDON")); !os.IsNotExist(err) {
		t.Errorf("the folder is there: %v", err)
	}
	f.fails(f.pages.DeleteProfile("nobody"), "profile")
}

// Pages call while others change profiles.
func TestStateWhileProfilesChange(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 10 {
			if err := f.pages.RenameProfile(bridge.RenameRequest{From: "default", To: "x"}); err != nil {
				t.Error(err)
			}
			if err := f.pages.RenameProfile(bridge.RenameRequest{From: "x", To: "default"}); err != nil {
				t.Error(err)
			}
		}
	}()
	for {
		select {
		case <-done:
			return
		default:
			f.state()
		}
	}
}

// Some pages go to profiles that were not opened yet, while another page
// renames the one that they come from, and those that they go to.
func TestPagesTurnWhileProfilesChange(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const profiles = 40
	for i := range profiles {
		f.ok(app.Profiles{DataDir: f.data}.Create(fmt.Sprintf("p%d", i)))
	}
	var work sync.WaitGroup
	for page := range 4 {
		work.Go(func() {
			for i := page; i < profiles; i += 4 {
				_ = f.pages.UseProfile(fmt.Sprintf("p%d", i)) // it may have another name now
				_ = f.pages.UseProfile("default")
			}
		})
	}
	work.Go(func() {
		for i := range profiles {
			for _, from := range []string{"default", fmt.Sprintf("p%d", i)} {
				if f.pages.RenameProfile(bridge.RenameRequest{From: from, To: "x"}) == nil {
					f.ok(f.pages.RenameProfile(bridge.RenameRequest{From: "x", To: from}))
				}
			}
		}
	})
	work.Wait()
	if state := f.state(); len(state.Profiles) != profiles+1 {
		t.Errorf("profiles: %v", names(state))
	}
}

// 'bwdc profile rename' beside the program.
func TestRenamedElsewhere(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ok(f.pages.CreateProfile("berlin"))
	f.ready()
	f.ok(app.Profiles{DataDir: f.data}.Rename("berlin", "bonn"))
	state := f.state()
	if state.Profile != "default" || !slices.Equal(names(state), []string{"bonn", "default"}) || len(state.Notices) != 1 || !strings.Contains(state.Notices[0], "berlin") {
		t.Errorf("state: %+v", state)
	}
	f.ok(f.pages.UseProfile("bonn"))
	if state := f.state(); !state.Account.LoggedIn || !state.Configured {
		t.Errorf("state: %+v", state)
	}
}
