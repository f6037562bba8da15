package cli_test

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// untilTerminated is the context of a program that terminate ends. Windows has no
// signals from one process to another: an event with the name of the process
// stands for the service manager, which ends the context the same way.
func untilTerminated() (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(context.Background())
	event, err := windows.CreateEvent(nil, 1, 0, eventOf(os.Getpid()))
	if err != nil {
		panic(err)
	}
	go func() {
		_, _ = windows.WaitForSingleObject(event, windows.INFINITE)
		stop()
	}()
	return ctx, stop
}

// terminate asks a process to end. One signal is as good as another.
func terminate(pid int, _ string) error {
	event, err := windows.OpenEvent(windows.EVENT_MODIFY_STATE, false, eventOf(pid))
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(event) }()
	return windows.SetEvent(event)
}

func eventOf(pid int) *uint16 {
	name, err := windows.UTF16PtrFromString(fmt.Sprintf("bwdc-story-%d", pid))
	if err != nil {
		panic(err)
	}
	return name
}
