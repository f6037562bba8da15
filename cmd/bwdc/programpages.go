package main

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A span is where something is in memory.
type span struct{ from, to uintptr }

// readOnly returns where the program of a path is mapped that is only read: its
// code and its constants. maps has the form of
// https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html. A program that was moved
// when it was loaded has addresses among its constants that are not in the file;
// of it there is none.
func readOnly(maps, path string) (spans []span) {
	for line := range strings.Lines(maps) {
		fields := strings.Fields(line)
		if len(fields) < 6 || !strings.HasPrefix(fields[1], "r-") || strings.Join(fields[5:], " ") != path {
			continue
		}
		begin, end, _ := strings.Cut(fields[0], "-")
		from, err := strconv.ParseUint(begin, 16, 64)
		to, errEnd := strconv.ParseUint(end, 16, 64)
		if err != nil || errEnd != nil || to <= from || to > math.MaxInt32 {
			return nil
		}
		spans = append(spans, span{uintptr(from), uintptr(to)})
	}
	return slices.Clip(spans)
}
