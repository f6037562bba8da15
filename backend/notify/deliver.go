package notify

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Channel takes notices somewhere.
type Channel interface {
	// Name is how the channel is called in settings and in the history.
	Name() string
	Send(ctx context.Context, n Notice) error
}

// Pending is a notice that a channel is still to take.
type Pending struct {
	Channel string    `json:"channel"`
	Notice  Notice    `json:"notice"`
	Since   time.Time `json:"since"`
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
}

// The bounds of what waits, and of how long one channel may take.
const (
	mostPending = 100
	keepPending = 24 * time.Hour
	sendTime    = 15 * time.Second
)

// Queue adds notices to what is to be sent, for each of the channels, and drops
// what waited for longer than a day or has no channel any more.
func Queue(s State, channels []string, notices []Notice, now time.Time) State {
	for _, n := range notices {
		for _, c := range channels {
			s.Pending = append(s.Pending, Pending{Channel: c, Notice: n, Since: now})
		}
	}
	s.Pending = slices.DeleteFunc(s.Pending, func(p Pending) bool {
		return !slices.Contains(channels, p.Channel) || now.Sub(p.Since).Abs() > keepPending
	})
	s.Pending = s.Pending[max(0, len(s.Pending)-mostPending):]
	return s
}

// Deliver sends what waits, the channels side by side, each in order and only
// until its first failure. It returns what became of it, and what still waits.
func Deliver(ctx context.Context, channels []Channel, pending []Pending, now func() time.Time) (sent []Sent, left []Pending) {
	results := make([][]Sent, len(channels))
	var all sync.WaitGroup
	for i, c := range channels {
		all.Go(func() {
			bounded, cancel := context.WithTimeout(ctx, sendTime)
			defer cancel()
			for _, p := range pending {
				if p.Channel != c.Name() {
					continue
				}
				err := c.Send(bounded, p.Notice)
				s := Sent{At: now(), Channel: p.Channel, Event: p.Notice.Event, Title: p.Notice.Title, Run: p.Notice.Run}
				if err != nil {
					s.Error = err.Error()
				}
				results[i] = append(results[i], s)
				if err != nil {
					return
				}
			}
		})
	}
	all.Wait()
	taken := map[string]int{}
	for i, c := range channels {
		for _, s := range results[i] {
			if s.Error == "" {
				taken[c.Name()]++
			}
		}
		sent = append(sent, results[i]...)
	}
	for _, p := range pending {
		if taken[p.Channel]--; taken[p.Channel] < 0 {
			left = append(left, p)
		}
	}
	return sent, left
}
