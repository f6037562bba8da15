package secret

import (
	"bytes"
	"encoding/base64"
	"fmt"
)

// sealHead begins a key file that the system has encrypted for this machine. It
// is the file's rights that keep it from others there; the seal keeps what is
// copied elsewhere, by a backup for example, from being of use.
const sealHead = "# sealed by Windows for this machine (DPAPI)\n"

// sealedText is the content of a key file, sealed where the system can do that.
func sealedText(plain []byte) ([]byte, error) {
	sealed, err := seal(plain)
	if err != nil || sealed == nil {
		return plain, err
	}
	return fmt.Appendf(nil, "%s%s\n", sealHead, base64.StdEncoding.EncodeToString(sealed)), nil
}

// openSealed is the content of a key file that may be sealed.
func openSealed(text []byte) ([]byte, error) {
	body, found := bytes.CutPrefix(text, []byte(sealHead))
	if !found {
		return text, nil
	}
	sealed, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(body)))
	if err != nil {
		return nil, fmt.Errorf("the seal is damaged: %w", err)
	}
	return unseal(sealed)
}
