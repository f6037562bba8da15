package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhereTheProgramIsOnlyRead(t *testing.T) {
	t.Parallel()
	const maps = `00400000-010b4000 r-xp 00000000 fd:00 17 /usr/bin/bwdc
010b4000-01e06000 r--p 00cb4000 fd:00 17 /usr/bin/bwdc
01e06000-01f01000 rw-p 01a06000 fd:00 17 /usr/bin/bwdc
01f01000-01f60000 rw-p 00000000 00:00 0
2000000-2001000 r--p 00000000 fd:00 18 /usr/lib/locale/C.utf8
7ffd0000-7ffd2000 r-xp 00000000 00:00 0 [vdso]
`
	for name, c := range map[string]struct {
		maps, path string
		want       []span
	}{
		"code and constants": {maps, "/usr/bin/bwdc", []span{{0x400000, 0x10b4000}, {0x10b4000, 0x1e06000}}},
		"a path with spaces": {"400000-401000 r-xp 00000000 fd:00 17 /opt/my programs/bwdc\n", "/opt/my programs/bwdc", []span{{0x400000, 0x401000}}},
		"another program":    {maps, "/usr/bin/other", nil},
		"moved when loaded":  {"55d0c0000000-55d0c1000000 r-xp 00000000 fd:00 17 /usr/bin/bwdc\n", "/usr/bin/bwdc", nil},
		"no numbers":         {"x-y r-xp 00000000 fd:00 17 /usr/bin/bwdc\n", "/usr/bin/bwdc", nil},
		"turned around":      {"401000-400000 r-xp 00000000 fd:00 17 /usr/bin/bwdc\n", "/usr/bin/bwdc", nil},
		"nothing":            {"", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, readOnly(c.maps, c.path), cmp.AllowUnexported(span{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is let go comes back with the next use, of this very program.
func TestLetGo(t *testing.T) {
	t.Parallel()
	letGo(programPages())
	if got := limitFor(modest, 46<<20); got != usual {
		t.Errorf("%d", got)
	}
}
