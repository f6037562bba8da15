package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/bridge"
)

// The codes of problems that belong to this package. bridge.js adds "offline".
const (
	// codeSession: the page has no session any more.
	codeSession = "session"
	// codeRequest: what was sent is no call of these pages.
	codeRequest = "request"
	// codeRefused: it came from somewhere else.
	codeRefused = "refused"
)

// answerTime is how long writing an answer may take.
const answerTime = time.Minute

// statusOf returns the status for the code of a method's problem. 401 is not
// among them: it belongs to the session of the page.
func statusOf(code string) int {
	switch app.Code(code) {
	case app.CodeSettings, app.CodeFilter, app.CodeTakeover:
		return http.StatusBadRequest
	case app.CodeNotFound:
		return http.StatusNotFound
	case app.CodeAuth, app.CodeNotLoggedIn:
		return http.StatusForbidden
	case app.CodeGuard, app.CodeConflict, app.CodeIdentity, app.CodeHeld, app.CodeProfile, app.CodeCancelled, app.CodePlan, app.CodeChanged:
		return http.StatusConflict
	case app.CodeDirectory, app.CodeIncomplete, app.CodeServer, app.CodeUnknown:
		return http.StatusBadGateway
	case app.CodeLocked:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// writeProblem answers with what went wrong.
func writeProblem(w http.ResponseWriter, status int, p bridge.Problem) {
	if p.Fields == nil {
		p.Fields = []bridge.FieldProblem{}
	}
	if p.Findings == nil {
		p.Findings = []bridge.Finding{}
	}
	text, err := json.Marshal(p)
	if err != nil { // texts and numbers only
		panic(fmt.Errorf("web: encode a problem: %w", err))
	}
	writeJSON(w, status, text)
}

// badRequest answers what no page of ours sends.
func badRequest(w http.ResponseWriter, status int, message string) {
	writeProblem(w, status, bridge.Problem{Code: codeRequest, Message: message, Hint: "Load the page again: it may be older than the program."})
}

// otherAPI answers what no other part of the API does.
func otherAPI(w http.ResponseWriter, r *http.Request) {
	allowed := http.MethodGet
	if strings.HasPrefix(r.URL.Path, "/api/call/") {
		allowed = http.MethodPost
	}
	if r.Method != allowed && r.Method != http.MethodHead {
		w.Header().Set("Allow", allowed)
		badRequest(w, http.StatusMethodNotAllowed, "this address is asked in another way")
		return
	}
	badRequest(w, http.StatusNotFound, "there is nothing at this address")
}

func writeJSON(w http.ResponseWriter, status int, text []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	write(w, status, text)
}

// write writes a whole answer in a bounded time. Who does not want it any more
// is not told.
func write(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	// Not every ResponseWriter knows deadlines; that of a Server does.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTime))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// recovered answers after a panic: the log says what happened, the answer
// only that it did. It is deferred.
func (s *Server) recovered(w http.ResponseWriter, r *http.Request) {
	problem := recover()
	switch problem {
	case nil:
		return
	case http.ErrAbortHandler:
		panic(problem) // cuts the connection, which is what it asks for
	}
	s.opts.Log.Error("panic", "path", clip(r.URL.Path), "panic", s.opts.Redact(fmt.Sprint(problem)), "stack", s.opts.Redact(string(debug.Stack())))
	writeProblem(w, http.StatusInternalServerError, bridge.Problem{
		Code: string(app.CodeFailed), Message: "something went wrong inside the program", Hint: "Try again. Its log says more; please report it.",
	})
}
