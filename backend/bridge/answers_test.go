package bridge_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/directory"
)

// An answer is what a method gave to a page.
type answer struct {
	method string
	value  any
	err    error
}

// text is all that a page sees of it.
func (a answer) text() string {
	value, _ := json.Marshal(a.value)
	problem, _ := json.Marshal(bridge.Explain(a.err))
	return fmt.Sprintf("%s: %s %s", a.method, value, problem)
}

// asks calls every method with these arguments, or with a zero one, and
// returns the answers; only Cancel's are of no interest.
func (f *fixture) asks(arguments map[string][]any) (answers []answer) {
	f.t.Helper()
	methods, names := map[string]reflect.Value{}, []string{}
	for _, value := range append([]any{f.pages}, f.manager.Nouns()...) {
		noun := reflect.ValueOf(value)
		for i := range noun.NumMethod() {
			name := noun.Type().Method(i).Name
			if value != f.pages {
				name = noun.Elem().Type().Name() + "." + name
			}
			methods[name], names = noun.Method(i), append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { // Logout is the last, nouns ask about a test
		return cmp.Or(strings.Count(a, "Logout")-strings.Count(b, "Logout"), strings.Count(a, ".")-strings.Count(b, "."), strings.Compare(a, b))
	})
	for _, name := range names {
		method := methods[name]
		given := arguments[name]
		if given == nil && method.Type().NumIn() == 1 {
			given = []any{reflect.Zero(method.Type().In(0)).Interface()}
		} else if given == nil {
			given = []any{nil}
		}
		switch name {
		case "People.Explained":
			given = append(given, f.look)
		case "People.Groups", "People.Events", "People.Members":
			given = append(given, bridge.ExplainedQuery{JobID: f.look})
		}
		for _, argument := range given {
			var in []reflect.Value
			if argument != nil {
				in = append(in, reflect.ValueOf(argument))
			}
			out := method.Call(in)
			a := answer{method: name}
			a.err, _ = reflect.TypeAssert[error](out[len(out)-1])
			if len(out) == 2 {
				a.value = out[0].Interface()
			}
			if job, is := a.value.(bridge.Job); is && a.err == nil {
				ended := f.job("the end", func(j bridge.Job) bool { return j.ID == job.ID && j.State != "running" })
				if a.value = ended; ended.Kind == "explain" && ended.Error == nil {
					f.look = ended.ID
				}
			}
			answers = append(answers, a)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.events {
		answers = append(answers, answer{method: "event " + e.name, value: e.data})
	}
	return answers
}

// nilLists returns where a value holds a list that would be null in JSON.
func nilLists(path string, v reflect.Value) (found []string) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return []string{path}
		}
		for i := range v.Len() {
			found = append(found, nilLists(path, v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			found = append(found, nilLists(path+"."+v.Type().Field(i).Name, v.Field(i))...)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return nilLists(path, v.Elem())
		}
	}
	return found
}

// full are arguments with which every method does something in a profile that
// is set up.
func (f *fixture) full() map[string][]any {
	login := bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: f.server.ClientSecret()}
	wrong := bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: "wrong-login-secret"}
	secret := bridge.Draft{Secrets: map[string]string{"ldap.password": "typed-bind-password", "okta.token": "typed-okta-token"}}
	misplaced := bridge.Draft{Set: map[string]string{"ldap.password": "misplaced-password", "sync.interval": "1", "nonsense": "x"}}
	inURL := f.draft()
	inURL.Set["server.url"] = "https://misplaced-user:misplaced-url-password@vault.example.com"
	file := "version: 1\ndirectory: file\nfile:\n  path: " + f.people + "\nserver:\n  url: " + f.url + "\nldap:\n  password: imported-password\n"
	lists := []any{}
	for _, list := range []string{"enabled", "disabled", "deleted", "nonsense"} {
		lists = append(lists, bridge.UserQuery{List: list})
	}
	files := []any{bridge.DownloadRequest{}}
	for _, what := range []string{"test", "history", "plan"} {
		files = append(files, bridge.DownloadRequest{What: what, Format: "csv"}, bridge.DownloadRequest{What: what, Format: "json"}, bridge.DownloadRequest{What: what, Format: "html"}, bridge.DownloadRequest{What: what})
	}
	drafts := []any{secret, misplaced, inURL}
	run := ""
	if last := f.state().LastRun; last != nil {
		run = last.ID
	}
	return map[string][]any{
		"UntrustedCertificates": {bridge.CertificateRequest{Part: "organization"}, bridge.CertificateRequest{Part: "organization", Draft: inURL}},
		"TrustCertificate":      {bridge.TrustRequest{Part: "organization", SHA256: "00", Draft: secret}},
		"Unattended.Schedule":   {bridge.ScheduleRequest{Set: map[string]string{"sync.times": "daily at 02:00", "sync.quiet": "weekdays 8-18"}}, bridge.ScheduleRequest{Set: map[string]string{"sync.times": "soon"}}},
		"Login":                 {bridge.LoginRequest{ClientID: f.server.ClientID(), ClientSecret: "wrong-login-secret", Server: inURL}, bridge.LoginRequest{Server: secret}, wrong, login}, "Logout": {nil}, "UseProfile": {"default"}, "CreateProfile": {"default"}, "DeleteProfile": {"nobody"},
		"Validate": drafts, "SaveSettings": {misplaced, secret},
		"Sync":          {bridge.SyncRequest{}, bridge.SyncRequest{AllowFirst: 3}},
		"Check":         {bridge.CheckRequest{}, bridge.CheckRequest{Draft: secret}, bridge.CheckRequest{Draft: misplaced}, bridge.CheckRequest{Draft: inURL}},
		"Test":          {bridge.TestRequest{Draft: misplaced}, bridge.TestRequest{Draft: inURL}, bridge.TestRequest{Draft: secret}},
		"TryFilter":     {bridge.FilterRequest{Draft: misplaced}, bridge.FilterRequest{Draft: secret}},
		"Findings":      {bridge.FindingQuery{}, bridge.FindingQuery{Kind: "test"}, bridge.FindingQuery{Kind: "sync"}},
		"Plans.Changes": {bridge.PlanQuery{}, bridge.PlanQuery{Part: "joins"}, bridge.PlanQuery{Part: "groups"}}, "Plans.Members": {bridge.MemberQuery{}, bridge.MemberQuery{Run: run}, bridge.MemberQuery{At: 1 << 40}},
		"Plans.Open": {bridge.OpenPlan{Name: "x.json", Content: "typed-bind-password"}}, "People.Find": {bridge.FindQuery{}, bridge.FindQuery{Search: "a"}},
		"People.Explain":  {bridge.ExplainRequest{Who: "ada@example.com"}, bridge.ExplainRequest{Who: "Team", Kind: "group", Now: true}, bridge.ExplainRequest{Who: "nobody"}},
		"People.Offboard": {bridge.OffboardRequest{}, bridge.OffboardRequest{Who: "ada@example.com"}, bridge.OffboardRequest{Who: "x", Way: "y"}},
		"TestUsers":       lists, "TestGroup": {bridge.GroupMembersQuery{ExternalID: "dep"}, bridge.GroupMembersQuery{}},
		"Download": files, "HistoryRun": {bridge.RunQuery{ID: run}, bridge.RunQuery{ID: "nonsense"}},
		"ExportSettings": {bridge.ExportRequest{Format: "yaml"}, bridge.ExportRequest{Format: "json"}, bridge.ExportRequest{}},
		"ImportSettings": {bridge.ImportRequest{Name: "x.yml", Content: file}, bridge.ImportRequest{Name: "x.json", Content: `{"ldap": {"password": "imported-password", "nonsense": 1}}`}, bridge.ImportRequest{Name: "x.txt"}, bridge.ImportRequest{Name: "x.yaml", Content: "a: ["}},
		"TakeOver":       {bridge.TakeoverRequest{Content: oldConnector(f.t), DryRun: true}, bridge.TakeoverRequest{Content: "{"}, bridge.TakeoverRequest{DryRun: true}},
		"Counts":         {bridge.CountsQuery{}, bridge.CountsQuery{Since: "soon"}, bridge.CountsQuery{Since: "2100-01-01T00:00:00Z"}},
		"Logs":           {bridge.LogQuery{}, bridge.LogQuery{Level: "debug", Limit: 1000}, bridge.LogQuery{Level: "loud"}, bridge.LogQuery{Before: "1999-01-01T00:00:00Z"}},
	}
}

