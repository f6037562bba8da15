package oktatest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// The types of events that the log tells
// (https://developer.okta.com/docs/reference/api/event-types/).
const (
	userCreated       = "user.lifecycle.create"
	deletionInitiated = "user.lifecycle.delete.initiated"
	deletionCompleted = "user.lifecycle.delete.completed"
	groupDeleted      = "group.lifecycle.delete"
)

// The log is kept for 90 days, and may be asked for 180
// (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/).
const (
	logKept = 90 * 24 * time.Hour
	logAsk  = 180 * 24 * time.Hour
)

// An event is one line of the System Log.
type event struct {
	id, kind, outcome string
	target, about     string
	name              string
	published         time.Time
	// persisted is when it came into the log, where it is not seen before.
	persisted time.Time
}

func (e *event) properties() properties {
	return properties{"eventType": e.kind, "outcome.result": e.outcome, "target.id": e.target}
}

// logged adds an event. It is called with the lock held.
func (s *Server) logged(kind, outcome, target, about, name string) {
	now := s.now()
	s.log = append(s.log, event{
		id: fmt.Sprintf("%08d-0000-0000-0000-000000000000", len(s.log)), kind: kind, outcome: outcome, target: target, about: about, name: name,
		published: now, persisted: now.Add(s.opts.LogDelay),
	})
}

// DeletionFails has the log say that a user could not be deleted.
func (s *Server) DeletionFails(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logged(deletionCompleted, "FAILURE", id, "User", s.users[id].Login)
}

// logPage returns a page of the log and its Link headers, or the code of an
// error. Without until it is polled: by the moment at which events came into
// the log, in their order, with a next page always.
func (s *Server) logPage(r *http.Request) (list []map[string]any, links []string, code string) {
	q := s.Query(r, "limit", "after", "since", "until", "filter", "sortOrder")
	size := s.PageSize(q, "limit", 100, 1000, s.opts.PageCap)
	if order := q.Get("sortOrder"); q.Has("until") || order != "" && order != "ASCENDING" {
		s.t.Errorf("oktatest: %s is not known", r.URL)
	}
	match := predicate(func(properties) bool { return true })
	if text := q.Get("filter"); text != "" {
		var err error
		if match, err = parseFilter(text, (&event{}).properties()); err != nil {
			return nil, nil, "E0000053"
		}
	}
	now := s.now()
	since := now.Add(-7 * 24 * time.Hour)
	if q.Has("since") {
		var err error
		if since, err = time.Parse(time.RFC3339, q.Get("since")); err != nil {
			return nil, nil, "E0000001"
		}
	}
	if now.Sub(since) > logAsk {
		return nil, nil, "E0000053"
	}
	at := 0
	if after := q.Get("after"); after != "" {
		last, code := s.follow(after, cursor{path: r.URL.Path, filter: q.Get("filter")})
		if code != "" {
			return nil, nil, code
		}
		at, _ = strconv.Atoi(last)
	}
	list, at = s.events(at, size, since, match)
	q.Set("after", s.remember(cursor{path: r.URL.Path, filter: q.Get("filter"), last: strconv.Itoa(at)}))
	return list, []string{
		fmt.Sprintf(`<%s%s>; rel="self"`, s.URL(), r.URL.RequestURI()), fmt.Sprintf(`<%s%s?%s>; rel="next"`, s.URL(), r.URL.Path, q.Encode()),
	}, ""
}

// events returns those that follow the at-th, and where they end.
func (s *Server) events(at, size int, since time.Time, match predicate) ([]map[string]any, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	slices.SortStableFunc(s.log, func(a, b event) int { return a.persisted.Compare(b.persisted) })
	list := []map[string]any{}
	for ; at < len(s.log) && len(list) < size; at++ {
		e := &s.log[at]
		if e.persisted.After(now) {
			break
		}
		if !e.persisted.Before(since) && now.Sub(e.published) < logKept && match(e.properties()) {
			list = append(list, e.wire())
		}
	}
	return list, at
}

func (e *event) wire() map[string]any {
	return map[string]any{
		"uuid": e.id, "published": e.published.Format(wireTime), "eventType": e.kind, "version": "0", "severity": "INFO",
		"legacyEventType": nil, "displayMessage": e.kind,
		"actor":   map[string]any{"id": "00uadmin", "type": "User", "alternateId": "admin@example.com", "displayName": "Admin", "detailEntry": nil},
		"outcome": map[string]any{"result": e.outcome, "reason": nil},
		"target": []any{
			map[string]any{"id": e.target, "type": e.about, "alternateId": e.name, "displayName": e.name, "detailEntry": nil},
		},
	}
}
