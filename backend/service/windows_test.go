package service

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

func TestAccountsOfWindows(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]winAccount{
		"":                           {name: `NT SERVICE\DirectoryConnector`},
		`NT SERVICE\Other`:           {name: `NT SERVICE\Other`},
		"LocalSystem":                {name: "LocalSystem"},
		"system":                     {name: "LocalSystem"},
		`NT AUTHORITY\SYSTEM`:        {name: "LocalSystem"},
		"Network Service":            {name: `NT AUTHORITY\NetworkService`},
		`nt authority\local service`: {name: `NT AUTHORITY\LocalService`},
		`EXAMPLE\svc-bwdc`:           {name: `EXAMPLE\svc-bwdc`, password: true, grant: true},
		`EXAMPLE\system`:             {name: `EXAMPLE\system`, password: true, grant: true},
		"svc-bwdc@example.com":       {name: "svc-bwdc@example.com", password: true, grant: true},
		"svc-bwdc":                   {name: `.\svc-bwdc`, password: true, grant: true},
		`EXAMPLE\gmsa-bwdc$`:         {name: `EXAMPLE\gmsa-bwdc$`, grant: true},
	} {
		if got := winAccountOf(text, winName(DefaultProfile)); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

func TestServicesOfProfiles(t *testing.T) {
	t.Parallel()
	for service, want := range map[string]string{
		"DirectoryConnector": DefaultProfile, "directoryconnector": DefaultProfile, winName("sales"): "sales", "DirectoryConnector-": "", "DirectoryConnectors": "", "Spooler": "",
	} {
		if got, ours := winProfile(service); got != want || ours != (want != "") {
			t.Errorf("%s is the service of %q, want %q", service, got, want)
		}
	}
}

// Each answer of Windows that a person can do something about says what.
func TestWindowsAnswersInWords(t *testing.T) {
	t.Parallel()
	said := errors.New("as Windows says it")
	for number, want := range map[uint32]error{
		winAccessDenied: ErrRights, winExists: ErrInstalled, winDuplicateName: ErrInstalled, winDoesNotExist: ErrNotInstalled, winMarkedForDelete: ErrInstalled,
		winBadAccount: ErrAccount, winLogonFailed: ErrAccount, winLogonNotGranted: ErrAccount, winDisabled: ErrRights, winRequestTimeout: ErrEnded,
	} {
		err := winProblem(number, "DirectoryConnector", `EXAMPLE\svc`, said)
		if !errors.Is(err, want) || directory.HintOf(err) == "" || !strings.Contains(err.Error(), "DirectoryConnector") {
			t.Errorf("%d: %v (%s)", number, err, directory.HintOf(err))
		}
	}
	if err := winProblem(1, "DirectoryConnector", "", said); !errors.Is(err, said) {
		t.Errorf("another number: %v", err)
	}
}

func TestLinesOfTheLogAsEvents(t *testing.T) {
	t.Parallel()
	var events []string
	w := &eventWriter{tell: func(e event) { events = append(events, fmt.Sprintf("%d/%d %s", e.id, e.kind, e.text)) }}
	for _, part := range []string{
		`{"time":"2026-11-29T20:00:00Z","level":"INFO","msg":"sync ended"}` + "\n" + `{"time":"2026-11-29T20:00:00Z","level":"WARN","msg":"entry le`,
		`ft out","entry":"ada","count":2}` + "\n",
		`{"level":"ERROR","msg":"automatic sync ended","error":"the server refused","hint":""}` + "\n\npanic: oh\n",
	} {
		n, err := w.Write([]byte(part))
		if n != len(part) || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
	}
	want := []string{"11/1 entry left out\r\ncount: 2\r\nentry: ada", "10/2 automatic sync ended\r\nerror: the server refused", "10/2 panic: oh"}
	if got := strings.Join(events, "\n\n"); got != strings.Join(want, "\n\n") {
		t.Errorf("events %q, want %q", events, want)
	}
	if _, err := w.Write([]byte(strings.Repeat("x", 2*maxEvent))); err != nil || len(events) != 4 || len(w.rest) != 0 {
		t.Errorf("a line without an end: %v, %d events, %d bytes kept", err, len(events), len(w.rest))
	}
}

// A log-in that was refused is not tried again by those who know no exit codes.
func TestTheExitCodeForTheServiceManager(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]int{0: 0, 1: 1, exitAuth: 0, 11: 11} {
		if got := (Host{final: true}).Exit(code); got != want {
			t.Errorf("%d is told as %d, want %d", code, got, want)
		}
		if got := (Host{}).Exit(code); got != code {
			t.Errorf("without a service manager, %d is %d", code, got)
		}
	}
	for name, want := range map[string]bool{labelPrefix + "default": true, "": false, "0": false, "com.apple.Terminal": false} {
		if got := underLaunchd(func(string) string { return name }); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
