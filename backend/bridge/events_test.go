package bridge

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// told records events with their times since a beginning.
type told struct {
	begin time.Time
	lines []string
}

func (l *told) emit(event string, data any) {
	at := time.Since(l.begin).Milliseconds()
	if j, isJob := data.(Job); isJob {
		event = fmt.Sprintf("%s %s %d", event, j.ID, j.Done)
	}
	l.lines = append(l.lines, fmt.Sprintf("%d %s", at, event))
}

func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &told{begin: time.Now()}
		q := newEventQueue(l.emit)
		for i := range 25 { // one every 9 ms
			q.jobChanged(Job{ID: "a", Done: i})
			if i == 5 {
				q.jobChanged(Job{ID: "b"})
				q.stateChanged()
			}
			synctest.Wait()
			time.Sleep(9 * time.Millisecond)
		}
		time.Sleep(time.Second)
		q.stateChanged()
		synctest.Wait()
		time.Sleep(10 * time.Millisecond)
		q.post("log", "log", nil)
		q.stateChanged()
		q.jobChanged(Job{ID: "a", Done: 99})
		synctest.Wait()
		q.close() // everything that waits comes now
		want := []string{
			"0 job a 0", "45 job b 0", "45 state", "100 job a 11", "200 job a 22", "300 job a 24",
			"1225 state", "1235 log", "1235 job a 99", "1235 state",
		}
		if !slices.Equal(l.lines, want) {
			t.Errorf("got  %q\nwant %q", l.lines, want)
		}
	})
}

// A page that takes its time holds nobody up and misses no end.
func TestSlowPage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var last Job
		count := 0
		q := newEventQueue(func(_ string, data any) {
			last, _ = data.(Job)
			count++
			time.Sleep(3 * time.Second)
		})
		begin := time.Now()
		for i := range 1000 {
			q.jobChanged(Job{ID: "a", Done: i})
			time.Sleep(time.Millisecond)
		}
		if took := time.Since(begin); took != time.Second {
			t.Errorf("posting took %s", took)
		}
		q.close()
		if last.Done != 999 || count != 2 {
			t.Errorf("last %d of %d", last.Done, count)
		}
	})
}
