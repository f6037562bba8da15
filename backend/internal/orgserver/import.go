package orgserver

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"directoryconnector/backend/organization"
)

// serveImport checks an import, lets its Fault happen and carries it out.
func (s *Server) serveImport(w http.ResponseWriter, r *http.Request, n int, body []byte) {
	f := s.takeFault(RouteImport)
	if f == nil {
		f = &Fault{Apply: ApplyFirst}
	}
	fails := f.Drop || f.Status != 0
	if fails && f.Apply == ApplyNothing {
		if f.Delay > 0 && !f.wait(r.Context()) {
			return
		}
		s.fail(w, n, f)
		return
	}
	request, refused, ok := s.readImport(r, body)
	if !ok {
		s.finish(w, n, refused)
		return
	}
	// A real server looks the members up first and writes much later. What is
	// imported in between is not seen.
	work := s.begin(request)
	if f.Late || f.Apply == ApplyLate {
		done := s.work()
		go func() {
			defer done()
			f.wait(context.Background())
			s.carryOut(n, work, f.Apply)
		}()
		s.fail(w, n, f)
		return
	}
	f.wait(context.Background()) // whether or not the client is still there
	a := s.carryOut(n, work, f.Apply)
	if fails {
		s.fail(w, n, f)
		return
	}
	s.finish(w, n, a)
}

// fail drops the connection or answers as the Fault says.
func (s *Server) fail(w http.ResponseWriter, n int, f *Fault) {
	if f.Drop || f.Status == 0 {
		drop()
	}
	s.finish(w, n, f.answer())
}

// readImport checks everything that is checked before the work starts.
func (s *Server) readImport(r *http.Request, body []byte) (organization.Request, answer, bool) {
	none := organization.Request{}
	if refused, ok := s.authorized(r); !ok {
		return none, refused, false
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return none, problem(http.StatusUnsupportedMediaType, "only JSON can be imported"), false
	}
	var wire wireRequest
	err := json.Unmarshal(body, &wire)
	if s.opts.Vaultwarden {
		if err == nil {
			err = wire.strict()
		}
		if err != nil {
			return none, problem(http.StatusUnprocessableEntity, "the import can't be read"), false
		}
		request, _ := wire.request() // strict has seen to nulls
		return request, answer{}, true
	}
	if err != nil {
		return none, unreadable(), false
	}
	if fields := wire.validate(); len(fields) > 0 {
		return none, problems(http.StatusBadRequest, "the request does not fit its model", fields), false
	}
	request, err := wire.request()
	if err != nil {
		return none, broken(), false
	}
	if refused, ok := s.tooMany(request); !ok {
		return none, refused, false
	}
	switch {
	case s.opts.Gone:
		return none, problem(http.StatusNotFound, "Resource not found."), false
	case s.opts.NoDirectorySync:
		return none, problem(http.StatusBadRequest, "Organization cannot use directory syncing."), false
	}
	return request, answer{}, true
}

// tooMany refuses large imports in the cloud.
func (s *Server) tooMany(r organization.Request) (answer, bool) {
	if s.opts.SelfHosted || r.LargeImport {
		return answer{}, true
	}
	members := 0
	for _, m := range r.Members {
		if !m.Deleted {
			members++
		}
	}
	if len(r.Groups) > organization.MaxEntries || members > organization.MaxEntries {
		return problem(http.StatusBadRequest, "at most 2000 members and 2000 groups fit in one import"), false
	}
	return answer{}, true
}

// broken is what an unhandled exception answers.
func broken() answer {
	return problem(http.StatusInternalServerError, "something unexpected happened on the server")
}

// carryOut does the work of an import at one moment, up to the stage that a
// Fault names, and records its end.
func (s *Server) carryOut(n int, work *importWork, until Apply) answer {
	s.mu.Lock()
	a, whole := s.workOff(work, until)
	s.mu.Unlock()
	if whole {
		s.amend(n, func(c *Call) { c.Applied = true })
	}
	return a
}

// workOff does one stage after the other; whole says that it came to the end.
func (s *Server) workOff(work *importWork, until Apply) (a answer, whole bool) {
	stages := work.official()
	if s.opts.Vaultwarden {
		stages = work.vaultwarden()
	}
	for _, stage := range stages {
		if refused, ok := stage.work(); !ok {
			return refused, false
		}
		if until == ApplyUndone && stage.name == ApplyMembers {
			return work.undoInvitations(), false
		}
		if until == stage.name && until != ApplyNothing && until != ApplyFirst {
			return answer{status: http.StatusOK}, false
		}
	}
	return answer{status: http.StatusOK}, true
}
