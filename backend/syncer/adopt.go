package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/adopt"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/send"
)

// An AdoptRequest is one order to take over groups that were made by hand.
type AdoptRequest struct {
	// Names are those of the groups; empty means all that are offered.
	Names []string
	// Confirm is shown what would be done and says whether it is to be. Nil
	// means no.
	Confirm func(context.Context, *plan.Proposal) (bool, error)
}

// ErrNoSuchOffer: a group that was named can't be taken over.
var ErrNoSuchOffer = errors.New("no such group to take over")

// Adopt takes over groups that somebody made by hand, which keep everything but
// the external id: the next sync changes their members. The caller holds the
// lock. The run is nil where nothing was begun.
func Adopt(ctx context.Context, s *Syncer, req AdoptRequest) (*plan.Proposal, *organization.Run, error) {
	a := adopting{Syncer: s}
	if err := a.find(ctx, req.Names); err != nil {
		return a.proposal, nil, err
	}
	if len(a.found.Offers) == 0 || req.Confirm == nil {
		return a.proposal, nil, nil
	}
	if yes, err := req.Confirm(ctx, a.proposal); err != nil || !yes {
		return a.proposal, nil, err
	}
	run, err := a.takeOver(ctx)
	return a.proposal, run, err
}

// adopting is one use of Adopt.
type adopting struct {
	*Syncer
	editor   organization.GroupEditor
	state    *organization.State
	snapshot *directory.Snapshot
	found    adopt.Result
	proposal *plan.Proposal
	// result is what the organization would be with all of them taken over.
	result *compare.Result
}

// find looks for groups, and tells what taking them over means.
func (a *adopting) find(ctx context.Context, names []string) error {
	var base *directory.Snapshot
	var err error
	if a.state, base, err = a.loadCache(ctx); err != nil {
		return err
	}
	if !a.Options.Sync.Groups {
		return directory.WithHint(fmt.Errorf("%w: groups are not synced", ErrStopped), "Set sync.groups to true.")
	}
	if a.unknown(a.state) {
		return directory.WithHint(fmt.Errorf("%w: an earlier sync was cut off, and nobody knows what became of it", ErrStopped), "Let one sync come to its end first: bwdc sync")
	}
	shown, err := a.look(ctx, false)
	if err != nil {
		return err
	}
	var ok bool
	if a.editor, ok = a.Organization.(organization.GroupEditor); !ok || !shown.seen.Listed || !shown.seen.GroupsListed {
		return directory.WithHint(fmt.Errorf("%w: groups that were made by hand stay as they are", organization.ErrNoRekey), noGroupsHint)
	}
	if a.snapshot, err = a.read(ctx, nil, a.state, base, false); err != nil {
		return err
	}
	want, err := desired.Of(desired.Input{Options: a.Options.Options, Snapshot: a.snapshot, Acknowledged: a.state, Now: a.Now(), Key: a.key(), Seen: shown.seen})
	if err != nil {
		return err
	}
	a.found = adopt.Of(want, shown.seen.Groups)
	a.proposal = &plan.Proposal{Changes: []plan.Change{}, Left: plan.OrEmpty(a.found.Left), Then: []plan.Change{}}
	if err := a.only(names); err != nil {
		return err
	}
	return a.tellWhatFollows(ctx, want, shown)
}

const noGroupsHint = "This server has no call for it (vaultwarden has none). A sync makes a group of its own beside each: move the collections to it in the web vault, and delete the one made by hand."

// only keeps the groups that were named.
func (a *adopting) only(names []string) error {
	if len(names) == 0 {
		return nil
	}
	offered := a.found.Names()
	missing := a.found.Only(names)
	if len(missing) == 0 {
		return nil
	}
	hint := "'bwdc adopt' lists the groups that can be taken over."
	for _, left := range a.found.Left {
		if slices.Contains(missing, left.Name) {
			return directory.WithHint(&NotOfferedError{left}, hint)
		}
	}
	if near := config.Nearest(missing[0], offered); len(near) > 0 {
		hint = fmt.Sprintf("Did you mean %s?", `"`+strings.Join(near, `", "`)+`"`)
	}
	return directory.WithHint(fmt.Errorf("%w: %q", ErrNoSuchOffer, missing[0]), hint)
}

