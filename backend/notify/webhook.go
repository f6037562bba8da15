package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
)

// A Webhook sends notices to an address (POST).
type Webhook struct {
	URL    config.Secret
	Form   config.WebhookForm
	Secret config.Secret
	Client *http.Client
	// Now is the time of signatures.
	Now func() time.Time
}

// Name implements Channel.
func (w *Webhook) Name() string { return "webhook" }

// Send implements Channel.
func (w *Webhook) Send(ctx context.Context, n Notice) error {
	body, headers, err := w.content(&n)
	if err != nil {
		return err
	}
	host, err := post(ctx, w.Client, w.URL, body, headers)
	if err != nil {
		return directory.WithHint(fmt.Errorf("webhook at %s: %w", host, err), "Check webhook.url and webhook.form; 'bwdc notify test' tries again.")
	}
	return nil
}

// content is the body in the form that is wanted, and what stands above it.
func (w *Webhook) content(n *Notice) (body []byte, headers map[string]string, err error) {
	headers = map[string]string{"Content-Type": "application/json"}
	switch w.Form {
	case config.FormSlack:
		body, err = json.Marshal(slackOf(n))
	case config.FormTeams:
		body, err = json.Marshal(teamsOf(n))
	case config.FormNtfy:
		headers = map[string]string{
			"Content-Type": "text/plain; charset=utf-8", "Title": mime.QEncoding.Encode("utf-8", n.Subject()),
			"Priority": ntfyPriority[n.Event.Severity()], "Tags": "busts_in_silhouette",
		}
		if !w.Secret.IsZero() {
			headers["Authorization"] = "Bearer " + w.Secret.Reveal()
		}
		return []byte(shorten(n.Body(), 4000)), headers, nil
	default:
		body, err = json.Marshal(noticeJSON{"notice", n.Event.Number(), n.Event.Severity(), n})
	}
	if err == nil && !w.Secret.IsZero() {
		w.sign(n.ID, body, headers)
	}
	return body, headers, err
}

// sign signs as Standard Webhooks do
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
func (w *Webhook) sign(id string, body []byte, headers map[string]string) {
	key := []byte(w.Secret.Reveal())
	if encoded, ok := bytes.CutPrefix(key, []byte("whsec_")); ok {
		if decoded, err := base64.StdEncoding.DecodeString(string(encoded)); err == nil {
			key = decoded
		}
	}
	at := strconv.FormatInt(w.Now().Unix(), 10)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	headers["webhook-id"], headers["webhook-timestamp"] = id, at
	headers["webhook-signature"] = "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// ntfyPriority is how loud a notice is.
var ntfyPriority = map[Severity]string{Info: "default", Warning: "high", Error: "high"}

// noticeJSON is what the form json sends.
type noticeJSON struct {
	Object   string   `json:"object"`
	Number   uint32   `json:"number"`
	Severity Severity `json:"severity"`
	*Notice
}

// slackOf is what an incoming webhook of Slack takes
// (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
func slackOf(n *Notice) map[string]string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	title, rest, _ := strings.Cut(n.Body(), "\n")
	return map[string]string{"text": shorten("*"+escape(product+": "+title)+"*\n"+escape(strings.TrimSpace(rest)), 12000)}
}

// teamsOf is what a workflow of Teams takes that posts when it is asked
// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using):
// an adaptive card.
func teamsOf(n *Notice) map[string]any {
	title, rest, _ := strings.Cut(n.Body(), "\n")
	block := func(text string, more map[string]any) map[string]any {
		b := map[string]any{"type": "TextBlock", "text": text, "wrap": true}
		maps.Copy(b, more)
		return b
	}
	card := map[string]any{
		"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
		"body": []any{
			block(plainMarkdown(product+": "+title), map[string]any{"weight": "Bolder", "size": "Medium"}),
			block(shorten(plainMarkdown(strings.TrimSpace(rest)), 12000), map[string]any{"fontType": "Monospace"}),
		},
	}
	return map[string]any{
		"type": "message", "attachments": []any{map[string]any{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}},
	}
}

// plainMarkdown keeps a card from reading names as links and marks.
func plainMarkdown(text string) string {
	return strings.NewReplacer("[", "\\[", "]", "\\]", "*", "\\*", "_", "\\_", "\n", "\n\n").Replace(text)
}
