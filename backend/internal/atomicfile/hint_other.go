//go:build !windows

package atomicfile

// Hint says what to do about a file or folder where this system's own ways are
// the reason that it can't be had; "" where they are not. Here they never are.
func Hint(error) string { return "" }

// Held tells whether another program has the file and lets nobody else at it.
func Held(error) bool { return false }
