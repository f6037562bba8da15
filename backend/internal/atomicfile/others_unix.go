//go:build !windows

package atomicfile

import "os"

// ReadableByOthers tells whether everybody on this machine may read a file, and
// WritableByOthers whether everybody may write to a file or into a folder. On
// Windows, where rights are inherited from folders of one user, they say no.
func ReadableByOthers(path string) (bool, error) { return othersMay(path, 0o004) }

// WritableByOthers is told of at ReadableByOthers.
func WritableByOthers(path string) (bool, error) { return othersMay(path, 0o002) }

func othersMay(path string, bit os.FileMode) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	return info.Mode()&bit != 0, nil
}
