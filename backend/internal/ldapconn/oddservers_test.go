package ldapconn_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/directory"
)

func TestServersWithOddLimitsAreReadWhole(t *testing.T) {
	t.Parallel()
	const users = 35
	for name, odd := range map[string]func(s *fakeServer, from, size int) page{
		"pages as they should be": (*fakeServer).whole,
		"a limit for each page": func(s *fakeServer, from, size int) page {
			if p := s.whole(from, size); size <= 4 {
				return p
			}
			return page{from: from, to: from + 4, code: ldap.LDAPResultSizeLimitExceeded}
		},
		"pages that are too large": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultAdminLimitExceeded}
			}
			return s.whole(from, size)
		},
		"unwilling to page": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultUnwillingToPerform}
			}
			return s.whole(from, size)
		},
		"no paging at all": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultUnavailableCriticalExtension}
			}
			return s.whole(from, size)
		},
		"the same cookie for all pages": func() func(s *fakeServer, from, size int) page {
			at := 0
			return func(s *fakeServer, _, size int) page {
				p := s.whole(at, size)
				if at = p.to; p.cookie != "" {
					p.cookie = "0 is all that it says"
				}
				return p
			}
		}(),
		"a few empty pages": func() func(s *fakeServer, from, size int) page {
			turn := 0
			return func(s *fakeServer, from, size int) page {
				if turn++; turn%4 > 0 {
					return page{cookie: fmt.Sprint(from)}
				}
				return s.whole(from, size)
			}
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &fakeServer{users: users}
			s.answer = func(from, size int) page { return odd(s, from, size) }
			wantUsers(t, startFake(t, s), users)
		})
	}
}

func TestPagesWithoutEndAreAnError(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer func(turn, from, size int) page
		say    string
	}{
		"one entry for ever":   {func(int, int, int) page { return page{to: 1, cookie: "same"} }, "repeats a page"},
		"empty pages for ever": {func(turn, _, _ int) page { return page{cookie: fmt.Sprint(turn)} }, "empty pages one after the other"},
		"in circles":           {func(turn, _, _ int) page { return page{from: turn % 7, to: turn%7 + 3, cookie: fmt.Sprint(turn)} }, "repeats a page"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			turn := 0
			s := &fakeServer{}
			s.answer = func(from, size int) page { turn++; return test.answer(turn, from, size) }
			refused(t, startFake(t, s), directory.ErrIncomplete, test.say)
		})
	}
}

// A result without a code is no success: RFC 4511, 4.1.9.
func TestAResultWithoutACodeIsAnError(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string][]byte{
		"empty":    {0x30, 0x0b, 0x02, 0x01, 0, 0x65, 0x06, 0x0a, 0x00, 0x04, 0x00, 0x04, 0x00},
		"negative": {0x30, 0x0c, 0x02, 0x01, 0, 0x65, 0x07, 0x0a, 0x01, 0xff, 0x04, 0x00, 0x04, 0x00},
		"no code":  {0x30, 0x09, 0x02, 0x01, 0, 0x65, 0x04, 0x04, 0x00, 0x04, 0x00},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &fakeServer{}
			s.answer = func(int, int) page { return page{to: 3, raw: append([]byte(nil), raw...)} }
			refused(t, startFake(t, s), directory.ErrIncomplete)
		})
	}
}

// Firewalls cut connections that are idle.
func TestAConnectionThatWasCutIsOpenedAgain(t *testing.T) {
	t.Parallel()
	s := &fakeServer{users: 3, cut: func(connection, search int) bool { return connection == 1 && search == 2 }}
	s.answer = s.whole
	wantUsers(t, startFake(t, s), 3)
}

func TestTheNextServerIsTried(t *testing.T) {
	t.Parallel()
	s := &fakeServer{users: 3}
	s.answer = s.whole
	set := startFake(t, s)
	set.Hostname, set.Port = fmt.Sprintf("127.0.0.1:1;127.0.0.1:%d", s.port), 0
	wantUsers(t, set, 3)
	var skipped []string
	c, err := dialer(set).Dial(t.Context(), "", func(address string, _ error) { skipped = append(skipped, address) })
	if err != nil || !slices.Equal(skipped, []string{"127.0.0.1:1"}) {
		t.Fatalf("skipped %v: %v", skipped, err)
	}
	c.Close()
	var warned []directory.Step
	c, err = dialer(set).Check(t.Context(), time.Now(), func(step directory.Step) {
		if step.Status != directory.StepOK {
			warned = append(warned, step)
		}
	})
	if err != nil || len(warned) != 1 || warned[0].Status != directory.StepWarning || !strings.Contains(warned[0].Detail, "127.0.0.1:1") {
		t.Fatalf("steps that were not well: %v; %v", warned, err)
	}
	c.Close()
	set.Hostname = "127.0.0.1:1;127.0.0.1:2"
	refused(t, set, directory.ErrUnreachable, "none of 2 servers can be reached", "127.0.0.1:1", "127.0.0.1:2")
	set.Hostname = ""
	refused(t, set, directory.ErrConfig, "ldap.hostname is not set")
}
