package google

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// account is a service account that can sign.
type account struct {
	email, keyID string
	key          *rsa.PrivateKey
}

// parseAccount takes the key as administrators have it: the contents of the
// JSON key file, or its private key with the client email beside it, whatever
// became of the line breaks. Nothing of the key is in the error.
func parseAccount(email string, secret config.Secret) (account, error) {
	a := account{email: strings.TrimSpace(email)}
	text := strings.TrimSpace(strings.TrimPrefix(secret.Reveal(), "\ufeff"))
	if text == "" {
		return a, badKey("google.privateKey is not set")
	}
	if strings.HasPrefix(text, "{") {
		pem, err := a.fromFile(text)
		if err != nil {
			return a, err
		}
		text = pem
	}
	if err := checkEmail(a.email); err != nil {
		return a, err
	}
	key, problem := parsePEM(text)
	if problem != "" {
		return a, badKey(problem)
	}
	a.key = key
	return a, nil
}

// fromFile takes what is in a JSON key file and returns the PEM.
func (a *account) fromFile(text string) (string, error) {
	var file struct {
		Type         string          `json:"type"`
		ClientEmail  string          `json:"client_email"`
		PrivateKey   string          `json:"private_key"`
		PrivateKeyID string          `json:"private_key_id"`
		Installed    json.RawMessage `json:"installed"`
		Web          json.RawMessage `json:"web"`
	}
	if json.Unmarshal([]byte(text), &file) != nil {
		return "", badKey("google.privateKey begins like a JSON key file, but is not a whole one")
	}
	switch {
	case file.Installed != nil || file.Web != nil:
		return "", badKey("google.privateKey is the file of an OAuth client, not that of a service account")
	case file.Type != "service_account" && file.Type != "":
		return "", badKey(fmt.Sprintf("google.privateKey is a file of type %q, not that of a service account", file.Type))
	case file.PrivateKey == "":
		return "", badKey("google.privateKey is a JSON file without private_key")
	}
	if a.email == "" {
		a.email = strings.TrimSpace(file.ClientEmail)
	}
	if file.ClientEmail != "" && !strings.EqualFold(a.email, strings.TrimSpace(file.ClientEmail)) {
		return "", directory.WithHint(
			directory.Errorf(directory.ErrConfig, "google.clientEmail is %s, but google.privateKey is the key file of %s", a.email, file.ClientEmail),
			"Set google.clientEmail to "+file.ClientEmail+", or google.privateKey to the key file of "+a.email+".")
	}
	a.keyID = file.PrivateKeyID
	return file.PrivateKey, nil
}

func checkEmail(email string) error {
	problem := ""
	switch {
	case email == "":
		problem = "google.clientEmail is not set"
	case !strings.Contains(email, "@"), !strings.HasSuffix(strings.ToLower(email), "gserviceaccount.com"):
		problem = "google.clientEmail " + email + " is not the address of a service account"
	default:
		return nil
	}
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s", problem),
		"Set google.clientEmail to the client_email of the key file, such as bwdc@project.iam.gserviceaccount.com. The administrator belongs into google.adminUser.")
}

func badKey(problem string) error {
	return directory.WithHint(directory.Errorf(directory.ErrConfig, "%s", problem),
		"Create a key of type JSON for the service account (Google Cloud console, IAM & Admin > Service Accounts > Keys). "+
			"Set google.privateKey with --secretfile to that file.")
}

// parsePEM reads the first private key of a text, or says what is wrong with
// it. Line breaks may be there, be written as \n, be spaces or be lost.
func parsePEM(text string) (key *rsa.PrivateKey, problem string) {
	const begin, end, dashes = "-----BEGIN ", "-----END ", "-----"
	_, rest, found := strings.Cut(text, begin)
	if !found {
		return nil, "google.privateKey is not a private key: there is no -----BEGIN PRIVATE KEY-----"
	}
	kind, rest, found := strings.Cut(rest, dashes)
	if !found {
		return nil, "google.privateKey is cut off in its first line"
	}
	switch kind {
	case "PRIVATE KEY", "RSA PRIVATE KEY":
	case "ENCRYPTED PRIVATE KEY":
		return nil, "google.privateKey is encrypted with a password"
	default:
		return nil, "google.privateKey holds a " + strings.ToLower(kind) + ", not a private key"
	}
	body, _, found := strings.Cut(rest, end)
	if !found {
		return nil, "google.privateKey is cut off: there is no -----END " + kind + "-----"
	}
	body = strings.NewReplacer(`\r`, "", `\n`, "").Replace(body)
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil {
		return nil, "google.privateKey is damaged: between its first and last line is something else than base64"
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, ""
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, "google.privateKey is damaged or incomplete"
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, "google.privateKey is not an RSA key, as those of service accounts are"
	}
	return key, ""
}
