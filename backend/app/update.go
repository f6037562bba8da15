package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// ErrNoUpdates: update.check is false, or there is no update.url.
var ErrNoUpdates = errors.New("no updates are looked for")

// An Update says what the newest release is.
type Update struct {
	Current string `json:"current"`
	Newest  string `json:"newest"`
	URL     string `json:"url"`
	Newer   bool   `json:"newer"`
	// Notes are what the release says of itself, as Markdown; Published is when
	// it was made public.
	Notes     string    `json:"notes,omitempty"`
	Published time.Time `json:"published,omitzero"`
	// Verified says that the list of its files is signed for that version by who
	// publishes this program; else Unverified says why nobody can tell.
	Verified   bool   `json:"verified"`
	Unverified string `json:"unverified,omitempty"`
}

const updateHint = "Check update.url: it is the address of a newest release in the format of GitHub's API."

// CheckUpdate asks for the newest release at update.url, in the format of
// GitHub's API (https://docs.github.com/rest/releases/releases#get-the-latest-release).
// Of a newer one it checks the signed list of files, and fails with ErrTampered
// where that is not what it must be. It never installs anything.
func (a *App) CheckUpdate(ctx context.Context) (Update, error) {
	u := Update{Current: a.opts.Version}
	settings, err := a.Settings(ctx)
	if err != nil {
		return u, err
	}
	switch {
	case !settings.Update.Check:
		return u, directory.WithHint(fmt.Errorf("%w: update.check is false", ErrNoUpdates), "Set update.check to true.")
	case settings.Update.URL == "":
		return u, directory.WithHint(fmt.Errorf("%w: update.url is not set", ErrNoUpdates), "Set update.url to the address of the newest release, in the format of GitHub's API.")
	}
	address := settings.Update.URL
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	client, err := a.saved().webClient(ctx, settings, transport.Options{Logger: a.log, Timeout: 30 * time.Second})
	if err != nil {
		return u, err
	}
	defer client.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return u, fmt.Errorf("look for updates: %w", err)
	}
	response, err := client.Do(request)
	if err != nil {
		return u, fmt.Errorf("look for updates: %w", transport.Explain(err))
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return u, directory.WithHint(fmt.Errorf("look for updates at %s: HTTP %d", request.URL.Host, response.StatusCode), updateHint)
	}
	release, err := readRelease(response.Body)
	if err != nil {
		return u, directory.WithHint(fmt.Errorf("look for updates at %s: %w", request.URL.Host, err), updateHint)
	}
	u.Newest, u.URL = strings.TrimPrefix(release.Tag, "v"), pageOf(release.URL)
	newest, current := versionNumbers(u.Newest), versionNumbers(u.Current)
	u.Newer = slices.Compare(newest[:], current[:]) > 0
	u.Notes, u.Published = shortNotes(release.Notes), release.Published
	if u.Newer {
		err = a.verifyRelease(ctx, client, release, &u)
	}
	return u, err
}

// versionTag is how a release is named: it stands in what people and scripts
// read.
var versionTag = regexp.MustCompile(`^v?\d+(\.\d+){0,2}([-+][0-9A-Za-z.+-]*)?$`)

func readRelease(body io.Reader) (*publishedRelease, error) {
	text, err := readBounded(body)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	var release publishedRelease
	if err := json.Unmarshal(text, &release); err != nil || release.Tag == "" {
		return nil, errors.New("the answer does not describe a release")
	}
	if !versionTag.MatchString(release.Tag) {
		return nil, fmt.Errorf("the name of the release, %q, is no version", directory.Visible(release.Tag))
	}
	return &release, nil
}

// pageOf is the page of a release, empty where that is not one for a browser: it
// comes from outside, and a press of a button opens it.
func pageOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// versionNumbers are those between dots; what follows a '-' or '+' counts as
// nothing.
func versionNumbers(v string) (n [3]int) {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
	v, _, _ = strings.Cut(v, "+")
	for i, part := range strings.SplitN(v, ".", 3) {
		n[i], _ = strconv.Atoi(part)
	}
	return n
}
