package atomicfile

import "os"

// ReadableByOthers tells whether everybody on this machine may read a file, and
// WritableByOthers whether everybody may write to a file or into a folder. On
// Windows, where rights are inherited from folders of one user, they say no.
func ReadableByOthers(path string) (bool, error) { return exists(path) }

// WritableByOthers is told of at ReadableByOthers.
func WritableByOthers(path string) (bool, error) { return exists(path) }

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	return false, err
}
