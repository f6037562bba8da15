package web_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/service"
	"directoryconnector/backend/sources"
	"directoryconnector/backend/web"
)

// Secrets that a person types into the pages.
const (
	ldapPassword  = "ldap-p4ss-w0rd"
	proxyPassword = "proxy-p4ss-w0rd"
)

// answersOf is what each method is asked with. A method that is missing here
// fails the test, so that none is forgotten.
func answersOf() map[string]string {
	page := func(fields string) string { return "{" + fields + `"offset":0,"limit":100}` }
	return map[string]string{
		"State": "", "Settings": "", "Validate": `{"set":{"ldap.port":"x"},"secrets":{"ldap.password":"` + ldapPassword + `2"}}`,
		"Check": `{"draft":{"set":{}}}`, "Test": `{"draft":{}}`, "Sync": `{"allowFirst":2}`, "TryFilter": `{"draft":{"set":{"sync.userFilter":"include:ada@example.com"}}}`,
		"Cancel": `"nobody"`, "Findings": page(`"kind":"test","guard":"first-sync",`), "StartAutomatic": "", "StopAutomatic": "",
		"TestResult": "", "TestUsers": page(`"list":"enabled",`), "TestGroups": page(""), "TestGroup": page(`"externalId":"g",`), "TestWarnings": page(""),
		"Download": `{"what":"history","format":"json"}`, "History": page(""), "HistoryRun": page(`"id":"none",`), "Counts": `{"since":""}`,
		"Logs": `{"level":"debug","limit":1000}`, "CheckUpdate": "", "ExportSettings": `{"format":"yaml"}`, "ImportSettings": `{"name":"x.yaml","content":"ldap:\n  password: ` + ldapPassword + `\n  nothing: 1\n"}`,
		"FindTakeover": "", "TakeOver": `{"content":"{\"directoryLdap\":{\"password\":\"` + ldapPassword + `\"}}","dryRun":true}`,
		"Login": `{"clientId":"organization.x","clientSecret":"` + ldapPassword + `"}`, "SaveSettings": `{"secrets":{"ldap.password":"` + ldapPassword + `"}}`,
		"CreateProfile": `"second"`, "UseProfile": `"default"`, "RenameProfile": `{"from":"second","to":"other"}`, "DeleteProfile": `"other"`,
		"ClearCache": "", "Logout": "",
		"Plans.Changes": page(`"part":"joins",`), "Plans.Members": page(`"at":0,"side":"joins",`), "Plans.LeftOut": page(""), "Plans.ByHand": page(""), "Plans.Counts": `{"search":"a"}`,
		"Plans.Open": `{"name":"plan.json","content":"` + ldapPassword + `"}`, "Plans.Differences": page(""), "Plans.LastGood": `{"kind":"sync"}`,
		"People.Find": `{"search":"a","limit":10}`, "People.Explain": `{"who":"ada@example.com","kind":"","now":true}`, "People.Explained": `"nobody"`,
		"People.Groups": page(`"jobId":"nobody",`), "People.Members": page(`"jobId":"nobody",`), "People.Events": page(`"jobId":"nobody",`), "People.Offboard": `{"who":"nobody"}`,
		"Unattended.Background": "", "Unattended.KeepSyncing": "", "Unattended.StopKeepingSyncing": "", "Unattended.Schedule": `{"set":{"sync.times":"hourly"}}`,
		"UntrustedCertificates": `{"part":"organization","draft":{}}`, "TrustCertificate": `{"part":"organization","sha256":"00","draft":{}}`,
		"Unattended.TestNotices": "", "Unattended.Notices": "",
	}
}

