package notify

import (
	"slices"
	"time"
)

// Pending is a notice that a channel is still to take.
type Pending struct {
	Channel string `json:"channel"`
	Notice  Notice `json:"notice"`
	// Waited is how long it has waited until Seen.
	Waited time.Duration `json:"waited,omitempty"`
	Seen   time.Time     `json:"seen"`
	// Sender is the process that sends it now, until when it may.
	Sender string    `json:"sender,omitempty"`
	Until  time.Time `json:"until,omitzero"`
}

// The bounds of what waits. A step from one run to the next counts for a few
// hours at most: neither a clock that jumps nor a machine that was off is a
// reason to tell nobody.
const (
	mostPending = 100
	keepPending = 24 * time.Hour
	mostStep    = 6 * time.Hour
)

// ClaimTime is how long a process may take to send what it claims. Where it
// ended, others send that afterwards.
const ClaimTime = time.Minute

// Queue adds notices to what is to be sent, for each of the channels, and drops
// what waited for longer than a day or has no channel any more.
func Queue(s State, channels []string, notices []Notice, now time.Time) State {
	for i := range s.Pending {
		p := &s.Pending[i]
		p.Waited += min(max(now.Sub(p.Seen), 0), mostStep)
		p.Seen = now
	}
	for _, n := range notices {
		for _, c := range channels {
			s.Pending = append(s.Pending, Pending{Channel: c, Notice: n, Seen: now})
		}
	}
	s.Pending = slices.DeleteFunc(s.Pending, func(p Pending) bool {
		return !slices.Contains(channels, p.Channel) || p.Waited > keepPending
	})
	s.Pending = s.Pending[max(0, len(s.Pending)-mostPending):]
	return s
}

// Claim makes what waits the business of one process, and returns it: not what
// another one sends already.
func (s *State) Claim(sender string, now time.Time) []Pending {
	var claimed []Pending
	for i := range s.Pending {
		p := &s.Pending[i]
		if left := p.Until.Sub(now); p.Sender != "" && left > 0 && left <= ClaimTime {
			continue
		}
		p.Sender, p.Until = sender, now.Add(ClaimTime)
		claimed = append(claimed, *p)
	}
	return claimed
}

// Settle takes away what a process claimed and sent; what is left waits for
// anybody.
func (s *State) Settle(sender string, left []Pending) {
	s.Pending = slices.DeleteFunc(s.Pending, func(p Pending) bool {
		same := func(o Pending) bool { return o.Channel == p.Channel && o.Notice.ID == p.Notice.ID }
		return p.Sender == sender && !slices.ContainsFunc(left, same)
	})
	for i := range s.Pending {
		if p := &s.Pending[i]; p.Sender == sender {
			p.Sender, p.Until = "", time.Time{}
		}
	}
}
