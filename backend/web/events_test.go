package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"directoryconnector/backend/bridge"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/web"
)

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// listener is a page that listens to events.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	end   func()
}

type event struct {
	Event string          `json:"event"`
	Data  json.RawMessage `json:"data"`
}

// listen connects a page; it fails where that is refused.
func (b *browser) listen() (*listener, int) {
	b.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+"/api/events", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	req.AddCookie(b.cookie)
	transport := &http.Transport{}
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	end := func() {
		cancel()
		_ = resp.Body.Close()
		transport.CloseIdleConnections()
	}
	b.t.Cleanup(end)
	return &listener{b.t, bufio.NewScanner(resp.Body), end}, resp.StatusCode
}

// next returns the next event; none at the end.
func (l *listener) next() (event, bool) {
	l.t.Helper()
	for l.lines.Scan() {
		text, found := strings.CutPrefix(l.lines.Text(), "data: ")
		if !found {
			continue
		}
		var e event
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			l.t.Fatalf("%s: %v", text, err)
		}
		return e, true
	}
	return event{}, false
}

func TestEveryPageHearsOfWhatHappens(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	var pages []*listener
	for range 5 {
		l, status := b.listen()
		if status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
		// Whatever happened before.
		if e, ok := l.next(); !ok || e.Event != "state" {
			t.Fatalf("first %v", e)
		}
		pages = append(pages, l)
	}
	h.hub.Emit("job", bridge.Job{ID: "1", State: "running", Stage: "read\nusers"})
	h.hub.Emit("log", nil)
	for _, l := range pages {
		e, _ := l.next()
		var job bridge.Job
		if err := json.Unmarshal(e.Data, &job); err != nil || e.Event != "job" || job.Stage != "read\nusers" {
			t.Errorf("%s %s: %v", e.Event, e.Data, err)
		}
		if e, _ := l.next(); e.Event != "log" || string(e.Data) != "null" {
			t.Errorf("%v", e)
		}
	}
	// One goes; the others still hear.
	pages[0].end()
	h.hub.Emit("state", nil)
	for _, l := range pages[1:] {
		if e, _ := l.next(); e.Event != "state" {
			t.Errorf("%v", e)
		}
	}
}

func TestTooManyPagesAreToldSo(t *testing.T) {
	t.Parallel()
	h := start(t)
	b := h.withSession()
	var pages []*listener
	for i := range 32 {
		l, status := b.listen()
		if status != http.StatusOK {
			t.Fatalf("page %d: %d", i, status)
		}
		pages = append(pages, l)
	}
	if _, status := b.listen(); status != http.StatusServiceUnavailable {
		t.Errorf("page 33: %d", status)
	}
	for _, l := range pages {
		l.end()
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		l, status := b.listen()
		l.end()
		if status == http.StatusOK {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("no place is free again")
		}
	}
}

// A session that is over takes its streams along, whatever ended it.
func TestTheEndOfASessionEndsItsStreams(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(t *testing.T, s *web.Server, cookie *http.Cookie){
		"nobody used it for half a day": func(*testing.T, *web.Server, *http.Cookie) { time.Sleep(12*time.Hour + time.Second) },
		"the browser has a newer one": func(t *testing.T, s *web.Server, cookie *http.Cookie) {
			t.Helper()
			if a := ask(s, s.Ticket(), cookie); a.status != http.StatusSeeOther {
				t.Errorf("the new one: %d", a.status)
			}
		},
		"many newer ones": func(t *testing.T, s *web.Server, _ *http.Cookie) {
			t.Helper()
			for range 64 {
				time.Sleep(time.Second)
				letIn(t, s)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				hub := web.NewHub()
				s, _ := build(t, func(o *web.Options) { o.Events = hub })
				cookie := letIn(t, s)
				listens := func(cookie *http.Cookie) *atomic.Bool {
					over := &atomic.Bool{}
					r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8733/api/events", nil)
					r.AddCookie(cookie)
					go func() {
						s.ServeHTTP(httptest.NewRecorder(), r)
						over.Store(true)
					}()
					synctest.Wait()
					return over
				}
				first, second := listens(cookie), listens(cookie)
				if first.Load() || second.Load() {
					t.Fatal("a stream ended at once")
				}
				time.Sleep(time.Second)
				end(t, s, cookie)
				newest := listens(letIn(t, s))
				if !first.Load() || !second.Load() {
					t.Error("a stream of the session goes on")
				}
				if newest.Load() {
					t.Error("the stream of another session ended")
				}
				if got := ask(s, "/", cookie).status; got != http.StatusUnauthorized {
					t.Errorf("the session: %d", got)
				}
				hub.Close()
				synctest.Wait()
			})
		})
	}
}

