package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/web"
)

// pageScript is a page that uses what bridge.js gives, and saves what it found
// as the note.
const pageScript = `
const { Bridge } = window.go.bridge;
const found = { methods: Object.keys(Bridge), path: location.pathname + location.search, cookie: document.cookie };
found.echo = await Bridge.Echo("<ü>\u2028");
found.nothing = await Bridge.Nothing();
for (const [name, call] of Object.entries({
	problem: () => Bridge.Invalid(),
	request: () => Bridge.SaveNote({ nobody: "knows" }),
})) {
	found[name] = await call().then(() => "worked", (problem) => problem);
}
// The policy: no script in the page, no style attribute, nothing from elsewhere.
found.eval = (() => { try { return new Function("return 'ran'")(); } catch { return "refused"; } })();
found.elsewhere = await fetch("http://localhost:1/").then(() => "loaded", () => "refused");
found.style = await new Promise((done) => {
	document.addEventListener("securitypolicyviolation", (e) => e.effectiveDirective.startsWith("style") && done("refused"));
	document.body.insertAdjacentHTML("beforeend", "<p style='color:red'>x</p>");
	setTimeout(() => done("allowed"), 5000);
});
document.body.firstChild.style.width = "7px";
found.cssom = document.body.firstChild.style.width;
const states = [], jobs = [];
let off;
const over = new Promise((done) => {
	window.runtime.EventsOn("state", () => states.push(1));
	off = window.runtime.EventsOn("job", (job) => { jobs.push(job.state); off(); });
	window.runtime.EventsOnMultiple("log", done, 1);
});
await Bridge.SaveNote({ text: "listening" });
await over;
found.jobs = jobs;
await Bridge.SaveNote({ text: JSON.stringify(found) });
`

// TestTheScriptInARealBrowser opens the pages in Chromium: by the printed
// address, and by a file that leads there, as bwdc serve --open does.
func TestTheScriptInARealBrowser(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(t *testing.T, address string) string{
		"by the printed address": func(_ *testing.T, address string) string { return address },
		"by a file": func(t *testing.T, address string) string {
			t.Helper()
			path := filepath.Join(t.TempDir(), "open.html")
			if err := os.WriteFile(path, []byte(`<!doctype html><meta http-equiv="refresh" content="0; url=`+address+`">`), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inChromium(t, start)
		})
	}
}

// inChromium opens what start makes of the address that lets in.
func inChromium(t *testing.T, start func(t *testing.T, address string) string) {
	t.Helper()
	chromium := needs.Program(t, "chromium", "chromium", "chromium-browser", "google-chrome")
	h := startWith(t, func(o *web.Options) {
		o.Pages = fstest.MapFS{
			"index.html":        {Data: []byte(`<!doctype html><html><head><script type="module" crossorigin src="/assets/page.js"></script></head><body><main></main></body></html>`)},
			"assets/page.js":    {Data: []byte(pageScript)},
			"assets/unused.css": {Data: []byte("a{}")},
		}
	})
	needs.Start(t, chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
		"--user-data-dir="+t.TempDir(), start(t, h.base+h.server.Ticket()))
	note := func(what string, so func(string) bool) string {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
			n, err := h.bridge.Note()
			if err != nil {
				t.Fatal(err)
			}
			if so(n.Text) {
				return n.Text
			}
			if time.Now().After(deadline) {
				t.Fatalf("the page does not say %s\n%s", what, h.log)
			}
		}
	}
	note("that it listens", func(text string) bool { return text == "listening" })
	for _, state := range []string{"running", "done"} {
		h.hub.Emit("job", bridge.Job{ID: state, State: state})
	}
	h.hub.Emit("log", nil)
	text := note("what it found", func(text string) bool { return strings.HasPrefix(text, "{") })
	var found struct {
		Methods, Jobs                                              []string
		Path, Cookie, Echo, Nothing, Eval, Elsewhere, Style, CSSOM string
		Problem, Request                                           bridge.Problem
	}
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if found.Path != "/" || found.Cookie != "" || found.Echo != "<ü>\u2028" || len(found.Methods) < 8 || found.CSSOM != "7px" {
		t.Errorf("found %s", text)
	}
	if found.Eval != "refused" || found.Elsewhere != "refused" || found.Style != "refused" {
		t.Errorf("the policy lets through: %s", text)
	}
	if found.Problem.Code != "settings" || found.Problem.Field != "ldap.hostname" || found.Request.Code != "request" {
		t.Errorf("problems: %s", text)
	}
	// The listener took itself away after the first job.
	if len(found.Jobs) != 1 || found.Jobs[0] != "running" {
		t.Errorf("jobs: %s", text)
	}
}
