package bridge_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/orgserver"
)

func (f *fixture) setting(key string) bridge.Setting {
	f.t.Helper()
	list, err := f.pages.Settings()
	f.ok(err)
	for _, s := range list {
		if s.Key == key {
			return s
		}
	}
	f.t.Fatalf("no setting %s", key)
	return bridge.Setting{}
}

// A draft counts in tests at once, and nowhere else before it is saved.
func TestDraftWithAnUnsavedSecret(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	draft := bridge.Draft{Secrets: map[string]string{"ldap.password": "not saved yet"}, Set: map[string]string{"sync.groups": "false"}}
	f.ends("done")(f.pages.Test(bridge.TestRequest{Draft: draft}))
	if f.password != "not saved yet" {
		t.Errorf("password: %q", f.password)
	}
	if r, err := f.pages.TestResult(); err != nil || r.Counts.InGroups != 0 || !r.Draft {
		t.Errorf("result: %+v, %v", r, err)
	}
	if s := f.setting("ldap.password"); s.Origin != "none" || s.Kind != "secret" {
		t.Errorf("setting: %+v", s)
	}
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	if r, err := f.pages.TestResult(); err != nil || r.Counts.InGroups != 2 || r.Draft || f.password != "" {
		t.Errorf("result: %+v, %v, password %q", r, err, f.password)
	}
	_, err := f.pages.SaveSettings(draft)
	f.ok(err)
	if s := f.setting("ldap.password"); s.Origin != "file" || s.Value != "" || s.Default != "" {
		t.Errorf("setting: %+v", s)
	}
	if s := f.setting("sync.groups"); s.Origin != "set" || s.Value != "false" || s.Default != "true" || s.Environment == "" {
		t.Errorf("setting: %+v", s)
	}
	_, err = f.pages.SaveSettings(bridge.Draft{Unset: []string{"sync.groups"}, Forget: []string{"ldap.password"}})
	f.ok(err)
	if s := f.setting("ldap.password"); s.Origin != "none" {
		t.Errorf("setting: %+v", s)
	}
	if s := f.setting("sync.groups"); s.Origin != "default" || s.Value != "true" {
		t.Errorf("setting: %+v", s)
	}
}

// Nothing is saved that does not validate, and every field is told.
func TestWrongDraft(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.interval": "1", "sync.overwriteExisting": "true", "sync.users": "false", "log.level": "debug"}})
	p := f.fails(err, "settings")
	if len(p.Fields) != 2 || p.Field != "sync.interval" || p.Fields[1].Key != "sync.overwriteExisting" || p.Fields[1].Example == "" {
		t.Errorf("problem: %+v", p)
	}
	if s := f.setting("log.level"); s.Origin != "default" {
		t.Errorf("setting: %+v", s)
	}
	f.mu.Lock()
	f.env["BWDC_SYNC_INTERVAL"] = "30"
	f.mu.Unlock()
	saved, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.interval": "20"}})
	f.ok(err)
	if len(saved.Notices) != 1 || !strings.Contains(saved.Notices[0], "BWDC_SYNC_INTERVAL") || f.state().Interval != 30 {
		t.Errorf("notices: %q, interval %d", saved.Notices, f.state().Interval)
	}
}

func TestExportAndImport(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.interval": "20"}, Secrets: map[string]string{"ldap.password": "hush hush"}})
	f.ok(err)
	for _, format := range []string{"yaml", "json"} {
		file, err := f.pages.ExportSettings(bridge.ExportRequest{Format: format})
		f.ok(err)
		if !strings.HasPrefix(file.Name, "default-settings-20") || !strings.HasSuffix(file.Name, "."+format) || file.Type != "application/"+format ||
			!strings.Contains(file.Content, f.url) || strings.Contains(file.Content, "hush") {
			t.Errorf("file: %+v", file)
		}
		_, err = f.pages.SaveSettings(bridge.Draft{Unset: []string{"sync.interval"}})
		f.ok(err)
		keys, err := f.pages.ImportSettings(bridge.ImportRequest{Name: strings.ToUpper(file.Name), Content: file.Content})
		f.ok(err)
		if len(keys) != 4 || f.state().Interval != 20 || f.setting("ldap.password").Origin != "file" {
			t.Errorf("keys: %q, interval %d", keys, f.state().Interval)
		}
	}
	_, err = f.pages.ImportSettings(bridge.ImportRequest{Name: "x.yaml", Content: strings.Repeat("#", 2<<20)})
	f.fails(err, "settings", "too long", "Nothing was changed")
	for text, words := range map[string]string{
		"a: [": "not YAML", "": "empty", "[1]": "no settings", "version: 99\n": "newer", "a: 1\n---\nb: 2\n": "more than one document", "\t- x": "not YAML",
		"directory: &d ldap\nlog: *d\n": "aliases",
	} {
		_, err = f.pages.ImportSettings(bridge.ImportRequest{Name: "x.yaml", Content: text})
		if p := f.fails(err, "settings", words, "Nothing was changed."); len(p.Fields) > 0 || p.HintCode != "" {
			t.Errorf("%q: %+v", text, p)
		}
	}
	_, err = f.pages.ImportSettings(bridge.ImportRequest{Name: "x.json", Content: `{"ldap": {`})
	f.fails(err, "settings", "not JSON", "Nothing was changed")
	if f.state().Interval != 20 {
		t.Errorf("interval %d", f.state().Interval)
	}
	_, err = f.pages.ImportSettings(bridge.ImportRequest{Name: "settings.ini", Content: "x"})
	f.fails(err, "settings", ".yaml")
}

