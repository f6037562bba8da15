package directory_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
)

func TestAHintKeepsTheErrorAndIsFoundAgain(t *testing.T) {
	t.Parallel()
	inner := directory.WithHint(fmt.Errorf("bind: %w", directory.ErrAuth), "Check the password.")
	outer := fmt.Errorf("ldap: %w", inner)
	if outer.Error() != "ldap: bind: authentication failed" || !errors.Is(outer, directory.ErrAuth) {
		t.Errorf("got %v", outer)
	}
	if got := directory.HintOf(outer); got != "Check the password." {
		t.Errorf("hint %q", got)
	}
	if got := directory.HintOf(directory.WithHint(outer, "Ask your administrator.")); got != "Ask your administrator." {
		t.Errorf("outermost hint %q", got)
	}
	if directory.WithHint(nil, "x") != nil || directory.HintOf(nil) != "" || directory.HintOf(directory.ErrAuth) != "" {
		t.Error("a hint without an error, or an error without a hint")
	}
	if err := directory.WithHint(directory.ErrAuth, ""); err != directory.ErrAuth { //nolint:errorlint // it must be the very same
		t.Errorf("an empty hint wraps: %v", err)
	}
}

func TestAnAccountIsDisabledFromItsExpiryOn(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		user directory.User
		want bool
	}{
		"an ordinary account":     {directory.User{}, false},
		"switched off":            {directory.User{Disabled: true}, true},
		"expires in a second":     {directory.User{ExpiresAt: now.Add(time.Second)}, false},
		"expires now":             {directory.User{ExpiresAt: now}, true},
		"expired":                 {directory.User{ExpiresAt: now.Add(-time.Hour)}, true},
		"expires in another zone": {directory.User{ExpiresAt: now.In(time.FixedZone("x", 7200))}, true},
	} {
		if got := c.user.DisabledAt(now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSortGivesOneOrder(t *testing.T) {
	t.Parallel()
	want := directory.Snapshot{
		Users:  []directory.User{{ExternalID: "1", ReferenceID: "b"}, {ExternalID: "2", ReferenceID: "a"}, {ExternalID: "2", ReferenceID: "c"}},
		Groups: []directory.Group{{ExternalID: "", ReferenceID: "z"}, {ExternalID: "g", ReferenceID: "a"}, {ExternalID: "g", ReferenceID: "b"}},
	}
	for range 20 {
		got := directory.Snapshot{Users: slices.Clone(want.Users), Groups: slices.Clone(want.Groups)}
		rand.Shuffle(len(got.Users), func(i, j int) { got.Users[i], got.Users[j] = got.Users[j], got.Users[i] })
		rand.Shuffle(len(got.Groups), func(i, j int) { got.Groups[i], got.Groups[j] = got.Groups[j], got.Groups[i] })
		got.Sort()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestWarningsAreOrderedByCodeEntryAndText(t *testing.T) {
	t.Parallel()
	want := []directory.Warning{{Code: "a", Entry: "2"}, {Code: "b", Entry: "1", Text: "x"}, {Code: "b", Entry: "1", Text: "y"}, {Code: "b", Entry: "2"}}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, directory.CompareWarnings)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEntriesAreStoredShortAndComeBack(t *testing.T) {
	t.Parallel()
	users := []directory.User{
		{ReferenceID: "r", ExternalID: "e"},
		{ReferenceID: "r", ExternalID: "e", StableID: "s", Email: "m", Disabled: true, Deleted: true, ExpiresAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	text, err := json.Marshal(users)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[{"ref":"r","id":"e"},{"ref":"r","id":"e","stable":"s","email":"m","disabled":true,"expires":"2026-01-01T00:00:00Z","deleted":true}]`; string(text) != want {
		t.Errorf("got %s", text)
	}
	var back []directory.User
	if err := json.Unmarshal(text, &back); err != nil || !cmp.Equal(users, back) {
		t.Errorf("back %v, %v", back, err)
	}
}
