package bridge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"directoryconnector/backend/app"
)

func (d *Desk) profiles() app.Profiles { return app.Profiles{DataDir: d.opts.App.DataDir} }

// UseProfile brings the pages to another profile. What runs goes on.
func (b *Bridge) UseProfile(name string) error {
	return do(b, func(context.Context, *tray) error { return b.desk.use(name) })
}

func (d *Desk) use(name string) error {
	t, err := d.open(name)
	if err != nil {
		return err
	}
	d.turn(t.name)
	return nil
}

// CreateProfile makes an empty profile and brings the pages to it.
func (b *Bridge) CreateProfile(name string) error {
	return do(b, func(context.Context, *tray) error {
		if err := b.desk.profiles().Create(name); err != nil {
			return err
		}
		return b.desk.use(name)
	})
}

// RenameProfile gives a profile another name.
func (b *Bridge) RenameProfile(r RenameRequest) error {
	return b.desk.changeProfile(r.From, true, func(_ context.Context, from string) (string, error) {
		if err := b.desk.profiles().Rename(from, r.To); err != nil {
			return from, err
		}
		return r.To, nil
	})
}

// DeleteProfile removes a profile with its settings, secrets, cache and
// history.
func (b *Bridge) DeleteProfile(name string) error {
	var notices []string
	err := b.desk.changeProfile(name, false, func(ctx context.Context, name string) (string, error) {
		o := b.desk.opts.App
		o.Notice = func(text string) { notices = append(notices, text) }
		if err := b.desk.profiles().Delete(ctx, name, o); err != nil {
			return name, err
		}
		return app.DefaultProfile, nil
	})
	for _, text := range notices { // the pages are on another profile now
		_ = do(b, func(_ context.Context, t *tray) error {
			b.desk.notice(t, text)
			return nil
		})
	}
	return err
}

// changeProfile closes a profile and lets change rename or delete its folder.
// Pages that are on it come to the one that change returns, which remembers
// the jobs and the last test where it is the same one.
func (d *Desk) changeProfile(name string, same bool, change func(ctx context.Context, name string) (now string, err error)) error {
	err := d.begin()
	if err == nil {
		defer d.work.Done()
		ctx, cancel := context.WithTimeout(d.ctx, patience)
		defer cancel()
		err = d.changeClosed(ctx, name, same, change)
		d.news.state()
	}
	if err != nil {
		return &Error{Explain(err), err}
	}
	return nil
}

func (d *Desk) changeClosed(ctx context.Context, name string, same bool, change func(context.Context, string) (string, error)) (err error) {
	defer func() { // as ask does
		if fault := recover(); fault != nil {
			err = app.Fault(d.Log(), fault)
		}
	}()
	name, err = d.spelled(name)
	if err != nil {
		return err
	}
	old, give, err := d.take(name)
	if err != nil {
		return err
	}
	now, err := func() (string, error) {
		defer give() // in a panic too, or no profile could be opened any more
		now, err := change(ctx, name)
		if d.Profile() == name && now != name {
			d.turn(now)
		}
		return now, err
	}()
	if old == nil || !same && err == nil {
		return err
	}
	t, openErr := d.open(now)
	if openErr == nil {
		d.mu.Lock()
		t.inherit(old)
		d.mu.Unlock()
	}
	return errors.Join(err, openErr)
}

// spelled returns a profile's name as its folder is spelled.
func (d *Desk) spelled(name string) (string, error) {
	names, err := d.profiles().Names()
	if err != nil {
		return "", err
	}
	for _, n := range names {
		if n == name {
			return n, nil
		}
	}
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n, nil
		}
	}
	return name, nil
}

// errGone: another program renamed or deleted the profile.
var errGone = errors.New("another program has renamed or deleted it")

// isGone tells whether the folder of a profile is there no more. The default
// profile needs none.
func (t *tray) isGone() bool {
	_, err := os.Stat(t.app.Dir())
	return errors.Is(err, fs.ErrNotExist) && !strings.EqualFold(t.name, app.DefaultProfile)
}

// leave closes the profile that the pages are on, which is gone, and brings
// them to the default one.
func (d *Desk) leave() error {
	if err := d.begin(); err != nil {
		return err
	}
	defer d.work.Done()
	d.mu.Lock()
	name, tray := d.current, d.trays[d.current]
	d.mu.Unlock()
	if tray == nil || !tray.isGone() {
		return nil // another page has left it already
	}
	_, give, err := d.take(name)
	if err != nil {
		return err
	}
	d.turnFrom(name, app.DefaultProfile)
	give()
	t, err := d.open(d.Profile())
	if err == nil {
		d.notice(t, fmt.Sprintf("Profile %s: %v.", name, errGone))
	}
	return err
}
