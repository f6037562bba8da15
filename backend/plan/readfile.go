package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"directoryconnector/backend/directory"
)

// MostBytes is how large a file may be. The first plan of 50,000 people in 2,000
// groups of 100 has 20 MB.
const MostBytes = 256 << 20

// ErrTooLarge refuses a file over MostBytes.
var ErrTooLarge = refuse(FileTooLarge, "it has more than %d MB", MostBytes>>20)

// ReadFile reads what Write wrote, and refuses everything else with a
// *FileError: what is damaged, of another format, or was edited. How lines are
// indented and ended does not matter: version control may change that.
func ReadFile(r io.Reader) (*File, error) { return readFile(r, MostBytes) }

func readFile(r io.Reader, most int64) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	if int64(len(data)) > most {
		return nil, ErrTooLarge
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := recognize(data); err != nil {
		return nil, err
	}
	var f File
	if err := json.Unmarshal(data, &f); err != nil { // a Decoder would copy it all
		return nil, foreignPart(err)
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	return &f, f.sameText(data)
}

// recognize tells a plan from anything else.
func recognize(data []byte) error {
	var head struct {
		Object string `json:"object"`
		Format int    `json:"format"`
	}
	text := bytes.TrimSpace(data)
	switch {
	case len(text) == 0:
		return refuse(FileDamaged, "it is empty")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return refuse(FileForeign, "it is written in UTF-16, as PowerShell does when it redirects: save it with -o FILE")
	case text[0] != '{':
		return refuse(FileForeign, "it does not begin as a plan does")
	}
	err := json.Unmarshal(data, &head)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return refuse(FileDamaged, "it is damaged in line %d: %s", 1+bytes.Count(data[:syntax.Offset], []byte("\n")), syntax)
	case err != nil || head.Object != object:
		return refuse(FileForeign, "it is JSON, but no plan (its \"object\" is %q)", head.Object)
	case head.Format > Format:
		return refuse(FileForeign, "its format is %d, and this program knows %d: it was made by a newer version", head.Format, Format)
	case head.Format < 1:
		return refuse(FileDamaged, "its format is %d", head.Format)
	}
	return nil
}

// check compares what the file says of itself with what it holds.
func (f *File) check() error {
	digest, checks, err := f.digest()
	if err != nil {
		return err
	}
	if digest == f.Digest && bytes.Equal(checks, f.Checks) && maps.Equal(f.Summary, summarize(f.Changes)) {
		return nil
	}
	return refuse(FileEdited, "it was edited after it was made: %s", strings.Join(f.edited(checks), "; "))
}

// mostEdited is how many edited changes are named.
const mostEdited = 5

// edited names what was edited, by the checks of what the file holds.
func (f *File) edited(checks []byte) []string {
	if digest := f.Digest; bytes.Equal(checks, f.Checks) {
		return []string{"its digest is " + digest + ", or its summary counts something else than its changes"}
	}
	was := map[string]int{}
	for part := range slices.Chunk(f.Checks, checkBytes) {
		was[string(part)]++
	}
	var differs []string
	more := 0
	for i := range len(checks) / checkBytes {
		part := string(checks[i*checkBytes : (i+1)*checkBytes])
		if was[part]--; was[part] >= 0 {
			continue
		}
		if len(differs) == mostEdited {
			more++
			continue
		}
		differs = append(differs, f.part(i)+" is not as it was written")
	}
	if more > 0 {
		differs = append(differs, fmt.Sprintf("and %d more", more))
	}
	if n, now := len(f.Checks)/checkBytes, len(checks)/checkBytes; n != now {
		differs = append(differs, fmt.Sprintf("it was made with %d changes and stops, and holds %d", n-2, now-2))
	}
	return differs
}

// part names what the n-th check is about.
func (f *File) part(n int) string {
	switch {
	case n == 0:
		return "what it says of itself (when it was made, for what, by which version)"
	case n <= len(f.Changes):
		c := &f.Changes[n-1]
		return fmt.Sprintf("%s %s %s (%s)", c.Action, c.Kind, directory.Visible(c.Name), directory.Visible(c.ExternalID))
	case n > len(f.Changes)+len(f.Findings):
		return "what explains it (warnings, drift, seats)"
	}
	return "what the guard for " + string(f.Findings[n-1-len(f.Changes)].Guard) + " found"
}

// sameText makes sure that whoever reads the file reads what was understood:
// nothing stands in it twice, under two spellings or in another order.
func (f *File) sameText(data []byte) error {
	read, written := &bareText{sum: sha256.New()}, &bareText{sum: sha256.New()}
	_, _ = read.Write(data) // into a hash
	if err := f.Write(written); err != nil {
		return err
	}
	if !bytes.Equal(read.sum.Sum(nil), written.sum.Sum(nil)) {
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&File{}); err != nil {
			return foreignPart(err)
		}
		return refuse(FileEdited, "it was edited after it was made: something stands in it twice, or in another order or spelling than it was written in")
	}
	return nil
}

func foreignPart(err error) error {
	return refuse(FileEdited, "it holds what no plan does: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// bareText hashes JSON without the white space between its parts.
type bareText struct {
	sum             hash.Hash
	inside, escaped bool
}

func (b *bareText) Write(p []byte) (int, error) {
	kept := make([]byte, 0, len(p))
	for _, c := range p {
		switch {
		case b.escaped:
			b.escaped = false
		case b.inside && c == '\\':
			b.escaped = true
		case c == '"':
			b.inside = !b.inside
		case !b.inside && (c == ' ' || c == '\n' || c == '\r' || c == '\t'):
			continue
		}
		kept = append(kept, c)
	}
	b.sum.Write(kept)
	return len(p), nil
}
