package send

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"directoryconnector/backend/organization"
)

// How long a server gets to finish a request whose answer was lost. Twice as
// long where nobody can look.
const (
	RestTime = 60 * time.Second
	// BetweenReads is how long after one look the next one comes.
	BetweenReads = 10 * time.Second
	// MostReads bounds the wait for two looks that agree.
	MostReads = 30
)

// goOn continues after a lost answer: wait, read the member list until it is
// quiet, acknowledge what was applied, send what is missing, once.
func (x settling) goOn(ctx context.Context, b *batch, cause error) error {
	x.lost = append(x.lost, recording(x).flights(b)...)
	wait := RestTime
	if !x.result.List.Listed {
		wait *= 2
	}
	x.progress(StageWait, 0, int(wait.Seconds()))
	if err := x.Sleep(ctx, wait); err != nil {
		return fmt.Errorf("%w (%w)", err, cause)
	}
	if x.result.List.Listed {
		members, err := x.quietMembers(ctx)
		if err != nil {
			return fmt.Errorf("%w (%w)", cause, err)
		}
		applied, missing := split(b, members)
		if applied.size() > 0 {
			if err := acknowledging(x).accept(ctx, applied); err != nil {
				return err
			}
		}
		if missing.size() == 0 {
			return nil
		}
		b = missing
	}
	x.Log.Info("sending what is missing", "stage", b.stage, "entries", b.size())
	if err := x.post(ctx, b); err != nil {
		return err
	}
	return acknowledging(x).accept(ctx, b)
}

// quietMembers reads the member list until two reads agree.
func (x settling) quietMembers(ctx context.Context) (map[string]organization.Member, error) {
	var last []organization.Member
	for i := range MostReads {
		members, err := x.Organization.Members(ctx)
		if err != nil {
			return nil, fmt.Errorf("read the member list: %w", err)
		}
		slices.SortFunc(members, func(a, b organization.Member) int { return strings.Compare(a.ID, b.ID) })
		if i > 0 && slices.Equal(last, members) {
			byID := make(map[string]organization.Member, len(members))
			for _, m := range members {
				if m.ExternalID != "" {
					byID[m.ExternalID] = m
				}
			}
			return byID, nil
		}
		last = members
		if err := x.Sleep(ctx, BetweenReads); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("the member list still changes after %s", MostReads*BetweenReads)
}

// split tells what of a batch the member list shows as done. Groups can't be
// seen there: they count as missing, which is harmless, since sending a group
// twice gives the same group. A request with overwriteExisting is never split.
func split(b *batch, members map[string]organization.Member) (applied, missing *batch) {
	part := func() *batch {
		c := &batch{stage: b.stage, request: b.request}
		c.request.Members, c.request.Groups = []organization.RequestMember{}, []organization.RequestGroup{}
		return c
	}
	applied, missing = part(), part()
	missing.groups, missing.request.Groups = b.groups, b.request.Groups
	side := map[string]*batch{}
	for _, m := range b.request.Members {
		to := missing
		if _, shown := members[m.ExternalID]; shown != m.Deleted {
			to = applied
		}
		side[m.ExternalID] = to
		to.request.Members = append(to.request.Members, m)
	}
	for _, u := range b.people {
		side[u.ID].people = append(side[u.ID].people, u)
	}
	for _, r := range b.removals {
		side[r.ID].removals = append(side[r.ID].removals, r)
	}
	if b.request.OverwriteExisting && (len(missing.request.Members) > 0 || len(members) > len(b.request.Members)) {
		return part(), b
	}
	return applied, missing
}
