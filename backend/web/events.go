package web

import (
	"net/http"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
)

const (
	// heartbeat keeps proxies and tunnels from cutting a quiet connection,
	// and finds pages that are gone without a word.
	heartbeat = 15 * time.Second
	// pageTime is how long a page may take to read one message.
	pageTime = 10 * time.Second
)

// serveEvents is GET /api/events for the page of a session.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(s.cookie); err == nil {
		if ended, ok := s.session.use(c.Value); ok {
			s.opts.Events.serve(w, r, ended)
			return
		}
	}
	s.refuse(w, r) // its session ended in this moment
}

// serve sends server-sent events until the page, its session or the server
// goes. See https://html.spec.whatwg.org/multipage/server-sent-events.html.
func (h *Hub) serve(w http.ResponseWriter, r *http.Request, ended <-chan struct{}) {
	c, ok := h.join()
	if !ok {
		w.Header().Set("Retry-After", "30")
		writeProblem(w, http.StatusServiceUnavailable, bridge.Problem{Code: string(app.CodeFailed), Message: "too many pages are open", Hint: "Close those that you do not need."})
		return
	}
	defer h.leave(c)
	// Whatever happened before this page listened.
	c.add(stateMessage)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // for nginx between here and there
	if r.Method == http.MethodHead {
		return
	}
	stream := stream{w, http.NewResponseController(w)}
	// The connection stays for as long as the page does.
	_ = stream.conn.SetReadDeadline(time.Time{}) // not every ResponseWriter knows deadlines
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-c.wake:
			for _, m := range c.take() {
				if !stream.send("data: ", m.text) {
					return
				}
			}
		case <-tick.C:
			if !stream.send(": still here", nil) {
				return
			}
		case <-r.Context().Done():
			return
		case <-ended:
			return
		case <-h.done:
			return
		}
	}
}

// A stream is the answer to a page that listens.
type stream struct {
	w    http.ResponseWriter
	conn *http.ResponseController
}

// send sends one message, whose text has no line end, and tells whether the
// page took it.
func (s stream) send(field string, text []byte) bool {
	_ = s.conn.SetWriteDeadline(time.Now().Add(pageTime)) // as above
	if _, err := s.w.Write(append(append([]byte(field), text...), "\n\n"...)); err != nil {
		return false
	}
	if err := s.conn.Flush(); err != nil {
		return false
	}
	// In HTTP/2 a deadline ends the answer, also while there is nothing to say.
	_ = s.conn.SetWriteDeadline(time.Time{})
	return true
}
