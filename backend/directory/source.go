package directory

import "context"

// A Source reads users and groups from one directory.
type Source interface {
	// Fetch returns the complete state of the directory. base is the last
	// snapshot, or nil: a Source may use the cursor in it to ask for changes
	// only, and merges them itself; base is not changed. A refused cursor
	// means a complete read, not an error. With a nil base the read is
	// complete.
	Fetch(ctx context.Context, base *Snapshot) (*Snapshot, error)
}

// An Expecter is a Source that makes room at once for what a read will give.
type Expecter interface {
	// Expect says how many users there are likely to be: as many as last time.
	Expect(users int)
}

// A WholeReader is a Source that may read everything each time and need base
// for nothing but to know whom to look for.
type WholeReader interface {
	// ReadsAll tells whether every read is complete, whatever base is.
	ReadsAll() bool
}

// A Rereader is a Source that can tell who is gone for good when it reads
// everything, if it knows who was there.
type Rereader interface {
	// Reread is Fetch with a complete read. base, which may be nil, only tells
	// whom to look for.
	Reread(ctx context.Context, base *Snapshot) (*Snapshot, error)
}

// An Independent Source may read without the last snapshot: then it is not
// loaded for it, which takes time and memory.
type Independent interface {
	// IgnoresBase tells whether every read is complete and never looks at base.
	IgnoresBase() bool
}

// A Checker is a Source that can test its connection step by step.
type Checker interface {
	// Check hands every step to report as soon as it is done and returns the
	// error of the step that failed, after which the others are not tried.
	Check(ctx context.Context, report func(Step)) error
}

// An Identifier is a Source whose external ids can be written in more than
// one way, as DNs can.
type Identifier interface {
	// ExternalIDKey returns the same text for all that name one entry, and
	// for that text itself. Several goroutines may ask.
	ExternalIDKey(id string) string
}

// A Namer is a Source that asks the directory which one it is, since its address
// does not tell: several servers hold one directory, and one address may stand
// for another server tomorrow.
type Namer interface {
	// Name returns the same text for all servers of one directory, and empty
	// where the directory does not say.
	Name(ctx context.Context) (string, error)
}

// StepStatus is how a Step of a check ended.
type StepStatus string

// The ends of a Step. StepWarning means that a sync would work, but not as
// well or as safely as it could.
const (
	StepOK      StepStatus = "ok"
	StepWarning StepStatus = "warning"
	StepFailed  StepStatus = "failed"
)

// A Step is one line of a connection test.
type Step struct {
	// Name is what was tried, e.g. "bind".
	Name   string     `json:"name"`
	Status StepStatus `json:"status"`
	// Detail is what was found, in a sentence; Hint what to do about it.
	Detail string `json:"detail"`
	Hint   string `json:"hint,omitempty"`
	// Nobody says that all went well, and that there is no user.
	Nobody bool `json:"-"`
}

// Progress tells how far a read is.
type Progress struct {
	// Stage is what is being read, e.g. "users".
	Stage string
	// Done counts entries; Total is 0 where nobody knows it yet.
	Done, Total int
}
