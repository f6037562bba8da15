package windows

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// helper is this program as one of Windows, beside bwdc.exe: "hold FILE" opens a
// file and lets nobody else at it until its input ends.
func helper(args []string) (code int, is bool) {
	if len(args) != 2 || args[0] != "hold" {
		return 0, false
	}
	if err := hold(args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "helper:", err)
		return 1, true
	}
	return 0, true
}

func hold(name string) error {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return err
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return err
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return windows.CloseHandle(h)
}
