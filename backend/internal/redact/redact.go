// Package redact takes secrets out of texts. Everything that is logged, printed
// or shown goes through it, and nothing else decides what a secret looks like.
//
// The rules:
//
//   - A secret of 8 characters or more goes wherever it is a whole token, which
//     means that no letter, digit or underscore stands beside it. One of 16
//     that is not of letters alone is no word of any language: it goes
//     from the middle of a token, too.
//   - A shorter secret goes only where it stands as a value: a JSON value, a
//     value of a URL's query or of a form, the password of a URL, a credential
//     of a header, NAME=VALUE with a NAME that says so (see IsName), and a
//     whole text that is one value (see Value). A word of a sentence
//     that happens to equal it stays: without it the sentence would tell the
//     secret.
//   - It is found in any escape of URLs, JSON and Go, also one in another; in
//     base64; in the Authorization of HTTP Basic; and of a PEM key any line.
//   - A text without secrets stays as it is, and so does a redacted one.
package redact

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"directoryconnector/backend/config"
)

// Mark stands where a secret was.
const Mark = config.Redacted

// A Redactor knows secrets and takes them out of texts. It may be used by
// several goroutines. A nil one knows none.
type Redactor struct {
	mu sync.Mutex
	// kept are known for good, drafts until they are replaced, and replaced
	// ones as long as somebody may be at work with them.
	kept     []string
	drafts   map[string]string
	replaced []string
	holders  int

	rules atomic.Pointer[[]rule]
}

// New returns a Redactor that knows secrets.
func New(secrets ...config.Secret) *Redactor {
	r := &Redactor{drafts: map[string]string{}}
	for _, s := range secrets {
		r.Add(s)
	}
	return r
}

// Add makes a secret known for good.
func (r *Redactor) Add(s config.Secret) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if text := s.Reveal(); text != "" && !slices.Contains(r.kept, text) {
		r.kept = append(r.kept, text)
		r.build()
	}
}

// Draft makes known what somebody typed into the field key and did not save. It
// replaces the one before, which is forgotten; the zero Secret only does that.
func (r *Redactor) Draft(key string, s config.Secret) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, text := r.drafts[key], s.Reveal()
	if r.holders > 1 { // somebody else may be at work with the one before
		if before != text && before != "" && !slices.Contains(r.replaced, before) {
			r.replaced = append(r.replaced, before)
		}
	} else {
		r.replaced = nil
	}
	delete(r.drafts, key)
	if text != "" {
		r.drafts[key] = text
	}
	r.build()
}

// Hold is for work with drafts: while it lasts, others that replace
// them don't make them forgotten.
func (r *Redactor) Hold() (release func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.holders++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.holders--
	})
}

// build makes the rules anew. mu is held.
func (r *Redactor) build() {
	secrets := slices.AppendSeq(slices.Concat(r.kept, r.replaced), maps.Values(r.drafts))
	slices.Sort(secrets)
	rules := []rule{}
	for _, text := range slices.Compact(secrets) {
		rules = append(rules, rulesOf(text)...)
	}
	r.rules.Store(&rules)
}

// Text returns a text without secrets: sentences, lines of a log, JSON, URLs.
func (r *Redactor) Text(text string) string { return r.clean(text, false) }

// Value is Text for what is one value: the whole of it may be a secret.
func (r *Redactor) Value(text string) string { return r.clean(text, true) }

// Error returns err with a text without secrets. What errors.Is and errors.As
// find stays.
func (r *Redactor) Error(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if clean := r.Text(text); clean != text {
		return &redacted{clean, err}
	}
	return err
}

// redacted has a text of its own and the causes of the error it stands for.
type redacted struct {
	text string
	err  error
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.err }

// clean repeats itself until nothing is found: what stood beside a secret may
// be a token now. It ends, since what it finds holds no Mark.
func (r *Redactor) clean(text string, isValue bool) string {
	if r == nil {
		return text
	}
	rules := r.rules.Load()
	if rules == nil || len(*rules) == 0 {
		return text
	}
	for {
		found := find(*rules, text, isValue)
		if len(found) == 0 {
			return text
		}
		text = replace(text, found)
	}
}
