package main

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// programPages finds what letGo takes: where this program is mapped that is only
// read; nothing where that can't be told.
func programPages() []span {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil
	}
	path, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return nil
	}
	return readOnly(string(maps), path)
}

// letGo takes the pages of the program out of this process's memory, of which a
// third is in it that were used only once. What is used again comes back from the
// system's cache. See https://man7.org/linux/man-pages/man2/madvise.2.html
func letGo(program []span) {
	for _, s := range program {
		_ = unix.Madvise(unsafe.Slice(*(**byte)(unsafe.Pointer(&s.from)), s.to-s.from), unix.MADV_DONTNEED) //nolint:gosec // where the file is mapped; it is advice
	}
}
