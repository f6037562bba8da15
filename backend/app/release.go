package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"aead.dev/minisign"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// ErrTampered: a release is not what who publishes this program has signed.
var ErrTampered = errors.New("the release is not what was signed")

const unreadHint = "Nobody can tell yet whether that version is genuine: install nothing from there, and try again later."

const tamperedHint = "Install nothing from there, and tell those who publish the program. This version goes on working."

// The list of the files of a release, and the signature of that. tools/package.sh
// makes both.
const (
	sumsName      = "SHA256SUMS"
	signatureName = sumsName + ".minisig"
)

// The bounds of what is read of a release.
const (
	mostNotes    = 20_000
	mostRead     = 1 << 20
	mostAssets   = 1000
	mostRedirect = 3
)

// A publishedRelease is a release as GitHub's API describes it.
type publishedRelease struct {
	Tag       string    `json:"tag_name"`
	URL       string    `json:"html_url"`
	Notes     string    `json:"body"`
	Published time.Time `json:"published_at"`
	Assets    []asset   `json:"assets"`
}

type asset struct {
	Name string `json:"name"`
	URL  string `json:"browser_download_url"`
}

func (r *publishedRelease) asset(name string) (asset, bool) {
	at := slices.IndexFunc(r.Assets, func(a asset) bool { return a.Name == name })
	if at < 0 {
		return asset{}, false
	}
	return r.Assets[at], true
}

func shortNotes(notes string) string {
	notes = strings.TrimSpace(strings.ReplaceAll(notes, "\r\n", "\n"))
	if len(notes) > mostNotes {
		notes = strings.ToValidUTF8(notes[:mostNotes], "") + "…"
	}
	return notes
}

// TrustedComment is what a signature says that it is for: a list of an older
// release, with its good signature, is not that of a newer one.
func TrustedComment(version string) string {
	return "Directory Connector " + strings.TrimPrefix(version, "v")
}

// verifyRelease checks the signature of the list of files. What can't be checked
// is said in u; what is wrong is ErrTampered.
func (a *App) verifyRelease(ctx context.Context, client *http.Client, r *publishedRelease, u *Update) error {
	if a.opts.ReleaseKey == "" {
		u.Unverified = "this program was built without the key that releases are signed with"
		return nil
	}
	var key minisign.PublicKey
	if err := key.UnmarshalText([]byte(a.opts.ReleaseKey)); err != nil {
		return fmt.Errorf("the key that releases are signed with: %w", err)
	}
	sums, listed := r.asset(sumsName)
	signed, hasSignature := r.asset(signatureName)
	if !listed || !hasSignature {
		return tampered("it has no %s with a signature", sumsName)
	}
	list, err := download(ctx, client, sums.URL)
	if err != nil {
		return fmt.Errorf("read the list of the files of version %s: %w", u.Newest, err)
	}
	signature, err := download(ctx, client, signed.URL)
	if err != nil {
		return fmt.Errorf("read the signature of version %s: %w", u.Newest, err)
	}
	if err := checkList(key, list, signature, r); err != nil {
		return err
	}
	u.Verified = true
	return nil
}

// checkList tells whether a list is signed for a release, and names all of its
// files.
func checkList(key minisign.PublicKey, list, signature []byte, r *publishedRelease) error {
	var s minisign.Signature
	if err := s.UnmarshalText(signature); err != nil {
		return tampered("its signature can't be read")
	}
	if !minisign.Verify(key, list, signature) {
		return tampered("the list of its files is not signed by the key %016X", key.ID())
	}
	if want := TrustedComment(r.Tag); s.TrustedComment != want {
		return tampered("its list is signed for %q, not for %q", directory.Visible(s.TrustedComment), want)
	}
	named := map[string]bool{sumsName: true, signatureName: true}
	for line := range strings.Lines(string(list)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if digest, err := hex.DecodeString(sum); !ok || err != nil || len(digest) != 32 {
			return tampered("the list of its files has a line that is none: %q", directory.Visible(line))
		}
		named[name] = true
	}
	if len(r.Assets) > mostAssets {
		return tampered("it has %d files", len(r.Assets))
	}
	for _, file := range r.Assets {
		if !named[file.Name] {
			return tampered("its file %q is not in the signed list", directory.Visible(file.Name))
		}
	}
	return nil
}

func tampered(format string, args ...any) error {
	return directory.WithHint(fmt.Errorf("%w: %s", ErrTampered, fmt.Sprintf(format, args...)), tamperedHint)
}

// download reads a file of a release, which may lie elsewhere.
func download(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || !safe(u) {
		return nil, errors.New("its address does not begin with https://")
	}
	following := *client
	following.CheckRedirect = func(request *http.Request, via []*http.Request) error {
		if len(via) > mostRedirect || !safe(request.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	response, err := following.Do(request)
	if err != nil {
		return nil, transport.Explain(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, directory.WithHint(fmt.Errorf("%s: HTTP %d", path.Base(u.Path), response.StatusCode), unreadHint)
	}
	data, err := readBounded(response.Body)
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("%s: %w", path.Base(u.Path), err), unreadHint)
	}
	return data, nil
}

// readBounded reads all of what has at most mostRead bytes.
func readBounded(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostRead+1))
	if err == nil && len(data) > mostRead {
		err = fmt.Errorf("it has more than %d bytes", mostRead)
	}
	return data, err
}

// safe tells whether an address is of https, or of this machine.
func safe(u *url.URL) bool {
	host := u.Hostname()
	return u.Scheme == "https" && host != "" || u.Scheme == "http" && config.IsLoopback(host)
}