// A NotOfferedError says why a group that was named can't be taken over. Its
// text is for logs only: faces make their own.
type NotOfferedError struct{ Left plan.Left }

func (e *NotOfferedError) Error() string {
	return fmt.Sprintf("group %q can't be taken over: %s", e.Left.Name, e.Left.Reason.Code)
}

// Is makes a NotOfferedError an ErrNoSuchOffer.
func (*NotOfferedError) Is(target error) bool { return target == ErrNoSuchOffer }

// tellWhatFollows compares as if the groups had been taken over already.
func (a *adopting) tellWhatFollows(ctx context.Context, want *desired.State, shown *look) error {
	ids := map[string]struct{}{}
	for i := range a.found.Offers {
		ids[a.found.Offers[i].ID] = struct{}{}
		a.proposal.Changes = append(a.proposal.Changes, a.found.Offers[i].Change())
	}
	if len(ids) == 0 {
		return nil
	}
	shown.seen.Groups = a.found.As(shown.seen.Groups)
	if err := a.lookIntoGroups(ctx, shown, ids); err != nil {
		return err
	}
	var err error
	a.result, err = compare.Of(compare.Input{Options: a.Options.Options, Desired: want, State: a.state, Seen: shown.seen, Now: a.Now(), Others: a.Others})
	if err != nil {
		return err
	}
	for _, c := range a.result.Changes().Plan().Changes {
		if _, ours := ids[c.ExternalID]; ours && c.Kind == plan.Group {
			a.proposal.Then = append(a.proposal.Then, c)
		}
	}
	for i := range a.proposal.Changes {
		c := &a.proposal.Changes[i]
		c.Members = len(a.before(c.ExternalID).Members)
	}
	return nil
}

// before is a group as the organization shows it.
func (a *adopting) before(id string) organization.AckedGroup {
	for i := range a.result.Groups {
		if a.result.Groups[i].ID == id {
			return a.result.Groups[i].Before
		}
	}
	return organization.AckedGroup{}
}

// takeOver gives the groups their external ids, and acknowledges them with the
// members that they have. Where nothing was ever acknowledged, nothing is: the
// first sync takes what the lists show for it.
func (a *adopting) takeOver(ctx context.Context) (*organization.Run, error) {
	x, err := begin(ctx, a.Syncer, organization.TaskAdopt, a.snapshot)
	if err != nil {
		return nil, err
	}
	x.run.Counts.Groups = len(a.found.Offers)
	if !a.state.IsEmpty() {
		// Also one that dies here leaves the next sync to look who is in them.
		a.state.Times.Memberships = time.Time{}
		if err := a.Store.Commit(ctx, organization.Change{Times: &a.state.Times}); err != nil {
			return x.end(ctx, fmt.Errorf("record what is being done: %w", err))
		}
	}
	for i := range a.found.Offers {
		o := &a.found.Offers[i]
		x.progress(send.StageGroups, i, len(a.found.Offers))
		c := a.proposal.Changes[i]
		done, err := x.try(ctx, c.Name, func(ctx context.Context) error { return a.editor.RekeyGroup(ctx, o.GroupID, "", o.ID) })
		if err != nil {
			return x.end(ctx, err)
		}
		if !done {
			continue
		}
		var state organization.Change
		if !a.state.IsEmpty() {
			acked := a.before(o.ID)
			acked.StableID = o.StableID
			state.SetGroups = map[string]organization.AckedGroup{o.ID: acked}
		}
		if err := x.keep(ctx, c, state); err != nil {
			return x.end(ctx, err)
		}
	}
	x.progress(send.StageGroups, len(a.found.Offers), len(a.found.Offers))
	return x.end(ctx, nil)
}
