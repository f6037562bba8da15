package configfile_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/configfile"
)

// shown makes secrets comparable.
func shown(secrets map[string]configfile.SecretValue) map[string]string {
	out := map[string]string{}
	for key, s := range secrets {
		out[key] = s.Env + "|" + s.File + "|" + s.Literal.Reveal()
	}
	return out
}

var (
	someValues = config.Values{
		"sync.maxRemovals": "10%", "sync.maxAdditions": "25", "sync.fullSyncEvery": "12h", "ldap.userPath": "", "ldap.hostname": "dc1.example.com",
		"ldap.port": "636", "ldap.activeDirectory": "false", "directory": "ldap", "sync.userFilter": "(cn=1)", "ldap.username": "12",
	}
	someSecrets = map[string]configfile.SecretValue{
		"ldap.password": {Env: "LDAP_PASSWORD"}, "okta.token": {File: "/run/secrets/okta"},
		"google.privateKey": {Literal: config.NewSecret("-----BEGIN-----\nabc\n-----END-----\n")},
	}
)

const someYAML = `version: 1
# Directory type
directory: ldap
ldap:
    # Active Directory
    activeDirectory: false
    # Server
    hostname: dc1.example.com
    # Port
    port: 636
    # User name
    username: "12"
    # Password
    password:
        env: LDAP_PASSWORD
    # User path
    userPath: ""
google:
    # Private key
    privateKey: |
        -----BEGIN-----
        abc
        -----END-----
okta:
    # API token
    token:
        file: /run/secrets/okta
sync:
    # User filter
    userFilter: (cn=1)
    # Removals at most
    maxRemovals: 10%
    # Additions at most
    maxAdditions: 25
    # Complete sync at least every
    fullSyncEvery: 12h
`

const someJSON = `{
  "version": 1,
  "directory": "ldap",
  "ldap": {
    "activeDirectory": false,
    "hostname": "dc1.example.com",
    "port": 636,
    "username": "12",
    "password": {
      "env": "LDAP_PASSWORD"
    },
    "userPath": ""
  },
  "google": {
    "privateKey": "-----BEGIN-----\nabc\n-----END-----\n"
  },
  "okta": {
    "token": {
      "file": "/run/secrets/okta"
    }
  },
  "sync": {
    "userFilter": "(cn=1)",
    "maxRemovals": "10%",
    "maxAdditions": 25,
    "fullSyncEvery": "12h"
  }
}
`

func TestWhatIsWrittenIsInOrderTypedAndReadBack(t *testing.T) {
	t.Parallel()
	for format, want := range map[configfile.Format]string{configfile.YAML: someYAML, configfile.JSON: someJSON} {
		text, err := configfile.Marshal(someValues, someSecrets, format)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
		values, secrets, err := configfile.Unmarshal(text, format)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(someValues, values); diff != "" {
			t.Errorf("%s, read back (-want +got):\n%s", format, diff)
		}
		if diff := cmp.Diff(shown(someSecrets), shown(secrets)); diff != "" {
			t.Errorf("%s, secrets read back (-want +got):\n%s", format, diff)
		}
	}
	for format, want := range map[configfile.Format]string{configfile.YAML: "version: 1\n", configfile.JSON: "{\n  \"version\": 1\n}\n"} {
		if text, err := configfile.Marshal(nil, nil, format); err != nil || string(text) != want {
			t.Errorf("nothing set: %q, %v", text, err)
		}
	}
}

