package redact

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"directoryconnector/backend/config"
)

func secrets(texts ...string) *Redactor {
	r := New()
	for _, text := range texts {
		r.Add(config.NewSecret(text))
	}
	return r
}

// gives wants a text in place of another, and no second redaction of it.
func gives(t *testing.T, clean func(string) string, text, want string) {
	t.Helper()
	got := clean(text)
	if got != want {
		t.Errorf("%s\n got %s\nwant %s", text, got, want)
	}
	if again := clean(got); again != got {
		t.Errorf("%s\nonce  %s\ntwice %s", text, got, again)
	}
}

// A sentence never tells a secret by lacking a word of it.
func TestWordsOfSentencesStay(t *testing.T) {
	t.Parallel()
	r := secrets("refused", "ldap", "a", "is", "401", "log-in", "expired", "secret", "5")
	for _, text := range []string{
		"log-in refused by the server", "refused", "the secret is expired", "read ldap: a bind was refused: 401.", "invalid token: refused",
		"okta.token: is empty", "ldap.password: refused", "'refused' is no answer", `attribute "ldap" of 5`, `one of "a", "ldap", "log-in"`, "(uid=a)", "cn=a,dc=ldap",
		"password refused", "wrong password: is it refused?", "bearer refused", "'Bearer refused again'", "source=ldap", "/a/is/5", "a: is: 5", "https://ldap/a/401", "https://ldap:5/a@is",
		"10 tokens = 5", "Authorization was refused", "the cookie: refused by ldap",
	} {
		gives(t, r.Text, text, text)
	}
}

func TestShortSecretsGoWhereTheyStandAsValues(t *testing.T) {
	t.Parallel()
	r := secrets("refused", "a/b", "17", `x"y`)
	for text, want := range map[string]string{
		`{"password":"refused"}`:                                       `{"password":"**redacted**"}`,
		`{"message": "refused", "n": 17, "m":17}`:                      `{"message": "**redacted**", "n": **redacted**, "m":**redacted**}`,
		`["refused","a",17,"refused"]`:                                 `["**redacted**","a",17,"**redacted**"]`,
		`"{\"password\":\"refused\"}"`:                                 `"{\"password\":\"**redacted**\"}"`,
		`{"key":"x\"y"}`:                                               `{"key":"**redacted**"}`,
		`password=refused`:                                             `password=**redacted**`,
		`client_secret="refused" was refused`:                          `client_secret="**redacted**" was refused`,
		`ldap.password='refused'.`:                                     `ldap.password='**redacted**'.`,
		`{Password:refused User:refused}`:                              `{Password:**redacted** User:refused}`,
		`GET /x?q=refused&n=17#refused`:                                `GET /x?q=**redacted**&n=**redacted**#**redacted**`,
		`/x?refused`:                                                   `/x?**redacted**`,
		`/x?q=a%2fb`:                                                   `/x?q=**redacted**`,
		`/x?to=%2Fy%3Fq%3Da%252Fb`:                                     `/x?to=%2Fy%3Fq%3D**redacted**`,
		`user=refused&n=1`:                                             `user=**redacted**&n=1`,
		`https://name:refused@ldap/refused`:                            `https://name:**redacted**@ldap/refused`,
		`https://a%2Fb@ldap https://17:@x`:                             `https://**redacted**@ldap https://**redacted**:@x`,
		`log in as "n": refused, said "n":refused as ever`:             `log in as "n": refused, said "n":refused as ever`,
		`"db-password": refused`:                                       `"db-password": **redacted**`,
		`{"n": 17,  "m": 17 }`:                                         `{"n": **redacted**,  "m": **redacted** }`,
		"GET / HTTP/1.1\nAuthorization: Bearer refused":                "GET / HTTP/1.1\nAuthorization: Bearer **redacted**",
		"X-Api-Key: refused\r\n":                                       "X-Api-Key: **redacted**\r\n",
		"Cookie: s=refused; t=17":                                      "Cookie: s=**redacted**; t=**redacted**",
		"map[Authorization:[SSWS refused] A:[refused]]":                "map[Authorization:[SSWS **redacted**] A:[refused]]",
		"Authorization: Basic " + sealed("n:refused") + " was refused": "Authorization: Basic **redacted** was refused",
		"a bad header 'Bearer refused' was refused":                    "a bad header 'Bearer **redacted**' was refused",
		"password=refusedly password=17.5 password=-17":                "password=refusedly password=17.5 password=-17",
	} {
		gives(t, r.Text, text, want)
	}
	for text, want := range map[string]string{"refused": Mark, "17": Mark, "a%2Fb": Mark, `x\"y`: Mark, "refused it": "refused it", "18": "18", Mark: Mark, "": ""} {
		gives(t, r.Value, text, want)
	}
}

