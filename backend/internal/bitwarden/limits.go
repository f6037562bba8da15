package bitwarden

import (
	"net/http"
	"strings"
	"time"

	"directoryconnector/backend/internal/transport"
)

// readsAtOnce is how many lists and memberships are read at a time, as long as
// the server does not ask to be slower.
const readsAtOnce = 8

// slack is by how much the periods are longer than the cloud's: requests don't
// all take the same time to get there.
const slack = 1.05

// cloudLimits are what Bitwarden's clouds throttle, for each verb and path:
// POST, PUT and DELETE 5 a second and 60 a minute, GET 200 a minute, and
// connect/token 5 a second and 10 a minute. What a limit allows goes at once.
// Self-hosted servers have no limits, or some of their own in front of them:
// there a 429 is heeded, and nothing held back before.
func cloudLimits(e Endpoints) []transport.Limit {
	if !isCloud(e.API) && !isCloud(e.Identity) {
		return nil
	}
	limit := func(n int, period time.Duration, match func(*http.Request) bool, key func(*http.Request) string) transport.Limit {
		windows := transport.NewWindowSet(n, time.Duration(float64(period)*slack), key)
		return func(r *http.Request) transport.Limiter {
			if isCloud(r.URL.String()) && match(r) {
				return windows.Of(r)
			}
			return nil
		}
	}
	isToken := func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, tokenPath) }
	reads := func(r *http.Request) bool { return r.Method == http.MethodGet }
	writes := func(r *http.Request) bool { return !reads(r) && !isToken(r) }
	return []transport.Limit{
		limit(5, time.Second, isToken, verbAndPath), limit(10, time.Minute, isToken, verbAndPath),
		limit(5, time.Second, writes, verbAndKind), limit(60, time.Minute, writes, verbAndPath),
		limit(200, time.Minute, reads, verbAndPath),
	}
}

// verbAndPath is what the cloud counts by.
func verbAndPath(r *http.Request) string { return r.Method + " " + r.URL.Path }

// verbAndKind takes all members, and all groups, for one. The cloud counts the
// revocation of each member for itself, but what stands in front of it is
// unknown, and a thousand of them are no matter for a burst: they go five a
// second, and not 60 a minute.
func verbAndKind(r *http.Request) string {
	parts := strings.Split(r.URL.Path, "/")
	for i := 1; i < len(parts); i++ {
		switch parts[i-1] {
		case "members", "groups", "collections":
			parts[i] = "*"
		}
	}
	return r.Method + " " + strings.Join(parts, "/")
}
