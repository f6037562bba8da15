package bridge_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"directoryconnector/backend/bridge"
)

// Names come from a directory that anybody may write to: what nobody sees in
// them is shown wherever they are told.
func TestForeignTextIsVisibleEverywhere(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const hidden = "a\u202egnp\u200b\u0007"
	people := map[string]any{
		"version": 1,
		"users": []map[string]any{
			{"id": "1", "email": "ada@example.com", "name": hidden, "groups": []string{hidden}},
			{"id": "2" + hidden, "email": "ada@example.com", "name": hidden},
		},
		"groups": []map[string]any{{"id": "g", "name": hidden}},
	}
	text, err := json.Marshal(people)
	f.ok(err)
	f.ok(os.WriteFile(f.people, text, 0o600))
	f.ready()
	stopped := f.ends("stopped")(f.pages.Sync(bridge.SyncRequest{}))
	_, err = f.pages.SaveSettings(bridge.Draft{Set: map[string]string{"sync.duplicateEmails": "skip"}})
	f.ok(err)
	filter := f.ends("done")(f.pages.TryFilter(bridge.FilterRequest{}))
	f.ends("done")(f.pages.Test(bridge.TestRequest{}))
	log, err := f.pages.Logs(bridge.LogQuery{Level: "debug", Limit: 1000})
	f.ok(err)
	groups, err := f.pages.TestGroups(bridge.GroupQuery{})
	f.ok(err)
	for what, value := range map[string]any{"a conflict": stopped.Error, "a filter": filter.Filter, "the log": log, "groups": groups, "state": f.state()} {
		text, err := json.Marshal(value)
		f.ok(err)
		for _, r := range []string{"\u202e", "\u200b", `\u0007`} {
			if strings.Contains(string(text), r) {
				t.Errorf("%s holds %+q: %.300s", what, r, text)
			}
		}
	}
	if text, err := json.Marshal(stopped.Error); err != nil || !strings.Contains(string(text), "U+202E") {
		t.Errorf("the conflict does not show it: %s", text)
	}
	csv, err := f.pages.Download(bridge.DownloadRequest{What: "plan", Format: "csv"})
	f.ok(err)
	if !strings.HasPrefix(csv.Content, "\ufeff") || strings.ContainsAny(csv.Content, "\u202e\u200b\a") {
		t.Errorf("CSV: %q", csv.Content)
	}
}
