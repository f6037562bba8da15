//go:build !windows

package atomicfile

// Hint says what to do about a file or folder where this system's own ways are
// the reason that it can't be had; "" where they are not. Here they never are.
func Hint(error) string { return "" }

// Missing says what to do where the drive or share of a path is not there; paths
// have none here.
func Missing(string) string { return "" }

// Held tells whether another program has the file and lets nobody else at it.
func Held(error) bool { return false }
