package bridge

import "log/slog"

// Redacted returns a text without the secrets that any profile has seen.
func (d *Desk) Redacted(text string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.trays {
		text = t.app.Redacted(text)
	}
	return text
}

// Log returns the log of the profile that the pages are on now, for what a
// face has to say there.
func (d *Desk) Log() *slog.Logger {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := d.trays[d.current]; t != nil {
		return t.app.Log()
	}
	return slog.New(slog.DiscardHandler)
}
