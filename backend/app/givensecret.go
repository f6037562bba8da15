package app

import (
	"fmt"
	"io"
	"os"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// SecretFromEnv takes a secret from an environment variable.
func SecretFromEnv(key, name string, getenv func(string) string) (config.Secret, error) {
	text := getenv(name)
	if text == "" {
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("was to be taken from the environment variable %s, which is not set", name)}
	}
	return config.NewSecret(text), nil
}

// maxSecret is more than any secret needs: a PEM key has 3 kB.
const maxSecret = 64 << 10

// SecretFromFile takes a secret from a file, without the line end after it.
func SecretFromFile(key, path string) (config.Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that this user may read.")
	}
	defer f.Close()
	return ReadSecret(key, path, f)
}

// ReadSecret takes a secret from a stream, such as standard input, without the
// line end after it.
func ReadSecret(key, name string, r io.Reader) (config.Secret, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSecret+1))
	switch {
	case err != nil:
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that holds the secret.")
	case len(text) > maxSecret:
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("%s is too long for a secret (over %d bytes)", name, maxSecret)}
	}
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	if len(text) == 0 {
		return config.Secret{}, directory.WithHint(config.Problem{Key: key, Text: "there is nothing in " + name}, "Give the secret by --secretenv or --secretfile, or when asked on a terminal.")
	}
	return config.NewSecret(string(text)), nil
}
