package syncer

import (
	"time"

	"directoryconnector/backend/config"
)

// quietNow is until when nothing that removes is sent (sync.quiet), by the clock
// of this machine; zero where it is.
func (s *Syncer) quietNow() time.Time {
	quiet, err := config.ParseQuiet(s.Options.Sync.Quiet)
	if err != nil {
		return time.Time{} // checked when it was set
	}
	return quiet.Until(s.Now().Local())
}

// quietFor is quietNow for a sync. A plan is carried out as it was made: with
// what waits in it, or with all that it names.
func (s *Syncer) quietFor(req Request) time.Time {
	switch {
	case req.Planned != nil && req.Planned.Postponed != nil:
		return req.Planned.Postponed.Until()
	case req.Planned != nil, req.DespiteQuiet:
		return time.Time{}
	}
	return s.quietNow()
}
