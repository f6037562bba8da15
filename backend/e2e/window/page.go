//go:build linux

package window

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A Page is the page in the window of a running program.
type Page struct {
	display *Display
	driver  *driver
	dir     string
	// Patience is how long is waited for something to appear; the default is
	// ten seconds.
	Patience time.Duration
}

//go:embed find.js
var findScript string

// Open starts the program so that its page can be driven. automation is what
// BuildAutomation made, dir a folder for this Page's files.
func (d *Display) Open(ctx context.Context, automation, path, dataDir, dir string, env ...string) (*Page, error) {
	w, err := startDriver(ctx, d)
	if err != nil {
		return nil, err
	}
	p := &Page{display: d, driver: w, dir: dir, Patience: 10 * time.Second}
	script, err := launcher(dir, automation, path, dataDir, env)
	if err == nil {
		err = w.open(ctx, script)
	}
	if err != nil {
		w.close()
		return nil, fmt.Errorf("%w\n%s", err, p.Output())
	}
	return p, nil
}

// Close ends the driver. The program ends by itself, or with the Display.
func (p *Page) Close() { p.driver.close() }

// Output is what the program has printed.
func (p *Page) Output() string {
	text, _ := os.ReadFile(filepath.Join(p.dir, "output"))
	return string(text)
}

// Wait returns the exit code; an error where the program does not end in time.
func (p *Page) Wait(limit time.Duration) (int, error) {
	for start := time.Now(); time.Since(start) < limit; time.Sleep(25 * time.Millisecond) {
		if text, err := os.ReadFile(filepath.Join(p.dir, "code")); err == nil {
			return strconv.Atoi(strings.TrimSpace(string(text)))
		}
	}
	return 0, fmt.Errorf("the program still runs after %v", limit)
}

// Eval runs JavaScript in the page, the body of a function, and decodes what
// it returns.
func (p *Page) Eval(ctx context.Context, body string, into any, args ...any) error {
	return p.driver.script(ctx, "sync", body, into, args...)
}

// A CallError is what a bound method answered instead of a result: a Problem's
// JSON, or plain words of the toolkit.
type CallError struct{ Problem string }

func (e *CallError) Error() string { return e.Problem }

// Call calls a bound method, e.g. "bridge.Bridge.State", with one argument or
// none, and decodes its answer.
func (p *Page) Call(ctx context.Context, method string, into any, args ...any) error {
	var answer struct {
		Value   json.RawMessage
		Problem string
	}
	err := p.driver.script(ctx, "async", `
const done = arguments[arguments.length - 1];
const [method, args] = arguments;
const call = method.split('.').reduce((at, name) => at[name], window.go);
call(...args).then((Value) => done({ Value }), (fault) => done({ Problem: String(fault.message || fault) }));`, &answer, method, append([]any{}, args...))
	switch {
	case err != nil:
		return err
	case answer.Problem != "":
		return &CallError{answer.Problem}
	case into == nil || len(answer.Value) == 0:
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

// Text is all that can be read on the page.
func (p *Page) Text(ctx context.Context) (text string, err error) {
	return text, p.Eval(ctx, "return document.body.innerText", &text)
}

// errAbsent: it is not there yet.
var errAbsent = errors.New("not there")

// Find waits for a visible element and returns it. name is its accessible
// name, or a part of it, in any case.
func (p *Page) Find(ctx context.Context, role, name string) (e ID, err error) {
	err = p.until(ctx, func() error {
		if err := p.Eval(ctx, findScript, &e, role, name); err != nil {
			return err
		}
		if e == nil {
			return errAbsent
		}
		return nil
	})
	if err != nil {
		text, _ := p.Text(ctx)
		return nil, fmt.Errorf("%s %q: %w; the page says:\n%s", role, name, err, text)
	}
	return e, nil
}

// until tries again until something worked, or patience is at its end, or the
// program is.
func (p *Page) until(ctx context.Context, try func() error) error {
	start := time.Now()
	for {
		err := try()
		if err == nil || ctx.Err() != nil || errors.Is(err, errGone) || time.Since(start) > p.Patience {
			return err
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// Click clicks on an element, once it can be.
func (p *Page) Click(ctx context.Context, role, name string) error {
	return p.click(ctx, role, name, func() {})
}

// Leave clicks on what ends the program. The program may be gone before the
// driver has heard that the click was done: that is no failure of the click, and
// Wait tells how the program ended.
func (p *Page) Leave(ctx context.Context, role, name string) error {
	pressed := false
	err := p.click(ctx, role, name, func() { pressed = true })
	if pressed && errors.Is(err, errGone) {
		return nil
	}
	return err
}

// click clicks on an element, and tells of it just before.
func (p *Page) click(ctx context.Context, role, name string, pressing func()) error {
	return p.act(ctx, role, name, func(e ID) error {
		var enabled bool
		if err := p.driver.call(ctx, http.MethodGet, e.path()+"/enabled", nil, &enabled); err != nil {
			return err
		}
		if !enabled {
			return errors.New("it is disabled")
		}
		pressing()
		return p.driver.call(ctx, http.MethodPost, e.path()+"/click", map[string]any{}, nil)
	})
}

// Fill replaces the text in a field.
func (p *Page) Fill(ctx context.Context, role, name, text string) error {
	return p.act(ctx, role, name, func(e ID) error {
		if err := p.driver.call(ctx, http.MethodPost, e.path()+"/clear", map[string]any{}, nil); err != nil {
			return err
		}
		return p.driver.call(ctx, http.MethodPost, e.path()+"/value", map[string]any{"text": text}, nil)
	})
}

// Choose picks an option of a list by its text.
func (p *Page) Choose(ctx context.Context, name, option string) error {
	return p.act(ctx, "combobox", name, func(e ID) error {
		return p.Eval(ctx, `
const [list, text] = arguments;
const option = [...list.options].find((o) => o.text.trim() === text) || [...list.options].find((o) => o.text.includes(text));
if (!option) throw new Error('the list has ' + [...list.options].map((o) => o.text).join(', '));
list.value = option.value;
list.dispatchEvent(new Event('input', { bubbles: true }));
list.dispatchEvent(new Event('change', { bubbles: true }));`, nil, e, option)
	})
}

// act does something with an element, which a page may replace meanwhile.
func (p *Page) act(ctx context.Context, role, name string, do func(ID) error) error {
	err := p.until(ctx, func() error {
		e, err := p.Find(ctx, role, name)
		if err != nil {
			return err
		}
		// WebDriver scrolls no further than it must, which may be beneath a bar.
		if err := p.Eval(ctx, "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", nil, e); err != nil {
			return err
		}
		return do(e)
	})
	if err != nil {
		return fmt.Errorf("%s %q: %w", role, name, err)
	}
	return nil
}

// Says waits until the page shows a text, in any case.
func (p *Page) Says(ctx context.Context, text string) error {
	var all string
	err := p.until(ctx, func() (err error) {
		if all, err = p.Text(ctx); err != nil {
			return err
		}
		if !strings.Contains(strings.ToLower(all), strings.ToLower(text)) {
			return errAbsent
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%q: %w; the page says:\n%s", text, err, all)
	}
	return nil
}
