package spelling_test

import (
	"testing"

	"directoryconnector/backend/internal/spelling"
)

func TestPlainIsWhatPeopleType(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Müller": "muller", "Mu\u0308ller": "muller", "MÜLLER": "muller", "Weiß": "weiss", "Ødegård": "odegard", "Łukasz Żółć": "lukasz zolc",
		"José Núñez": "jose nunez", "İpek": "ipek", "Ада": "ада", "ada@example.com": "ada@example.com", "": "", "中村": "中村",
	} {
		if got := spelling.Plain(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestHasAllWordsInAnyOrder(t *testing.T) {
	t.Parallel()
	plain := spelling.Plain("Anna-Lena Müller")
	for text, want := range map[string]bool{"muller anna": true, "Mül": true, "lena": true, "anna schmidt": false, " ": true} {
		if got := spelling.Has(plain, spelling.Words(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
