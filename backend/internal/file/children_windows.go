package file

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// start runs a program without a window of its own, and makes its end before
// its time the end of what it has started: all are in one job object. It begins
// when it is in there, so that nothing of it is outside. ctx is the program's: its
// end in this moment is told by cmd.Wait. done is to be called after the end.
func start(ctx context.Context, cmd *exec.Cmd) (done func(), err error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("make a job: %w", err)
	}
	done = func() { _ = windows.CloseHandle(job) }
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_SUSPENDED}
	cmd.Cancel = func() error {
		err := windows.TerminateJobObject(job, 1)
		_ = cmd.Process.Kill() // it may not be in the job yet
		return err
	}
	if err := cmd.Start(); err != nil {
		done()
		return nil, err
	}
	if err := begin(job, uint32(cmd.Process.Pid)); err != nil && ctx.Err() == nil { //nolint:gosec // an id of a process
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed
		done()
		return nil, err
	}
	return done, nil
}

// begin puts a suspended process into the job and lets it run. One that is in a
// job that allows no other runs without: then it ends alone.
func begin(job windows.Handle, pid uint32) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, pid)
	if err != nil {
		return fmt.Errorf("open the process: %w", err)
	}
	defer func() { _ = windows.CloseHandle(process) }()
	_ = windows.AssignProcessToJobObject(job, process)
	return resume(pid)
}

// resume lets the threads of a process run: a suspended one has one.
func resume(pid uint32) error {
	all, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPTHREAD, 0)
	if err != nil {
		return fmt.Errorf("list the threads: %w", err)
	}
	defer func() { _ = windows.CloseHandle(all) }()
	entry := windows.ThreadEntry32{Size: uint32(unsafe.Sizeof(windows.ThreadEntry32{}))}
	for err = windows.Thread32First(all, &entry); err == nil; err = windows.Thread32Next(all, &entry) {
		if entry.OwnerProcessID != pid {
			continue
		}
		thread, err := windows.OpenThread(windows.THREAD_SUSPEND_RESUME, false, entry.ThreadID)
		if err != nil {
			return fmt.Errorf("open a thread: %w", err)
		}
		_, err = windows.ResumeThread(thread)
		return errors.Join(err, windows.CloseHandle(thread))
	}
	return fmt.Errorf("find the thread of process %d: %w", pid, err)
}
