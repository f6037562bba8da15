package web

import (
	"sync"
	"time"
)

// quietTime is how long a warning of one kind is not repeated: any page that a
// browser shows can cause thousands.
const quietTime = time.Minute

// warningLimit bounds warnings that anybody can cause. The zero value is ready.
type warningLimit struct {
	mu    sync.Mutex
	kinds map[string]*repeatedWarning
}

type repeatedWarning struct {
	last time.Time
	more int
}

// due tells whether a warning of that kind may be written now, and how many
// were left out since the one before.
func (s *warningLimit) due(kind string) (more int, due bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	r := s.kinds[kind]
	switch {
	case r == nil:
		if s.kinds == nil {
			s.kinds = map[string]*repeatedWarning{}
		}
		s.kinds[kind] = &repeatedWarning{last: now}
		return 0, true
	case now.Sub(r.last) < quietTime:
		r.more++
		return 0, false
	}
	more = r.more
	*r = repeatedWarning{last: now}
	return more, true
}