func TestPeopleWriteFilesInTheirOwnWay(t *testing.T) {
	t.Parallel()
	want := config.Values{"directory": "entra", "server.url": "https://vault.example.com", "sync.users": "true", "sync.interval": "15", "ldap.hostname": "a.example"}
	for format, text := range map[configfile.Format]string{
		configfile.YAML: "\xef\xbb\xbf# mine\nDirectory: azure\nserver: https://vault.example.com\nsync: {Users: yes, interval: '15', groups: null}\nldap.HOSTNAME: a.example\nokta:\n",
		configfile.JSON: "{\"DIRECTORY\":1,\"server\":{\"url\":\"https://vault.example.com\"},\"sync\":{\"users\":true,\"interval\":\"15\"},\"okta\":{},\n\t\"ldap.hostname\":\"a.example\"}",
	} {
		values, secrets, err := configfile.Unmarshal([]byte(text), format)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, values); diff != "" || len(secrets) > 0 {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

func TestAllProblemsAreNamedAtOnceWithTheirLines(t *testing.T) {
	t.Parallel()
	text := `version: 2
ldap:
  hostnam: a
  port: many
  password: {environment: X}
  userPath: [a, b]
ldap.PORT: 3
sync: on
lpad:
  hostname: b
update:
  check:
    deep: 1
okta.token:
  env: ""
sync.maxRemovals: 101%
`
	want := []string{
		"line 1: version: 2 is of a newer release",
		`line 3: unknown setting "ldap.hostnam": did you mean ldap.hostname?`,
		`line 4: ldap.port: "many" is not a whole number (example: 636)`,
		"line 5: ldap.password: does not say where the secret is",
		"line 6: ldap.userPath: is not a single value (example: ou=people;ou=contractors)",
		"line 7: ldap.port: is already set in line 4",
		"line 8: sync: is a group of settings",
		`line 9: unknown setting "lpad"`,
		"line 12: update.check: is not a single value",
		"line 14: okta.token: does not say where",
		`line 16: sync.maxRemovals: "101%" is more than 100%`,
	}
	values, secrets, err := configfile.Unmarshal([]byte(text), configfile.YAML)
	if values != nil || secrets != nil {
		t.Errorf("a partial result: %v, %v", values, shown(secrets))
	}
	all, ok := errors.AsType[*configfile.Error](err)
	if !ok || len(all.Problems) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i, p := range all.Problems {
		if !strings.HasPrefix(p.Error(), want[i]) {
			t.Errorf("got %q, want %q", p.Error(), want[i])
		}
	}
	if unknown, ok := errors.AsType[*config.UnknownKeyError](err); !ok || unknown.Key != "ldap.hostnam" {
		t.Errorf("the unknown key is lost: %v", err)
	}
}

func TestTextsThatAreNoSettings(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"a":`, 50) + "1" + strings.Repeat("}", 50)
	for name, c := range map[string]struct {
		format configfile.Format
		text   string
		want   string
	}{
		"nothing":          {configfile.YAML, "\n# only a comment\n", "line 1: the text is empty"},
		"nothing, JSON":    {configfile.JSON, " ", "line 1: the text is empty"},
		"null":             {configfile.JSON, "null", "line 1: the text is empty"},
		"a list":           {configfile.YAML, "- a\n", "line 1: these are no settings"},
		"no YAML":          {configfile.YAML, "a: [\n", "this is not YAML"},
		"two documents":    {configfile.YAML, "directory: ldap\n---\ndirectory: okta\n", "more than one document"},
		"an alias":         {configfile.YAML, "directory: &d ldap\nlog: *d\n", "line 2: anchors and aliases"},
		"a merge":          {configfile.YAML, "ldap:\n  <<: {port: 1}\n", "line 2: a key is not a plain text"},
		"binary":           {configfile.YAML, "ldap.username: !!binary aGk=\n", "!!binary is not known"},
		"deep YAML":        {configfile.YAML, deep, "nested too deeply"},
		"deep JSON":        {configfile.JSON, deep, "nested too deeply"},
		"no JSON":          {configfile.JSON, "{\n\"directory\": ldap}", "line 2: this is not JSON"},
		"JSON that is cut": {configfile.JSON, "{\n\"directory\": \"ldap\"\n", "line 2: this is not JSON"},
		"a field twice":    {configfile.JSON, "{\"directory\":\"ldap\",\n\"directory\":\"okta\"}", "line 2: directory: is already set in line 1"},
		"another format":   {"toml", "a=1", `unknown format "toml"`},
	} {
		values, _, err := configfile.Unmarshal([]byte(c.text), c.format)
		if err == nil || !strings.Contains(err.Error(), c.want) || values != nil {
			t.Errorf("%s: got %v, %v, want %q", name, values, err, c.want)
		}
		if _, ok := errors.AsType[*configfile.Error](err); !ok || strings.Contains(err.Error(), "line 0") {
			t.Errorf("%s: %T %v", name, err, err)
		}
	}
}

func TestWhatCannotBeWrittenIsRefused(t *testing.T) {
	t.Parallel()
	_, err := configfile.Marshal(
		config.Values{"ldap.port": "x", "nonsense": "1", "ldap.password": "hush", "ldap.username": "\xff"},
		map[string]configfile.SecretValue{"ldap.hostname": {Env: "X"}, "okta.token": {}, "entra.key": {Env: "A", File: "B"}},
		configfile.JSON)
	for _, want := range []string{"ldap.port: ", `unknown setting "nonsense"`, "ldap.password: is a secret", "ldap.username: is not UTF-8", "ldap.hostname: is no secret", "okta.token: needs", "entra.key: needs"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if err != nil && strings.Contains(err.Error(), "hush") {
		t.Errorf("a secret shows itself: %v", err)
	}
	if _, err := configfile.Marshal(nil, nil, "toml"); err == nil {
		t.Error("an unknown format was written")
	}
}

// drawValue makes a value that the definition allows, or skips the case.
func drawValue(t *rapid.T, d *config.Definition) (string, bool) {
	var text string
	switch d.Kind {
	case config.KindBool:
		text = strconv.FormatBool(rapid.Bool().Draw(t, d.Key))
	case config.KindNumber:
		text = strconv.Itoa(rapid.IntRange(d.Min, max(d.Max, d.Min+1)).Draw(t, d.Key))
	case config.KindChoice:
		text = rapid.SampledFrom(d.Allowed).Draw(t, d.Key)
	case config.KindDuration:
		text = fmt.Sprintf("%ds", rapid.IntRange(d.Min, d.Max).Draw(t, d.Key))
	case config.KindLimit:
		text = rapid.SampledFrom([]string{"", "0", "7", "100%", "5%"}).Draw(t, d.Key)
	default:
		text = rapid.String().Draw(t, d.Key)
	}
	normal, err := d.Normalize(text)
	return normal, err == nil
}

func TestEverythingThatCanBeSetRoundTrips(t *testing.T) {
	t.Parallel()
	definitions := config.Definitions()
	rapid.Check(t, func(t *rapid.T) {
		values, secrets := config.Values{}, map[string]configfile.SecretValue{}
		for _, d := range definitions {
			switch {
			case !rapid.Bool().Draw(t, "set "+d.Key):
			case d.Kind == config.KindSecret:
				text := rapid.StringN(1, 20, -1).Draw(t, d.Key)
				secrets[d.Key] = rapid.SampledFrom([]configfile.SecretValue{{Env: text}, {File: text}, {Literal: config.NewSecret(text)}}).Draw(t, "kind of "+d.Key)
			default:
				if value, ok := drawValue(t, d); ok {
					values[d.Key] = value
				}
			}
		}
		for _, format := range []configfile.Format{configfile.YAML, configfile.JSON} {
			text, err := configfile.Marshal(values, secrets, format)
			if err != nil {
				t.Fatal(err)
			}
			gotValues, gotSecrets, err := configfile.Unmarshal(text, format)
			if err != nil {
				t.Fatalf("%s can't be read back: %v\n%s", format, err, text)
			}
			if diff := cmp.Diff(values, gotValues); diff != "" {
				t.Fatalf("%s (-want +got):\n%s\n%s", format, diff, text)
			}
			if diff := cmp.Diff(shown(secrets), shown(gotSecrets)); diff != "" {
				t.Fatalf("%s, secrets (-want +got):\n%s\n%s", format, diff, text)
			}
		}
	})
}

func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{someYAML, someJSON, "a: &x [*x]", "{", "ldap:\n  port: 0x1", "server: {server: 1}"} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, text []byte, asYAML bool) {
		format := configfile.JSON
		if asYAML {
			format = configfile.YAML
		}
		values, secrets, err := configfile.Unmarshal(text, format)
		if err != nil {
			if values != nil || secrets != nil {
				t.Fatal("an error and a result")
			}
			return
		}
		again, err := configfile.Marshal(values, secrets, format)
		if err != nil {
			t.Fatalf("what was read can't be written: %v", err)
		}
		back, backSecrets, err := configfile.Unmarshal(again, format)
		if err != nil {
			t.Fatalf("what was written can't be read: %v\n%s", err, again)
		}
		if diff := cmp.Diff(values, back) + cmp.Diff(shown(secrets), shown(backSecrets)); diff != "" {
			t.Fatalf("round trip: %s", diff)
		}
	})
}
