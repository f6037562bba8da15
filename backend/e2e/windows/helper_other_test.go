//go:build !windows

package windows

// helper is about this program as one of Windows.
func helper([]string) (code int, is bool) { return 0, false }
