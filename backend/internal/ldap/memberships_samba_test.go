package ldap_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	goldap "github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/internal/testbed/adproxy"
	"directoryconnector/backend/internal/testbed/sambatest"
)

func threeThousandMembers(t *testing.T, s *sambatest.Server) {
	const n = 3000
	ou := s.OU(t)
	var people, group strings.Builder
	fmt.Fprintf(&group, "dn: CN=Everyone,%s\nobjectClass: group\nsAMAccountName: %sEveryone\n", ou, prefix(ou))
	for i := range n {
		fmt.Fprintf(&people, "dn: CN=c%04[1]d,%[2]s\nobjectClass: contact\nmail: c%04[1]d@example.test\n\n", i, ou)
		fmt.Fprintf(&group, "member: CN=c%04d,%s\n", i, ou)
	}
	s.Fill(t, people.String())
	s.Fill(t, group.String()+"\n")
	outer := s.AddGroup(t, ou, "Outer", prefix(ou)+"Outer", "CN=Everyone,"+ou)
	proxy := proxyFor(t, s, 0, 0) // the limits of Active Directory
	cfg := behind(proxy, activeDirectory(s, ou))
	snapshot := read(t, cfg, nil)
	if got := members(t, snapshot, "Everyone"); len(got) != n {
		t.Errorf("%d members, want %d", len(got), n)
	}
	equal(t, "outer", []string{"Everyone"}, members(t, snapshot, "Outer"))
	var ranges []string
	for _, search := range proxy.Searches() {
		for _, a := range search.Attributes {
			if strings.Contains(a, "range=") {
				ranges = append(ranges, a)
			}
		}
	}
	equal(t, "ranges asked for", []string{"member;range=1499-*", "member;range=2998-*"}, ranges)

	request := goldap.NewModifyRequest("CN=Everyone,"+ou, nil)
	request.Delete("member", []string{"CN=c0000," + ou, "CN=c2999," + ou})
	s.Modify(t, request)
	s.Delete(t, outer)
	next := incremental(t, cfg, snapshot)
	equal(t, "members later", n-2, len(members(t, next, "Everyone")))
}

// groupChangesBetweenRanges has a group of 25, of which ten values come at a
// time.
func groupChangesBetweenRanges(t *testing.T, s *sambatest.Server) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, group string, users []string)
		want   int // members; -1: the group is gone
	}{
		{"one leaves from the first range", func(t *testing.T, group string, users []string) {
			s.Modify(t, leave(group, users[:1]...))
		}, 24},
		{"as many leave as were read", func(t *testing.T, group string, users []string) { s.Modify(t, leave(group, users[:20]...)) }, 5},
		// This moves the values up, and leaves the group's uSNChanged alone.
		{"some members are deleted", func(t *testing.T, _ string, users []string) {
			for _, user := range users[:6] {
				s.Delete(t, user)
			}
		}, 19},
		{"it is emptied", func(t *testing.T, group string, users []string) { s.Modify(t, leave(group, users...)) }, 0},
		{"it grows", func(t *testing.T, group string, _ []string) {
			request := goldap.NewModifyRequest(group, nil)
			request.Add("member", []string{addAccount(t, s, group[len("CN=Team,"):], "late", nil)})
			s.Modify(t, request)
		}, 26},
		{"it is deleted", func(t *testing.T, group string, _ []string) { s.Delete(t, group) }, -1},
		{"it is renamed", func(t *testing.T, group string, _ []string) { s.Rename(t, group, "CN=Crew", "") }, -2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ou := s.OU(t)
			var users []string
			for i := range 25 {
				users = append(users, addAccount(t, s, ou, fmt.Sprintf("user%02d", i), nil))
			}
			group := s.AddGroup(t, ou, "Team", prefix(ou)+"Team", users...)
			proxy := proxyFor(t, s, 0, 10)
			cfg := behind(proxy, activeDirectory(s, ou))
			var once sync.Once
			proxy.SetHooks(adproxy.Hooks{Range: func(dn string, low int) {
				if strings.EqualFold(dn, group) && low == 18 {
					once.Do(func() { test.change(t, group, users) })
				}
			}})
			// A late user may or may not be part of the read that met it; what
			// it must not be is a mixture.
			snapshot := read(t, cfg, nil)
			switch test.want {
			case -1, -2:
				if len(snapshot.Groups) > 1 {
					t.Errorf("groups %v", snapshot.Groups)
				}
			case 26:
				if got := len(members(t, snapshot, "Team")); got < 25 {
					t.Errorf("%d members", got)
				}
			default:
				equal(t, "number of members", test.want, len(members(t, snapshot, "Team")))
			}
			after := read(t, cfg, nil)
			switch test.want {
			case -1:
				equal(t, "groups afterwards", 0, len(after.Groups))
			case -2:
				equal(t, "members afterwards", 25, len(members(t, after, "Crew")))
			default:
				equal(t, "members afterwards", test.want, len(members(t, after, "Team")))
			}
			incremental(t, cfg, snapshot)
		})
	}
}

func leave(group string, members ...string) *goldap.ModifyRequest {
	request := goldap.NewModifyRequest(group, nil)
	request.Delete("member", members)
	return request
}
