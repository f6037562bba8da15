package parts

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// A Panic is one of another goroutine, as it reaches the one that waits.
type Panic struct {
	Value any
	// Stack is where it was.
	Stack []byte
}

// Error implements error, for whoever recovers it.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n\n%s", p.Value, p.Stack) }

// caught does work and returns its panic; nil for none.
func caught(work func()) (p *Panic) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case *Panic:
			p = value
		default:
			p = &Panic{value, debug.Stack()}
		}
	}()
	work()
	return nil
}

// An Aside does one piece of work at the side of other work. A panic of it is
// one of Wait: nobody else recovers it, and it would end the program.
type Aside struct {
	group sync.WaitGroup
	fault *Panic
}

// Go begins the work. It must be waited for.
func (a *Aside) Go(work func()) {
	a.group.Go(func() { a.fault = caught(work) })
}

// Wait returns when the work is done, or was never begun.
func (a *Aside) Wait() {
	a.group.Wait()
	if fault := a.fault; fault != nil {
		a.fault = nil
		panic(fault)
	}
}