// oldConnector is a data.json with its secrets in the clear.
func oldConnector(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "internal", "datajson", "testdata", "v6-openldap.json"))
	if err != nil || !strings.Contains(string(text), "clear password") {
		t.Fatal("the sample has no secret", err)
	}
	return strings.ReplaceAll(string(text), "clear password", "taken-over-password")
}

// The pages rely on lists that are there, and on errors that are told.
func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	check := func(answers []answer) {
		t.Helper()
		for _, a := range answers {
			if a.err != nil {
				told, is := a.err.(*bridge.Error) //nolint:errorlint // exactly what a face gets
				if !is || told.Problem.Message == "" || told.Problem.Code == "" {
					t.Errorf("%s: %T %v", a.method, a.err, a.err)
				}
				if strings.Contains(told.Problem.Hint, "bwdc") {
					t.Errorf("%s: hint %q", a.method, told.Problem.Hint)
				}
				a.value = told.Problem
			}
			if a.value == nil {
				continue
			}
			if found := nilLists(a.method, reflect.ValueOf(a.value)); len(found) > 0 {
				t.Errorf("null: %s", strings.Join(found, ", "))
			}
		}
	}
	check(f.asks(nil)) // an empty profile and empty arguments
	f.ready()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	check(f.asks(f.full()))
	f.ready()
	f.ok(f.pages.StartAutomatic())
	check([]answer{{method: "State", value: f.state()}})
}

