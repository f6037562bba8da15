package google

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	admin "google.golang.org/api/admin/directory/v1"
	"google.golang.org/api/option"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// answering gives every request the same answer.
type answering string

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(a))), Request: r}, nil
}

// Whatever is answered, a read ends with a Snapshot or an error in words.
func FuzzAnswers(f *testing.F) {
	for _, of := range []string{"users", "groups", "members"} {
		f.Add(`{"kind":"admin#directory#` + of + `","` + of + `":[null]}`)
		f.Add(`{"kind":"admin#directory#` + of + `","` + of + `":[{"id":"1","primaryEmail":null,"name":null,"type":"GROUP"}]}`)
		f.Add(`{"kind":"admin#directory#` + of + `","` + of + `":null,"nextPageToken":"x"}`)
	}
	f.Add(`null`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, body string) {
		api, err := admin.NewService(t.Context(), option.WithHTTPClient(&http.Client{Transport: answering(body)}))
		if err != nil {
			t.Fatal(err)
		}
		c := &client{api: api}
		users, err := list(t.Context(), kindUsers, c.users(t.Context(), "", false), nil)
		if err == nil {
			_, err = addUsers(&directory.Snapshot{}, users, users)
		}
		inWords(t, body, err)
		g := &groups{src: &Source{reads: transport.NewReads("google", time.Minute, transport.ReadOptions{})}, c: c, read: map[string]*group{}}
		if err = g.readAll(t.Context()); err == nil {
			g.addTo(&directory.Snapshot{}, map[string]string{"1": "1"})
		}
		inWords(t, body, err)
		_, err = c.group(t.Context(), "1")
		inWords(t, body, err)
		_, err = c.user(t.Context(), "1")
		inWords(t, body, err)
	})
}

func inWords(t *testing.T, body string, err error) {
	t.Helper()
	if _, address := errors.AsType[*url.Error](err); err != nil && (!errors.Is(err, directory.ErrIncomplete) || address) {
		t.Errorf("%q: %v", body, err)
	}
}
