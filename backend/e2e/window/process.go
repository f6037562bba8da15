//go:build linux

package window

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// marked are the ids of the processes with that mark in their environment.
// Dead ones that nobody has waited for have no environment left.
func marked(mark string) []int {
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	want := []byte(markName + "=" + mark)
	var pids []int
	for _, file := range files {
		env, err := os.ReadFile(file) //nolint:gosec // of /proc
		if err != nil || !bytes.Contains(env, want) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// Name is the name of a process, for messages.
func Name(pid int) string {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return "gone"
	}
	return strings.TrimSpace(strings.ReplaceAll(string(line), "\x00", " "))
}

// PSS is the memory of processes in bytes, with what they share counted once
// (proportional set size).
func PSS(pids []int) (int64, error) {
	var sum int64
	for _, pid := range pids {
		n, err := pssOf(pid)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

func pssOf(pid int) (int64, error) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) == 3 && fields[0] == "Pss:" {
			kb, err := strconv.ParseInt(fields[1], 10, 64)
			return kb * 1024, err
		}
	}
	return 0, fmt.Errorf("process %d tells no memory", pid)
}
