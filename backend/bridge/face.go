package bridge

import "log/slog"

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
