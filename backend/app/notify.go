package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/notify"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer"
)

// A SentNotice says what became of a notice.
type SentNotice = notify.Sent

// A Notifier tells people how the syncs of a profile do. Whatever fails on the
// way is in the log and the history, and fails no sync.
type Notifier struct{ app *App }

// Notifier returns the Notifier of the profile.
func (a *App) Notifier() Notifier { return Notifier{a} }

// ErrNoChannel: nobody is to be told anything.
var ErrNoChannel = errors.New("no way to tell anybody is set")

// noticeTime bounds what a sync waits for its notices. It is shorter than they
// are claimed for.
const noticeTime = notify.ClaimTime / 2

// StageTell is the last stage of a run: people are told of it.
const StageTell syncer.Stage = "tell"

// after tells what is to be told of a run that ended. onProgress may be nil.
func (n Notifier) after(ctx context.Context, run *organization.Run, onProgress func(Progress)) {
	if run.Result == organization.ResultCancelled || ctx.Err() != nil {
		return
	}
	bounded, cancel := context.WithTimeout(ctx, noticeTime)
	defer cancel()
	err := n.app.Safely(func() error { return n.tell(bounded, run, onProgress) })
	if err != nil && ctx.Err() == nil {
		n.app.log.Warn("nobody could be told", "error", n.app.History().loggable(ctx, n.app.redact.Text(err.Error())))
	}
}

func (n Notifier) tell(ctx context.Context, run *organization.Run, onProgress func(Progress)) error {
	settings, err := n.app.Settings(ctx)
	if err != nil {
		return err
	}
	w := n.ways(ctx, settings)
	defer w.close()
	if w.none() {
		return nil
	}
	// First of all it is kept what is to be told: who ends the program now loses
	// nothing.
	sender := rand.Text()
	pending, err := n.decide(ctx, settings, run, w.names(), sender)
	if onProgress != nil && (len(pending) > 0 || w.beat != nil) {
		onProgress(Progress{Stage: StageTell})
	}
	var beat sync.WaitGroup
	beat.Go(func() { n.beat(ctx, w, run) })
	defer beat.Wait()
	if err != nil || len(pending) == 0 {
		return err
	}
	sent, left := notify.Deliver(ctx, w.channels, pending, n.app.opts.Now)
	n.keep(ctx, sent)
	var state notify.State
	return n.app.store.UpdateNotices(context.WithoutCancel(ctx), &state, func() { state.Settle(sender, left) })
}

// beat asks the heartbeat address; one person says nothing about everybody.
func (n Notifier) beat(ctx context.Context, w *ways, run *organization.Run) {
	if w.beat == nil || run.Only != nil {
		return
	}
	if err := w.beat(ctx, run.Result == organization.ResultDone); err != nil {
		n.keep(ctx, []notify.Sent{{At: n.app.opts.Now(), Channel: "heartbeat", Run: run.ID, Error: err.Error(), Hint: directory.HintOf(err)}})
	}
}

// decide remembers what is to be told, and returns what the sender is to send:
// that, and what still waits.
func (n Notifier) decide(ctx context.Context, settings *config.Settings, run *organization.Run, channels []string, sender string) (claimed []notify.Pending, err error) {
	var state notify.State
	if err := n.app.store.LoadNotices(ctx, &state); err != nil {
		return nil, err
	}
	in := notify.Input{Settings: &settings.Notify, Profile: n.app.opts.Profile, DataDir: n.app.opts.Place().DataDir, Host: hostName(), Run: run, Now: n.app.opts.Now(), Reminders: remindersOf(settings)}
	if since, due := state.SummaryDue(&settings.Notify, in.Now); due {
		if in.Changed, err = n.changedSince(ctx, since); err != nil {
			return nil, err
		}
	}
	state = notify.State{}
	err = n.app.store.UpdateNotices(ctx, &state, func() {
		next, notices := notify.Decide(state, in)
		state = notify.Queue(next, channels, notices, in.Now)
		claimed = state.Claim(sender, in.Now)
	})
	return claimed, err
}

