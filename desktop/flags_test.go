package desktop

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheCommandLine(t *testing.T) {
	t.Parallel()
	env := map[string]string{"BWDC_PROFILE": "branch"}
	for name, c := range map[string]struct {
		args []string
		env  map[string]string
		want command
		bad  bool
	}{
		"nothing":                              {},
		"a data folder":                        {args: []string{"--data-dir", "/srv/data"}, want: command{dataDir: "/srv/data"}},
		"with an equals sign":                  {args: []string{"--data-dir=/srv/data"}, want: command{dataDir: "/srv/data"}},
		"a profile":                            {args: []string{"--profile", "head office"}, want: command{profile: "head office"}},
		"a profile of the environment":         {env: env, want: command{profile: "branch"}},
		"the flag wins":                        {args: []string{"--profile", "head office"}, env: env, want: command{profile: "head office"}},
		"the version":                          {args: []string{"--version"}, want: command{version: true}},
		"help":                                 {args: []string{"--help"}, want: command{help: true}},
		"help in short":                        {args: []string{"-h"}, want: command{help: true}},
		"started from the Finder of old macOS": {args: []string{"-psn_0_12345"}},
		"a flag that does not exist":           {args: []string{"--hidden"}, bad: true},
		"a flag without its value":             {args: []string{"--data-dir"}, bad: true},
		"a file that was dropped on the icon":  {args: []string{"/tmp/data.json"}, bad: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parse(c.args, func(key string) string { return c.env[key] })
			if (err != nil) != c.bad {
				t.Fatalf("error %v, want one: %v", err, c.bad)
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(command{})); !c.bad && diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
