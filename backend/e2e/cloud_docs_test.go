package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/onelogintest"
)

// The samples of docs/directories: a company of a handful.
var documented = map[string]func(*testing.T) cloud{
	"entra-id.md": func(t *testing.T) cloud {
		c := newEntra(t)
		s := graphtest.New(t, graphtest.Options{})
		s.AddApp("2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d", c.secret[1], "User.Read.All", "Group.Read.All")
		ada := s.AddUser(graphtest.User{Mail: "ada@example.com"})
		grace := s.AddUser(graphtest.User{Mail: "grace@example.com"})
		off := s.AddUser(graphtest.User{Mail: "off@example.com", Disabled: true})
		s.AddUser(graphtest.User{UPN: "guest_partner.example#EXT#@contoso.onmicrosoft.com"})
		gone := s.AddUser(graphtest.User{Mail: "gone@example.com"})
		s.AddGroup(graphtest.Group{Name: "Engineering"}, ada, grace, off)
		s.AddGroup(graphtest.Group{Name: "Finance"}, grace)
		s.DeleteUser(gone)
		c.server = s
		return c
	},
	"google-workspace.md": func(t *testing.T) cloud {
		c := newGoogle(t)
		s := googletest.New(t, googletest.Options{})
		ada := s.AddUser(googletest.User{Email: "ada@example.com"})
		grace := s.AddUser(googletest.User{Email: "grace@example.com"})
		off := s.AddUser(googletest.User{Email: "off@example.com", Suspended: true})
		gone := s.AddUser(googletest.User{Email: "gone@example.com"})
		s.AddGroup(googletest.Group{Name: "Engineering", Email: "engineering@example.com"}, ada, grace, off)
		s.AddGroup(googletest.Group{Name: "Finance", Email: "finance@example.com"}, grace)
		s.DeleteUser(gone)
		c.server = s
		return c
	},
	"okta.md": func(t *testing.T) cloud {
		c := newOkta(t)
		s := oktatest.New(t, oktatest.Options{})
		s.AddToken(c.secret[1], oktatest.AllRights())
		ada := s.AddUser(oktatest.User{Email: "ada@example.com"})
		grace := s.AddUser(oktatest.User{Email: "grace@example.com"})
		other := s.AddUser(oktatest.User{Email: "hedy@example.com"})
		off := s.AddUser(oktatest.User{Email: "off@example.com", Status: oktatest.Suspended})
		s.AddUser(oktatest.User{Email: "gone@example.com", Status: oktatest.Deprovisioned})
		s.AddGroup(oktatest.Group{Name: "Engineering"}, ada, grace)
		s.AddGroup(oktatest.Group{Name: "Everyone", Type: "BUILT_IN"}, ada, grace, other, off)
		c.server = s
		c.settings["okta.orgUrl"] = s.URL()
		return c
	},
	"onelogin.md": func(t *testing.T) cloud {
		c := newOneLogin(t)
		s := onelogintest.New(t, onelogintest.Options{Region: "eu"})
		s.AddCredential(c.settings["onelogin.clientId"], c.secret[1], onelogintest.ScopeReadUsers)
		ada := s.AddUser(onelogintest.User{Email: "ada@example.com", Username: "ada", Status: onelogintest.Active})
		grace := s.AddUser(onelogintest.User{Email: "grace@example.com", Username: "grace", Status: onelogintest.Active})
		off := s.AddUser(onelogintest.User{Email: "off@example.com", Username: "off", Status: onelogintest.Suspended})
		s.AddRole(onelogintest.Role{Name: "Engineering"}, ada, grace, off)
		s.AddRole(onelogintest.Role{Name: "Finance"}, grace)
		c.server = s
		c.settings["onelogin.region"] = "eu"
		return c
	},
}

// TestTheDocumentsShowWhatIsPrinted: what docs/directories says that bwdc
// answers is what it answers.
func TestTheDocumentsShowWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for page, start := range documented {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "docs", "directories", page))
			if err != nil {
				t.Fatal(err)
			}
			c, p := start(t), newProfile(t)
			p.replaceSettings(c.settings)
			p.reach(t, c)
			check, _, _ := strings.Cut(p.ok("check").stdout, "\nOrganization")
			if page == "okta.md" {
				p.ok("config", "sync.groupFilter", "exclude:Everyone")
			}
			test := p.ok("test")
			for _, printed := range []string{"$ bwdc check\n" + strings.TrimSpace(check) + "\n", "$ bwdc test\n" + warnings(test.stderr) + test.stdout} {
				if !strings.Contains(string(text), printed) {
					t.Errorf("the page does not show\n%s", printed)
				}
			}
		})
	}
}

// warnings leaves out how far the command is.
func warnings(stderr string) string {
	var kept strings.Builder
	for line := range strings.Lines(stderr) {
		if strings.Contains(line, "warning: ") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
