//go:build unix

package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeInPlaceOfTheFileDoesNotHang(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	must(t, os.MkdirAll(filepath.Dir(s.Path()), 0o700))
	must(t, syscall.Mkfifo(s.Path(), 0o600))
	if err := readAll(t, s); !errors.Is(err, ErrDamaged) {
		t.Errorf("read: %v", err)
	}
	if err := s.SetAccount(t.Context(), Account{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("write: %v", err)
	}
}
