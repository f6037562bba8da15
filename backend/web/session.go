package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"sync"
	"time"
)

const (
	ticketLife  = time.Minute
	sessionIdle = 12 * time.Hour
	// More of them are of no use to a person.
	mostTickets  = 16
	mostSessions = 64
	// mostWrong is how many wrong tickets in wrongTime are answered like any
	// other.
	mostWrong = 20
	wrongTime = time.Minute
)

// sessions knows who may come in. It holds hashes only, so that not even a
// core dump lets anybody in.
type sessions struct {
	mu      sync.Mutex
	tickets []ticket
	// open is when each session was last used, by the hash of its cookie.
	open map[[sha256.Size]byte]time.Time
	// wrong counts wrong tickets since wrongSince.
	wrong      int
	wrongSince time.Time
}

type ticket struct {
	hash [sha256.Size]byte
	ends time.Time
}

func newSessions() *sessions { return &sessions{open: map[[sha256.Size]byte]time.Time{}} }

// secret returns 256 random bits as they can stand in an address or a cookie.
func secret() string {
	var bits [32]byte
	_, _ = rand.Read(bits[:]) // never fails, by its contract
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// ticket makes a ticket. The oldest go where there are too many.
func (s *sessions) ticket() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := secret()
	s.tickets = append(s.tickets, ticket{sha256.Sum256([]byte(text)), time.Now().Add(ticketLife)})
	if extra := len(s.tickets) - mostTickets; extra > 0 {
		s.tickets = slices.Delete(s.tickets, 0, extra)
	}
	return text
}

// What became of a ticket.
type exchanged int

const (
	ticketTaken exchanged = iota
	ticketRefused
	ticketFlood
)

// exchange takes a ticket and returns the cookie of a new session. The right
// ticket is always taken: wrong ones lock nobody out.
func (s *sessions) exchange(text string) (string, exchanged) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.tickets = slices.DeleteFunc(s.tickets, func(t ticket) bool { return !now.Before(t.ends) })
	hash := sha256.Sum256([]byte(text))
	found := -1
	for i, t := range s.tickets {
		if subtle.ConstantTimeCompare(t.hash[:], hash[:]) == 1 {
			found = i
		}
	}
	if found >= 0 {
		s.tickets = slices.Delete(s.tickets, found, found+1)
		return s.begin(now), ticketTaken
	}
	if now.Sub(s.wrongSince) > wrongTime {
		s.wrong, s.wrongSince = 0, now
	}
	if s.wrong++; s.wrong > mostWrong {
		return "", ticketFlood
	}
	return "", ticketRefused
}

// begin starts a session; mu is held.
func (s *sessions) begin(now time.Time) string {
	s.forget(now)
	for len(s.open) >= mostSessions {
		var oldest [sha256.Size]byte
		first := true
		for hash, used := range s.open {
			if first || used.Before(s.open[oldest]) {
				oldest, first = hash, false
			}
		}
		delete(s.open, oldest)
	}
	id := secret()
	s.open[sha256.Sum256([]byte(id))] = now
	return id
}

// forget drops sessions that nobody used for long; mu is held.
func (s *sessions) forget(now time.Time) {
	for hash, used := range s.open {
		if now.Sub(used) > sessionIdle {
			delete(s.open, hash)
		}
	}
}

// known tells whether a cookie belongs to a session, which is used by that.
func (s *sessions) known(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.forget(now)
	// Who finds out how a hash begins knows nothing about its cookie.
	hash := sha256.Sum256([]byte(id))
	if _, ok := s.open[hash]; !ok {
		return false
	}
	s.open[hash] = now
	return true
}
