//go:build linux

package main

import (
	"errors"
	"fmt"
	"strings"
)

// verdict gathers the figures that are over their limits.
type verdict struct{ over []string }

// most judges one figure.
func (v *verdict) most(what string, got, limit float64) {
	if got > limit {
		v.over = append(v.over, fmt.Sprintf("%s: %.4g, at most %.4g are allowed", what, got, limit))
	}
}

// err is nil where all figures are within their limits.
func (v *verdict) err() error {
	if len(v.over) == 0 {
		return nil
	}
	return errors.New("over the limit (is the machine busy with something else?):\n  " + strings.Join(v.over, "\n  "))
}
