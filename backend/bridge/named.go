package bridge

import (
	"errors"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/plan"
)

// knowsMore tells whether the plan, which is newer than what is kept, names
// somebody whom the answer from there is not about. r may be nil.
func (r *result) knowsMore(who string, found *app.Explained, err error) bool {
	if r == nil {
		return false
	}
	who = strings.TrimSpace(who)
	if r.namesExactly(who) {
		return err != nil || !answersFor(found, who)
	}
	return errors.Is(err, app.ErrNobody) && r.namesByWords(who)
}

// namesExactly tells whether the plan, or a list beside it, has somebody, a group or
// an entry of exactly that external id or name.
func (r *result) namesExactly(who string) bool {
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return name != "" && strings.EqualFold(name, who) })
	}
	if _, user := r.userAt[who]; user {
		return true
	}
	if _, group := r.groupAt[who]; group {
		return true
	}
	f := r.plan.file
	changes := f.Changes
	if f.Postponed != nil {
		changes = slices.Concat(changes, f.Postponed.Changes)
	}
	ref := func(r plan.Ref) bool { return is(r.ExternalID, r.Name) }
	return slices.ContainsFunc(changes, func(c plan.Change) bool {
		return is(c.ExternalID, c.Name) || slices.ContainsFunc(c.Joins, ref) || slices.ContainsFunc(c.Leaves, ref)
	}) || slices.ContainsFunc(f.Drift, func(d plan.Drift) bool {
		return is(d.ExternalID, d.Name) || slices.ContainsFunc(d.Joined, ref) || slices.ContainsFunc(d.Left, ref)
	}) || slices.ContainsFunc(f.Missing, func(m plan.MissingGroup) bool { return is(m.ExternalID, m.Name) }) ||
		slices.ContainsFunc(f.Warnings, func(w directory.Warning) bool { return is(w.Entry) }) ||
		slices.ContainsFunc(r.everybody.items, func(u User) bool { return is(u.Email) }) ||
		slices.ContainsFunc(r.groups.items, func(g Group) bool { return is(g.Name) })
}

// namesByWords tells whether somebody in the lists beside the plan is called so,
// in parts.
func (r *result) namesByWords(who string) bool {
	words := app.Words(who)
	return len(words) > 0 && slices.ContainsFunc(r.everybody.keys, func(key string) bool { return app.HasWords(key, words) })
}

// answersFor tells whether an answer is about whom a name means exactly, and
// nobody who is only called so in part, or whom the history alone knows.
func answersFor(found *app.Explained, who string) bool {
	is := func(s explanation.Subject) bool {
		return s.ExternalID == who || strings.EqualFold(s.Name, who) || strings.EqualFold(s.Reference, who)
	}
	x := found.Explanation
	return slices.ContainsFunc(found.Matches, is) || x != nil && is(x.Subject) && (x.Entry != nil || x.Fate != explanation.FateAbsent || len(x.Warnings) > 0)
}
