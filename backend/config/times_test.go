package config

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

// berlin has summer time, from 29 March to 25 October 2026.
func berlin(t *testing.T) *time.Location {
	t.Helper()
	l, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err) // they are in this test
	}
	return l
}

// moment reads a moment of Berlin; 2026-11-30 is a Monday.
func moment(t *testing.T, text string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", text, berlin(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTimesAreFound(t *testing.T) {
	t.Parallel()
	const working = "weekdays 7–19 every 15 minutes, else hourly"
	for _, tc := range []struct {
		name, text, normal, after string
		want                      []string
	}{
		{
			"the words of a person", working, "weekdays 07:00-19:00 every 15m; else every 1h", "2026-11-30 06:50",
			[]string{"2026-11-30 07:00", "2026-11-30 07:15", "2026-11-30 07:30"},
		},
		{"the end of the time of day is outside", working, "", "2026-11-30 18:46", []string{"2026-11-30 19:00", "2026-11-30 20:00"}},
		{"the rest on a weekend", working, "", "2026-11-28 12:01", []string{"2026-11-28 13:00", "2026-11-28 14:00"}},
		{"a time is not its own next", "every 1h", "every 1h", "2026-11-30 07:00", []string{"2026-11-30 08:00"}},
		{"fixed times", "at 14:00,02:00", "daily at 02:00, 14:00", "2026-11-30 03:00", []string{"2026-11-30 14:00", "2026-12-01 02:00"}},
		{"one day of the week", "Sunday at 03:30", "sun at 03:30", "2026-11-30 03:00", []string{"2026-12-06 03:30", "2026-12-13 03:30"}},
		{"nothing in between", "weekdays 22:00 to 06:00 every 2 hours", "weekdays 22:00-06:00 every 2h", "2026-12-04 23:00",
			[]string{"2026-12-05 00:00", "2026-12-05 02:00", "2026-12-05 04:00", "2026-12-07 22:00"}},
		{"fixed times beside a rhythm", "weekdays 08:00-10:00 every 30m; daily at 02:00", "weekdays 08:00-10:00 every 30m; daily at 02:00", "2026-11-30 09:00",
			[]string{"2026-11-30 09:30", "2026-12-01 02:00", "2026-12-01 08:00"}},
		{"the first rule counts", "mon-wed every 6h; every 1h", "mon,tue,wed every 6h; every 1h", "2026-12-02 17:00", []string{"2026-12-02 18:00", "2026-12-03 00:00", "2026-12-03 01:00"}},
		{"from Friday to Monday", "fri-mon at 12:00", "mon,fri,sat,sun at 12:00", "2026-12-01 00:00", []string{"2026-12-04 12:00", "2026-12-05 12:00"}},
		{"an hour that the clock leaves out", "at 02:30", "daily at 02:30", "2026-03-28 12:00", []string{"2026-03-29 03:30", "2026-03-30 02:30"}},
		{"every hour of a day of 25", "every 1h", "every 1h", "2026-10-25 01:30", []string{"2026-10-25 02:00", "2026-10-25 02:00", "2026-10-25 03:00"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			times, err := ParseTimes(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			if tc.normal != "" && times.String() != tc.normal {
				t.Errorf("in words %q, want %q", times.String(), tc.normal)
			}
			again, err := ParseTimes(times.String())
			if err != nil || again.String() != times.String() {
				t.Errorf("%q is not read again: %q, %v", times, again, err)
			}
			now := moment(t, tc.after)
			var got []string
			for range tc.want {
				next := times.Next(now)
				if !next.After(now) {
					t.Fatalf("after %s comes %s", now, next)
				}
				if other := again.Next(now); !other.Equal(next) {
					t.Errorf("as it is written again: %s, want %s", other, next)
				}
				now = next
				got = append(got, next.Format("2006-01-02 15:04"))
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("times %q, want %q", got, tc.want)
			}
		})
	}
}

// Whatever the moment, the next time is found and lies ahead, and none between
// is passed over.
func TestTimesPassNoneOver(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"weekdays 07:00-19:00 every 15m; else every 1h", "sat 23:00-01:00 every 7m", "mon at 00:00", "22:00-22:00 every 5h", "fri 12:00-12:00 every 24h; else hourly"} {
		times, err := ParseTimes(text)
		if err != nil {
			t.Fatal(err)
		}
		start := moment(t, "2026-10-23 11:57")
		all := map[time.Time]bool{}
		for now := start; now.Before(start.Add(9 * 24 * time.Hour)); {
			now = times.Next(now)
			all[now] = true
		}
		for m := range 9 * 24 * 12 {
			now := start.Add(time.Duration(m) * 5 * time.Minute)
			if next := times.Next(now); !all[next] && next.Before(start.Add(9*24*time.Hour)) {
				t.Fatalf("%s: after %s comes %s, which the times one after the other leave out", text, now, next)
			}
		}
	}
}

