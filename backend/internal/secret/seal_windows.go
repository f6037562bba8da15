package secret

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// seal encrypts for every account of this machine: an administrator saves what
// the service's account reads. See
// https://learn.microsoft.com/windows/win32/api/dpapi/nf-dpapi-cryptprotectdata
func seal(plain []byte) ([]byte, error) {
	var out windows.DataBlob
	err := windows.CryptProtectData(blob(plain), nil, nil, 0, nil, windows.CRYPTPROTECT_LOCAL_MACHINE|windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	if err != nil {
		return nil, fmt.Errorf("seal it for this machine: %w", err)
	}
	return taken(out)
}

func unseal(sealed []byte) ([]byte, error) {
	var out windows.DataBlob
	if err := windows.CryptUnprotectData(blob(sealed), nil, nil, 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, &out); err != nil {
		return nil, fmt.Errorf("it can't be opened on this machine: %w", err)
	}
	return taken(out)
}

func blob(data []byte) *windows.DataBlob {
	if len(data) == 0 {
		return &windows.DataBlob{}
	}
	return &windows.DataBlob{Size: uint32(len(data)), Data: &data[0]} //nolint:gosec // a key is small
}

// taken copies what Windows has allocated and gives it back.
func taken(b windows.DataBlob) ([]byte, error) {
	data := append([]byte(nil), unsafe.Slice(b.Data, b.Size)...)
	_, err := windows.LocalFree(windows.Handle(unsafe.Pointer(b.Data)))
	return data, err
}
