package needs

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// Ports returns n ports that nobody listens at on 127.0.0.1.
func Ports(n int) (ports []int, err error) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // returns at once
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer func() { _ = l.Close() }()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// FreePorts is Ports for tests.
func FreePorts(t testing.TB, n int) []int {
	t.Helper()
	ports, err := Ports(n)
	if err != nil {
		t.Fatal(err)
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
