// Package service has the service manager of the system run the automatic sync:
// systemd on Linux, launchd on macOS, the Service Control Manager on Windows.
//
// The rules:
//
//   - A service runs 'bwdc run' for one profile of one data folder, also where
//     nobody is logged in. Both are named on its command line, so that what a
//     person's environment says does not matter to it.
//   - Each profile has a service of its own, named after it.
//   - What the definition of a service needs is made by pure functions; a Manager
//     only writes it down and asks the system's own tool or interface.
//   - Installing starts nothing, and removing takes no data away.
//   - A step that fails takes back the ones before it.
package service

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// What callers branch on.
var (
	ErrInstalled    = errors.New("the service is installed already")
	ErrNotInstalled = errors.New("the service is not installed")
	// ErrRights: only root or an administrator may do it.
	ErrRights = errors.New("this needs more rights")
	// ErrAccount: the service can't run as this account.
	ErrAccount = errors.New("the service can't run as this account")
	// ErrFolder: the data folder is not the service's to have.
	ErrFolder = errors.New("the service can't have this data folder")
	// ErrNoManager: nothing here runs services.
	ErrNoManager = errors.New("there is no service manager here")
	// ErrEnded: the service was started and ended at once.
	ErrEnded = errors.New("the service ended at once")
)

// DefaultProfile is the profile of the service without a name of its own.
const DefaultProfile = config.DefaultProfile

// A Spec says what is to run.
type Spec struct {
	// Program is the path of bwdc.
	Program string
	DataDir string
	// Account is who runs it; empty means the one that the system suggests.
	Account string
	// Password is the account's, where Windows asks for one.
	Password config.Secret
	// NewProfile: the profile may be one that is not there yet.
	NewProfile bool
	// Prepare, if set, is called when the data folder is there and before the
	// service is: what it writes is the account's to read.
	Prepare func(Mark) error
}

// A Mark says which service a profile has.
type Mark struct {
	Manager string `json:"manager"`
	Name    string `json:"name"`
	Account string `json:"account"`
}

// prepare calls Prepare.
func (s Spec) prepare(manager, name, account string) error {
	if s.Prepare == nil {
		return nil
	}
	return s.Prepare(Mark{manager, name, account})
}

// The states of a service.
const (
	Running  = "running"
	Starting = "starting"
	Stopping = "stopping"
	Stopped  = "stopped"
	// Failed: it ended by itself, with an error.
	Failed = "failed"
)

// A Status is what the service manager says.
type Status struct {
	// Manager and Name are where it is: "systemd", "bwdc.service".
	Manager string `json:"manager"`
	Name    string `json:"name"`
	State   string `json:"state"`
	PID     int    `json:"pid,omitempty"`
	// Exit is the exit code of a service that ended by itself.
	Exit    int    `json:"exit,omitempty"`
	Account string `json:"account"`
	Program string `json:"program"`
	DataDir string `json:"dataDir"`
	Profile string `json:"profile"`
	// Boot: it is started with the machine.
	Boot bool `json:"boot"`
}

// A Steward starts and stops a service that is installed.
type Steward interface {
	Start(ctx context.Context) error
	// Stop returns when the service has ended; one that does not run is none
	// to be stopped, and no error.
	Stop(ctx context.Context) error
	Status(ctx context.Context) (Status, error)
}

// A Manager is the service manager of the system, for one profile.
type Manager interface {
	Steward
	// Check says what stands against installing, before anything is changed.
	Check(ctx context.Context, s Spec) error
	Install(ctx context.Context, s Spec) error
	Uninstall(ctx context.Context) error
}

// Options say whose service is meant.
type Options struct {
	Profile string
	// User means the service of one person: it needs no rights, and runs as who
	// installs it.
	User   bool
	Getenv func(string) string
}

// Restart stops a service and starts it.
func Restart(ctx context.Context, s Steward) error {
	if err := s.Stop(ctx); err != nil {
		return err
	}
	return s.Start(ctx)
}

// stopTime is how long a service may take to end. A sync on its way ends within
// 75 seconds.
const stopTime = 90 * time.Second

// arguments are those of bwdc in a service.
func arguments(profile, dataDir string) []string {
	args := []string{"--data-dir", dataDir}
	if profile != DefaultProfile {
		args = append(args, "--profile", profile)
	}
	return append(args, "run")
}

// readArguments finds the data folder and the profile in what arguments made.
func readArguments(args []string) (dataDir, profile string) {
	profile = DefaultProfile
	for i := 0; i+1 < len(args); i++ {
		switch args[i] {
		case "--data-dir":
			dataDir = args[i+1]
		case "--profile":
			profile = args[i+1]
		}
	}
	return dataDir, profile
}

// checkPaths refuses what can't be written into a definition.
func (s Spec) checkPaths() error {
	for _, text := range []string{s.Program, s.DataDir, s.Account} {
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return directory.WithHint(fmt.Errorf("%w: %q has a control character in it", ErrFolder, text), "Choose a path without.")
		}
	}
	return nil
}

func installed(name string) error {
	return directory.WithHint(fmt.Errorf("%s: %w", name, ErrInstalled),
		"'bwdc service status' shows it. To install it in another way, remove it first: bwdc service uninstall (settings, secrets and history stay).")
}

func notInstalled(name string) error {
	return directory.WithHint(fmt.Errorf("%s: %w", name, ErrNotInstalled), "Install it: bwdc service install")
}
