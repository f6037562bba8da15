package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/config"
)

// made writes the templates once.
func made(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := run("../../..", dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t *testing.T, path string, into any) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = xml.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Every setting but secrets has a policy, whose values are values of the setting.
func TestPoliciesAreTheSettings(t *testing.T) {
	t.Parallel()
	var file definitions
	load(t, filepath.Join(made(t), name+".admx"), &file)
	policies := map[string]rule{}
	for _, r := range file.Policies {
		policies[r.Name] = r
	}
	if len(policies) != len(file.Policies) {
		t.Error("two policies have one name")
	}
	for _, d := range config.Definitions() {
		r, found := policies[idOf(d.Key)]
		if found != (d.Kind != config.KindSecret) {
			t.Errorf("%s: a policy: %v", d.Key, found)
		}
		for _, value := range valuesOf(r) {
			if _, err := d.Normalize(value); err != nil {
				t.Errorf("%s: the template offers what is refused: %v", d.Key, err)
			}
		}
		if found && keyOf(r) != d.Key {
			t.Errorf("%s: the template writes %s", d.Key, keyOf(r))
		}
	}
}

// valuesOf are values that a policy can have.
func valuesOf(r rule) []string {
	switch {
	case r.Enabled != nil:
		return []string{strconv.Itoa(r.Enabled.Decimal.Value), strconv.Itoa(r.Disabled.Decimal.Value)}
	case r.Elements == nil:
		return nil
	case r.Elements.Decimal != nil:
		return []string{strconv.Itoa(*r.Elements.Decimal.Min), strconv.Itoa(*r.Elements.Decimal.Max)}
	case r.Elements.Enum != nil:
		var list []string
		for _, i := range r.Elements.Enum.Items {
			list = append(list, *i.Value.Text)
		}
		return list
	}
	return nil
}

// keyOf is the value of the registry that a policy writes.
func keyOf(r rule) string {
	if r.Elements == nil {
		return r.Value
	}
	for _, e := range []*element{r.Elements.Text, r.Elements.Decimal, r.Elements.Enum} {
		if e != nil {
			return e.Value
		}
	}
	return ""
}

// Each language has exactly the words and forms that the template asks for.
func TestEachLanguageIsComplete(t *testing.T) {
	t.Parallel()
	dir := made(t)
	template := load(t, filepath.Join(dir, name+".admx"), &definitions{})
	wanted := func(kind string) []string {
		var ids []string
		for _, m := range regexp.MustCompile(`\$\(`+kind+`\.([0-9A-Za-z_]+)\)`).FindAllStringSubmatch(template, -1) {
			ids = append(ids, m[1])
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	if strings.Count(template, "$(") != strings.Count(template, "$(string.")+strings.Count(template, "$(presentation.") {
		t.Error("the template asks for something else")
	}
	for _, code := range []string{"en-US", "de-DE"} {
		var file resourceFile
		load(t, filepath.Join(dir, code, name+".adml"), &file)
		var texts, forms []string
		for _, s := range file.Strings {
			texts = append(texts, s.ID)
			if strings.TrimSpace(s.Text) == "" {
				t.Errorf("%s: %s is empty", code, s.ID)
			}
		}
		for _, p := range file.Presentations {
			forms = append(forms, p.ID)
		}
		slices.Sort(texts)
		slices.Sort(forms)
		if !slices.Equal(texts, wanted("string")) || !slices.Equal(forms, wanted("presentation")) {
			t.Errorf("%s: words or forms are not those that the template asks for", code)
		}
	}
}

// German that is not there is said, not left out.
func TestMissingGermanIsAnError(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	dir := filepath.Join(root, "frontend", "src", "i18n", "de")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "fields.ts"), []byte("export const fields = {\n  directory: { label: 'Art', help: 'Woraus\\'s kommt.' },\n};\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(root, t.TempDir()); err == nil || !strings.Contains(err.Error(), "no German words for server.url") {
		t.Errorf("got %v", err)
	}
}
