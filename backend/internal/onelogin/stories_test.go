package onelogin_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/onelogin"
	"directoryconnector/backend/internal/testbed/cloudtest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sourcetest"
)

// An answer other than 200 in the middle must not end a list as if everybody
// had been read.
func TestAnAnswerOtherThan200InTheMiddleFailsTheRead(t *testing.T) {
	t.Parallel()
	for _, list := range []string{"/users", "/roles", "/roles/{id}/users"} {
		for name, f := range map[string]cloudtest.Fault{
			"204":            {Status: 204},
			"206":            {Status: 206, Body: `[]`},
			"302":            {Status: 302, Header: http.Header{"Location": {"https://example.test/login?x=y"}}},
			"400":            {Status: 400, Body: `{"status":400,"error":"BadRequestError","description":"Invalid pagination cursor"}`},
			"401":            {Status: 401, Body: `{"message":"Unauthorized","statusCode":401,"name":"UnauthorizedError"}`},
			"403":            {Status: 403, Body: `{"message":"Insufficient permissions","statusCode":403,"name":"ForbiddenError"}`},
			"404":            {Status: 404, Body: `{"message":"Not Found","statusCode":404,"name":"NotFoundError"}`},
			"429":            {Status: 429, Body: `{"message":"Too Many Requests","statusCode":429,"name":"TooManyRequestsError"}`},
			"500":            {Status: 500, Body: `{"message":"Internal Server Error","statusCode":500}`},
			"502":            {Status: 502, Body: "<html>bad gateway</html>"},
			"503":            {Status: 503},
			"an HTML page":   {Status: 200, Body: "<html>log in</html>"},
			"an object":      {Status: 200, Body: `{"data":[]}`},
			"null":           {Status: 200, Body: `null`},
			"nothing":        {Status: 200},
			"an empty list":  {Status: 200, Body: `[]`},
			"without an id":  {Status: 200, Body: `[{"name":"x"}]`},
			"cut":            {Half: true},
			"a dropped line": {Drop: true},
		} {
			t.Run(list+" "+name, func(t *testing.T) {
				t.Parallel()
				a := newAccount(t, 5, 3, onelogintest.Options{PageCap: 2})
				a.LieAbout(a.roles[0], true, false)
				f.Match = second(list)
				a.Fail(1000, f)
				sourcetest.FailsIncomplete(t, open(t, a.Server, nil), nil, "")
			})
		}
	}
}

func TestTroubleThatPassesIsRepeated(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 5, 3, onelogintest.Options{PageCap: 2})
	a.LieAbout(a.roles[0], true, false)
	for _, list := range []string{"token", "/users", "/roles", "/roles/{id}/users"} {
		a.Fail(1, cloudtest.Fault{Drop: true, Match: to(list)})
		a.Fail(1, cloudtest.Fault{Half: true, Match: to(list)})
		a.Fail(1, cloudtest.Fault{Status: 502, Body: "<html>bad</html>", Match: to(list)})
		a.Fail(1, cloudtest.Fault{Status: 429, Match: to(list)})
	}
	a.isTruth(t, a.fetch(t, nil))
}

// A token answer that arrives in pieces, or only half, is no crash and shows
// nothing.
func TestHalfATokenIsNotShown(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2, 1, onelogintest.Options{})
	a.Fail(1000, cloudtest.Fault{Status: 200, Body: `{"access_token":"half-a-tok`, Match: to("token")})
	sourcetest.FailsIncomplete(t, open(t, a.Server, nil), nil, "", "half-a")
}

func TestATokenThatEndsIsRenewedOnce(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 9, 3, onelogintest.Options{PageCap: 2})
	a.Fail(1, cloudtest.Fault{Before: a.EndTokens, Match: second("/users")})
	a.isTruth(t, a.fetch(t, nil))
	if n := a.Requests()["token"]; n != 2 {
		t.Errorf("%d tokens were asked for", n)
	}
	a.ResetRequests()
	a.Fail(1000, cloudtest.Fault{Status: 401, Body: `{"message":"Unauthorized","statusCode":401,"name":"UnauthorizedError"}`, Match: to("/users")})
	if _, err := open(t, a.Server, nil).Fetch(t.Context(), nil); !errors.Is(err, directory.ErrAuth) || a.Requests()["/users"] != 2 {
		t.Errorf("error %v, asked %v", err, a.Requests())
	}
}

