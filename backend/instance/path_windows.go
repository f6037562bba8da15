package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// fileOf is where the socket of a data folder is: in it, or where that makes
// the path too long in the folder for temporary files, which Windows gives to
// each user for himself. Links need rights there.
func fileOf(dataDir string) string {
	if path := filepath.Join(dataDir, socketName); len(path) <= longest {
		return path
	}
	sum := sha256.Sum256([]byte(dataDir))
	return filepath.Join(os.TempDir(), "directory-connector-"+hex.EncodeToString(sum[:8])+".sock")
}

// socketPath is fileOf.
func socketPath(dataDir string) (path string, done func(), err error) {
	return fileOf(dataDir), func() {}, nil
}
