package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
)

// A server without the call is told once, and nothing is taken for done.
func TestAServerThatCantRevoke(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	e := w.syncer.Organization.(*editor)
	e.refuse = func(string, string) error {
		return directory.WithHint(fmt.Errorf("bitwarden: %w", organization.ErrNoRevocation), "Set sync.leavers to remove.")
	}
	w.has(user("c"))
	_, err := w.sync()
	if !errors.Is(err, organization.ErrNoRevocation) || directory.HintOf(err) == "" || strings.Count(err.Error(), "can't revoke") != 1 {
		t.Fatalf("error %v, hint %q", err, directory.HintOf(err))
	}
	w.wantDid("revoke a")
	w.wantRevoked()
	w.wantMembers("a=a@x.test", "b=b@x.test")
}

// One that can say so is not even asked to, and a test tells.
func TestAServerThatSaysThatItCantRevoke(t *testing.T) {
	t.Parallel()
	w := revoking(t)
	e := w.syncer.Organization.(*editor)
	w.syncer.Organization = &prober{editor: e}
	w.has(user("c"))
	v, err := w.syncer.Test(t.Context(), TestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(v.Plan.Warnings, func(w directory.Warning) bool {
		return w.Code == WarnNoRevocation && strings.Contains(w.Text, "can't revoke")
	}) {
		t.Errorf("warnings of the test: %v", v.Plan.Warnings)
	}
	w.server.ResetCalls()
	_, err = w.sync()
	if !errors.Is(err, organization.ErrNoRevocation) || directory.HintOf(err) == "" {
		t.Fatalf("error %v, hint %q", err, directory.HintOf(err))
	}
	if did := e.did(); len(did) > 0 {
		t.Errorf("did %v", did)
	}
	w.wantRevoked()
	if n := len(w.server.Imports()); n > 0 {
		t.Errorf("%d imports", n)
	}
	// Whoever can, or does not know, is asked.
	w.syncer.Organization = &prober{editor: e, unknown: true}
	w.mustSync()
	if diff := cmp.Diff([]string{"revoke a", "revoke b"}, e.did()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// A prober says whether it can revoke: it can't, unless nobody knows.
type prober struct {
	*editor
	unknown bool
}

func (p *prober) CanRevoke(context.Context) (bool, error) {
	if p.unknown {
		return false, errors.New("HTTP 500")
	}
	return false, nil
}
