package desktop

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	goruntime "runtime"
	"time"

	"directoryconnector/backend/directory"
)

// An Opener hands links and folders to the system's own programs.
type Opener struct {
	// command returns the program that opens a target on this system. certain
	// says that its exit code can be believed.
	command func(target string) (name string, args []string, certain bool)
	// patience is how long it may take to fail. A file manager that becomes the
	// program itself runs for as long as its window is open.
	patience time.Duration
}

func newOpener() Opener { return Opener{command: systemOpener, patience: 5 * time.Second} }

// systemOpener is the command that opens folders and links.
func systemOpener(target string) (name string, args []string, certain bool) {
	switch goruntime.GOOS {
	case "windows":
		// It passes its argument on as it is, without a shell.
		return "rundll32.exe", []string{"url.dll,FileProtocolHandler", target}, false
	case "darwin":
		return "/usr/bin/open", []string{target}, true
	default:
		return "xdg-open", []string{target}, true
	}
}

// errLink: not every address is for a browser. "file:" could start a program.
var errLink = errors.New("only https addresses can be opened")

// Link opens an https address in the system's browser.
func (o Opener) Link(address string) error {
	clean, err := safeLink(address)
	if err != nil {
		return err
	}
	return o.open(clean, "Open this address in a browser: "+clean)
}

// Folder shows a folder in the system's file manager. One that does not exist
// yet is made: that is where the data will be.
func (o Opener) Folder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("open the data folder: %w", err)
	}
	return o.open(path, "The folder is "+path+".")
}

// safeLink returns an address in its plain form, if it may be opened.
func safeLink(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return "", errLink
	}
	return u.String(), nil
}

// open starts the program, and waits a moment for it to fail.
func (o Opener) open(target, hint string) error {
	name, args, certain := o.command(target)
	// It must outlive this call, and may outlive this program.
	cmd := exec.CommandContext(context.Background(), name, args...) //nolint:gosec // a fixed program; the target is checked
	if err := cmd.Start(); err != nil {
		return directory.WithHint(fmt.Errorf("no program found to open it: %w", err), hint)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil && certain {
			return directory.WithHint(fmt.Errorf("%s could not open it: %w", name, err), hint)
		}
	case <-time.After(o.patience):
	}
	return nil
}
