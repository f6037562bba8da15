package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
)

// Config is what a Source needs.
type Config struct {
	// Settings names the file and its format.
	Settings config.File
	// Logger may be nil.
	Logger *slog.Logger
	// OnProgress, if not nil, is called from Fetch, from its goroutine.
	OnProgress func(directory.Progress)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// A Source reads users and groups from one file. It keeps nothing between two
// reads and may be used by several goroutines.
type Source struct {
	path       string
	format     config.FileFormat
	logger     *slog.Logger
	onProgress func(directory.Progress)
	now        func() time.Time
}

var (
	_ directory.Source     = (*Source)(nil)
	_ directory.Checker    = (*Source)(nil)
	_ directory.Identifier = (*Source)(nil)
)

// New returns the Source of that file. It does not open it. The error wraps
// directory.ErrConfig.
func New(c Config) (*Source, error) {
	if c.Settings.Path == "" {
		err := directory.Errorf(directory.ErrConfig, "file: no file is set")
		return nil, directory.WithHint(err, "Set file.path to an LDIF, CSV or JSON file.")
	}
	format, err := formatOf(c.Settings)
	if err != nil {
		return nil, err
	}
	s := &Source{
		path: c.Settings.Path, format: format,
		logger: c.Logger, onProgress: c.OnProgress, now: c.Now,
	}
	if s.logger == nil {
		s.logger = slog.New(slog.DiscardHandler)
	}
	if s.onProgress == nil {
		s.onProgress = func(directory.Progress) {}
	}
	if s.now == nil {
		s.now = time.Now
	}
	return s, nil
}

// formatOf goes by the ending of the name where the format is auto.
func formatOf(f config.File) (config.FileFormat, error) {
	switch f.Format {
	case config.FormatLDIF, config.FormatCSV, config.FormatJSON:
		return f.Format, nil
	}
	switch strings.ToLower(filepath.Ext(f.Path)) {
	case ".ldif", ".ldf":
		return config.FormatLDIF, nil
	case ".csv", ".tsv", ".txt":
		return config.FormatCSV, nil
	case ".json":
		return config.FormatJSON, nil
	}
	err := directory.Errorf(directory.ErrConfig, "file: the ending of %s does not tell its format", f.Path)
	return "", directory.WithHint(err, "Set file.format to ldif, csv or json.")
}

// Fetch reads the whole file. base is not needed.
func (s *Source) Fetch(ctx context.Context, _ *directory.Snapshot) (*directory.Snapshot, error) {
	start := s.now()
	r, err := s.read(ctx)
	if err != nil {
		return nil, fmt.Errorf("file: %s: %w", s.path, err)
	}
	snap, err := r.resolve()
	if err != nil {
		return nil, fmt.Errorf("file: %s: %w", s.path, err)
	}
	snap.Complete, snap.ReadAt, snap.CompleteAt = true, start, start
	s.onProgress(directory.Progress{Stage: stageUsers, Done: len(snap.Users), Total: len(snap.Users)})
	s.onProgress(directory.Progress{Stage: stageGroups, Done: len(snap.Groups), Total: len(snap.Groups)})
	s.logger.DebugContext(ctx, "file read", "source", "file", "path", s.path, "format", string(s.format),
		"users", len(snap.Users), "groups", len(snap.Groups), "duration", s.now().Sub(start))
	return snap, nil
}

// read opens the file, decodes it, and makes sure that nobody wrote to it
// meanwhile.
func (s *Source) read(ctx context.Context) (*records, error) {
	if _, err := statRegular(s.path); err != nil {
		return nil, err
	}
	f, err := os.Open(s.path)
	if err != nil {
		return nil, openError(err)
	}
	defer f.Close()
	// The file may have been replaced since: what counts is the one opened.
	before, err := f.Stat()
	if err != nil {
		return nil, openError(err)
	}
	text := &contextReader{ctx: ctx, r: f}
	r, decodeErr := decode(text, filepath.Base(s.path), s.format, s.onProgress)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// A file that changes is the better explanation for anything odd in it.
	if err := unchanged(f, before, text.n, decodeErr == nil); err != nil {
		return nil, err
	}
	return r, decodeErr
}

// statRegular refuses what is no file before it is opened: opening a pipe
// would wait for its writer.
func statRegular(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, openError(err)
	}
	if !info.Mode().IsRegular() {
		err := directory.Errorf(directory.ErrConfig, "is not a regular file")
		return nil, directory.WithHint(err, "Set file.path to an LDIF, CSV or JSON file.")
	}
	return info, nil
}

// openError takes the path out of the error, which the caller adds.
func openError(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = directory.Errorf(directory.ErrConfig, "there is no such file")
		return directory.WithHint(err, "Check file.path, and that what writes the file has run.")
	case errors.Is(err, fs.ErrPermission):
		err = directory.Errorf(directory.ErrPermission, "can't be opened: permission denied")
		return directory.WithHint(err, "Let the account that runs this program read the file.")
	}
	return err
}

// unchanged compares size and time with those before the read. all says that
// the decoder reached the end of the file.
func unchanged(f *os.File, before fs.FileInfo, n int64, all bool) error {
	after, err := f.Stat()
	if err != nil {
		return openError(err)
	}
	same := after.Size() == before.Size() && after.ModTime().Equal(before.ModTime())
	if same && (!all || n == before.Size()) {
		return nil
	}
	err = directory.Errorf(directory.ErrIncomplete, "changed while it was read")
	return directory.WithHint(err, "Let what writes the file write to another name and rename it when it is done.")
}

// ExternalIDKey implements directory.Identifier: ids of LDIF are GUIDs and
// DNs, which are compared by their meaning.
func (s *Source) ExternalIDKey(id string) string {
	if s.format != config.FormatLDIF {
		return id
	}
	return account.IDKey(id, true)
}
