package ldap_test

import (
	"testing"
	"time"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestSlapdBreaksOff has the server or the way to it fail in the middle of an
// answer.
func TestSlapdBreaksOff(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(300)))
	p := adproxy.Start(t, adproxy.Config{Upstream: s.Address(), MaxPageSize: -1, MaxValRange: -1})
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Port, cfg.Settings.PageSize = p.Port, 100

	p.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool { return n < 150 }})
	refused(t, cfg, directory.ErrIncomplete, "broke off")
	p.SetHooks(adproxy.Hooks{Result: func(s adproxy.Search) int { return resultOf(s, 51) }})
	refused(t, cfg, directory.ErrIncomplete, "busy")
	p.SetHooks(adproxy.Hooks{Result: func(s adproxy.Search) int { return resultOf(s, 3) }})
	refused(t, cfg, directory.ErrIncomplete, "time limit", "ldap.timeout")
	p.SetHooks(adproxy.Hooks{Result: func(s adproxy.Search) int { return resultOf(s, 10) }})
	refused(t, cfg, directory.ErrConfig, "another")
	p.SetHooks(adproxy.Hooks{})
	equal(t, "users at last", 300, len(read(t, cfg, nil).Users))

	p.SetHooks(adproxy.Hooks{Entry: func(n int, _ string) bool {
		if n == 120 {
			s.Kill()
		}
		return true
	}})
	refused(t, cfg, directory.ErrIncomplete, "broke off")
}

// resultOf replaces the result of searches below the base.
func resultOf(s adproxy.Search, code int) int {
	if s.BaseDN == "" || s.Scope == 0 {
		return 0
	}
	return code
}

func TestSlapdIsAskedWhereTheFirstServerIsDown(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(3)))
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Hostname, cfg.Settings.Port = "127.0.0.1:1;"+s.Address(), 0
	snapshot := read(t, cfg, nil)
	equal(t, "users", 3, len(snapshot.Users))
	equal(t, "warnings", []directory.WarningCode{directory.WarnServer}, codes(snapshot))
	checkSteps(t, cfg, nil, "")
}

// A read as a whole has a bound, too, however short each search is.
func TestSlapdIsTooSlowForAWholeRead(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(300)))
	p := adproxy.Start(t, adproxy.Config{Upstream: s.Address(), MaxPageSize: -1, MaxValRange: -1})
	p.SetHooks(adproxy.Hooks{Entry: func(int, string) bool { time.Sleep(5 * time.Millisecond); return true }})
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Port, cfg.Settings.PageSize, cfg.Settings.Timeout = p.Port, 10, 50*time.Millisecond
	refused(t, cfg, directory.ErrIncomplete, "was not complete after 600ms", "ldap.timeout")
}

func TestSlapdLimits(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithSizeLimit(100), slapdtest.WithLDIF(crowd(300)))
	cfg := openLDAP(s, slapdtest.BaseDN)
	refused(t, cfg, directory.ErrIncomplete, "limit", "size.prtotal")
	cfg.Settings.PagedSearch = false
	refused(t, cfg, directory.ErrIncomplete, "size limit", "size.hard")
	_, err := steps(t, cfg)
	checkError(t, err, directory.ErrIncomplete, "size limit", "size.hard")
	cfg.UserFilter = "(uid=user000)"
	equal(t, "below the limit", 1, len(read(t, cfg, nil).Users))
}

func TestSlapdContinuationReferencesAreSkippedWithOneWarning(t *testing.T) {
	t.Parallel()
	s := slapdtest.Start(t, slapdtest.WithLDIF(crowd(30)))
	p := adproxy.Start(t, adproxy.Config{Upstream: s.Address(), MaxPageSize: -1, MaxValRange: -1})
	cfg := openLDAP(s, slapdtest.BaseDN)
	cfg.Settings.Port, cfg.Settings.PageSize = p.Port, 10
	p.SetHooks(adproxy.Hooks{References: func(s adproxy.Search) []string {
		if s.Scope == 0 {
			return nil
		}
		return []string{"ldap://child.example.test/dc=child,dc=example,dc=test??sub"}
	}})
	snapshot := read(t, cfg, nil)
	equal(t, "users", 30, len(snapshot.Users))
	equal(t, "warnings", []directory.WarningCode{directory.WarnReferral}, codes(snapshot))
	equal(t, "number of warnings", 1, len(snapshot.Warnings))
}
