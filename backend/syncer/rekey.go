package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer/compare"
	"directoryconnector/backend/syncer/desired"
	"directoryconnector/backend/syncer/rekey"
	"directoryconnector/backend/syncer/send"
)

// A RekeyRequest is one order to change external ids after another attribute
// was chosen for them.
type RekeyRequest struct {
	// Old opens the directory by the attribute that was used before; nil where
	// nobody can.
	Old func(ctx context.Context, attribute string) (directory.Source, error)
	// Confirm is shown what would be done and says whether it is to be. Nil
	// means no.
	Confirm func(context.Context, *plan.Proposal) (bool, error)
}

// ErrNothingToRekey: the members have the external ids of the attribute that is
// set.
var ErrNothingToRekey = errors.New("there is nothing to re-key")

// Rekey gives members and groups their external ids by another attribute, in
// place, and acknowledges them under these. Cut off at any moment it is done
// again from where it was; until its end no sync is possible. The caller holds
// the lock. The run is nil where nothing was begun.
func Rekey(ctx context.Context, s *Syncer, req RekeyRequest) (*plan.Proposal, *organization.Run, error) {
	x := rekeying{Syncer: s, old: req.Old}
	if err := x.find(ctx); err != nil {
		return nil, nil, err
	}
	p := x.proposal()
	if req.Confirm == nil {
		return p, nil, nil
	}
	if yes, err := req.Confirm(ctx, p); err != nil || !yes {
		return p, nil, err
	}
	run, err := x.carryOut(ctx)
	return p, run, err
}

// rekeying is one use of Rekey.
type rekeying struct {
	*Syncer
	old      func(context.Context, string) (directory.Source, error)
	state    *organization.State
	snapshot *directory.Snapshot
	seen     *organization.Seen
	// byOld are the external ids by the old attribute, of users and groups, by
	// reference; nil where nobody asked. oldKey is as rekey.Input.OldKey.
	byOldUser, byOldGroup map[string]string
	oldKey                func(string) string
	members, groups       *rekey.Result
}

// find reads, looks and decides.
func (x *rekeying) find(ctx context.Context) error {
	var err error
	if x.state, err = x.Store.Load(ctx); err != nil {
		return err
	}
	if err := x.possible(); err != nil {
		return err
	}
	if err := x.meetFuture(ctx, x.state); err != nil {
		return err
	}
	if err := x.lookAtAll(ctx); err != nil {
		return err
	}
	base, err := x.Store.Snapshot(ctx)
	if err != nil {
		return err
	}
	if x.snapshot, err = x.read(ctx, nil, x.state, base, true); err != nil {
		return err
	}
	x.decide()
	if x.members.Unsure+x.groups.Unsure > 0 {
		x.readByOld(ctx)
		x.decide()
	}
	if x.Options.Sync.Users && len(x.state.Members) > 0 && x.members.Matched == 0 {
		return directory.WithHint(fmt.Errorf("%w: no member is found among the %d users that the directory gives", ErrStopped, len(x.snapshot.Users)),
			"Check the id attribute, the search base and the filter: 'bwdc test' shows what the directory gives.")
	}
	return nil
}

// possible tells whether only the id attribute changed, or whether that was
// begun and has not come to its end.
func (x *rekeying) possible() error {
	cached, now := x.state.Identity, x.Options.Identity
	e := x.Options.another(cached)
	switch {
	case x.state.Rekeying == nil && x.state.IsEmpty() && len(x.state.InFlight) == 0:
		return fmt.Errorf("%w: nothing was synced yet", ErrNothingToRekey)
	case x.state.Rekeying == nil && cached == now:
		return fmt.Errorf("%w: the external ids are those of the id attribute that is set", ErrNothingToRekey)
	case cached != now && !e.OnlyIDAttribute():
		return e
	}
	return nil
}

