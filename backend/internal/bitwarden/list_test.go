package bitwarden_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/internal/transport"
)

// listServer answers with lists that a test writes, to whoever asks.
func listServer(t *testing.T, write func(io.StringWriter)) *bitwarden.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			_, _ = io.WriteString(w, `{"access_token":"x","expires_in":3600,"token_type":"Bearer"}`)
			return
		}
		b := bufio.NewWriter(w)
		write(b)
		_ = b.Flush() // the client may have had enough
	}))
	t.Cleanup(s.Close)
	return newClient(t, bitwarden.Config{
		Endpoints: bitwarden.Endpoints{API: s.URL, Identity: s.URL}, ClientID: "organization.b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b",
		ClientSecret: config.NewSecret("x"), DeviceID: "d", ClientVersion: "1",
	})
}

// writeMembers writes lines of the usual size until the client goes.
func writeMembers(w io.StringWriter, n int) {
	for i := range n {
		_, err := w.WriteString(fmt.Sprintf(`{"object":"member","id":"00000000-0000-4000-8000-%012x","name":"Given%d Family%d","email":"Given%d.family@example.com",`+
			`"externalId":"11111111-0000-4000-8000-%012x","type":2,"status":2,"collections":[{"id":"22222222-0000-4000-8000-000000000001","readOnly":false}]}`, i, i, i, i, i))
		if err != nil {
			return
		}
		if i < n-1 {
			_, _ = w.WriteString(",")
		}
	}
}

// A million members are kept in memory: what is kept of each stays small, and
// of what is not needed nothing.
func TestAMemberIsSmall(t *testing.T) {
	const n = 50_000
	c := listServer(t, func(w io.StringWriter) {
		_, _ = w.WriteString(`{"data":[`)
		writeMembers(w, n)
		_, _ = w.WriteString(`]}`)
	})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	list, err := c.Members(t.Context())
	if err != nil || len(list) != n || list[7].ID == "" || list[7].Email != "given7.family@example.com" || list[7].ExternalID != "11111111-0000-4000-8000-000000000007" {
		t.Fatalf("%d members, error %v", len(list), err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	// 200 times a million is 200 MB.
	if each := (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / n; each > 200 {
		t.Errorf("a member takes %.0f bytes", each)
	}
	runtime.KeepAlive(list)
}

// A list that does not end is refused in words, and not asked for again.
func TestEndlessLists(t *testing.T) {
	t.Parallel()
	forever := func(w io.StringWriter, start, text string) {
		_, err := w.WriteString(start)
		for err == nil {
			_, err = w.WriteString(text)
		}
	}
	members := func(ctx context.Context, c *bitwarden.Client) error { _, err := c.Members(ctx); return err }
	groups := func(ctx context.Context, c *bitwarden.Client) error { _, err := c.Groups(ctx); return err }
	ofGroup := func(ctx context.Context, c *bitwarden.Client) error { _, err := c.GroupMembers(ctx, "g"); return err }
	for name, test := range map[string]struct {
		start, text string
		read        func(context.Context, *bitwarden.Client) error
	}{
		"members":               {`{"data":[{"id":"0"}`, `,{"id":"1","email":"a@x.y"}`, members},
		"groups":                {`{"data":[{"id":"0"}`, `,{"id":"1"}`, groups},
		"members of a group":    {`["0"`, `,"1"`, ofGroup},
		"a name":                {`{"data":[{"id":"0","email":"`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", members},
		"collections":           {`{"data":[{"id":"0","collections":[{}`, `,{"id":"1","readOnly":false,"manage":false}`, members},
		"white space":           {`{"data":[`, "                                                                ", members},
		"something else before": {`{"x":["y"`, `,"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"`, members},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			c := listServer(t, func(w io.StringWriter) { asked++; forever(w, test.start, test.text) })
			wantError(t, test.read(t.Context(), c), directory.ErrIncomplete, "the list does not end", "server.api")
			if asked != 1 {
				t.Errorf("it was asked for %d times", asked)
			}
		})
	}
}

// What is no list of ids is no empty group: all its members would seem to have
// been taken out by hand.
func TestMembersOfAGroupAreAList(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{`null`, `[null]`, `["1",null]`, `[""]`, `{}`, `{"data":["1"]}`, `"1"`, `[1]`, `["1"]["2"]`, `["1"],`, `<html></html>`} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			c := listServer(t, func(w io.StringWriter) { _, _ = w.WriteString(answer) })
			ids, err := c.GroupMembers(t.Context(), "g")
			if err == nil {
				t.Fatalf("got %q", ids)
			}
			if text := err.Error(); !strings.Contains(text, "read the members of a group") || !strings.Contains(text, "not a Bitwarden server") {
				t.Errorf("error %v", err)
			}
		})
	}
	c := listServer(t, func(w io.StringWriter) { _, _ = w.WriteString(" [] \n") })
	if ids, err := c.GroupMembers(t.Context(), "g"); err != nil || len(ids) != 0 {
		t.Errorf("got %q, error %v", ids, err)
	}
}

// Nor is an answer with "data" null, or something behind the list, one.
func TestListsAreWhole(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{`null`, `{"data":null}`, `{"data":[null]}`, `{"data":[{}]}`, `{}`, `[]`, `{"data":[]}{"data":[]}`} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			c := listServer(t, func(w io.StringWriter) { _, _ = w.WriteString(answer) })
			if list, err := c.Members(t.Context()); err == nil {
				t.Errorf("members %v", list)
			}
			if list, err := c.Groups(t.Context()); err == nil {
				t.Errorf("groups %v", list)
			}
		})
	}
}

// A name with a letter that nobody wrote would differ from the directory's, and
// be sent back with a group.
func TestListsThatAreNoTextAreRefused(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{"half of a character": `Ann \ud83d`, "no UTF-8": "J\xf6rg"} {
		for _, n := range []int{0, 5000} {
			c := listServer(t, func(w io.StringWriter) {
				_, _ = w.WriteString(`{"data":[`)
				if writeMembers(w, n); n > 0 {
					_, _ = w.WriteString(",")
				}
				_, _ = w.WriteString(`{"id":"x","email":"` + value + `","type":2,"status":2}]}`)
			})
			_, err := c.Members(t.Context())
			if !errors.Is(err, directory.ErrIncomplete) || !errors.Is(err, transport.ErrNotUTF8) || directory.HintOf(err) == "" {
				t.Errorf("%s after %d: %v, hint %q", name, n, err, directory.HintOf(err))
			}
		}
	}
}
