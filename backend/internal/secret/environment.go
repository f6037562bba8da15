package secret

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// environment finds secrets that are handed to the process from outside. A
// variable that is set to nothing counts as not set.
type environment struct {
	get func(string) string
	// say hears what was taken off a secret; topic and text.
	say func(topic, text string)
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
		text := e.get(n)
		value, changed := config.Handed([]byte(text))
		if value.IsZero() {
			continue
		}
		if changed == "" && value.Reveal() != text {
			changed = "a line end"
		}
		e.sayChanged("the environment variable "+n, changed)
		return value, n, nil
	}
	if file := e.get(variable + "_FILE"); file != "" {
		text, err := e.readFile(file)
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
	text, err := e.readFile(file)
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

// readFile reads a secret without the line break at its end, which editors add.
func (e environment) readFile(name string) (config.Secret, error) {
	text, err := os.ReadFile(name) //nolint:gosec // the administrator names the file
	if err != nil {
		return config.Secret{}, err
	}
	value, changed := config.Handed(text)
	if value.IsZero() {
		return config.Secret{}, fmt.Errorf("%s is empty", name)
	}
	e.sayChanged(name, changed)
	return value, nil
}

func (e environment) sayChanged(where, changed string) {
	if changed != "" && e.say != nil {
		e.say(where, fmt.Sprintf("the secret in %s is used without %s that stands there", where, changed))
	}
}
