package service

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"

	"directoryconnector/backend/directory"
)

// executeInfo is SHELLEXECUTEINFOW. See
// https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow
type executeInfo struct {
	size, mask                        uint32
	window                            windows.Handle
	verb, file, parameters, directory *uint16
	show                              int32
	instance                          windows.Handle
	idList                            uintptr
	class                             *uint16
	classKey                          windows.Handle
	hotKey                            uint32
	iconOrMonitor, process            windows.Handle
}

const (
	maskNoCloseProcess = 0x40
	maskNoAsync        = 0x100
)

// Elevated runs a program as an administrator whom the system asks for, and
// waits for its end.
func Elevated(ctx context.Context, program string, args ...string) error {
	line := windows.ComposeCommandLine(args)
	info := executeInfo{mask: maskNoCloseProcess | maskNoAsync, show: windows.SW_HIDE}
	for _, word := range []struct {
		to   **uint16
		text string
	}{{&info.verb, "runas"}, {&info.file, program}, {&info.parameters, line}} {
		var err error
		if *word.to, err = windows.UTF16PtrFromString(word.text); err != nil {
			return err
		}
	}
	info.size = uint32(unsafe.Sizeof(info))
	hint := "Do it in a prompt that was opened with 'Run as administrator', where what is wrong is told:\n" + windows.ComposeCommandLine([]string{program}) + " " + line
	ok, _, err := windows.NewLazySystemDLL("shell32.dll").NewProc("ShellExecuteExW").Call(uintptr(unsafe.Pointer(&info)))
	if ok == 0 {
		if errors.Is(err, windows.ERROR_CANCELLED) {
			return directory.WithHint(fmt.Errorf("%w: the question for an administrator was answered with no", ErrRights), hint)
		}
		return directory.WithHint(fmt.Errorf("%w: %w", ErrRights, err), hint)
	}
	defer func() { _ = windows.CloseHandle(info.process) }()
	for {
		event, err := windows.WaitForSingleObject(info.process, uint32(pollTime.Milliseconds()))
		if err != nil {
			return err
		}
		if event == windows.WAIT_OBJECT_0 {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	var code uint32
	if err := windows.GetExitCodeProcess(info.process, &code); err != nil {
		return err
	}
	if code != 0 {
		return directory.WithHint(fmt.Errorf("the service could not be changed: bwdc ended with exit code %d", code), hint)
	}
	return nil
}
