// Package needs is what tests with real servers share: whether a missing
// server skips a test or fails it, processes that die with the test, free
// addresses on loopback, and certificates of a certificate authority that
// exists for one test.
//
// A server that is not installed skips its tests on a laptop. Where the
// environment variable TEST_MUST_RUN lists it (comma-separated, e.g.
// "slapd,samba"), as in CI, the tests fail instead.
package needs

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Variable is the environment variable that lists the servers that must run.
const Variable = "TEST_MUST_RUN"

// MustRun tells whether the tests of that server must not be skipped.
func MustRun(server string) bool {
	names := strings.Split(os.Getenv(Variable), ",")
	return slices.ContainsFunc(names, func(name string) bool { return strings.TrimSpace(name) == server })
}

// Missing ends the test because the server can't run, for the reason given:
// it fails if the server must run, and is skipped if not.
func Missing(t testing.TB, server, reason string) {
	t.Helper()
	if MustRun(server) {
		t.Fatalf("%s names %s, but %s", Variable, server, reason)
	}
	t.Skipf("%s (set %s=%s to make this a failure)", reason, Variable, server)
}

// Program returns the path of the first of these programs that is installed,
// on PATH or in the folders for administrators' programs, which PATH often
// lacks. Without any, the test ends as Missing says.
func Program(t testing.TB, server string, names ...string) string {
	t.Helper()
	for _, name := range names {
		for _, folder := range []string{"", "/usr/sbin/", "/usr/local/sbin/", "/usr/lib/openldap/", "/usr/libexec/"} {
			if path, err := exec.LookPath(folder + name); err == nil {
				return path
			}
		}
	}
	Missing(t, server, strings.Join(names, " or ")+" is not installed")
	return ""
}
