package cloudtest

import (
	"math/rand/v2"
	"net/http"
)

// A Fault is something that goes wrong with one request.
type Fault struct {
	// Match chooses requests; nil takes the next one.
	Match func(*http.Request) bool
	// Before, where not nil, is called before anything else.
	Before func()
	// Drop cuts the connection without an answer, Half in the middle of the
	// true answer.
	Drop, Half bool
	// Status, where not 0, is answered instead of the true answer, with Body
	// or, where that is empty and the vendor has codes, with the error that
	// has this Code. Header is added to the answer.
	Status     int
	Code, Body string
	Header     http.Header
}

func (f Fault) matches(r *http.Request) bool { return f.Match == nil || f.Match(r) }

// Troubles are what goes wrong at random where a vendor has no words of its
// own for it.
func Troubles() []Fault {
	trouble := func(status int, text string) Fault {
		return Fault{Status: status, Header: http.Header{"Content-Type": {"text/html"}}, Body: "<html>" + text + "</html>"}
	}
	return []Fault{
		{Drop: true}, {Half: true}, trouble(http.StatusInternalServerError, "internal error"),
		trouble(http.StatusBadGateway, "bad gateway"), trouble(http.StatusServiceUnavailable, "service unavailable"),
	}
}

// Faults hand out what goes wrong: what was planned first, then what chance
// wants. The zero value has nothing. Locking is up to the caller.
type Faults[F any] struct {
	planned []planned[F]
	percent int
	chances []F
	random  *rand.Rand
}

type planned[F any] struct {
	fault F
	left  int
}

// Plan has f happen n times.
func (q *Faults[F]) Plan(n int, f F) { q.planned = append(q.planned, planned[F]{f, n}) }

// Randomly has one of chances happen to that many of a hundred, always in the
// same order.
func (q *Faults[F]) Randomly(percent int, chances []F) {
	q.percent, q.chances = percent, chances
	q.random = rand.New(rand.NewPCG(7, 11)) //nolint:gosec // the same every time
}

// Take returns what happens to that for which fits tells what may, or the zero
// F where nothing does.
func (q *Faults[F]) Take(fits func(F) bool) F {
	for i := range q.planned {
		p := &q.planned[i]
		if !fits(p.fault) {
			continue
		}
		f := p.fault
		if p.left--; p.left <= 0 {
			q.planned = append(q.planned[:i:i], q.planned[i+1:]...)
		}
		return f
	}
	if q.percent == 0 || q.random.IntN(100) >= q.percent {
		var none F
		return none
	}
	return q.chances[q.random.IntN(len(q.chances))]
}
