package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// MaxAge is how old a plan may be that is applied, unless somebody says otherwise.
const MaxAge = 24 * time.Hour

// Format is the version of the file format that this program writes and reads.
const Format = 1

// object names a plan in JSON.
const object = "plan"

// A File is a plan that is kept: for review, and to be applied exactly as it
// is. It holds no secret, but names people.
type File struct {
	Object string `json:"object"`
	// Format is the version of the format, Digest that over what it does.
	Format int    `json:"format"`
	Digest string `json:"digest"`
	// Made is when, Program the version of the program that made it.
	Made    time.Time `json:"made"`
	Program string    `json:"program"`
	Profile string    `json:"profile"`
	// Identity names server, organization and directory, as the sync cache does.
	Identity map[string]string `json:"identity"`
	Looked   Looked            `json:"looked"`
	// Summary counts changes by action and kind, e.g. "remove user", and
	// memberships that come and go.
	Summary map[string]int `json:"summary"`
	Plan
	// Checks are a few bytes of each change and finding, by which one that was
	// edited is named.
	Checks []byte `json:"checks,omitempty"`
}

// Looked says what of the organization a plan was compared with.
type Looked struct {
	// Members and Groups are its lists, Memberships who is in all groups that
	// concern the profile.
	Members     bool `json:"members"`
	Groups      bool `json:"groups"`
	Memberships bool `json:"memberships"`
}

// Lacks says what was looked at for the plan and not for another look at the
// organization; empty where that saw as much.
func (l Looked) Lacks(now Looked) string {
	switch {
	case l.Members && !now.Members:
		return "the member list of the organization could be read when the plan was made, and can't be now"
	case l.Groups && !now.Groups:
		return "the group list of the organization could be read when the plan was made, and can't be now"
	case l.Memberships && !now.Memberships:
		return "the memberships of the organization could be read when the plan was made, and can't be now"
	}
	return ""
}

// Seal fills in what follows from the rest: format, summary, digest, checks.
func (f *File) Seal() (err error) {
	f.Object, f.Format, f.Made, f.Summary = object, Format, f.Made.UTC().Truncate(time.Second), summarize(f.Changes)
	f.Changes, f.Findings, f.Drift, f.Missing, f.Warnings = OrEmpty(f.Changes), OrEmpty(f.Findings), OrEmpty(f.Drift), OrEmpty(f.Missing), OrEmpty(f.Warnings)
	f.Digest, f.Checks, err = f.digest()
	return err
}

// OrEmpty is never nil, as a list that was read.
func OrEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// summarize counts changes as a reader of the file would.
func summarize(changes []Change) map[string]int {
	n := map[string]int{}
	for i := range changes {
		c := &changes[i]
		n[string(c.Action)+" "+string(c.Kind)]++
		if len(c.Joins) > 0 {
			n["join"] += len(c.Joins)
		}
		if len(c.Leaves) > 0 {
			n["leave"] += len(c.Leaves)
		}
	}
	return n
}

// checkBytes is how much of the hash of a change or finding is kept.
const checkBytes = 4

// digest is over what the plan does and to what, and what stops it: the same
// plan made twice has the same one. What only explains is left out. The checks
// are of everything: what the file says of itself, each change and finding, the
// rest.
func (f *File) digest() (digest string, checks []byte, err error) {
	all := sha256.New()
	check := func(v any) []byte {
		line, jsonErr := jsonOf(v)
		err = cmp.Or(err, jsonErr)
		sum := sha256.Sum256(line)
		checks = append(checks, sum[:checkBytes]...)
		return sum[:]
	}
	bound := []any{f.Format, f.Profile, f.Identity, f.Looked}
	check(append(bound, f.Made, f.Program))
	if line, jsonErr := jsonOf(bound); jsonErr == nil {
		all.Write(line)
	}
	for i := range f.Changes {
		all.Write(check(&f.Changes[i]))
	}
	for i := range f.Findings {
		x := &f.Findings[i]
		all.Write(check([]any{x.Guard, x.Why, x.Count, x.Entries}))
	}
	explains := []any{f.Findings, f.Drift, f.Missing, f.Warnings, f.Seats}
	if f.Postponed != nil {
		explains = append(explains, f.Postponed)
	}
	check(explains)
	return "sha256:" + hex.EncodeToString(all.Sum(nil)), checks, err
}

// Does tells whether these changes are exactly what the file says, without the
// changes of the file: its digest is over them.
func (f *File) Does(changes []Change) (bool, error) {
	now := *f
	now.Changes = changes
	digest, _, err := now.digest()
	return digest == f.Digest, err
}

// Allows tells whether the file shows exactly this finding, of a guard that
// somebody can allow to let something pass: who applies the file does.
func (f *File) Allows(x Finding) bool {
	return x.Counts() && slices.ContainsFunc(f.Findings, func(shown Finding) bool {
		return shown.Guard == x.Guard && shown.Why == x.Why && shown.Count == x.Count && shown.Digest() == x.Digest()
	})
}

// MadeFor returns nil where the file was made for that server, organization and
// directory, else what differs.
func (f *File) MadeFor(identity map[string]string) error {
	var differs []string
	keys := slices.Concat(slices.Collect(maps.Keys(f.Identity)), slices.Collect(maps.Keys(identity)))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if was, is := f.Identity[key], identity[key]; was != is {
			differs = append(differs, fmt.Sprintf("%s is %q there and %q here", key, was, is))
		}
	}
	if len(differs) == 0 {
		return nil
	}
	return refuse(FileForeign, "it was made for another organization or directory: %s", strings.Join(differs, ", "))
}

// clocksDiffer is how far the clocks of two machines may be apart.
const clocksDiffer = 5 * time.Minute

// Usable returns nil where that profile of that version of the program may
// apply the file now, else why not.
func (f *File) Usable(profile, program string, now time.Time, maxAge time.Duration) error {
	switch age := now.Sub(f.Made); {
	case f.Profile != profile:
		return refuse(FileForeign, "it was made for the profile %q, and this is %q", f.Profile, profile)
	case f.Program != program:
		return refuse(FileForeign, "it was made by version %s of the program, and this is %s", f.Program, program)
	case age < -clocksDiffer:
		return refuse(FileExpired, "it was made at %s, which has not come yet by the clock of this machine", f.Made.Format(time.RFC3339))
	case age > maxAge:
		return refuse(FileExpired, "it was made %s ago, at %s, and is void after %s", round(age), f.Made.Format(time.RFC3339), round(maxAge))
	}
	return nil
}

// round leaves out what nobody wants to read of a time: "26h0m0s" is "26h".
func round(d time.Duration) string {
	text := d.Round(time.Second).String()
	if d >= time.Minute {
		text = strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// FileProblem is why a file is refused.
type FileProblem string

// Why a file is refused.
const (
	// FileDamaged: it can't be read as a plan from beginning to end.
	FileDamaged FileProblem = "damaged"
	// FileForeign: it is no plan, or one of another profile, organization,
	// directory or version.
	FileForeign FileProblem = "foreign"
	// FileEdited: what it does is not what it was made with.
	FileEdited FileProblem = "edited"
	// FileExpired: it is too old, or of the future.
	FileExpired FileProblem = "expired"
	// FileTooLarge: no plan is so large.
	FileTooLarge FileProblem = "too-large"
)

// A FileError says why a file is not used as a plan.
type FileError struct {
	Problem FileProblem
	text    string
}

func (e *FileError) Error() string { return "this plan can't be used: " + e.text }

func refuse(problem FileProblem, format string, args ...any) error {
	return &FileError{problem, fmt.Sprintf(format, args...)}
}
