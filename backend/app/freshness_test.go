package app

import (
	"testing"
	"time"

	"directoryconnector/backend/config"
)

func TestHowOldTheLastSuccessMayBe(t *testing.T) {
	t.Parallel()
	last := time.Date(2026, 11, 30, 12, 0, 0, 0, time.Local) // a Monday
	for name, c := range map[string]struct {
		interval int
		times    string
		last     time.Time
		want     time.Time
	}{
		"never":                  {5, "", time.Time{}, time.Time{}},
		"a short interval":       {5, "", last, last.Add(time.Hour)},
		"a long interval":        {120, "", last, last.Add(6*time.Hour + 30*time.Minute)},
		"three times":            {5, "daily at 02:00", last, time.Date(2026, 12, 3, 2, 30, 0, 0, time.Local)},
		"times close by":         {5, "every 5m", last, last.Add(time.Hour)},
		"nothing over a weekend": {5, "weekdays at 07:00", time.Date(2026, 12, 4, 7, 1, 0, 0, time.Local), time.Date(2026, 12, 9, 7, 30, 0, 0, time.Local)},
	} {
		s := &config.Settings{Sync: config.Sync{Interval: c.interval, Times: c.times}}
		f, err := freshness(s, c.last)
		if err != nil || !f.Until.Equal(c.want) {
			t.Errorf("%s: until %s, want %s, error %v", name, f.Until, c.want, err)
		}
		if got := f.Fresh(c.want); got == c.last.IsZero() {
			t.Errorf("%s: fresh until the end: %v", name, got)
		}
		if f.Fresh(c.want.Add(1)) {
			t.Errorf("%s: fresh after the end", name)
		}
	}
}
