package sourcetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"directoryconnector/backend/directory"
)

// A LogInAnswer is an answer to a log-in, and what it is to mean.
type LogInAnswer struct {
	Status int
	Body   string
	Want   error
	// Text and Hint are parts of the error and its hint.
	Text, Hint string
}

// logInAnswers mean the same whoever the vendor is: what passes (RFC 6749,
// 5.2), and what something on the way says.
func logInAnswers() []LogInAnswer {
	const nothing = "says nothing about the key"
	return []LogInAnswer{
		{400, `{"error":"temporarily_unavailable"}`, directory.ErrIncomplete, "temporarily_unavailable", nothing},
		{400, `{"error":"server_error","error_description":"Oops"}`, directory.ErrIncomplete, "Oops", nothing},
		{400, `{"error":"invalid_request"}`, directory.ErrIncomplete, "invalid_request", nothing},
		{403, `{"error":"invalid_client"}`, directory.ErrIncomplete, "invalid_client", nothing},
		{403, `{"message":"Forbidden by a firewall"}`, directory.ErrUnreachable, "Forbidden by a firewall", "firewall"},
		{403, "<html>blocked</html>", directory.ErrUnreachable, "HTTP 403", "firewall"},
		{401, `{"message":"Unauthorized"}`, directory.ErrUnreachable, "HTTP 401", "proxy"},
		{407, `{"error":"invalid_client"}`, directory.ErrUnreachable, "HTTP 407", "network.proxyUsername"},
		{503, `{"error":"temporarily_unavailable"}`, directory.ErrIncomplete, "HTTP 503", ""},
	}
}

// LogIns tries answers to every log-in: those that mean the same everywhere,
// and the vendor's own. read reads with a server that gives that answer.
func LogIns(t *testing.T, own []LogInAnswer, read func(t *testing.T, status int, body string) error) {
	t.Helper()
	for _, a := range append(logInAnswers(), own...) {
		t.Run(fmt.Sprint(a.Status, a.Body), func(t *testing.T) {
			t.Parallel()
			err := read(t, a.Status, a.Body)
			if !errors.Is(err, a.Want) || errors.Is(err, directory.ErrAuth) != errors.Is(a.Want, directory.ErrAuth) ||
				!strings.Contains(err.Error(), a.Text) || !strings.Contains(directory.HintOf(err), a.Hint) || directory.HintOf(err) == "" {
				t.Errorf("error %v, hint %q; want %v, %q, %q", err, directory.HintOf(err), a.Want, a.Text, a.Hint)
			}
		})
	}
}
