package needs

import (
	"sync"
	"testing"

	"golang.org/x/sys/windows"
)

// Hold opens a file and lets nobody else at it until it is released or the test
// ends, as a virus scanner or a backup does.
func Hold(t testing.TB, name string) (release func()) {
	t.Helper()
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatalf("hold %s: %v", name, err)
	}
	release = sync.OnceFunc(func() { _ = windows.CloseHandle(h) })
	t.Cleanup(release)
	return release
}
