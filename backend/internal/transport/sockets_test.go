package transport_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/needs"
	"directoryconnector/backend/internal/transport"
)

// TestWhatSocketsSayIsUnderstood with this system's own sockets: a server that
// is not there, and one that hangs up before it has read.
func TestWhatSocketsSayIsUnderstood(t *testing.T) {
	t.Parallel()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // closed
			}
			_ = conn.(*net.TCPConn).SetLinger(0) // a reset, no orderly end
			_, _ = conn.Read(make([]byte, 1))
			_ = conn.Close()
		}
	}()
	for _, test := range []struct {
		address, want string
		is            func(error) bool
	}{
		{fmt.Sprintf("127.0.0.1:%d", needs.FreePorts(t, 1)[0]), "nothing listens at this address", transport.IsRefused},
		{l.Addr().String(), "closed the connection", transport.IsCut},
	} {
		// Not by a transport of net/http's, which tries again and says less.
		conn, err := net.Dial("tcp", test.address)
		if err == nil {
			_, err = fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n%s", strings.Repeat("x", 1<<20))
			for err == nil {
				_, err = conn.Read(make([]byte, 1))
			}
			_ = conn.Close()
		}
		if !test.is(err) || !strings.Contains(directory.HintOf(transport.Explain(err)), test.want) {
			t.Errorf("%s: %#v, hint %q, want %q", test.address, err, directory.HintOf(transport.Explain(err)), test.want)
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+test.address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultTransport.RoundTrip(request)
		if err == nil {
			_ = answer.Body.Close()
		}
		if !test.is(err) {
			t.Errorf("%s: %#v", test.address, err)
		}
	}
}
