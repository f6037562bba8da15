package app_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"directoryconnector/backend/app"
	"directoryconnector/backend/internal/filelock"
	"directoryconnector/backend/sources"
)

// childEnv makes the test program play another process of the product.
const childEnv = "APP_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
		os.Exit(m.Run())
	case "lock":
		holdLock(os.Getenv("APP_TEST_PATH"))
	case "automatic":
		syncAutomatically()
	}
}

// holdLock holds a lock until standard input ends.
func holdLock(path string) {
	lock, err := filelock.Acquire(path, "manual sync")
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	_ = lock.Release()
}

// syncAutomatically is 'bwdc run' until the process is killed.
func syncAutomatically() {
	a, err := app.Open(app.Options{DataDir: os.Getenv("APP_TEST_PATH"), Sources: sources.Open, Version: "1.0.0"})
	if err == nil {
		err = a.Automatic().Run(context.Background(), nil, func(e app.AutomaticEvent) {
			if !e.Next.IsZero() {
				fmt.Println("ready")
			}
		})
	}
	fmt.Println("error:", err)
	os.Exit(1)
}

// child starts the test program as another process and returns when it is
// ready. stop kills it.
func child(t *testing.T, what, path string, env ...string) (pid int, stop func()) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), append(env, childEnv+"="+what, "APP_TEST_PATH="+path, "BWDC_NO_KEYRING=1")...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = in.Close()
	}
	t.Cleanup(stop)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "ready" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return cmd.Process.Pid, stop
}
