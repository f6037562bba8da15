package e2e

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/cloudtest"
)

// TestServeLivesThroughNull: what stands in Google's place answers null. A press
// of Test, of Sync and of Test connection says so in words, the pages go on, the
// history has a failed run, and what is true again is synced.
func TestServeLivesThroughNull(t *testing.T) {
	t.Parallel()
	org := newOrgServer(t, orgserver.Options{SelfHosted: true})
	google := newGoogle(t)
	p := newProfile(t)
	p.configure(org, google.settings.with(settings{"sync.maxAdditions": "1000"}))
	p.reach(t, google)
	c := p.start("serve", "--listen", "127.0.0.1:0")
	v := visit(t, c, 1)
	for _, list := range []string{"users", "groups"} {
		for _, body := range []string{"null", `{"kind":"admin#directory#` + list + `","` + list + `":[null]}`} {
			google.server.Fail(1000, cloudtest.Fault{Status: http.StatusOK, Body: body, Match: func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/"+list) }})
			for press, request := range map[string]any{"Check": map[string]string{}, "Test": map[string]bool{}, "Sync": map[string]int{"allowFirst": 1000}} {
				v.Call(press, request)
				eventually(t, "the end of "+press, patience, v.rests)
				if job := v.last(strings.ToLower(press)); !strings.Contains(job, "failed") || !strings.Contains(job, "is null") || !strings.Contains(job, "check the proxy") {
					t.Errorf("%s, %s %s: the pages say %s", press, list, body, job)
				}
			}
			if history := v.Call("History", map[string]any{}); !strings.Contains(history, "google: ") {
				t.Errorf("the history says %s", history)
			}
			google.server.(interface{ Heal() }).Heal()
		}
	}
	people, _ := wantedOf(google.server.Truth())
	v.Call("Sync", map[string]int{"allowFirst": len(people)})
	eventually(t, "the end of the sync", patience, v.rests)
	org.holdsCloud(t, "when Google answers again", google.server.Truth())
	if c.cmd.ProcessState != nil {
		t.Error("serve ended")
	}
}

// last is the newest job of a kind, as the pages have it.
func (v *visitor) last(kind string) (newest string) {
	v.t.Helper()
	var state struct{ Jobs []json.RawMessage }
	if err := json.Unmarshal([]byte(v.Call("State", nil)), &state); err != nil {
		v.t.Fatal(err)
	}
	for _, job := range state.Jobs {
		if text := string(job); newest == "" && strings.Contains(text, `"kind":"`+kind+`"`) {
			newest = text
		}
	}
	return newest
}
