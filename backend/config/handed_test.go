package config_test

import (
	"testing"

	"directoryconnector/backend/config"
)

func TestSecretsAreTakenOutOfTheirWrapping(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want, changed string }{
		"as it is":                  {"p@ss", "p@ss", ""},
		"a line end":                {"p@ss\n", "p@ss", ""},
		"of Windows":                {"p@ss\r\n", "p@ss", ""},
		"spaces are its own":        {" p@ss ", " p@ss ", ""},
		"a byte order mark":         {"\ufeffp@ss", "p@ss", "a byte order mark"},
		"PowerShell's >":            {"\xff\xfep\x00@\x00s\x00s\x00\r\x00\n\x00", "p@ss", "UTF-16 encoding"},
		"the other way around":      {"\xfe\xff\x00p\x00@", "p@", "UTF-16 encoding"},
		"without a byte order mark": {"p\x00@\x00s\x00s\x00", "p@ss", "UTF-16 encoding"},
		"beyond ASCII":              {"\xff\xfe\xfc\x00", "ü", "UTF-16 encoding"},
		"nothing":                   {"", "", ""},
		"nothing but a line end":    {"\n", "", ""},
	} {
		got, changed := config.Handed([]byte(test.text))
		if got.Reveal() != test.want || changed != test.changed {
			t.Errorf("%s: got %q and %q, want %q and %q", name, got.Reveal(), changed, test.want, test.changed)
		}
	}
}