func TestWhoIsDeletedMeanwhileHidesNobody(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 9, 2, onelogintest.Options{PageCap: 2})
	// The first page was read; without its user the third one is on it, too.
	a.Fail(1, cloudtest.Fault{Before: func() { a.DeleteUser(a.users[0]) }, Match: second("/users")})
	s := a.fetch(t, nil)
	a.isTruth(t, s)
	if len(s.Users) != 8 {
		t.Errorf("%d users", len(s.Users))
	}
	a.Fail(1, cloudtest.Fault{Before: func() { a.users = append(a.users, a.AddUser(onelogintest.User{Email: "new@example.test"})) }, Match: second("/users")})
	a.ResetRequests()
	a.isTruth(t, a.fetch(t, nil))
	if n := a.Requests()["/users"]; n < 2*5 || n > 5*5 { // once more where the first read missed who came

		t.Errorf("a user was added, and the list read with %d requests", n)
	}
}

func TestAListThatAlwaysMovesFailsTheRead(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 40, 1, onelogintest.Options{PageCap: 2})
	var mu sync.Mutex // pages are asked for side by side
	a.Fail(1000, cloudtest.Fault{Match: second("/users"), Before: func() {
		mu.Lock()
		defer mu.Unlock()
		a.DeleteUser(a.users[len(a.users)-1])
		a.users = a.users[:len(a.users)-1]
	}})
	sourcetest.FailsIncomplete(t, open(t, a.Server, nil), nil, "were deleted")
}

func TestAListBeginsAnewWhenItsCursorExpires(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 9, 3, onelogintest.Options{PageCap: 2})
	a.Fail(1, cloudtest.Fault{Before: a.ForgetCursors, Match: second("/users")})
	a.isTruth(t, a.fetch(t, nil))
}

func TestListsWithoutCountsEndWithTheirCursors(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 9, 5, onelogintest.Options{PageCap: 2, NoCounts: true})
	a.isTruth(t, a.fetch(t, nil))
}

// Users and roles both tell who has a role. Where they disagree, or one says
// nothing, the role itself is asked.
func TestWhoHasARole(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		options onelogintest.Options
		prepare func(*account)
		asked   int
	}{
		"both agree":            {onelogintest.Options{}, nil, 0},
		"users do not say":      {onelogintest.Options{NoRoleIDs: true}, nil, 4},
		"roles do not say":      {onelogintest.Options{NoRoleUsers: true}, nil, 4},
		"nobody says":           {onelogintest.Options{NoRoleIDs: true, NoRoleUsers: true}, nil, 4},
		"users do not know one": {onelogintest.Options{}, func(a *account) { a.LieAbout(a.roles[1], true, false) }, 1},
		"roles do not know one": {onelogintest.Options{}, func(a *account) { a.LieAbout(a.roles[2], false, true) }, 1},
		"they disagree over three": {onelogintest.Options{}, func(a *account) {
			a.LieAbout(a.roles[0], true, false)
			a.LieAbout(a.roles[1], false, true)
			a.LieAbout(a.roles[3], true, false)
		}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAccount(t, 5, 4, test.options)
			a.SetUsers(a.roles[3], a.users[2])
			if test.prepare != nil {
				test.prepare(a)
			}
			a.isTruth(t, a.fetch(t, nil))
			if n := a.Requests()["/roles/{id}/users"]; n != test.asked {
				t.Errorf("%d roles were asked, want %d", n, test.asked)
			}
		})
	}
}

func TestARoleThatGoesDuringTheReadIsLeftOut(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2, 3, onelogintest.Options{})
	a.LieAbout(a.roles[1], true, false)
	a.Fail(1, cloudtest.Fault{Before: func() { a.DeleteRole(a.roles[1]) }, Match: to("/roles/{id}/users")})
	s := a.fetch(t, nil)
	a.isTruth(t, s)
	if len(s.Groups) != 2 {
		t.Errorf("%d groups", len(s.Groups))
	}
}

func TestRolesThatAreFilteredOutAreNotAsked(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 3, 20, onelogintest.Options{NoRoleIDs: true})
	s := a.fetch(t, func(c *onelogin.Config) { c.GroupNames = sourcetest.NotPrefix("Role 001") })
	if n := a.Requests()["/roles/{id}/users"]; n != 10 || len(s.Groups) != 10 {
		t.Errorf("%d roles were asked, %d groups", n, len(s.Groups))
	}
}

func TestWithoutGroupsOnlyUsersAreAskedFor(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 3, 2, onelogintest.Options{})
	s := a.fetch(t, func(c *onelogin.Config) { c.SyncGroups = false })
	if n := a.Requests(); n[""] != 2 || n["/users"] != 1 || len(s.Groups) != 0 || len(s.Users) != 3 {
		t.Errorf("asked %v, got %d users, %d groups", n, len(s.Users), len(s.Groups))
	}
}

