package cli

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"directoryconnector/backend/app"
)

// redrawEvery is how often the status line changes at most.
const redrawEvery = 100 * time.Millisecond

// A progress tells how far a run is: on a terminal in the status line, which what
// is said or answered next takes away, elsewhere with one line for each stage.
type progress struct {
	f  *Factory
	mu sync.Mutex
	// seen are the stages that were told; users and groups are read at the
	// same time, so that stages come back.
	seen map[string]bool
	last time.Time
}

// progress returns what tells it in this run.
func (f *Factory) progress() func(app.Progress) {
	return (&progress{f: f, seen: map[string]bool{}}).report
}

// report is called from several goroutines.
func (p *progress) report(now app.Progress) {
	if p.f.quiet() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	words := stageWords(string(now.Stage))
	first := !p.seen[words]
	p.seen[words] = true
	if !p.f.IO.ErrTerminal {
		if first {
			fmt.Fprintf(p.f.stderr, "bwdc: %s\n", words)
		}
		return
	}
	if !first && time.Since(p.last) < redrawEvery {
		return
	}
	p.last = time.Now()
	p.f.stderr.status(words + countWords(now.Done, now.Total))
}

func countWords(done, total int) string {
	switch {
	case total > 0:
		return fmt.Sprintf(": %d of %d", done, total)
	case done > 0:
		return fmt.Sprintf(": %d", done)
	}
	return ""
}

func stageWords(stage string) string {
	switch stage {
	case "read":
		return "reading the directory"
	case "compare":
		return "comparing"
	case "members":
		return "reading the organization's members"
	case "verify":
		return "checking what the organization shows"
	case "wait":
		return "waiting for the server"
	case "tell":
		return "sending notifications"
	}
	if what, ok := strings.CutPrefix(stage, "read "); ok {
		return "reading " + what
	}
	if what, ok := strings.CutPrefix(stage, "send "); ok {
		return "sending " + what
	}
	return stage
}
