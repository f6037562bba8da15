package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
	"directoryconnector/backend/cli"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/web"
	"directoryconnector/frontend"
)

const serveLong = `Shows the pages of the desktop app in a browser, for a server without a desktop.
It prints an address that lets one browser in: it works once, within a minute. On
the terminal Enter prints a new one; a service prints one at SIGUSR1.

Only this machine can reach it, unless --tls-cert, --tls-key and --host are given.
To see the pages of another machine, take a tunnel:

  ssh -t -L 8733:127.0.0.1:8733 server bwdc serve

Automatic sync that is started in the pages runs as long as this command does;
'bwdc run' is for good. Ctrl-C or SIGTERM ends it, in the middle of a sync too.`

// newServeCmd shows the pages in a browser. It is made here, so that the
// package of the command line knows neither the pages nor their server.
func newServeCmd(f *cli.Factory) *cobra.Command {
	s := &serving{factory: f}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the pages of the desktop app in a browser",
		Long:  serveLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := f.Options()
			if err != nil {
				return err
			}
			return s.run(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.listen, "listen", "", "`address` to listen on (127.0.0.1:8733, or another port where that is in use)")
	flags.BoolVar(&s.open, "open", false, "open the address in the browser of this machine")
	flags.StringVar(&s.certFile, "tls-cert", "", "`file` with the certificate and its chain (PEM)")
	flags.StringVar(&s.keyFile, "tls-key", "", "`file` with its private key (PEM)")
	flags.StringArrayVar(&s.hosts, "host", nil, "`name` under which browsers reach it; several times for several names")
	return cmd
}

// serving is one run of the pages in a browser.
type serving struct {
	factory           *cli.Factory
	listen            string
	open              bool
	certFile, keyFile string
	hosts             []string
	// greet prints the address; nil: as bwdc serve does.
	greet func(w io.Writer, address string)
}

// closeTime bounds what the pages started: a sync that is cancelled waits for
// the answer to its request. systemd gives 90 s.
const closeTime = 75 * time.Second

// run serves the pages of a data folder until ctx ends.
func (s *serving) run(ctx context.Context, o app.Options) (err error) {
	at, err := s.bind(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = at.listener.Close() }() // closed already where it served
	log := slog.New(slog.NewTextHandler(s.factory.IO.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	events := web.NewHub()
	defer events.Close()
	manager, err := bridge.New(bridge.Options{App: o, Emit: events.Emit})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeManager(manager)) }()
	if err := app.MakeDataDir(o); errors.Is(err, app.ErrUnwritable) {
		s.factory.Note(err.Error() + ". The pages show what is there; what is saved may be refused.")
	} else if err != nil {
		return err
	}
	server, err := web.New(web.Options{
		Bridge: manager.Pages(), Nouns: manager.Nouns(), Explain: bridge.Explain, Events: events, Pages: frontend.Pages(), Log: log, Redact: manager.Redacted,
		Hosts: at.names, Port: at.port, TLS: at.certificate != nil,
	})
	if err != nil {
		return err
	}
	if err := s.announce(at.base + server.Ticket()); err != nil {
		return err
	}
	stop := s.beside(ctx, at.base, server)
	defer stop()
	s.notify(log, "READY=1")
	err = server.Serve(ctx, at.listener, at.certificate)
	s.notify(log, "STOPPING=1")
	return err
}

// beside does what goes on while the pages are served: it opens the browser
// and prints another address whenever somebody asks for one. stop ends it.
func (s *serving) beside(ctx context.Context, base string, server *web.Server) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	again, stopAsking := s.asked(ctx)
	var work sync.WaitGroup
	work.Go(func() {
		for {
			select {
			case <-again:
				url := base + server.Ticket()
				// One that can't be printed is of no use to anybody.
				_ = s.factory.Object(address{"address", url}, func(w io.Writer) { fmt.Fprintf(w, "  %s\n", url) })
			case <-ctx.Done():
				return
			}
		}
	})
	if s.open {
		work.Go(func() {
			path := server.Ticket()
			// A browser in a sandbox may not read the page that leads to ours.
			notOpened := func() { s.factory.Note("If the browser shows no pages, open the printed address in it.") }
			if err := openBrowser(ctx, base+path, func() bool { return server.Waits(path) }, notOpened); err != nil {
				s.factory.Note("No browser could be opened: " + err.Error() + ".")
			}
		})
	}
	return func() {
		cancel()
		stopAsking()
		work.Wait()
	}
}

func (s *serving) notify(log *slog.Logger, state string) {
	if err := s.factory.Notify(state); err != nil {
		log.Warn("service manager not notified", "error", err)
	}
}

// address is the answer of bwdc serve to programs.
type address struct {
	Object string `json:"object"`
	URL    string `json:"url"`
}

// announce prints the first address.
func (s *serving) announce(url string) error {
	return s.factory.Object(address{"address", url}, func(w io.Writer) {
		if s.greet != nil {
			s.greet(w, url)
		} else {
			page, _, _ := strings.Cut(url, "/open?")
			fmt.Fprintf(w, "The pages are at %s/. This address lets one browser in, once, within a minute:\n\n  %s\n\n", page, url)
		}
		if s.factory.IO.InTerminal {
			fmt.Fprintln(w, "Enter prints a new address, Ctrl-C ends.")
		}
	})
}

// closeManager ends what the pages started, in a bounded time.
func closeManager(manager *bridge.Manager) error {
	closed := make(chan error, 1)
	go func() { closed <- manager.Close() }()
	select {
	case err := <-closed:
		return err
	case <-time.After(closeTime):
		// The process ends next, and with it the goroutine.
		return directory.WithHint(fmt.Errorf("a sync did not end within %s", closeTime), "The next sync looks at the organization and goes on from there.")
	}
}
