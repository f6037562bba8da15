package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// A receiver keeps what is sent to it over HTTP.
type receiver struct {
	mu       sync.Mutex
	received []string
}

// receiverCmd starts one; $RECEIVER is its address: receiver.
func receiverCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: receiver")
	}
	r := &receiver{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.received = append(r.received, strings.TrimSpace(fmt.Sprintf("%s %s %s", request.Method, request.URL.Path, body)))
	}))
	ts.Defer(server.Close)
	ts.Setenv("RECEIVER", server.URL)
	receivers.Store(ts, r)
	ts.Defer(func() { receivers.Delete(ts) })
}

// receivers are those of the stories that run.
var receivers sync.Map

// receivedCmd shows what was received since it was asked last: received N.
func receivedCmd(ts *testscript.TestScript, neg bool, args []string) {
	value, ok := receivers.Load(ts)
	if neg || len(args) != 1 || !ok {
		ts.Fatalf("usage: received number, after receiver")
	}
	r := value.(*receiver)
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintln(ts.Stdout(), strings.Join(r.received, "\n"))
	if got := fmt.Sprint(len(r.received)); got != args[0] {
		ts.Fatalf("received %s, want %s:\n%s", got, args[0], strings.Join(r.received, "\n"))
	}
	r.received = nil
}