func TestTakeOver(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	dry, err := f.pages.TakeOver(bridge.TakeoverRequest{Content: oldConnector(t), DryRun: true})
	f.ok(err)
	if len(dry.Taken) == 0 || len(dry.Secrets) == 0 || f.setting("ldap.username").Origin != "default" {
		t.Errorf("dry run: %+v", dry)
	}
	taken, err := f.pages.TakeOver(bridge.TakeoverRequest{Content: oldConnector(t)})
	f.ok(err)
	if len(taken.Taken) != len(dry.Taken) || f.setting("ldap.username").Origin != "set" || f.setting("ldap.password").Origin != "file" {
		t.Errorf("taken over: %+v", taken)
	}
}

func TestDownloads(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	_, err := f.pages.Download(bridge.DownloadRequest{What: "test", Format: "csv"})
	f.fails(err, "failed", "Test Now")
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	f.syncsFirst(3)
	get := func(what, format, kind string) string {
		t.Helper()
		file, err := f.pages.Download(bridge.DownloadRequest{What: what, Format: format})
		f.ok(err)
		if file.Type != kind || !strings.HasPrefix(file.Name, "default-"+what+"-20") || !strings.HasSuffix(file.Name, "."+format) {
			t.Errorf("file: %s, %s", file.Name, file.Type)
		}
		return file.Content
	}
	rows := func(text string) [][]string {
		t.Helper()
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		f.ok(err)
		return rows
	}
	if got := rows(get("test", "csv", "text/csv")); len(got) != 6 || got[1][2] != "ada@example.com" || got[5][5] != "id-ada|id-barbara|id-grace" {
		t.Errorf("test: %q", got)
	}
	var test struct {
		Object string
		Groups []struct{ UserIDs []string }
		Users  []struct{ DisplayName string } `json:"enabledUsers"`
	}
	f.ok(json.Unmarshal([]byte(get("test", "json", "application/json")), &test))
	if test.Object != "test" || len(test.Groups) != 2 || len(test.Groups[0].UserIDs) != 3 || test.Users[2].DisplayName != "grace@example.com" {
		t.Errorf("test: %+v", test)
	}
	if got := rows(get("history", "csv", "text/csv")); len(got) != 3 || got[1][4] != "done" || got[2][4] != "stopped" || got[1][7] != "3" {
		t.Errorf("history: %q", got)
	}
	var history struct{ Data []bridge.Run }
	f.ok(json.Unmarshal([]byte(get("history", "json", "application/json")), &history))
	if len(history.Data) != 2 || history.Data[0].Counts.UsersAdded != 3 || history.Data[1].Error.Code != "guard" {
		t.Errorf("history: %+v", history)
	}
}

func TestLogs(t *testing.T) {
	t.Parallel()
	f := syncedFixture(t)
	lines, err := f.pages.Logs(bridge.LogQuery{Level: "info", Search: "SYNC ended"})
	f.ok(err)
	if len(lines) != 1 || lines[0].Message != "sync ended" || len(lines[0].Attributes) == 0 || lines[0].Attributes[0] != (bridge.LogAttribute{Key: "result", Value: "done"}) {
		t.Fatalf("lines: %+v", lines)
	}
	older, err := f.pages.Logs(bridge.LogQuery{Before: lines[0].Time})
	f.ok(err)
	if len(older) == 0 || older[0].Message == "sync ended" || older[0].Time >= lines[0].Time {
		t.Errorf("older: %+v", older)
	}
	f.until("an event about the log", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, e := range f.events {
			if e.name == "log" && e.data == nil {
				return true
			}
		}
		return false
	})
}

