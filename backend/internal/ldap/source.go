package ldap

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/account"
	"directoryconnector/backend/internal/ldapconn"
)

// Config is what a Source is made of.
type Config struct {
	Settings config.LDAP
	// UserFilter and GroupFilter are LDAP filters (RFC 4515), ANDed with the
	// object classes.
	UserFilter, GroupFilter string
	// UseEmailPrefixSuffix makes missing emails of the prefix attribute and
	// EmailSuffix.
	UseEmailPrefixSuffix bool
	EmailSuffix          string
	// SyncUsers says that users become members; users are read in any case,
	// since groups consist of them. SyncGroups says that groups are read.
	SyncUsers, SyncGroups bool
	// ResolveOutside reads nested groups that the group search does not find.
	ResolveOutside bool
	Password       config.Secret
	Logger         *slog.Logger
	// OnProgress, where given, is told how far a read is, never by two
	// goroutines at once.
	OnProgress func(directory.Progress)
	// Now is the clock.
	Now func() time.Time
}

// A Source reads one LDAP server or Active Directory. It is a
// directory.Source, Checker and Identifier. It holds no connection between
// reads.
type Source struct {
	cfg Config
	set config.LDAP
	log *slog.Logger
	// userFilter and groupFilter hold classes and filters, disabledFilter finds
	// those of the users who are disabled; empty for none.
	userFilter, groupFilter, disabledFilter string
	progress                                sync.Mutex
	dialer                                  *ldapconn.Dialer
	// expected is how many users room is made for.
	expected int
}

var (
	_ directory.Source     = (*Source)(nil)
	_ directory.Checker    = (*Source)(nil)
	_ directory.Expecter   = (*Source)(nil)
	_ directory.Identifier = (*Source)(nil)
	_ directory.Namer      = (*Source)(nil)
	_ directory.Locator    = (*Source)(nil)
)

// mostExpected is how many users room is made for before there are any.
const mostExpected = 1 << 20

// Expect implements directory.Expecter.
func (s *Source) Expect(users int) {
	s.expected = min(max(users, 0), mostExpected)
	s.expected += s.expected / 64 // who joined since
}

// New checks the filters and paths and returns a Source. Its error wraps
// directory.ErrConfig.
func New(cfg Config) (*Source, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	cfg.Logger = cmp.Or(cfg.Logger, slog.New(slog.DiscardHandler))
	s := &Source{cfg: cfg, set: cfg.Settings, log: cfg.Logger.With("source", "ldap")}
	if s.set.Timeout <= 0 {
		s.set.Timeout = 5 * time.Minute
	}
	s.dialer = ldapconn.NewDialer(s.set, cfg.Password, s.log)
	var err error
	userClasses := classFilter(s.set.UserObjectClass)
	if s.set.ActiveDirectory && s.set.PeopleOnly {
		userClasses = and(userClasses, "(!"+noPeople+")")
	}
	for _, f := range []struct {
		setting, text, and string
		to                 *string
	}{
		{"sync.userFilter", cfg.UserFilter, userClasses, &s.userFilter},
		{"sync.groupFilter", cfg.GroupFilter, classFilter(s.set.GroupObjectClass), &s.groupFilter},
		{"ldap.disabledFilter", s.set.DisabledFilter, "", &s.disabledFilter},
	} {
		if *f.to, err = checkedFilter(f.setting, f.text, f.and); err != nil {
			return nil, err
		}
	}
	if s.disabledFilter != "" {
		s.disabledFilter = and(s.userFilter, s.disabledFilter)
	}
	if _, _, err := s.bases(cmp.Or(s.set.RootPath, "dc=root")); err != nil {
		return nil, err // mistakes that show without a server
	}
	return s, nil
}

// noPeople finds what Active Directory's class person has beside people. Managed
// service accounts are computers, too ([MS-ADSC]).
const noPeople = "(|(objectClass=computer)(objectClass=contact))"

func checkedFilter(setting, text, classes string) (string, error) {
	filter, err := parseFilter(text)
	if err != nil {
		return "", directory.WithHint(
			directory.Errorf(directory.ErrConfig, "%s: %w", setting, err),
			`A filter looks like (&(memberOf=cn=staff,ou=groups,dc=example,dc=com)(!(employeeType=guest))).`)
	}
	return and(classes, filter), nil
}

// ExternalIDKey implements directory.Identifier: GUIDs are equal in any case,
// DNs by their meaning, everything else as text.
func (s *Source) ExternalIDKey(id string) string {
	return account.IDKey(id, s.set.ExternalIDAttribute == "")
}

// IgnoresBase implements directory.Independent: only Active Directory tells
// what changed.
func (s *Source) IgnoresBase() bool { return !s.set.Incremental || !s.set.ActiveDirectory }

// Fetch implements directory.Source.
func (s *Source) Fetch(ctx context.Context, base *directory.Snapshot) (*directory.Snapshot, error) {
	start := s.cfg.Now()
	log := s.log.With("server", s.dialer.Address())
	snapshot, err := s.fetch(ctx, base, start, log)
	if err != nil {
		return nil, err
	}
	log.Info("directory read", "users", len(snapshot.Users), "groups", len(snapshot.Groups),
		"complete", snapshot.Complete, "warnings", len(snapshot.Warnings), "duration", s.cfg.Now().Sub(start))
	return snapshot, nil
}

func (s *Source) fetch(ctx context.Context, base *directory.Snapshot, start time.Time, log *slog.Logger) (*directory.Snapshot, error) {
	var reason fullReason
	if base != nil && base.Cursor != nil && !s.IgnoresBase() {
		snapshot, why, err := s.fetchChanges(ctx, base, start)
		if err != nil || snapshot != nil {
			return snapshot, err
		}
		reason = why
		log.InfoContext(ctx, "reading completely", "reason", reason.text)
	}
	r, err := s.begin(ctx, start, "")
	if err != nil {
		return nil, err
	}
	defer r.end()
	if reason.surprising {
		r.notes.add(directory.WarnFullRead, "", "everything was read, not only what changed: "+reason.text)
	}
	return r.full(ctx)
}

// report tells OnProgress.
func (s *Source) report(stage string, done int) {
	if s.cfg.OnProgress == nil {
		return
	}
	s.progress.Lock()
	defer s.progress.Unlock()
	s.cfg.OnProgress(directory.Progress{Stage: stage, Done: done})
}

// reportSome reports after every few entries.
func (s *Source) reportSome(stage string, done int) {
	if done%250 == 0 {
		s.report(stage, done)
	}
}
