//go:build !unix || solaris || aix

package store

import "os"

// unlock has nothing to do: here the lock goes when the file is closed.
func unlock(*os.File) {}
