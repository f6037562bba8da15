package desktop

import (
	"reflect"
	"testing"

	"directoryconnector/backend/app"
)

func TestEveryLanguageHasAllWords(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]words{"English": english, "German": german} {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("%s has no %s", name, v.Type().Field(i).Name)
			}
		}
	}
}

func TestWordsOfALanguage(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]words{
		"de": german, "de-AT": german, "de_DE.UTF-8": german, "DE": german,
		"": english, "en-GB": english, "C.UTF-8": english, "den": english, "fr": english,
	} {
		if wordsOf(tag) != want {
			t.Errorf("%q: %+v", tag, wordsOf(tag))
		}
	}
}

func TestLanguageOfTheSystem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		env  map[string]string
		want string
	}{
		"nothing":           {want: ""},
		"the locale":        {env: map[string]string{"LANG": "de_DE.UTF-8"}, want: "de_DE.UTF-8"},
		"that of messages":  {env: map[string]string{"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB"}, want: "en_GB"},
		"a list, the first": {env: map[string]string{"LANG": "en_GB", "LANGUAGE": "de:fr"}, want: "de"},
	} {
		if got := systemLanguage(func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The window keeps the language of its pages, for a menu that is right from the
// next start on.
func TestWindowKeepsTheLanguageOfItsPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := newWindow(newToolkit(), dir)
	for _, tag := range []string{"de", "de", "en"} {
		if err := w.SetLanguage(tag); err != nil {
			t.Fatal(err)
		}
		if got := app.LoadWindowPrefs(dir).Language; got != tag {
			t.Errorf("kept %q, want %q", got, tag)
		}
	}
	if err := w.SetLanguage("no tag\n"); err == nil {
		t.Error("took what is no language")
	}
	if newWindow(newToolkit(), dir).words() != english {
		t.Error("the next start has other words")
	}
}