// lookAtAll reads the organization's lists, after no request of an earlier run
// can be at work any more.
func (x *rekeying) lookAtAll(ctx context.Context) error {
	if r := x.state.Rekeying; r != nil && !r.At.IsZero() {
		if wait := send.RestTime - x.Now().Sub(r.At); wait > 0 {
			x.Log.Info("waiting, since an earlier request may still be at work", "wait", wait)
			if err := x.rest(ctx, min(wait, send.RestTime)); err != nil {
				return err
			}
		}
	}
	looking := func() (*look, error) { return x.look(ctx, false) }
	if len(x.state.InFlight) > 0 {
		looking = func() (*look, error) { return x.waitUntilQuiet(ctx, x.state) }
	}
	shown, err := looking()
	if err != nil {
		return err
	}
	shown.distrustEmpty(x.state)
	x.seen = shown.seen
	_, members := x.Organization.(organization.MemberEditor)
	_, groups := x.Organization.(organization.GroupEditor)
	needGroups := x.Options.Sync.Groups && len(x.state.Groups) > 0
	switch {
	case !members || !groups || x.seen.Server.Vaultwarden:
		return directory.WithHint(fmt.Errorf("%w: members and groups keep the external ids that they have", organization.ErrNoRekey), noRekeyHint)
	case !x.seen.Listed, needGroups && !x.seen.GroupsListed:
		err := fmt.Errorf("%w: its lists can't be read", organization.ErrNoRekey)
		for _, w := range shown.warnings {
			err = fmt.Errorf("%w: %s", err, w.Text)
		}
		return directory.WithHint(err, noRekeyHint)
	}
	_, err = compare.NewMemberList(x.seen.Members)
	return err
}

const noRekeyHint = "Clear the sync cache instead ('bwdc clear-cache') and look at a test: whoever is known again by a stable id keeps the external id and the groups that there are, and newcomers get the new ids. " +
	"Of others a test names who would be removed and invited again; setting the id attribute back leaves all as it is."

// decide asks for members and groups.
func (x *rekeying) decide() {
	begun := x.state.Rekeying
	if begun == nil {
		begun = &organization.Rekeying{}
	}
	members := rekey.Input{
		Kind: plan.User, Records: x.memberRecords(), Begun: begun.Members, OldKey: x.oldKey,
		Elsewhere: x.elsewhere((*Other).HasMember), Removes: x.Options.Sync.Users && x.Options.Sync.RemoveMissing,
	}
	for i := range x.snapshot.Users {
		u := &x.snapshot.Users[i]
		members.Entries = append(members.Entries, rekey.Entry{
			ID: u.ExternalID, OldID: x.byOldUser[u.ReferenceID], StableID: u.StableID, Name: desired.CleanEmail(u.Email), Deleted: u.Deleted,
		})
	}
	for i := range x.seen.Members {
		m := &x.seen.Members[i]
		members.Shown = append(members.Shown, rekey.Shown{ServerID: m.ID, ExternalID: m.ExternalID, Name: m.Email})
	}
	groups := rekey.Input{Kind: plan.Group, Records: x.groupRecords(), Begun: begun.Groups, OldKey: x.oldKey, Elsewhere: x.elsewhere((*Other).HasGroup)}
	for i := range x.snapshot.Groups {
		if g := &x.snapshot.Groups[i]; !g.Outside {
			groups.Entries = append(groups.Entries, rekey.Entry{ID: g.ExternalID, OldID: x.byOldGroup[g.ReferenceID], StableID: g.StableID, Name: g.Name})
		}
	}
	for i := range x.seen.Groups {
		g := &x.seen.Groups[i]
		groups.Shown = append(groups.Shown, rekey.Shown{ServerID: g.ID, ExternalID: g.ExternalID, Name: g.Name})
	}
	if !x.seen.GroupsListed {
		groups.Entries = nil // nobody can see them: they keep their ids
	}
	x.members, x.groups = rekey.Of(members), rekey.Of(groups)
}

