package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"
)

// asked returns a channel that has an element whenever somebody wants another
// address: by a signal, or by Enter on the terminal, which is none (nil).
func (s *serving) asked(ctx context.Context) (again <-chan os.Signal, stop func()) {
	signals := make(chan os.Signal, 1)
	if wanted := againSignals(); len(wanted) > 0 { // none would mean all
		signal.Notify(signals, wanted...)
	}
	if s.factory.IO.InTerminal {
		// Reading a terminal can't be ended; it ends with the process, which
		// is next.
		go func() {
			for lines := bufio.NewScanner(s.factory.IO.In); lines.Scan() && ctx.Err() == nil; {
				select {
				case signals <- nil:
				default: // asked already
				}
			}
		}()
	}
	return signals, func() { signal.Stop(signals) }
}
