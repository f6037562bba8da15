package main

import (
	"runtime"
	"testing"
	"time"
)

func TestMemoryGrowsWithWhatIsNeeded(t *testing.T) {
	t.Parallel()
	for live, want := range map[int64]int64{0: modest, 1 << 20: modest, 36 << 20: 54 << 20, 46 << 20: usual, 400 << 20: 500 << 20} {
		if got := limitFor(modest, live); got != want {
			t.Errorf("with %d in use %d, want %d", live, got, want)
		}
	}
	for arg, want := range map[string]bool{"serve": true, "run": true, "demo": true, "sync": false, "test": false} {
		if stays(arg) != want {
			t.Errorf("%s stays: %v", arg, !want)
		}
	}
}

func TestAfterEachCollection(t *testing.T) {
	t.Parallel()
	done := make(chan int64, 100)
	afterEachCollection(func() { done <- liveHeap() })
	for range 3 {
		runtime.GC()
		select {
		case live := <-done:
			if live <= 0 {
				t.Errorf("%d bytes in use", live)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nobody told of a collection")
		}
	}
}
