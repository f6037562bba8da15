package service

import (
	"fmt"
	"os"
	"slices"
	"sync"

	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/eventlog"
)

// eventSource is the name of the program in Windows' event log, for the services
// of all profiles; notices (backend/notify) stand there, too.
const eventSource = "Directory Connector"

// eventMessages shows any id and any text: a part of .NET, which every Windows
// since 10 has. EventCreate.exe, which others take, ends at 1000.
const eventMessages = `%SystemRoot%\Microsoft.NET\Framework64\v4.0.30319\EventLogMessages.dll`

// Run runs a program as the service manager wants it, or as any other where
// none has started it. It returns the exit code of the process. main ends when
// stop is closed; it is nil where signals say so.
func Run(main func(h Host, stop <-chan struct{}) int) int {
	if !slices.Contains(os.Args[1:], "--"+HostedFlag) {
		return main(Host{}, nil)
	}
	h := &handler{main: main}
	if err := svc.Run("", h); err != nil { // of the one service in this process
		fmt.Fprintf(os.Stderr, "bwdc: error: only Windows starts services with --%s: %v\n", HostedFlag, err)
		return 1
	}
	return h.code
}

// A handler is a service as Windows sees it.
type handler struct {
	main func(h Host, stop <-chan struct{}) int
	code int
}

// states are told to Windows by one goroutine at a time.
type states struct {
	mu     sync.Mutex
	tell   chan<- svc.Status
	ending bool
}

func (s *states) set(status svc.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ending {
		return
	}
	s.ending = status.State == svc.StopPending
	s.tell <- status
}

// Execute implements svc.Handler.
func (h *handler) Execute(args []string, requests <-chan svc.ChangeRequest, tell chan<- svc.Status) (specific bool, code uint32) {
	said := func(event) {}
	if log, err := eventlog.Open(eventSource); err == nil {
		defer func() { _ = log.Close() }()
		said = func(e event) {
			e.text += "\r\nservice: " + args[0]
			report(log, e)
		}
	}
	s := &states{tell: tell}
	s.set(svc.Status{State: svc.StartPending, WaitHint: uint32(startTime.Milliseconds())})
	host := Host{final: true, Stderr: &eventWriter{tell: said}, Notify: func(state string) error {
		if state == "READY=1" {
			s.set(svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptPreShutdown})
			said(event{eventStarted, eventInfo, "Automatic sync is at work."})
		}
		return nil
	}}
	stop, ended := make(chan struct{}), make(chan int, 1)
	go func() { ended <- h.main(host, stop) }()
	asked := false
	for {
		select {
		case r := <-requests:
			switch r.Cmd {
			case svc.Interrogate:
				tell <- r.CurrentStatus
			case svc.Stop, svc.PreShutdown:
				if !asked {
					asked = true
					s.set(svc.Status{State: svc.StopPending, WaitHint: uint32(stopTime.Milliseconds())})
					close(stop)
				}
			}
		case code := <-ended:
			if code != 0 && !asked {
				said(event{eventEnded, eventFail, fmt.Sprintf("Automatic sync ended with exit code %d. The event before says why.", code)})
			} else {
				said(event{eventStopped, eventInfo, "Automatic sync has ended."})
			}
			if asked {
				code = 0 // else Windows would start it again
			}
			h.code = host.Exit(code)
			return h.code != 0, uint32(h.code) //nolint:gosec // exit codes are small
		}
	}
}

func report(log *eventlog.Log, e event) {
	switch e.kind { // an event that can't be written is in the log file
	case eventFail:
		_ = log.Error(e.id, e.text)
	case eventWarn:
		_ = log.Warning(e.id, e.text)
	default:
		_ = log.Info(e.id, e.text)
	}
}
