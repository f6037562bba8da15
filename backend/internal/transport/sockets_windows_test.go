package transport_test

import (
	"net"
	"os"
	"testing"

	"golang.org/x/sys/windows"

	"directoryconnector/backend/internal/transport"
)

// TestNoAnswerFromAFirewall: what Windows says of a packet that nobody answers
// can't be had on loopback.
func TestNoAnswerFromAFirewall(t *testing.T) {
	t.Parallel()
	err := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connectex", windows.WSAETIMEDOUT)}
	if !transport.IsTimeout(err) || transport.IsCut(err) || transport.IsRefused(err) {
		t.Error("it is no time-out")
	}
}
