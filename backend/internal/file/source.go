package file

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/transport"
)

// Config is what a Source needs.
type Config struct {
	// Settings say what is read, and how.
	Settings config.File
	// Token logs in to Settings.URL, Transport says how that is reached.
	Token     config.Secret
	Transport transport.Options
	// Logger may be nil.
	Logger *slog.Logger
	// OnProgress, if not nil, is called from Fetch, from its goroutine.
	OnProgress func(directory.Progress)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// A Source reads users and groups from files, a program or an address. It keeps nothing between two
// reads and may be used by several goroutines.
type Source struct {
	inputs   []input
	encoding string
	dialect
	logger     *slog.Logger
	onProgress func(directory.Progress)
	now        func() time.Time
}

var (
	_ directory.Source     = (*Source)(nil)
	_ directory.Checker    = (*Source)(nil)
	_ directory.Identifier = (*Source)(nil)
)

// New returns the Source of those files, that program or that address. It opens
// nothing. The error wraps directory.ErrConfig.
func New(c Config) (*Source, error) {
	set := c.Settings
	s := &Source{logger: c.Logger, onProgress: c.OnProgress, now: c.Now}
	var err error
	if s.inputs, err = inputsOf(c); err != nil {
		return nil, err
	}
	if s.dialect, err = dialectOf(set); err != nil {
		return nil, err
	}
	s.encoding = cmp.Or(set.Encoding, encodingAuto)
	s.logger = cmp.Or(s.logger, slog.New(slog.DiscardHandler))
	if s.onProgress == nil {
		s.onProgress = func(directory.Progress) {}
	}
	if s.now == nil {
		s.now = time.Now
	}
	return s, nil
}

func dialectOf(set config.File) (dialect, error) {
	d := dialect{listSeparator: set.ListSeparator, openEnd: set.OpenEnd}
	var err error
	if d.columns, err = config.ParseColumns(set.Columns); err != nil {
		return d, directory.Errorf(directory.ErrConfig, "file.columns %w", err)
	}
	own, err := config.ParseMeanings(set.Values)
	if err != nil {
		return d, directory.Errorf(directory.ErrConfig, "file.values %w", err)
	}
	d.meanings = meaningsWith(own)
	return d, nil
}

// Fetch reads everything. base is not needed.
func (s *Source) Fetch(ctx context.Context, _ *directory.Snapshot) (*directory.Snapshot, error) {
	snap, _, err := s.fetch(ctx)
	return snap, err
}

// fetch also returns what was found out about what is read.
func (s *Source) fetch(ctx context.Context) (snap *directory.Snapshot, notes []string, err error) {
	start := s.now()
	r := &records{several: len(s.inputs) > 1, onProgress: s.onProgress}
	if err := s.readAll(ctx, r); err != nil {
		return nil, nil, err
	}
	err = r.checkColumns(s.columns)
	if err == nil {
		snap, err = r.resolve()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("file: %s: %w", s.place(), err)
	}
	snap.Complete, snap.ReadAt, snap.CompleteAt = true, start, start
	s.onProgress(directory.Progress{Stage: stageUsers, Done: len(snap.Users), Total: len(snap.Users)})
	s.onProgress(directory.Progress{Stage: stageGroups, Done: len(snap.Groups), Total: len(snap.Groups)})
	s.logger.DebugContext(ctx, "file read", "source", "file", "path", s.place(), "format", string(s.format()),
		"users", len(snap.Users), "groups", len(snap.Groups), "duration", s.now().Sub(start))
	return snap, r.notes, nil
}

// readAll adds what is in all inputs to r. They must be of one moment: a person
// that moved from one to the other meanwhile would be in neither.
func (s *Source) readAll(ctx context.Context, r *records) error {
	stamps := make([]string, len(s.inputs))
	for i, in := range s.inputs {
		stamps[i] = stamp(in.place)
	}
	for _, in := range s.inputs {
		if err := s.read(ctx, in, r); err != nil {
			return fmt.Errorf("file: %s: %w", in.place, err)
		}
	}
	for i, in := range s.inputs {
		if r.several && stamp(in.place) != stamps[i] { // several are files on a disk
			return fmt.Errorf("file: %s: %w", in.place, errChanged())
		}
	}
	return nil
}

// read adds what is in one input to r.
func (s *Source) read(ctx context.Context, in input, r *records) error {
	r.name, r.ofGroups = in.short, in.ofGroups
	how := reading{format: in.format, encoding: s.encoding, dialect: s.dialect}
	return in.read(ctx, func(text io.Reader, whole bool) error {
		how.openEnd = how.openEnd || whole
		return decode(text, how, r)
	})
}

// place names all that is read.
func (s *Source) place() string {
	names := make([]string, len(s.inputs))
	for i, in := range s.inputs {
		names[i] = in.place
	}
	return strings.Join(names, ";")
}

// format is that of all inputs: where one is LDIF, all are.
func (s *Source) format() config.FileFormat { return s.inputs[0].format }

// ExternalIDKey implements directory.Identifier: ids of LDIF are GUIDs and
// DNs, which are compared by their meaning.
func (s *Source) ExternalIDKey(id string) string {
	if s.format() != config.FormatLDIF {
		return id
	}
	return account.IDKey(id, true)
}