// TestNoAnswerHoldsASecret: the real methods on a real profile, each of them
// asked, with secrets typed in and wrong ones among them.
func TestNoAnswerHoldsASecret(t *testing.T) {
	t.Parallel()
	organization := orgserver.New(orgserver.Options{SelfHosted: true})
	url, stop := organization.Start()
	defer stop()
	people := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(people, []byte("id,email\n1,ada@example.com\n2,grace@example.com\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	hub := web.NewHub()
	manager, err := bridge.New(bridge.Options{Emit: hub.Emit, App: app.Options{
		DataDir: t.TempDir(), Version: "1.0.0", Sources: sources.Open,
		Getenv:   func(name string) string { return map[string]string{"BWDC_NO_KEYRING": "1"}[name] },
		Services: func(service.Options) (service.Manager, error) { return nil, service.ErrNoManager },
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := manager.Close(); err != nil {
			t.Error(err)
		}
	}()
	h := startWith(t, func(o *web.Options) {
		o.Bridge, o.Nouns, o.Explain, o.Events = manager.Pages(), manager.Nouns(), bridge.Explain, hub
	})
	b := h.withSession()
	listener, _ := b.listen()
	heard := make(chan string, 1)
	go func() {
		var all strings.Builder
		for {
			e, ok := listener.next()
			if !ok {
				heard <- all.String()
				return
			}
			all.Write(e.Data)
		}
	}()

	secrets := []string{ldapPassword, proxyPassword, organization.ClientSecret(), b.cookie.Value}
	check := func(what string, a answer) {
		t.Helper()
		for _, secret := range secrets {
			if strings.Contains(a.body, secret) {
				t.Errorf("%s: a secret is in %s", what, a.body)
			}
		}
	}
	must := func(method string, argument any) {
		t.Helper()
		text, err := json.Marshal(argument)
		if err != nil {
			t.Fatal(err)
		}
		a := b.call(method, string(text))
		a.wants(t, method, http.StatusOK, "")
		check(method, a)
	}
	type texts map[string]string
	must("Login", map[string]any{
		"clientId": organization.ClientID(), "clientSecret": organization.ClientSecret(),
		"server": map[string]texts{"set": {"server.url": url}, "secrets": {"network.proxyPassword": proxyPassword}},
	})
	must("SaveSettings", map[string]texts{"set": {"directory": "file", "file.path": people}, "secrets": {"ldap.password": ldapPassword}})

	asked := answersOf()
	names := methodsOf(t, b)
	// What changes the log-in and the profile comes last.
	last := []string{"CreateProfile", "RenameProfile", "DeleteProfile", "UseProfile", "ClearCache", "TakeOver", "ImportSettings", "Logout"}
	slices.SortStableFunc(names, func(a, b string) int { return slices.Index(last, a) - slices.Index(last, b) })
	download := func() {
		for _, name := range []string{"test.csv", "test.json", "plan.csv", "plan.json", "plan.html", "history.csv", "history.json"} {
			a := b.get("/api/download/" + name)
			a.wants(t, name, http.StatusOK, "")
			check(name, a)
		}
	}
	for _, name := range names {
		if name == last[0] {
			download()
		}
		argument, ok := asked[name]
		if !ok {
			t.Errorf("%s is asked with nothing: add it", name)
			continue
		}
		a := b.call(name, argument)
		check(name, a)
		if a.status == http.StatusUnauthorized || strings.Contains(a.body, `"code":"request"`) {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
		if job := (bridge.Job{}); json.Unmarshal([]byte(a.body), &job) == nil && job.State == "running" {
			rests(t, b)
		}
	}
	hub.Close()
	events := <-heard
	check("events", answer{body: events})
	check("log", answer{body: h.log.String()})
	if !strings.Contains(events, `"kind":"test"`) {
		t.Errorf("no event tells of the test: %s", events)
	}
}

// methodsOf returns the names that bridge.js gives the pages.
func methodsOf(t *testing.T, b *browser) []string {
	t.Helper()
	_, after, _ := strings.Cut(b.get("/bridge.js").body, "const methods = ")
	list, _, _ := strings.Cut(after, ";")
	var names []string
	if err := json.Unmarshal([]byte(list), &names); err != nil || len(names) < 30 {
		t.Fatalf("methods %s: %v", list, err)
	}
	return names
}

// rests waits until no job runs.
func rests(t *testing.T, b *browser) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		var state bridge.State
		if err := json.Unmarshal([]byte(b.call("State", "").body), &state); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(state.Jobs, func(j bridge.Job) bool { return j.State == "running" }) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("a job does not end")
		}
	}
}