// Two tabs, or a window and a command, change one setting: the later one hears
// of the earlier.
func TestASettingThatOthersChangedMeanwhile(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	save := func(seen map[string]string, set map[string]string, unset ...string) error {
		_, err := f.pages.SaveSettings(bridge.Draft{Set: set, Unset: unset, Seen: seen})
		return err
	}
	none := map[string]string{"sync.interval": "", "log.level": ""}
	f.ok(save(none, map[string]string{"sync.interval": "30"}))
	p := f.fails(save(none, map[string]string{"sync.interval": "60"}), "changed", "sync.interval", "30")
	if len(p.Fields) != 1 || p.Fields[0].Key != "sync.interval" || p.Fields[0].Example != "30" {
		t.Errorf("fields: %+v", p.Fields)
	}
	f.ok(save(none, map[string]string{"sync.interval": "30", "log.level": "debug"})) // it is as wanted
	f.fails(save(map[string]string{"log.level": "info"}, nil, "log.level"), "changed", "log.level")
	f.ok(save(map[string]string{"sync.interval": "30"}, map[string]string{"sync.interval": "60"}))
	f.ok(save(nil, map[string]string{"sync.interval": "90"})) // whoever saw nothing
	list, err := f.pages.Settings()
	f.ok(err)
	for _, s := range list {
		if s.Key == "sync.interval" && s.Value != "90" || s.Key == "log.level" && s.Value != "debug" {
			t.Errorf("%s is %s", s.Key, s.Value)
		}
	}
}

// A log-in tells an id: what people call the organization is theirs to say, and
// ends with the log-in to another one.
func TestAnOrganizationHasAName(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.ready()
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	_, err := f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"server.organizationName": "Example Ltd"}})
	f.ok(err)
	s := f.state()
	if s.Account.OrganizationName != "Example Ltd" || s.Profiles[0].OrganizationName != "Example Ltd" || s.Account.OrganizationID == "" {
		t.Errorf("named: %+v, %+v", s.Account, s.Profiles)
	}
	if !s.Test.Applies {
		t.Errorf("a name makes a test old: %+v", s.Test)
	}
	f.login()
	if name := f.state().Account.OrganizationName; name != "Example Ltd" {
		t.Errorf("after a log-in to the same one: %q", name)
	}
	other := orgserver.New(orgserver.Options{SelfHosted: true, OrganizationID: "00000000-1111-2222-3333-444444444444"})
	url, stop := other.Start()
	defer stop()
	f.ok(f.pages.Login(bridge.LoginRequest{
		ClientID: other.ClientID(), ClientSecret: other.ClientSecret(), Server: bridge.Draft{Set: map[string]string{"server.url": url}},
	}))
	if s := f.state(); s.Account.OrganizationName != "" || s.Account.OrganizationID == f.server.ClientID() {
		t.Errorf("after a log-in to another one: %+v", s.Account)
	}
}

// A secret that somebody else has changed meanwhile is told by its mark, which
// says nothing of it, and not overwritten unasked.
func TestASecretThatOthersChangedIsAskedAbout(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.open()
	const key = "webhook.secret"
	save := func(text, seen string) error {
		_, err := f.pages.SaveSettings(bridge.Draft{Secrets: map[string]string{key: text}, Seen: map[string]string{key: seen}})
		return err
	}
	none := f.setting(key).Mark
	f.ok(save("first", none))
	mark := f.setting(key).Mark
	if none != "" || mark == "" || strings.Contains(mark, "first") || f.setting(key).Mark != mark {
		t.Errorf("marks: %q, %q", none, mark)
	}
	f.ok(save("second", mark))
	if f.setting(key).Mark == mark {
		t.Error("another secret has the same mark")
	}
	p := f.fails(save("third", mark), "changed", key)
	if strings.Contains(p.Message, "second") || strings.Contains(p.Message, f.setting(key).Mark) {
		t.Errorf("told: %s", p.Message)
	}
	f.ok(save("second", mark)) // as it is already
	_, err := f.pages.SaveSettings(bridge.Draft{Forget: []string{key}, Seen: map[string]string{key: mark}})
	f.fails(err, "changed", key)
	_, err = f.pages.SaveSettings(bridge.Draft{Forget: []string{key}, Seen: map[string]string{key: f.setting(key).Mark}})
	f.ok(err)
}
