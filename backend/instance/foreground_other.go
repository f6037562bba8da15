//go:build !windows

package instance

// allowForeground is about Windows: elsewhere a window may come to the front
// by itself.
func allowForeground() {}