// mostSummed is how many runs a summary is made of.
const mostSummed = 300

// changedSince names what the runs since a moment changed, oldest first.
func (n Notifier) changedSince(ctx context.Context, since time.Time) ([]string, error) {
	runs, err := n.app.History().Runs(ctx, 0, mostSummed)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := range slices.Backward(runs) {
		if runs[i].End.Before(since) || !runs[i].Counts.Changed() {
			continue
		}
		run, err := n.app.History().Run(ctx, runs[i].ID)
		if err != nil {
			return nil, err
		}
		names = append(names, notify.Named(run.Changes)...)
	}
	return names, nil
}

// keep writes into history and log what became of notices.
func (n Notifier) keep(ctx context.Context, sent []notify.Sent) {
	for _, s := range sent {
		s.Error = n.app.redact.Text(s.Error)
		if s.Error != "" {
			n.app.log.Warn("notice not sent", "channel", s.Channel, "event", string(s.Event), "error", n.app.History().loggable(ctx, s.Error))
		} else {
			n.app.log.Info("notice sent", "channel", s.Channel, "event", string(s.Event))
		}
		if err := n.app.store.AppendNotice(context.WithoutCancel(ctx), s); err != nil {
			n.app.log.Warn("notice not kept", "error", err)
		}
	}
}

// Sent returns what became of the last notices, newest first.
func (n Notifier) Sent(ctx context.Context, limit int) ([]notify.Sent, error) {
	list := []notify.Sent{}
	err := n.app.store.Notices(ctx, limit, func(text []byte) error {
		var s notify.Sent
		err := json.Unmarshal(text, &s)
		list = append(list, s)
		return err
	})
	return list, err
}

// Test sends a notice to everybody who would be told, and asks the heartbeat
// address. The error, where not all took it, names the ones that did not.
func (n Notifier) Test(ctx context.Context) ([]notify.Sent, error) {
	settings, err := n.app.Settings(ctx)
	if err != nil {
		return nil, err
	}
	w := n.ways(ctx, settings)
	defer w.close()
	if w.none() {
		return nil, directory.WithHint(ErrNoChannel, "Set mail.server, webhook.url, notify.heartbeat or notify.eventLog; docs/notifications.md shows how.")
	}
	now := n.app.opts.Now()
	notice := notify.Notice{
		ID: fmt.Sprintf("test-%d", now.UnixNano()), Event: notify.Test, Profile: n.app.opts.Profile, Host: hostName(), At: now,
		Title: "This is a test", Text: "Somebody asked for it. Notices of syncs look like this one.",
	}
	var pending []notify.Pending
	for _, name := range w.names() {
		pending = append(pending, notify.Pending{Channel: name, Notice: notice})
	}
	sent, _ := notify.Deliver(ctx, w.channels, pending, n.app.opts.Now)
	if w.beat != nil {
		beat := notify.Sent{At: n.app.opts.Now(), Channel: "heartbeat", Event: notify.Test, Title: notice.Title}
		if err := w.beat(ctx, true); err != nil {
			beat.Error, beat.Hint = err.Error(), directory.HintOf(err)
		}
		sent = append(sent, beat)
	}
	var failed, hints []string
	for i := range sent {
		if sent[i].Error = n.app.redact.Text(sent[i].Error); sent[i].Error != "" {
			failed = append(failed, sent[i].Error)
		}
		if hint := sent[i].Hint; hint != "" && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	n.keep(ctx, sent)
	if len(failed) > 0 {
		return sent, directory.WithHint(errors.New(strings.Join(failed, "\n")), strings.Join(hints, " "))
	}
	return sent, nil
}

// hostName is this machine; empty where nobody knows.
func hostName() string {
	host, _ := os.Hostname()
	return host
}
