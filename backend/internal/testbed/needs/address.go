package needs

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// FreePorts returns n ports that nobody listens at on 127.0.0.1.
func FreePorts(t testing.TB, n int) []int {
	t.Helper()
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // returns at once
		if err != nil {
			t.Fatalf("find a free port: %v", err)
		}
		defer func() { _ = l.Close() }()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// FreeAddress returns an address on loopback, not 127.0.0.1, where nobody
// listens at these ports. It is for servers whose ports are fixed. The
// address is drawn from four million, so that tests that run at the same
// time don't meet.
func FreeAddress(t testing.TB, ports ...int) string {
	t.Helper()
	var err error
	for range 100 {
		ip := net.IPv4(127, byte(64+rand.IntN(64)), byte(rand.IntN(256)), byte(1+rand.IntN(254))).String() //nolint:gosec // no secret
		if err = free(ip, ports); err == nil {
			return ip
		}
	}
	t.Fatalf("no free address on loopback: %v", err)
	return ""
}

func free(ip string, ports []int) error {
	for _, port := range ports {
		l, err := net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(port))) //nolint:noctx // returns at once
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		_ = l.Close()
	}
	return nil
}
