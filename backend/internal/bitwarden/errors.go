package bitwarden

import "fmt"

// A ServerError came from the Bitwarden server or from the way to it:
// "unreachable" alone could be the directory, too. Every error of a Client is
// one, or says by itself that it is the organization's.
type ServerError struct{ error }

func (e *ServerError) Unwrap() error { return e.error }

func failed(format string, args ...any) error {
	return &ServerError{fmt.Errorf("bitwarden: "+format, args...)}
}
