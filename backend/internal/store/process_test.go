package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"directoryconnector/backend/config"
	"directoryconnector/backend/organization"
)

// The environment that turns the test binary into another process.
const (
	childJob  = "STORE_TEST_CHILD"
	childFile = "STORE_TEST_FILE"
	childKey  = "STORE_TEST_KEY"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childJob) {
	case "":
		os.Exit(m.Run())
	case "commit":
		commitForEver(New(os.Getenv(childFile), Options{}))
	case "settings":
		setMany(New(os.Getenv(childFile), Options{}), os.Getenv(childKey))
	}
}

const manySettings = 25

// commitForEver commits numbered members, each commit with all kinds of parts,
// and says each number when it is done.
func commitForEver(s *Store) {
	ctx := context.Background()
	for n := 0; ; n++ {
		id := fmt.Sprintf("%06d", n)
		err := s.Commit(ctx, organization.Change{
			SetMembers: map[string]organization.AckedMember{id: {Email: id + "@example.com"}},
			SetGroups:  map[string]organization.AckedGroup{"all": {Name: id}},
			AddRemoved: []string{"r" + id},
			Removals:   &[]organization.RemovalCount{{N: n}},
		})
		if err == nil && n%10 == 0 {
			err = s.SaveSnapshot(ctx, company(n+1, 1))
		}
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

// setMany counts one setting up and adds others.
func setMany(s *Store, key string) {
	for n := range manySettings {
		err := s.UpdateValues(context.Background(), func(v config.Values) error {
			total, _ := strconv.Atoi(v["total"])
			v["total"] = strconv.Itoa(total + 1)
			v[fmt.Sprintf("%s.%d", key, n)] = "set"
			return nil
		})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

func child(t *testing.T, job, file, key string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), childJob+"="+job, childFile+"="+file, childKey+"="+key)
	cmd.Stderr = os.Stderr
	return cmd
}

// Killed at any moment, the file holds every commit that was reported, and of
// the next one all or nothing.
func TestKilledInTheMiddleOfCommits(t *testing.T) {
	t.Parallel()
	for _, patience := range []time.Duration{0, 3 * time.Millisecond, 17 * time.Millisecond, 60 * time.Millisecond} {
		t.Run(patience.String(), func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			last := runAndKill(t, s.Path(), patience)
			state, err := s.Load(t.Context())
			must(t, err)
			n := len(state.Members)
			if n != last+1 && n != last+2 {
				t.Fatalf("%d commits are in the file, %d were reported", n, last+1)
			}
			newest := fmt.Sprintf("%06d", n-1)
			_, hasMember := state.Members[newest]
			_, hasRemoved := state.Removed["r"+newest]
			if !hasMember || !hasRemoved || state.Groups["all"].Name != newest || state.Removals[0].N != n-1 || len(state.Removed) != n {
				t.Errorf("the last commit is there in part: %v %v %+v %+v", hasMember, hasRemoved, state.Groups, state.Removals)
			}
			snapshot, err := s.Snapshot(t.Context())
			must(t, err)
			if len(snapshot.Users)%10 != 1 {
				t.Errorf("%d users in the snapshot", len(snapshot.Users))
			}
			must(t, s.Commit(t.Context(), fullChange()))
		})
	}
}

// runAndKill lets a child commit a while, kills it and returns the last number
// that it reported.
func runAndKill(t *testing.T, path string, patience time.Duration) int {
	t.Helper()
	cmd := child(t, "commit", path, "")
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	last := -1
	lines := bufio.NewScanner(out)
	killer := time.NewTimer(time.Hour)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(lines.Text())
		}
		last = n
		if n == 12 {
			killer = time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		}
	}
	killer.Stop()
	if cmd.Wait() == nil {
		t.Fatal("the child was not killed")
	}
	return last
}

func TestConcurrentProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t) // both make the file, too
	one, two := child(t, "settings", s.Path(), "one"), child(t, "settings", s.Path(), "two")
	must(t, one.Start())
	must(t, two.Start())
	must(t, one.Wait())
	must(t, two.Wait())
	values, err := s.Values(t.Context())
	must(t, err)
	if values["total"] != strconv.Itoa(2*manySettings) || len(values) != 2*manySettings+1 {
		t.Errorf("total %s, %d settings", values["total"], len(values))
	}
}

func TestConcurrentGoroutinesLoseNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	done := make(chan error)
	for g := range 4 {
		go func() {
			var err error
			for n := 0; n < 5 && err == nil; n++ {
				err = s.UpdateValues(t.Context(), func(v config.Values) error {
					v[fmt.Sprintf("k%d.%d", g, n)] = "x"
					return nil
				})
				if err == nil {
					_, err = s.Load(t.Context())
				}
			}
			done <- err
		}()
	}
	for range 4 {
		must(t, <-done)
	}
	values, err := s.Values(t.Context())
	must(t, err)
	equal(t, "number of settings", 20, len(values))
}

// holdFile opens the file for writing, as another process would, until the
// returned function is called.
func holdFile(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := bbolt.Open(filepath.Clean(path), 0o600, nil)
	must(t, err)
	return func() { must(t, db.Close()) }
}
