package bridge

import (
	"context"
	"errors"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/service"
)

// Unattended is what pages call about syncs that nobody looks at: the service
// that does them, when it does them, and who is told.
type Unattended struct{ manager *Manager }

// Background tells whether and how a service syncs this profile.
func (u *Unattended) Background() (Background, error) {
	return call(u.manager, func(ctx context.Context, s *session) (Background, error) {
		found, err := s.app.Background(ctx)
		if errors.Is(err, service.ErrNoManager) {
			return Background{}, nil
		}
		b := Background{Possible: true, Asks: found.Asks, WhileLoggedIn: found.WhileLoggedIn}
		if status := found.Status; status != nil {
			b.Installed, b.Name, b.State = true, status.Name, status.State
			b.Exit, b.Boot = status.Exit, status.Boot
		}
		return b, err
	})
}

// KeepSyncing starts a job that has a service sync this profile from now on.
func (u *Unattended) KeepSyncing() (Job, error) {
	return u.manager.begin(Job{Kind: kindService}, func(ctx context.Context, s *session, _ *job) error { return s.app.KeepSyncing(ctx) })
}

// StopKeepingSyncing starts a job that removes the service.
func (u *Unattended) StopKeepingSyncing() (Job, error) {
	return u.manager.begin(Job{Kind: kindService}, func(ctx context.Context, s *session, _ *job) error { return s.app.StopKeepingSyncing(ctx) })
}

// Schedule tells when automatic syncs begin, with the times and the quiet window
// of a draft in place of those that hold.
func (u *Unattended) Schedule(r ScheduleRequest) (Schedule, error) {
	return call(u.manager, func(ctx context.Context, s *session) (Schedule, error) {
		instead := config.Values{}
		for _, key := range []string{"sync.times", "sync.quiet"} {
			if text, set := r.Set[key]; set {
				instead[key] = text
			}
		}
		found, err := s.app.Schedule(ctx, instead)
		if err != nil {
			return Schedule{}, err
		}
		return scheduleOf(found), nil
	})
}

func scheduleOf(found app.Schedule) Schedule {
	return Schedule{Times: partsOf(found.TimesParts), Quiet: partsOf(found.QuietParts), Next: each(found.Next, moment), QuietUntil: moment(found.QuietUntil), Zone: found.Zone}
}

func partsOf(found []config.TimePart) []SchedulePart {
	return each(found, func(p config.TimePart) SchedulePart {
		days := each(p.Days, func(d time.Weekday) int { return int(d) })
		return SchedulePart{Days: days, From: p.From, To: p.To, Every: int(p.Every.Minutes()), At: texts(p.At), Rest: p.Rest}
	})
}

// TestNotices starts a job that tells everybody who would be told that this is a
// test.
func (u *Unattended) TestNotices() (Job, error) {
	return u.manager.begin(Job{Kind: kindNotify}, func(ctx context.Context, s *session, _ *job) error {
		_, err := s.app.Notifier().Test(ctx)
		return err
	})
}

// mostNoticesSent is how many notices are listed.
const mostNoticesSent = 50

// Notices returns what became of the last notices, newest first.
func (u *Unattended) Notices() ([]SentNotice, error) {
	return call(u.manager, func(ctx context.Context, s *session) ([]SentNotice, error) {
		sent, err := s.app.Notifier().Sent(ctx, mostNoticesSent)
		list := each(sent, func(n app.SentNotice) SentNotice {
			return SentNotice{At: instant(n.At), Channel: n.Channel, Event: string(n.Event), Title: directory.Visible(n.Title), RunID: n.Run, Error: s.shown(n.Error)}
		})
		return list, err
	})
}