func TestOnlySuspendedMeansDisabled(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 0, 0, onelogintest.Options{})
	want := map[string]bool{}
	for _, status := range []int{0, 1, 2, 3, 4, 5, 7, 8} {
		email := fmt.Sprintf("status%d@example.test", status)
		a.AddUser(onelogintest.User{Email: email, Status: status})
		want[email] = status == 2
	}
	for _, u := range a.fetch(t, nil).Users {
		if u.Disabled != want[u.Email] {
			t.Errorf("%s: disabled %v", u.Email, u.Disabled)
		}
	}
}

func TestEmails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		email, username, suffix string
		option                  bool
		want                    string
	}{
		"the email":                  {"ada@example.test", "ada", "@x.test", true, "ada@example.test"},
		"the username, an address":   {"", "ada@example.test", "", false, "ada@example.test"},
		"an email that is none":      {"ada", "ada@example.test", "@x.test", true, "ada@example.test"},
		"username and suffix":        {"", "ada", "@example.test", true, "ada@example.test"},
		"the option is off":          {"", "ada", "@example.test", false, ""},
		"the option has no suffix":   {"", "ada", "", true, ""},
		"nothing to go by":           {"", "", "@example.test", true, ""},
		"an email that is none, off": {"ada at home", "ada", "@example.test", false, "ada at home"},
		"two signs":                  {"a@b@c", "ada", "@example.test", true, "ada@example.test"},
	} {
		a := newAccount(t, 0, 0, onelogintest.Options{})
		a.AddUser(onelogintest.User{Email: test.email, Username: test.username, Status: 1})
		s := a.fetch(t, func(c *onelogin.Config) { c.UseEmailPrefixSuffix, c.EmailSuffix = test.option, test.suffix })
		if got := s.Users[0].Email; got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestQueriesChooseAndCursorsKeepThem(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 9, 3, onelogintest.Options{PageCap: 2})
	for i := range 5 {
		a.AddUser(onelogintest.User{Email: fmt.Sprintf("b+%d@other.test", i), Username: "b", Status: 1})
	}
	a.AddRole(onelogintest.Role{Name: "Bitwarden Users"}, a.users[0])
	a.AddRole(onelogintest.Role{Name: "Bitwarden & Admins"}, a.users[1])
	s := a.fetch(t, func(c *onelogin.Config) {
		c.UserQuery, c.GroupQuery = "?email=b%2B*@other.test&status=1", "name=Bitwarden*"
	})
	if len(s.Users) != 5 || len(s.Groups) != 2 || len(s.Groups[0].UserMembers) != 0 {
		t.Errorf("%d users, groups %+v", len(s.Users), s.Groups)
	}
}

func TestTheOtherRegion(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2, 1, onelogintest.Options{Region: "eu"})
	a.isTruth(t, a.fetch(t, func(c *onelogin.Config) { c.Settings.Region = "eu" }))
}

func TestPagesAtTheirTrueLimits(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 2001, 651, onelogintest.Options{})
	a.isTruth(t, a.fetch(t, nil))
	if n := a.Requests(); n["token"] != 1 || n["/users"] != 2*3 || n["/roles"] != 2*2 || n[""] != 11 {
		t.Errorf("asked %v", n)
	}
}

func TestAFullReadEqualsTheTruthAlsoInTrouble(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 60, 40, onelogintest.Options{PageCap: 4})
	for i, id := range a.roles {
		a.SetUsers(id, a.users[i:]...)
		a.LieAbout(id, i%4 == 0, false)
	}
	a.FailRandomly(5)
	for range 5 {
		a.isTruth(t, a.fetch(t, nil))
	}
}

func TestProgressIsToldByOneAtATime(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 30, 20, onelogintest.Options{PageCap: 5})
	sourcetest.TellsProgress(t, func(tell func(directory.Progress)) sourcetest.Metered {
		return open(t, a.Server, func(c *onelogin.Config) { c.OnProgress = tell })
	}, map[string]int{"users": 30, "groups": 20, "members": 20}, a.Requests)
}

func TestNothingSecretIsSaid(t *testing.T) {
	t.Parallel()
	a := newAccount(t, 3, 1, onelogintest.Options{})
	for name, change := range map[string]func(*onelogin.Config){
		"a wrong secret": func(c *onelogin.Config) { c.Secret = config.NewSecret(clientSecret + "x") },
		"a wrong id":     func(c *onelogin.Config) { c.Settings.ClientID = "nobody" },
	} {
		source := open(t, a.Server, change)
		_, err := source.Fetch(t.Context(), nil)
		if !errors.Is(err, directory.ErrAuth) || strings.Contains(fmt.Sprintf("%+v %q %+v", err, directory.HintOf(err), source), clientSecret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
