package secret

import (
	"errors"
	"syscall"
	"unicode/utf16"

	"github.com/danieljoos/wincred"
	gokeyring "github.com/zalando/go-keyring"
)

// Foreign reads a generic credential named "service/account", as keytar and
// its successors write it.
func (systemRing) Foreign(service, account string) (string, error) {
	c, err := wincred.GetGenericCredential(service + "/" + account)
	if errors.Is(err, syscall.ERROR_NOT_FOUND) {
		return "", gokeyring.ErrNotFound
	}
	if err != nil {
		return "", err
	}
	return blobText(c.CredentialBlob), nil
}

// blobText reads UTF-8, and UTF-16 which some programs write: there every
// other byte of a password is zero.
func blobText(blob []byte) string {
	if len(blob) < 2 || len(blob)%2 != 0 || blob[1] != 0 {
		return string(blob)
	}
	units := make([]uint16, len(blob)/2)
	for i := range units {
		units[i] = uint16(blob[2*i]) | uint16(blob[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}
