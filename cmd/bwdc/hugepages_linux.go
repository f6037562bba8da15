package main

import (
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// inHugePages asks for the next size bytes of the heap in huge pages: an answer that
// is given at once otherwise spends a third of its time on the faults of small ones.
// The piece is let go again, and what is allocated next goes there. See
// https://docs.kernel.org/admin-guide/mm/transhuge.html
func inHugePages(size int) {
	piece := make([]byte, size)
	page := uintptr(os.Getpagesize())
	skip := -uintptr(unsafe.Pointer(unsafe.SliceData(piece))) & (page - 1) //nolint:gosec // only counted with
	_ = unix.Madvise(piece[skip:uintptr(size)&^(page-1)], unix.MADV_HUGEPAGE)
	runtime.KeepAlive(piece)
	runtime.GC()
}
