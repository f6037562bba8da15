package notify

import (
	"context"
	"slices"
	"sync"
	"time"

	"directoryconnector/backend/directory"
)

// A Channel takes notices somewhere.
type Channel interface {
	// Name is how the channel is called in settings and in the history.
	Name() string
	Send(ctx context.Context, n Notice) error
}

// A Sent says what became of a notice in a channel; it is kept in the history.
type Sent struct {
	At      time.Time `json:"at"`
	Channel string    `json:"channel"`
	Event   Event     `json:"event"`
	Title   string    `json:"title"`
	Run     string    `json:"run,omitempty"`
	// Error says why it was not taken; empty where it was.
	Error string `json:"error,omitempty"`
	// Hint says what to do about that.
	Hint string `json:"hint,omitempty"`
}

// sendTime is how long one channel may take for what waits.
const sendTime = 15 * time.Second

// mostFailed is how many notices a channel may refuse until no more are tried:
// one that it never takes holds up no other, and one that is down is not asked
// for each.
const mostFailed = 2

// Deliver sends what waits, the channels side by side, each in order. It returns
// what became of it, and what still waits.
func Deliver(ctx context.Context, channels []Channel, pending []Pending, now func() time.Time) (sent []Sent, left []Pending) {
	results, taken := make([][]Sent, len(channels)), make([]bool, len(pending))
	var all sync.WaitGroup
	for i, c := range channels {
		all.Go(func() {
			bounded, cancel := context.WithTimeout(ctx, sendTime)
			defer cancel()
			failed := 0
			for j, p := range pending {
				if p.Channel != c.Name() || failed == mostFailed || bounded.Err() != nil {
					continue
				}
				err := c.Send(bounded, p.Notice)
				s := Sent{At: now(), Channel: p.Channel, Event: p.Notice.Event, Title: p.Notice.Title, Run: p.Notice.Run}
				if err != nil {
					failed++
					s.Error, s.Hint = err.Error(), directory.HintOf(err)
				}
				results[i], taken[j] = append(results[i], s), err == nil
			}
		})
	}
	all.Wait()
	for j, p := range pending {
		if !taken[j] {
			left = append(left, p)
		}
	}
	return slices.Concat(results...), left
}
