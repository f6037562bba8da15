package logging

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"directoryconnector/backend/internal/testbed/needs"
)

// TestALogThatSomebodyHolds: a scanner that lets nobody else at it, and another
// process of this program that has it open while it should be moved aside, which
// Windows refuses. No line is lost, and each is read.
func TestALogThatSomebodyHolds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, fileName)
	say := func(messages ...string) { // as one run of the program
		log, closer := New(Options{Dir: dir})
		for _, m := range messages {
			log.Info("said", "what", m)
		}
		must(t, closer.Close())
	}
	say("before")
	release := needs.Hold(t, name)
	say("while a scanner has it", "still")
	release()

	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = f.Write(bytes.Repeat(append(bytes.Repeat([]byte{'x'}, 1023), '\n'), maxSizeMB<<10)) // the other process, which is at work
	must(t, err)
	say("while it is full and open")
	must(t, f.Close())
	say("moved aside")

	lines, err := Read(t.Context(), dir, Query{})
	must(t, err)
	found := map[string]bool{}
	for _, l := range lines {
		found[string(l.Attributes)] = true
	}
	for _, want := range []string{"before", "while a scanner has it", "still", "while it is full and open", "moved aside"} {
		if !found[`{"what":"`+want+`"}`] {
			t.Errorf("%q is not in the log: %v", want, lines)
		}
	}
	if info, err := os.Stat(name); err != nil || info.Size() > 1000 {
		t.Errorf("the full log was not moved aside: %v, %v", info, err)
	}
}
