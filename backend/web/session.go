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
	// open are the sessions by the hash of their cookie.
	open map[[sha256.Size]byte]*session
	// wrong counts wrong tickets since wrongSince.
	wrong      int
	wrongSince time.Time
}

// A session is one browser that is in.
type session struct {
	used time.Time
	// ended is closed when it is over: after sessionIdle without use, when a
	// newer one takes its place, or when there are too many.
	ended chan struct{}
	idle  *time.Timer
}

type ticket struct {
	hash [sha256.Size]byte
	ends time.Time
}

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

// usable tells whether a ticket can still be used.
func (s *sessions) usable(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	hash, now := sha256.Sum256([]byte(text)), time.Now()
	return slices.ContainsFunc(s.tickets, func(t ticket) bool { return t.hash == hash && now.Before(t.ends) })
}

// begin starts a session; mu is held.
func (s *sessions) begin(now time.Time) string {
	for len(s.open) >= mostSessions {
		var oldest [sha256.Size]byte
		var found *session
		for hash, one := range s.open {
			if found == nil || one.used.Before(found.used) {
				oldest, found = hash, one
			}
		}
		s.drop(oldest)
	}
	id := secret()
	hash := sha256.Sum256([]byte(id))
	s.open[hash] = &session{used: now, ended: make(chan struct{}), idle: time.AfterFunc(sessionIdle, func() { s.expire(hash) })}
	return id
}

// drop ends a session, and the streams of its pages; mu is held.
func (s *sessions) drop(hash [sha256.Size]byte) {
	if one := s.open[hash]; one != nil {
		one.idle.Stop()
		close(one.ended)
		delete(s.open, hash)
	}
}

// expire ends a session that nobody used for long.
func (s *sessions) expire(hash [sha256.Size]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	// It may have been used in this moment.
	if one := s.open[hash]; one != nil && time.Since(one.used) >= sessionIdle {
		s.drop(hash)
	}
}

// end ends the session of a cookie; without one nothing happens.
func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(sha256.Sum256([]byte(id)))
}

// valid tells whether a cookie belongs to a session, which is used by that.
func (s *sessions) valid(id string) bool {
	_, ok := s.use(id)
	return ok
}

// use is known, and tells when the session is over.
func (s *sessions) use(id string) (ended <-chan struct{}, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Who finds out how a hash begins knows nothing about its cookie.
	one := s.open[sha256.Sum256([]byte(id))]
	if one == nil {
		return nil, false
	}
	one.used = time.Now()
	one.idle.Reset(sessionIdle)
	return one.ended, true
}
