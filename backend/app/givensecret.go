package app

import (
	"fmt"
	"io"
	"os"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// SecretFromEnv takes a secret from an environment variable. say hears what was
// taken off.
func SecretFromEnv(key, name string, getenv func(string) string, say func(string)) (config.Secret, error) {
	text := getenv(name)
	secret, changed := config.Handed([]byte(text))
	if changed == "" && secret.Reveal() != text {
		changed = "a line end"
	}
	if secret.IsZero() {
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("was to be taken from the environment variable %s, which is not set", name)}
	}
	sayChanged(key, name, changed, say)
	return secret, nil
}

func sayChanged(key, name, changed string, say func(string)) {
	if changed != "" {
		say(fmt.Sprintf("%s was taken from %s without %s that stood there", key, name, changed))
	}
}

// maxSecret is more than any secret needs: a PEM key has 3 kB.
const maxSecret = 64 << 10

// SecretFromFile takes a secret from a file, without the line end after it.
func SecretFromFile(key, path string, say func(string)) (config.Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that this user may read.")
	}
	defer f.Close()
	return ReadSecret(key, path, f, say)
}

// ReadSecret takes a secret from a stream, such as standard input, without the
// line end after it. say hears what else was taken off.
func ReadSecret(key, name string, r io.Reader, say func(string)) (config.Secret, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSecret+1))
	switch {
	case err != nil:
		return config.Secret{}, directory.WithHint(fmt.Errorf("%s: %w", key, err), "Name a file that holds the secret.")
	case len(text) > maxSecret:
		return config.Secret{}, config.Problem{Key: key, Text: fmt.Sprintf("%s is too long for a secret (over %d bytes)", name, maxSecret)}
	}
	secret, changed := config.Handed(text)
	if secret.IsZero() {
		return config.Secret{}, directory.WithHint(config.Problem{Key: key, Text: "there is nothing in " + name}, "Give the secret by --secretenv or --secretfile, or when asked on a terminal.")
	}
	sayChanged(key, name, changed, say)
	return secret, nil
}