// slowPage is a ResponseWriter that takes nothing until it is let.
type slowPage struct {
	*httptest.ResponseRecorder
	let   chan struct{}
	read  needs.Output
	ended chan struct{}
}

func (s *slowPage) Write(p []byte) (int, error) {
	<-s.let
	return s.read.Write(p)
}

// openSlowly has a slow page listen to a hub.
func openSlowly(t *testing.T) (*web.Hub, *slowPage) {
	t.Helper()
	hub := web.NewHub()
	s, _ := build(t, func(o *web.Options) { o.Events = hub })
	page := &slowPage{ResponseRecorder: httptest.NewRecorder(), let: make(chan struct{}), ended: make(chan struct{})}
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8733/api/events", nil)
	r.AddCookie(letIn(t, s))
	go func() {
		defer close(page.ended)
		s.ServeHTTP(page, r)
	}()
	synctest.Wait()
	return hub, page
}

func TestASlowPageMissesStepsButNoChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub, page := openSlowly(t)
		for done := range 10_000 {
			hub.Emit("job", bridge.Job{ID: "1", Done: done})
		}
		hub.Emit("state", nil)
		hub.Emit("job", bridge.Job{ID: "1", State: "done"})
		close(page.let)
		synctest.Wait()
		if got := strings.Count(page.read.String(), "data: "); got != 3 {
			t.Errorf("%d messages:\n%s", got, page.read.String())
		}
		last := page.read.String()[strings.LastIndex(page.read.String(), "data: "):]
		if !strings.Contains(last, `"state":"done"`) {
			t.Errorf("the last one: %s", last)
		}
		hub.Close()
		<-page.ended
	})
}

func TestWhatIsTooMuchBecomesOneState(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		hub, page := openSlowly(t)
		for id := range 1000 {
			hub.Emit("job", bridge.Job{ID: fmt.Sprint(id)})
		}
		close(page.let)
		synctest.Wait()
		got := strings.Count(page.read.String(), "data: ")
		if states := strings.Count(page.read.String(), `"event":"state"`); got > 65 || states != 2 || !strings.Contains(page.read.String(), `"id":"999"`) {
			t.Errorf("%d messages, %d states", got, states)
		}
		// A page that is quiet hears that the server is still there.
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := strings.Count(page.read.String(), ": still here\n\n"); got < 3 {
			t.Errorf("%d heartbeats in a minute", got)
		}
		hub.Close()
		<-page.ended
	})
}

// TestTheServerEndsWithPagesOpen: listeners, keep-alive connections and pages
// that went without a word hold nothing back. It counts the goroutines of the
// whole process, so that it is not parallel.
func TestTheServerEndsWithPagesOpen(t *testing.T) {
	before := runtime.NumGoroutine()
	h := start(t)
	b := h.withSession()
	var pages []*listener
	for range 10 {
		l, _ := b.listen()
		l.next()
		pages = append(pages, l)
	}
	pages[0].end()
	// A page that is gone in the middle of a large answer.
	var dial net.Dialer
	conn, err := dial.DialContext(t.Context(), "tcp", strings.TrimPrefix(h.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /assets/index-1a2b.js HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s=%s\r\n\r\n", b.cookie.Name, b.cookie.Value)
	_ = conn.Close()
	go h.hub.Emit("state", nil)
	started := time.Now()
	if err := h.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if took := time.Since(started); took > 4*time.Second {
		t.Errorf("it took %s", took)
	}
	for _, l := range pages[1:] {
		for {
			if _, ok := l.next(); !ok {
				break
			}
		}
		l.end()
	}
	h.hub.Emit("state", nil) // nobody is there, nothing happens
	b.client.CloseIdleConnections()
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, before %d\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
