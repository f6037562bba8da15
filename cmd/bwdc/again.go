package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"
)

// asked returns a channel that has an element whenever somebody wants another
// address: by Enter on the terminal, or by a signal.
func (s *serving) asked(ctx context.Context) (<-chan struct{}, func()) {
	again := make(chan struct{}, 1)
	ask := func() {
		select {
		case again <- struct{}{}:
		default: // asked already
		}
	}
	signals := make(chan os.Signal, 1)
	if wanted := againSignals(); len(wanted) > 0 { // none would mean all
		signal.Notify(signals, wanted...)
	}
	listening, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-signals:
				ask()
			case <-listening.Done():
				return
			}
		}
	}()
	if s.factory.IO.InTerminal {
		// Reading a terminal can't be ended; it ends with the process, which
		// is next.
		go func() {
			for lines := bufio.NewScanner(s.factory.IO.In); lines.Scan() && listening.Err() == nil; {
				ask()
			}
		}()
	}
	return again, func() {
		signal.Stop(signals)
		stop()
		<-done
	}
}
