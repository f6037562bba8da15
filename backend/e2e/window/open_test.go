//go:build linux

package window_test

import (
	"strings"
	"time"

	"directoryconnector/backend/e2e/window"
)

// page is a Page whose methods end the test.
type page struct {
	*window.Page
	d *fixture
}

func (p *page) says(texts ...string) {
	p.d.t.Helper()
	for _, text := range texts {
		p.d.must(p.Says(p.d.ctx, text))
	}
}

// saysNot fails the test if the page says something now.
func (p *page) saysNot(text string) {
	p.d.t.Helper()
	all, err := p.Text(p.d.ctx)
	p.d.must(err)
	if strings.Contains(all, text) {
		p.d.t.Errorf("the page says %q:\n%s", text, all)
	}
}

func (p *page) click(role, name string) {
	p.d.t.Helper()
	p.d.must(p.Click(p.d.ctx, role, name))
}

func (p *page) leave(role, name string) {
	p.d.t.Helper()
	p.d.must(p.Leave(p.d.ctx, role, name))
}

func (p *page) fill(role, name, text string) {
	p.d.t.Helper()
	p.d.must(p.Fill(p.d.ctx, role, name, text))
}

func (p *page) find(role, name string) {
	p.d.t.Helper()
	_, err := p.Find(p.d.ctx, role, name)
	p.d.must(err)
}

func (p *page) call(method string, into any, args ...any) {
	p.d.t.Helper()
	if err := p.Call(p.d.ctx, method, into, args...); err != nil {
		p.d.t.Fatalf("%s: %v", method, err)
	}
}

// state is what the pages know, as far as the tests ask for it.
type state struct {
	DataDir, Profile      string
	Configured            bool
	Account               struct{ LoggedIn bool }
	Automatic             *struct{ State string }
	Jobs                  []struct{ Kind, State string }
	LastUsers, LastGroups string
}

func (p *page) state() (s state) {
	p.d.t.Helper()
	p.call("bridge.Bridge.State", &s)
	return s
}

// until waits for a state.
func (p *page) until(what string, reached func(state) bool) {
	p.d.t.Helper()
	var s state
	for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		if s = p.state(); reached(s) {
			return
		}
	}
	p.d.t.Fatalf("%s: not reached; the state is %+v", what, s)
}
