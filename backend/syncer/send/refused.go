package send

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/syncer/desired"
)

// A refusal is one entry that the server refused, in its words.
type refusal struct {
	batch *batch // of this entry alone
	words string
}

// mostAlike is how many entries in a row, refused one by one with the same
// words, are no matter of these entries: a mail server that is down.
const mostAlike = 5

// WarnRemovalRefused: the server refused a removal.
const WarnRemovalRefused directory.WarningCode = "removal-refused"

// errNoEntry: what is refused is no matter of single entries.
var errNoEntry = errors.New("one entry after the other was refused for the same reason, which is no matter of these entries, and nobody was left out for it")

// refusing finds out which entries a request was refused for.
type refusing struct{ *sender }

// deliver sends a batch so that what the server refuses because of one entry
// never blocks the others: where the answer names the entry it is left out;
// vaultwarden works through the list and stops without naming it, so there the
// request is halved until the entry stands alone.
func (x refusing) deliver(ctx context.Context, b *batch) error {
	recovered := x.recovered
	err := x.sendOne(ctx, b)
	if err == nil {
		return x.leaveOutAlone(ctx)
	}
	rejected, ok := errors.AsType[*organization.RejectedError](err)
	if !ok || rejected.Status != http.StatusBadRequest || b.request.OverwriteExisting || x.recovered != recovered {
		return err
	}
	if !x.result.Vaultwarden() {
		return x.withoutNamed(ctx, b, rejected, err)
	}
	n := b.units()
	if n == 1 {
		return x.refusedAlone(ctx, refusal{b, rejected.Words()}, err)
	}
	x.Log.Info("request refused, sending its halves", "stage", b.stage, "entries", n)
	for _, half := range []*batch{
		x.make.part(b, func(i int) bool { return i < n/2 }), x.make.part(b, func(i int) bool { return i >= n/2 }),
	} {
		if err := x.deliver(ctx, half); err != nil {
			return err
		}
	}
	return nil
}

// refusedAlone keeps an entry in mind that was refused alone, until it is
// clear that the reason is the entry.
func (x refusing) refusedAlone(ctx context.Context, r refusal, err error) error {
	// A request that is refused at its first entry did nothing.
	if err := x.unfly(ctx, r.batch); err != nil {
		return err
	}
	if len(x.alone) > 0 && x.alone[0].words != r.words {
		if err := x.leaveOutAlone(ctx); err != nil {
			return err
		}
	}
	x.alone = append(x.alone, r)
	if len(x.alone) < mostAlike {
		return nil
	}
	for _, r := range x.alone {
		x.refuse(r.batch)
	}
	x.alone = nil
	return fmt.Errorf("%w: %w", errNoEntry, err)
}

// leaveOutAlone leaves out who was refused alone.
func (x refusing) leaveOutAlone(ctx context.Context) error {
	alone := x.alone
	x.alone = nil
	for _, r := range alone {
		x.leaveOut(r)
	}
	return ctx.Err()
}

// withoutNamed leaves out the entries that the answer names and sends the
// others.
func (x refusing) withoutNamed(ctx context.Context, b *batch, rejected *organization.RejectedError, err error) error {
	said := map[string]string{}
	for _, e := range rejected.Named {
		if said[e.ExternalID] != "" {
			said[e.ExternalID] += "; "
		}
		said[e.ExternalID] += e.Text
	}
	named := func(i int) bool { _, is := said[b.unit(i)]; return is }
	out, rest := x.make.part(b, named), x.make.part(b, func(i int) bool { return !named(i) })
	if out == nil {
		return err
	}
	if err := x.unfly(ctx, out); err != nil {
		return err
	}
	for i := range out.units() {
		x.leaveOut(refusal{x.make.part(out, func(j int) bool { return j == i }), said[out.unit(i)]})
	}
	if rest == nil {
		return nil
	}
	return x.deliver(ctx, rest)
}

// unfly takes what was certainly not done out of the record.
func (x refusing) unfly(ctx context.Context, b *batch) error {
	c := organization.Change{DeleteFlights: b.flights(), AddFlights: recording(x).earlier(b)}
	if err := x.commit(context.WithoutCancel(ctx), c); err != nil {
		return fmt.Errorf("record what the server refused: %w", err)
	}
	return nil
}

// unflyRefused does so with all of a batch that vaultwarden did not come to.
func (x refusing) unflyRefused(ctx context.Context, b *batch) error {
	left := x.make.part(b, func(i int) bool { _, refused := x.refused[b.unit(i)]; return refused })
	if left == nil {
		return nil
	}
	return x.unfly(ctx, left)
}

// leaveOut leaves one entry out with the server's words. Who is a member stays
// one, as accepted before; anybody else is not acknowledged, nor are the
// groups that list him or her.
func (x refusing) leaveOut(r refusal) {
	counts := &x.result.Counts
	warn := func(code directory.WarningCode, entry, what string) {
		x.warn(code, entry, fmt.Sprintf("%s: the server refused it: %q", what, r.words))
	}
	for i := range r.batch.removals {
		removal := &r.batch.removals[i]
		warn(WarnRemovalRefused, removal.ID, fmt.Sprintf("%s (%s) could not be removed", removal.Emails[0], removal.ID))
	}
	for _, p := range r.batch.people {
		counts.LeftOut++
		if _, known := x.result.In.State.Members[p.ID]; known {
			counts.Held++
			warn(desired.WarnUserHeld, p.Entry.ReferenceID, fmt.Sprintf("user %s is held (%s)", p.Describe(), p.Email))
			continue
		}
		counts.Users--
		x.refused[p.ID] = struct{}{}
		warn(desired.WarnUserLeftOut, p.Entry.ReferenceID, fmt.Sprintf("user %s was left out (%s)", p.Describe(), p.Email))
	}
	for i := range r.batch.groups {
		counts.LeftOut++
		warn(desired.WarnGroupLeftOut, r.batch.groups[i].ID, fmt.Sprintf("group %q was left out", r.batch.groups[i].Name))
	}
	if len(r.batch.people)+len(r.batch.removals)+len(r.batch.groups) == 0 {
		for _, m := range r.batch.request.Members {
			warn(desired.WarnUserHeld, m.ExternalID, fmt.Sprintf("member %s (%s) is held", m.Email, m.ExternalID))
		}
	}
}

// part makes a batch of some entries of another, by their positions; nil for
// none.
func (m maker) part(b *batch, keep func(i int) bool) *batch {
	var parts []*batch
	n := b.units()
	switch {
	case len(b.removals) > 0:
		parts = m.removals(some(b.removals, keep))
	case len(b.groups) > 0:
		parts = m.groups(some(b.groups, keep))
	case len(b.people) > 0:
		parts = m.people(some(b.people, keep), n)
	default:
		parts = m.kept(some(b.request.Members, keep))
	}
	if len(parts) == 0 {
		return nil
	}
	return parts[0] // what fitted into one request still does
}

func some[T any](list []T, keep func(i int) bool) []T {
	var out []T
	for i := range list {
		if keep(i) {
			out = append(out, list[i])
		}
	}
	return out
}