// memberRecords are all whom this profile knows: acknowledged, in flight,
// revoked, removed by hand, from before a clear.
func (x *rekeying) memberRecords() []rekey.Record {
	list := make([]rekey.Record, 0, len(x.state.Members))
	add := func(id string, m organization.AckedMember, acked bool) {
		if m.Email == organization.RemovedEmail {
			m.Email = ""
		}
		list = append(list, rekey.Record{ID: id, StableID: m.StableID, Name: desired.CleanEmail(m.Email), Wanted: desired.CleanEmail(m.Wanted), Acknowledged: acked})
	}
	for id, m := range x.state.Members {
		add(id, m, true)
	}
	others := x.state.Apart()
	for _, f := range x.state.InFlight {
		if _, known := others[f.ExternalID]; f.Kind != organization.FlightGroup && !known {
			others[f.ExternalID] = organization.AckedMember{Email: f.Email, StableID: f.StableID}
		}
	}
	for id, m := range others {
		if _, acked := x.state.Members[id]; !acked {
			add(id, m, false)
		}
	}
	return list
}

func (x *rekeying) groupRecords() []rekey.Record {
	list := make([]rekey.Record, 0, len(x.state.Groups))
	named := map[string]struct{}{}
	add := func(id, stable, name string, acked bool) {
		if _, twice := named[id]; !twice {
			named[id] = struct{}{}
			list = append(list, rekey.Record{ID: id, StableID: stable, Name: name, Acknowledged: acked})
		}
	}
	for id, g := range x.state.Groups {
		add(id, g.StableID, g.Name, x.Options.Sync.Groups)
	}
	for _, f := range x.state.InFlight {
		if f.Kind == organization.FlightGroup {
			add(f.ExternalID, f.StableID, f.Email, false)
		}
	}
	for id, g := range x.state.Known.Groups {
		add(id, g.StableID, g.Name, false)
	}
	return list
}

// elsewhere names another profile that has a member, or a group, too.
func (x *rekeying) elsewhere(has func(o *Other, id string) bool) func(id string) string {
	return func(id string) string {
		for i := range x.Others {
			if has(&x.Others[i], id) {
				return x.Others[i].Profile
			}
		}
		return ""
	}
}

// readByOld reads the directory once more, by the old attribute. Where that
// can't be, it is done without.
func (x *rekeying) readByOld(ctx context.Context) {
	if x.old == nil || x.byOldUser != nil {
		return
	}
	x.byOldUser, x.byOldGroup = map[string]string{}, map[string]string{}
	attribute := x.state.Identity.IDAttribute
	source, err := x.old(ctx, attribute)
	if err != nil {
		x.Log.Warn("the directory can't be read by the old id attribute", "attribute", attribute, "error", err)
		return
	}
	x.progress(StageRead, 0, 0)
	snapshot, err := source.Fetch(ctx, nil)
	if err != nil {
		x.Log.Warn("the directory can't be read by the old id attribute", "attribute", attribute, "error", err)
		return
	}
	for i := range snapshot.Users {
		x.byOldUser[snapshot.Users[i].ReferenceID] = snapshot.Users[i].ExternalID
	}
	for i := range snapshot.Groups {
		x.byOldGroup[snapshot.Groups[i].ReferenceID] = snapshot.Groups[i].ExternalID
	}
	if identifier, ok := source.(directory.Identifier); ok {
		x.oldKey = identifier.ExternalIDKey
	}
}

// proposal tells by name what is to be done.
func (x *rekeying) proposal() *plan.Proposal {
	p := &plan.Proposal{
		Changes: plan.OrEmpty(slices.Concat(x.members.Changes(), x.groups.Changes())),
		Left:    plan.OrEmpty(slices.Concat(x.members.Left, x.groups.Left)), Then: []plan.Change{},
	}
	plan.Sort(p.Changes)
	return p
}