func sealed(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestLongSecretsGoAsWholeTokens(t *testing.T) {
	t.Parallel()
	r := secrets("hunter2abc", "organization", "hunter2abc and more", "12345678", `pass "wörd"/&`, "$dollar$")
	for text, want := range map[string]string{
		"bind as hunter2abc: refused":            "bind as **redacted**: refused",
		"hunter2abc":                             Mark,
		"(hunter2abc)[hunter2abc]<hunter2abc>.":  "(**redacted**)[**redacted**]<**redacted**>.",
		"hunter2abcd xhunter2abc hunter2abc_":    "hunter2abcd xhunter2abc hunter2abc_",
		"hunter2abc-hunter2abc":                  "**redacted**-**redacted**",
		"hunter2abc and more is one":             "**redacted** is one",
		"organizations and organization.":        "organizations and **redacted**.",
		"112345678 12345678 took 12345678.5s":    "112345678 **redacted** took **redacted**.5s",
		`hunter2abc\nhunter2abc\u0026hunter2abc`: `**redacted**\n**redacted**\u0026**redacted**`,
		"%20hunter2abc%0A":                       "%20**redacted**%0A",
		"hunter2ab%63 hunter2\\u0061bc":          "**redacted** **redacted**",
		"x$dollar$x":                             "x**redacted**x",
		sealed("hunter2abc"):                     Mark,
		strings.Trim(sealed("hunter2abc"), "="):  Mark,
		"Basic " + sealed("me:12345678") + ".":   "Basic **redacted**.",
	} {
		gives(t, r.Text, text, want)
	}
	const hard = `pass "wörd"/&`
	inJSON, _ := json.Marshal(hard)
	twice, _ := json.Marshal(string(inJSON))
	for _, form := range []string{
		hard, string(inJSON), string(twice), fmt.Sprintf("%q", hard), fmt.Sprintf("%+q", hard), url.QueryEscape(hard), url.PathEscape(hard), url.QueryEscape(url.QueryEscape(hard)),
		url.PathEscape(url.QueryEscape(hard)), strings.ToLower(url.QueryEscape(hard)), string(inJSON[1 : len(inJSON)-1]), sealed(hard),
	} {
		got := r.Text("it said " + form + " to us")
		if !strings.HasPrefix(got, "it said ") || !strings.HasSuffix(got, " to us") || strings.Trim(got[8:len(got)-6], `"\`) != Mark {
			t.Errorf("%s: got %s", form, got)
		}
	}
}

const key = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu
NMoSfm76oqFvAp8Gy0iz5sxjZmSnXyCdPEovGhLa0VzMaQ8s+CLOyS56YyCFGeJZ
qw==
-----END PRIVATE KEY-----
`

func TestKeysInLines(t *testing.T) {
	t.Parallel()
	for _, as := range []string{key, strings.ReplaceAll(key, "\n", `\n`), strings.ReplaceAll(key, "\n", "\r\n"), strings.TrimSpace(key), strings.ReplaceAll(key, "\n", " ")} {
		r := secrets(as)
		inJSON, _ := json.Marshal(map[string]string{"private_key": key})
		for _, text := range []string{
			key, string(inJSON), strings.ReplaceAll(key, "\n", " "), strings.ReplaceAll(key, "\n", ""), strings.ReplaceAll(key, "\n", "\r\n"), fmt.Sprintf("%q", key),
			url.QueryEscape(key), strings.Join(strings.Fields(key)[3:5], "x"), strings.Split(key, "\n")[2],
		} {
			if got := r.Text(text); strings.Contains(got, "MIIEvQ") || strings.Contains(got, "MzEfY") || strings.Contains(got, "NMoSf") || !strings.Contains(got, Mark) {
				t.Errorf("%.60q in\n%s", as, got)
			}
		}
		gives(t, r.Text, "a private key: -----BEGIN PRIVATE KEY----- is missing", "a private key: -----BEGIN PRIVATE KEY----- is missing")
	}
}

func TestMarksAreNoSecrets(t *testing.T) {
	t.Parallel()
	r := secrets("redacted", "**redacted**", "*", "**redacted** twice", "abcdefgh", "abcdefghABCDEFGH1")
	for text, want := range map[string]string{
		"redacted":                  Mark,
		"a **redacted** text":       "a **redacted** text",
		"password=*":                "password=**redacted**",
		"abcdefghABCDEFGH1abcdefgh": "**redacted****redacted**",
		"abcdefgh**redacted**":      "**redacted****redacted**",
	} {
		gives(t, r.Text, text, want)
	}
}

func TestDraftsAreForgottenWhenReplaced(t *testing.T) {
	t.Parallel()
	const text = "firstdraft seconddraft otherfield savedsecret"
	r := secrets("savedsecret")
	knows := func(want string) {
		t.Helper()
		if got := r.Text(text); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	draft := func(key, text string) { r.Draft(key, config.NewSecret(text)) }
	draft("p", "firstdraft")
	draft("q", "otherfield")
	knows("**redacted** seconddraft **redacted** **redacted**")
	draft("p", "seconddraft")
	knows("firstdraft **redacted** **redacted** **redacted**")
	draft("q", "savedsecret")
	draft("p", "")
	draft("q", "")
	knows("firstdraft seconddraft otherfield **redacted**")

	// Somebody is still at work with the first one.
	one := r.Hold()
	draft("p", "firstdraft")
	two := r.Hold()
	draft("p", "seconddraft")
	two()
	two()
	knows("**redacted** **redacted** otherfield **redacted**")
	one()
	defer r.Hold()()
	draft("p", "seconddraft")
	knows("firstdraft **redacted** otherfield **redacted**")
}

func TestErrorsKeepTheirCauses(t *testing.T) {
	t.Parallel()
	r := secrets("hunter2abc")
	cause := errors.New("no way with hunter2abc")
	err := r.Error(fmt.Errorf("%w: %w", http.ErrHandlerTimeout, cause))
	if strings.Contains(err.Error(), "hunter2") || !errors.Is(err, cause) || !errors.Is(err, http.ErrHandlerTimeout) {
		t.Errorf("got %v", err)
	}
	if got := r.Error(http.ErrHandlerTimeout); got != http.ErrHandlerTimeout { //nolint:errorlint // the very same
		t.Errorf("got %#v", got)
	}
	var none *Redactor
	if r.Error(nil) != nil || none.Text("hunter2abc") != "hunter2abc" || New(config.Secret{}).Value("") != "" {
		t.Error("nothing is not nothing")
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	r := secrets("hunter2abc")
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 200 {
				release := r.Hold()
				r.Add(config.NewSecret(fmt.Sprintf("secret-%d-%d", n, i%5)))
				r.Draft("p", config.NewSecret(fmt.Sprintf("draft-%d-%d", n, i%5)))
				if got := r.Text("hunter2abc"); got != Mark {
					t.Errorf("got %s", got)
				}
				release()
			}
		})
	}
	wg.Wait()
}
