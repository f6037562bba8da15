package cloudtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
)

// Change changes the entry of that id, with the lock of a Server's state.
func Change[K comparable, E any](state sync.Locker, entries map[K]*E, id K, change func(*E)) {
	state.Lock()
	defer state.Unlock()
	change(entries[id])
}

// Misused tells what is wrong with the parameters of a request: one that is
// not documented, twice there, or empty.
func Misused(q url.Values, documented ...string) string {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if values := q[name]; !slices.Contains(documented, name) || len(values) != 1 || values[0] == "" {
			return fmt.Sprintf("%s=%q is not supported", name, values)
		}
	}
	return ""
}

// Query returns the parameters of a request. What is Misused fails the test.
func (s *Server) Query(r *http.Request, documented ...string) url.Values {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.t.Errorf("cloudtest: the query of %s: %v", r.URL, err)
	}
	if wrong := Misused(q, documented...); wrong != "" {
		s.t.Errorf("cloudtest: %s: %s", r.URL.Path, wrong)
	}
	return q
}

// Number returns a parameter, or usual where it is not there. What is not a
// number from 1 to most fails the test.
func (s *Server) Number(q url.Values, name string, usual, most int) int {
	if !q.Has(name) {
		return usual
	}
	n, err := strconv.Atoi(q.Get(name))
	if err != nil || n < 1 || n > most {
		s.t.Errorf("cloudtest: %s=%s, documented are 1 to %d", name, q.Get(name), most)
		return most
	}
	return n
}

// PageSize is Number for how many entries a page has, with a lower bound where
// limit is not 0.
func (s *Server) PageSize(q url.Values, name string, usual, most, limit int) int {
	n := s.Number(q, name, usual, most)
	if limit > 0 {
		n = min(n, limit)
	}
	return n
}

// After returns the page of a sorted list that follows the id called last,
// which may be gone, and whether there is more.
func After(ids []string, last string, size int) (page []string, more bool) {
	start, found := slices.BinarySearch(ids, last)
	if found {
		start++
	}
	end := min(len(ids), start+size)
	return ids[start:end], end < len(ids)
}

// Cursors are places in lists, handed out under names that tell nothing.
// Locking is up to the caller.
type Cursors[C any] struct {
	made   int
	places map[string]C
}

// HandOut returns a name for a place; format makes it of two numbers.
func (c *Cursors[C]) HandOut(format string, place C) string {
	if c.places == nil {
		c.places = map[string]C{}
	}
	c.made++
	name := fmt.Sprintf(format, c.made*7919, c.made)
	c.places[name] = place
	return name
}

// Find returns the place that has a name.
func (c *Cursors[C]) Find(name string) (place C, known bool) {
	place, known = c.places[name]
	return place, known
}

// Forget makes all names that were handed out unknown.
func (c *Cursors[C]) Forget() { clear(c.places) }

// Around returns n ids from a place on; after the last one comes the first.
func Around[K any](ids []K, from, n int) []K {
	around := make([]K, n)
	for i := range around {
		around[i] = ids[(from+i)%len(ids)]
	}
	return around
}

// Set holds these keys.
func Set[K comparable](keys ...K) map[K]bool {
	set := make(map[K]bool, len(keys))
	for _, key := range keys {
		set[key] = true
	}
	return set
}

// Exchange calls change for what has to leave have, and then for all of want.
func Exchange(have, want []string, change func(id string, in bool)) {
	for _, id := range have {
		if !slices.Contains(want, id) {
			change(id, false)
		}
	}
	for _, id := range want {
		change(id, true)
	}
}

// WriteJSON answers with v.
func (s *Server) WriteJSON(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.t.Errorf("cloudtest: %v", err)
	}
}
