package winetest

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// Console gives a program a console of 200 columns, and returns what a person has
// of it: what is written to it is typed ("\r" is Enter, "\x03" Ctrl+C), and what
// is read from it is shown, with the console's own ways to place text. It is to be
// called before the program is started; the caller closes it.
func Console(cmd *exec.Cmd) (*os.File, error) {
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	fd := int(person.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 200})
	}
	var program *os.File
	if err == nil {
		program, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err == nil {
		err = silence(fd)
	}
	if err != nil {
		_ = person.Close()
		return nil, fmt.Errorf("make a console: %w", err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	return person, nil
}

// silence leaves all keys to Wine from the beginning, but for Ctrl+C, which comes
// as the signal that Wine takes it from.
func silence(fd int) error {
	state, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	state.Iflag &^= unix.ICRNL | unix.IXON
	state.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.IEXTEN
	state.Lflag |= unix.ISIG
	state.Cc[unix.VMIN], state.Cc[unix.VTIME] = 1, 0
	return unix.IoctlSetTermios(fd, unix.TCSETS, state)
}
