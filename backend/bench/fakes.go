//go:build linux

package main

import (
	"fmt"
	"strconv"
	"time"

	domain "directoryconnector/backend/directory"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/transport"
)

// latency is how long every answer of a fake takes.
const latency = 50 * time.Millisecond

// company is what each cloud directory has.
var company = size{users: 10_000, groups: 1_000, members: 50}

// A fake is a cloud directory with the company in it.
type fake struct {
	server interface {
		Transport() transport.Options
		Requests() map[string]int
		ResetRequests()
		Truth() *domain.Snapshot
	}
	// env points bwdc at it.
	env map[string]string
}

// The fakes by the name of the directory. With unlimited the vendor's limits
// are out of the way, to prepare what is measured.
var fakes = map[string]func(b *bed, unlimited bool) fake{
	"entra": fakeEntra, "google": fakeGoogle, "okta": fakeOkta, "onelogin": fakeOneLogin,
}

func email(i int) string { return fmt.Sprintf("u%05d@example.com", i) }

// membersOf spreads the members of a group over all users.
func membersOf[ID any](users []ID, group int) []ID {
	members := make([]ID, company.members)
	for m := range members {
		members[m] = users[(group*37+m*(len(users)/len(members)))%len(users)]
	}
	return members
}

// fill makes the company with what adds a user and a group.
func fill[ID any](user func(email string) ID, group func(name, email string, members []ID)) {
	users := make([]ID, company.users)
	for i := range users {
		users[i] = user(email(i))
	}
	for g := range company.groups {
		group(fmt.Sprintf("Group %04d", g), fmt.Sprintf("group-%04d@example.com", g), membersOf(users, g))
	}
}

func fakeEntra(b *bed, _ bool) fake {
	const app, secret = "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d", "value-of-the-secret"
	s := graphtest.New(b, graphtest.Options{Options: cloudtest.Options{Latency: latency}})
	s.AddApp(app, secret, graphtest.AllPermissions()...)
	fill(func(email string) string { return s.AddUser(graphtest.User{Mail: email}) },
		func(name, _ string, members []string) { s.AddGroup(graphtest.Group{Name: name}, members...) })
	return fake{s, map[string]string{
		"BWDC_DIRECTORY": "entra", "BWDC_ENTRA_TENANT": graphtest.Tenant, "BWDC_ENTRA_APPLICATION_ID": app, "BWDC_ENTRA_KEY": secret,
	}}
}

func fakeGoogle(b *bed, _ bool) fake {
	s := googletest.New(b, googletest.Options{Options: cloudtest.Options{Latency: latency, HTTP2: true}})
	fill(func(email string) string { return s.AddUser(googletest.User{Email: email}) },
		func(name, email string, members []string) {
			s.AddGroup(googletest.Group{Name: name, Email: email}, members...)
		})
	return fake{s, map[string]string{
		"BWDC_DIRECTORY": "google", "BWDC_GOOGLE_CLIENT_EMAIL": googletest.ClientEmail, "BWDC_GOOGLE_ADMIN_USER": googletest.AdminUser,
		"BWDC_GOOGLE_CUSTOMER": "my_customer", "BWDC_GOOGLE_PRIVATE_KEY": googletest.GoodKey().PEM(b),
	}}
}

func fakeOkta(b *bed, unlimited bool) fake {
	const token = "00QCjAl4MlV-WPXM-token"
	// The company was there long before anybody reads it: what was changed in
	// the last five minutes is read again, since Okta may be late to tell it.
	age := time.Hour
	o := oktatest.Options{Options: cloudtest.Options{Latency: latency, HTTP2: true, Now: func() time.Time { return time.Now().Add(-age) }}}
	if unlimited {
		o.PerMinute = 1_000_000
	}
	s := oktatest.New(b, o)
	s.AddToken(token, oktatest.AllRights())
	fill(func(email string) string { return s.AddUser(oktatest.User{Email: email}) },
		func(name, _ string, members []string) { s.AddGroup(oktatest.Group{Name: name}, members...) })
	age = 0 // nobody asks yet
	return fake{s, map[string]string{"BWDC_DIRECTORY": "okta", "BWDC_OKTA_ORG_URL": s.URL(), "BWDC_OKTA_TOKEN": token}}
}

func fakeOneLogin(b *bed, _ bool) fake {
	const id, secret = "5f0f8c2e1b", "secret-of-the-credential"
	s := onelogintest.New(b, onelogintest.Options{Options: cloudtest.Options{Latency: latency, HTTP2: true}})
	s.AddCredential(id, secret, onelogintest.ScopeReadUsers)
	n := 0
	fill(func(email string) int64 {
		n++
		return s.AddUser(onelogintest.User{Email: email, Username: "u" + strconv.Itoa(n), Status: onelogintest.Active})
	}, func(name, _ string, members []int64) { s.AddRole(onelogintest.Role{Name: name}, members...) })
	return fake{s, map[string]string{
		"BWDC_DIRECTORY": "onelogin", "BWDC_ONELOGIN_REGION": "us", "BWDC_ONELOGIN_CLIENT_ID": id, "BWDC_ONELOGIN_CLIENT_SECRET": secret,
	}}
}