func TestQuietTimes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, normal, now, until string }{
		{"inside", "weekdays 7-19", "weekdays 07:00-19:00", "2026-11-30 07:00", "2026-11-30 19:00"},
		{"at the end", "weekdays 7-19", "", "2026-11-30 19:00", ""},
		{"on another day", "weekdays 7-19", "", "2026-11-29 12:00", ""},
		{"over midnight", "22:00-06:00", "22:00-06:00", "2026-11-30 23:00", "2026-12-01 06:00"},
		{"after midnight", "22:00-06:00", "", "2026-11-30 05:59", "2026-11-30 06:00"},
		{"after midnight it is still the day before", "fri 22:00-06:00", "", "2026-12-05 03:00", "2026-12-05 06:00"},
		{"and not of this day", "fri 22:00-06:00", "", "2026-12-04 03:00", ""},
		{"windows one after the other", "fri 16:00-24:00; weekends", "fri 16:00-24:00; weekends", "2026-12-04 17:00", "2026-12-07 00:00"},
		{"never", "", "", "2026-12-04 17:00", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			q, err := ParseQuiet(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			if tc.normal != "" && q.String() != tc.normal {
				t.Errorf("in words %q, want %q", q, tc.normal)
			}
			got := ""
			if until := q.Until(moment(t, tc.now)); !until.IsZero() {
				got = until.Format("2006-01-02 15:04")
			}
			if got != tc.until {
				t.Errorf("quiet until %q, want %q", got, tc.until)
			}
		})
	}
}

func TestTimesThatCantBeRead(t *testing.T) {
	t.Parallel()
	times := func(text string) error { _, err := ParseTimes(text); return err }
	quiet := func(text string) error { _, err := ParseQuiet(text); return err }
	for _, tc := range []struct {
		read       func(string) error
		text, want string
	}{
		{times, "weekdays", "does not say how often"},
		{times, "every 2m", "not between 5m and 24h"},
		{times, "every 25h", "not between"},
		{times, "every soon", "not how often"},
		{times, "every 99999999999999999999m", "not how often"},
		{times, "weekdays 25:00-26:00 every 1h", "no time of day"},
		{times, "weekdays 7 every 1h", "not a time from and to, such as 07:00-19:00; a fixed time is written as weekdays at 07:00"},
		{times, "08:00", "a fixed time is written as at 08:00"},
		{times, "8,12:30", "a fixed time is written as at 08:00, 12:30"},
		{times, "0800", "a fixed time is written as at 08:00"},
		{times, "mon,moo every 1h", "no day of the week"},
		{times, "else hourly; weekdays every 15m", "after \"else\""},
		{times, "else at 02:00", "beside a time"},
		{times, "7-19 at 02:00", "beside a time"},
		{times, "at 02:00,02:01", "5 minutes apart"},
		{times, "at noon", "no time of day"},
		{times, "whenever", "neither a day"},
		{times, ";", "names no time"},
		{times, strings.Repeat("at 02:00;", 21), "more than 20"},
		{quiet, "daily", "never ends"},
		{quiet, "0-12; 12-24", "never ends"},
		{quiet, "weekdays every 15m", "neither a day"},
		{quiet, "weekdays 7", "not a time from and to, such as 07:00-19:00"},
	} {
		if err := tc.read(tc.text); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: %v, want %q", tc.text, err, tc.want)
		}
	}
}

func FuzzTimes(f *testing.F) {
	for _, text := range []string{"weekdays 7–19 every 15 minutes, else hourly", "at 02:00, 14:00", "sat 22-6 every 2h", "fri-mon"} {
		f.Add(text)
	}
	now := time.Date(2026, 11, 30, 7, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		times, err := ParseTimes(text)
		if err == nil && !times.IsZero() {
			if next := times.Next(now); !next.After(now) {
				t.Errorf("%q: after %s comes %s", text, now, next)
			}
			if again, err := ParseTimes(times.String()); err != nil || again.String() != times.String() {
				t.Errorf("%q is written as %q, and read as %q, %v", text, times, again, err)
			}
		}
		if quiet, err := ParseQuiet(text); err == nil {
			if until := quiet.Until(now); !until.IsZero() && !until.After(now) {
				t.Errorf("%q: quiet until %s at %s", text, until, now)
			}
		}
	})
}