// Secrets come in. Nothing that leaves holds one.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	_, err := f.pages.SaveSettings(bridge.Draft{
		Set:     map[string]string{"log.level": "debug"},
		Secrets: map[string]string{"ldap.password": "saved-bind-password", "network.proxyPassword": "saved-proxy-password"},
	})
	f.ok(err)
	f.mu.Lock()
	f.env["BWDC_ONELOGIN_SECRET"] = "environment-onelogin-secret" //nolint:gosec // no real one
	f.mu.Unlock()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	answers := f.asks(f.full())
	f.login()
	f.mu.Lock()
	f.fault = "panic with saved-bind-password"
	f.mu.Unlock()
	answers = append(answers, f.asks(f.full())...)
	f.login()
	f.mu.Lock()
	f.fault = directory.WithHint(errors.New("the directory says saved-bind-password"), "Is it typed-bind-password?")
	f.mu.Unlock()
	answers = append(answers, f.asks(f.full())...)
	f.ready()
	f.ok(f.pages.StartAutomatic())
	f.until("a failed sync", func() bool { a := f.state().Automatic; return a != nil && a.Failures > 0 })
	answers = append(answers, answer{method: "State", value: f.state()})
	secrets := []string{
		f.server.ClientSecret(), "wrong-login-secret", "typed-bind-password", "typed-okta-token", "misplaced-password", "misplaced-url-password",
		"imported-password", "taken-over-password", "saved-bind-password", "saved-proxy-password", "environment-onelogin-secret",
	}
	worked := map[string]bool{}
	for _, a := range answers {
		text := a.text()
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %.2000s", secret, text)
			}
		}
		job, _ := a.value.(bridge.Job)
		worked[a.method] = worked[a.method] || a.err == nil && job.Error == nil
	}
	for method, did := range worked { // else it had no chance to tell
		if !did && !slices.Contains([]string{"Cancel", "CheckUpdate", "CreateProfile", "DeleteProfile", "RenameProfile", "Plans.Open", "Unattended.KeepSyncing", "Unattended.StopKeepingSyncing", "Unattended.TestNotices", "TrustCertificate"}, method) {
			t.Errorf("%s never worked", method)
		}
	}
	for _, file := range []string{filepath.Join("logs", "bwdc.log"), "bwdc.db"} {
		text, err := os.ReadFile(filepath.Join(f.data, "profiles", "default", file))
		f.ok(err)
		for _, secret := range secrets {
			if strings.Contains(string(text), secret) {
				t.Errorf("%q is in %s", secret, file)
			}
		}
	}
}
