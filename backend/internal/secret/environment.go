package secret

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// environment finds secrets that are handed to the process from outside. A
// variable that is set to nothing counts as not set.
type environment struct {
	get func(string) string
}

// find returns the secret and what it comes from, in words; both zero where
// there is none.
func (e environment) find(name string) (value config.Secret, from string, err error) {
	variable := (&config.Definition{Key: name}).EnvName()
	names := []string{variable}
	if name == "server.clientSecret" {
		names = append(names, "BW_CLIENTSECRET") // as Bitwarden's own tools
	}
	for _, n := range names {
		if text := e.get(n); text != "" {
			return config.NewSecret(text), n, nil
		}
	}
	if file := e.get(variable + "_FILE"); file != "" {
		text, err := readSecretFile(file)
		if err != nil {
			return config.Secret{}, "", directory.WithHint(fmt.Errorf("%s_FILE: %w", variable, err),
				fmt.Sprintf("%s_FILE must name a file that holds the secret and that this user may read.", variable))
		}
		return text, variable + "_FILE", nil
	}
	return e.credential(name)
}

// credential reads a credential that systemd hands to a service.
func (e environment) credential(name string) (config.Secret, string, error) {
	file := e.credentialFile(name)
	if file == "" {
		return config.Secret{}, "", nil
	}
	text, err := readSecretFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return config.Secret{}, "", nil
	}
	if err != nil {
		return config.Secret{}, "", directory.WithHint(fmt.Errorf("the credential %s: %w", name, err),
			"The service manager must give the credential to the user who runs this service.")
	}
	return text, "the credential " + name, nil
}

// credentialFile names the file of a credential, or "" outside a service.
func (e environment) credentialFile(name string) string {
	folder := e.get("CREDENTIALS_DIRECTORY")
	if folder == "" || name != filepath.Base(name) {
		return ""
	}
	return filepath.Join(folder, name)
}

// readSecretFile reads a secret without the line break at its end, which
// editors add.
func readSecretFile(name string) (config.Secret, error) {
	text, err := os.ReadFile(name) //nolint:gosec // the administrator names the file
	if err != nil {
		return config.Secret{}, err
	}
	trimmed := strings.TrimRight(string(text), "\r\n")
	if trimmed == "" {
		return config.Secret{}, fmt.Errorf("%s is empty", name)
	}
	return config.NewSecret(trimmed), nil
}
