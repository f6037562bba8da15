//go:build !windows

package secret

import "errors"

// seal returns nil: here files are kept from others by their mode alone.
func seal([]byte) ([]byte, error) { return nil, nil }

func unseal([]byte) ([]byte, error) {
	return nil, errors.New("it was sealed by Windows on another machine")
}
