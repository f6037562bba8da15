//go:build linux

package main

import (
	"fmt"
	"os"
	"testing"
)

// bed is what fakes of tests take for their test: it gathers what they
// complain about. Methods that none of them calls are missing, and panic.
type bed struct {
	testing.TB // nil: only a bed of package testing's own may be one

	// dir holds their files.
	dir string

	cleanups []func()
	// complaints gets what is wrong; it must be read by somebody.
	complaints chan string
}

func newBed(dir string) *bed { return &bed{dir: dir, complaints: make(chan string, 1000)} }

func (b *bed) Helper()           {}
func (b *bed) Cleanup(fn func()) { b.cleanups = append(b.cleanups, fn) }

// Errorf is called from any goroutine.
func (b *bed) Errorf(format string, args ...any) {
	select {
	case b.complaints <- fmt.Sprintf(format, args...):
	default: // a thousand are enough
	}
}

// Fatal and Fatalf are called while a fake is made.
func (b *bed) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (b *bed) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// TempDir returns a new folder.
func (b *bed) TempDir() string {
	dir, err := os.MkdirTemp(b.dir, "bed-")
	if err != nil {
		panic(err)
	}
	return dir
}

// complaint returns the first thing that was wrong since the last call, or "".
func (b *bed) complaint() string {
	select {
	case text := <-b.complaints:
		return text
	default:
		return ""
	}
}

// end ends all fakes.
func (b *bed) end() {
	for len(b.cleanups) > 0 {
		last := b.cleanups[len(b.cleanups)-1]
		b.cleanups = b.cleanups[:len(b.cleanups)-1]
		last()
	}
}
