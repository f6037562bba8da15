package e2e

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestFiftyThousandUsers: a file of 50,000 users and 2,000 groups of 100 is no
// trouble. The peak of memory is printed; 'make bench' measures and compares.
func TestFiftyThousandUsers(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "large.csv")
	f, err := os.Create(path) //nolint:gosec // the test's own folder
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "type,id,email,name,members,memberGroups")
	for i := range 50000 {
		fmt.Fprintf(w, "user,u%05d,user%05d@example.test,,,\n", i, i)
	}
	for g := range 2000 {
		fmt.Fprintf(w, "group,g%04d,,Group %04d,", g, g)
		for m := range 100 {
			if m > 0 {
				fmt.Fprint(w, "|")
			}
			fmt.Fprintf(w, "u%05d", (g*25+m)%50000)
		}
		nested := ""
		if g%10 == 0 {
			nested = fmt.Sprintf("g%04d", g+1)
		}
		fmt.Fprintln(w, ","+nested)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	p := newProfile(t)
	p.replaceSettings(settings{"directory": "file", "file.path": path})
	c := p.start("--response", "test")
	a := c.wait(patience)
	if a.code != 0 {
		a.stdout = ""
		t.Fatalf("%s", a.report("failed"))
	}
	var shown struct {
		Groups       []struct{ UserIDs []string }
		EnabledUsers []struct{ DisplayName string }
	}
	a.data(&shown)
	same(t, "users", 50000, len(shown.EnabledUsers))
	same(t, "groups", 2000, len(shown.Groups))
	t.Logf("peak %s, CPU %v", peak(c.cmd.ProcessState), c.cmd.ProcessState.UserTime()+c.cmd.ProcessState.SystemTime())
}
