package instance

import "golang.org/x/sys/windows"

// anyProcess is ASFW_ANY.
const anyProcess = 0xFFFFFFFF

// allowForeground hands the right to come to the front, which Windows gives to
// the program that a person just started, to the one that has the window. See
// https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-allowsetforegroundwindow
func allowForeground() {
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anyProcess)
}
