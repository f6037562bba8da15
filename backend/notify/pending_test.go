package notify

import (
	"slices"
	"testing"
	"time"
)

var morning = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

func ids(pending []Pending) []string {
	var ids []string
	for _, p := range pending {
		ids = append(ids, p.Notice.ID)
	}
	return ids
}

// TestWhatWaitsOutlivesAClockThatJumps: ahead and back again, while a server for
// mail is down.
func TestWhatWaitsOutlivesAClockThatJumps(t *testing.T) {
	t.Parallel()
	s := Queue(State{}, []string{"mail", "gone"}, []Notice{{ID: "one"}}, morning)
	for _, now := range []time.Time{morning.Add(900 * time.Hour), morning.Add(5 * time.Minute), morning.Add(10 * time.Minute)} {
		s = Queue(s, []string{"mail"}, nil, now)
		if got := ids(s.Pending); !slices.Equal(got, []string{"one"}) {
			t.Fatalf("at %s %v waits", now, got)
		}
	}
	// What waited before it was counted how long.
	if s := Queue(State{Pending: []Pending{{Channel: "mail"}}}, []string{"mail"}, nil, morning); len(s.Pending) != 1 {
		t.Error("what an older version kept is gone")
	}
}

// TestWhatWaitsIsTriedForADay, however rarely there is a sync.
func TestWhatWaitsIsTriedForADay(t *testing.T) {
	t.Parallel()
	for every, want := range map[time.Duration]int{5 * time.Minute: 24 * 12, time.Hour: 24, 24 * time.Hour: 4} {
		tries, now := 0, morning
		for s := Queue(State{}, []string{"mail"}, []Notice{{ID: "one"}}, now); len(s.Pending) > 0; s = Queue(s, []string{"mail"}, nil, now) {
			tries++
			now = now.Add(every)
		}
		if tries != want+1 {
			t.Errorf("every %s: tried %d times, want %d", every, tries, want+1)
		}
	}
}

func TestEachNoticeIsSentByOneProcess(t *testing.T) {
	t.Parallel()
	channels := []string{"mail", "webhook"}
	s := Queue(State{}, channels, []Notice{{ID: "one"}}, morning)
	mine := s.Claim("first", morning)
	if len(mine) != 2 {
		t.Fatalf("claimed %+v", mine)
	}
	// Another process is about its own only.
	later := morning.Add(10 * time.Second)
	s = Queue(s, channels, []Notice{{ID: "two"}}, later)
	if got := ids(s.Claim("second", later)); !slices.Equal(got, []string{"two", "two"}) {
		t.Errorf("the second claims %v", got)
	}
	// What it could not send waits for anybody.
	s.Settle("first", mine[1:])
	if got := ids(s.Pending); !slices.Equal(got, []string{"one", "two", "two"}) {
		t.Errorf("%v wait", got)
	}
	if got := s.Claim("third", later); len(got) != 1 || got[0].Channel != "webhook" || got[0].Notice.ID != "one" {
		t.Errorf("the third claims %+v", got)
	}
	// Who was ended while it sent, or whose clock was ahead, keeps nobody off.
	for _, now := range []time.Time{later.Add(ClaimTime), morning.Add(-time.Hour)} {
		if got := ids(s.Claim("fourth", now)); len(got) != 3 {
			t.Errorf("at %s: claimed %v", now, got)
		}
	}
}
