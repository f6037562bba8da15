package web

import (
	"sync"
	"time"
)

// quietTime is how long a warning of one kind is not repeated: any page that a
// browser shows can cause thousands.
const quietTime = time.Minute

// seldom bounds warnings that strangers cause. The zero value is ready.
type seldom struct {
	mu    sync.Mutex
	kinds map[string]*repeated
}

type repeated struct {
	last time.Time
	more int
}

// due tells whether a warning of that kind may be written now, and how many
// were left out since the one before.
func (s *seldom) due(kind string) (more int, due bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	r := s.kinds[kind]
	switch {
	case r == nil:
		if s.kinds == nil {
			s.kinds = map[string]*repeated{}
		}
		s.kinds[kind] = &repeated{last: now}
		return 0, true
	case now.Sub(r.last) < quietTime:
		r.more++
		return 0, false
	}
	more = r.more
	*r = repeated{last: now}
	return more, true
}
