package app

import (
	"cmp"
	"context"
	"crypto/x509"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/transport"
	"directoryconnector/backend/notify"
)

// ways are those that are set to tell somebody. One that can't be made fails
// whenever it is tried, so that its notices wait and the others get theirs.
type ways struct {
	channels []notify.Channel
	// beat is nil where no heartbeat is set.
	beat  func(ctx context.Context, well bool) error
	close func()
}

func (w *ways) none() bool { return len(w.channels) == 0 && w.beat == nil }

func (w *ways) names() []string {
	names := make([]string, len(w.channels))
	for i, c := range w.channels {
		names[i] = c.Name()
	}
	return names
}

// add adds a channel that could be made, or could not.
func (w *ways) add(c notify.Channel, err error) {
	if err != nil {
		c = broken{c, err}
	}
	w.channels = append(w.channels, c)
}

// broken is a channel that could not be made.
type broken struct {
	notify.Channel
	err error
}

// Send implements notify.Channel.
func (b broken) Send(context.Context, notify.Notice) error { return b.err }

// ways puts together what is set. A secret is read where it may be needed.
func (n Notifier) ways(ctx context.Context, settings *config.Settings) *ways {
	w := &ways{close: func() {}}
	if settings.Mail.Server != "" {
		m := &notify.Mail{Settings: settings.Mail, RootCAs: func() (*x509.CertPool, error) {
			return transport.Authorities("mail.caFile", settings.Mail.CAFile)
		}}
		var err error
		if settings.Mail.Username != "" {
			m.Password, err = n.app.secrets.get(ctx, "mail.password")
		}
		w.add(m, err)
	}
	n.addWeb(ctx, w, settings)
	if settings.Notify.EventLog {
		w.add(notify.EventLog{}, nil)
	}
	return w
}

// addWeb adds the webhook and the heartbeat.
func (n Notifier) addWeb(ctx context.Context, w *ways, settings *config.Settings) {
	hook, hookErr := n.app.secrets.get(ctx, "webhook.url")
	beat, beatErr := n.app.secrets.get(ctx, "notify.heartbeat")
	if hook.IsZero() && hookErr == nil && beat.IsZero() && beatErr == nil {
		return
	}
	client, clientErr := n.app.saved().webClient(ctx, settings, transport.Options{Timeout: noticeTime, Retry: transport.Retry{Tries: 1}})
	if clientErr == nil {
		w.close = client.CloseIdleConnections
	}
	if !hook.IsZero() || hookErr != nil {
		secret, err := n.app.secrets.get(ctx, "webhook.secret")
		w.add(&notify.Webhook{URL: hook, Form: settings.Webhook.Form, Secret: secret, Client: client, Now: n.app.opts.Now}, cmp.Or(hookErr, clientErr, err))
	}
	if !beat.IsZero() || beatErr != nil {
		w.beat = (&notify.Heartbeat{URL: beat, Client: client}).Beat
		if err := cmp.Or(beatErr, clientErr); err != nil {
			w.beat = func(context.Context, bool) error { return err }
		}
	}
}
