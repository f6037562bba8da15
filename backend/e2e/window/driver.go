//go:build linux

package window

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/internal/testbed/needs"
)

// A driver speaks WebDriver with WebKitWebDriver: https://www.w3.org/TR/webdriver2/
type driver struct {
	base   string // of the session, once there is one
	cmd    *exec.Cmd
	output needs.Output
}

// errGone: the driver has no page any more, and none comes back; the program has
// ended.
var errGone = errors.New("the program is gone")

// startDriver starts WebKitWebDriver on the Display.
func startDriver(ctx context.Context, d *Display) (*driver, error) {
	ports, err := needs.Ports(1)
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(ports[0])
	w := &driver{base: "http://127.0.0.1:" + port}
	w.cmd = d.Command(ctx, "WebKitWebDriver", "--host=127.0.0.1", "--port="+port)
	w.cmd.Stdout, w.cmd.Stderr = &w.output, &w.output
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
		if err = w.call(ctx, http.MethodGet, "/status", nil, nil); err == nil {
			return w, nil
		}
	}
	w.close()
	return nil, fmt.Errorf("WebKitWebDriver did not start: %w", err)
}

// open has the driver start a program, and begins a session with its page.
func (w *driver) open(ctx context.Context, program string) error {
	var answer struct {
		SessionID string `json:"sessionId"`
	}
	options := map[string]any{"binary": program, "args": []string{}}
	err := w.call(ctx, http.MethodPost, "/session", map[string]any{
		"capabilities": map[string]any{"alwaysMatch": map[string]any{"webkitgtk:browserOptions": options}},
	}, &answer)
	if err != nil {
		return err
	}
	w.base += "/session/" + answer.SessionID
	return nil
}

// close ends the driver. The program that it started is not its child any more
// to end: that is up to the Display.
func (w *driver) close() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait() // it was killed
}

// call sends one command, and decodes the value of the answer.
func (w *driver) call(ctx context.Context, method, path string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, w.base+path, content)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s %s: HTTP %d: %w", method, path, response.StatusCode, err)
	}
	if response.StatusCode != http.StatusOK {
		var problem struct{ Error, Message string }
		_ = json.Unmarshal(answer.Value, &problem)
		if problem.Error == "invalid session id" {
			return fmt.Errorf("%s %s: %w", method, path, errGone)
		}
		return fmt.Errorf("%s %s: %s: %s", method, path, problem.Error, problem.Message)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, into)
}

// script runs JavaScript in the page: the body of a function, which returns.
func (w *driver) script(ctx context.Context, kind, body string, into any, args ...any) error {
	if args == nil {
		args = []any{}
	}
	return w.call(ctx, http.MethodPost, "/execute/"+kind, map[string]any{"script": body, "args": args}, into)
}

// An ID names an element, as WebDriver writes it.
type ID map[string]string

func (e ID) path() string {
	for _, id := range e {
		return "/element/" + id
	}
	return ""
}

// launcher writes a shell script that starts the program for the driver: with
// the automation, with what it prints in a file, and with its exit code in
// another one in the end, since it is not our child.
func launcher(dir, shim, path, dataDir string, env []string) (script string, err error) {
	quoted := make([]string, 0, len(env)+4)
	for _, word := range append(append([]string{"LD_PRELOAD=" + shim}, env...), path, "--data-dir", dataDir) {
		quoted = append(quoted, "'"+strings.ReplaceAll(word, "'", `'\''`)+"'")
	}
	text := fmt.Sprintf("#!/bin/sh\nenv %s >%s/output 2>&1\necho $? >%s/code.new\nmv %s/code.new %s/code\n",
		strings.Join(quoted, " "), dir, dir, dir, dir)
	script = filepath.Join(dir, "start")
	return script, os.WriteFile(script, []byte(text), 0o700) //nolint:gosec // a program
}

// BuildAutomation compiles what makes the program's page drivable into dir, and
// returns the path of the library. source is testdata/automation.c.
func BuildAutomation(ctx context.Context, source, dir string) (string, error) {
	flags, err := exec.CommandContext(ctx, "pkg-config", "--cflags", "--libs", "webkit2gtk-4.1").Output()
	if err != nil {
		return "", fmt.Errorf("pkg-config webkit2gtk-4.1: %w", err)
	}
	library := filepath.Join(dir, "automation.so")
	args := append([]string{"-shared", "-fPIC", "-o", library, source}, strings.Fields(string(flags))...)
	if out, err := exec.CommandContext(ctx, "gcc", args...).CombinedOutput(); err != nil { //nolint:gosec // compiles our file
		return "", errors.Join(fmt.Errorf("gcc: %w", err), errors.New(string(out)))
	}
	return library, nil
}
