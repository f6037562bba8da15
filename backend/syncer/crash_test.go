package syncer

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/orgserver"
)

func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	first := []any{user("a"), user("b"), user("c"), user("d"), group("g", "a", "b", "c"), group("h", "a"), group("i", "d")}
	second := []any{
		tombstone("a"), withEmail(user("a2"), "a@x.test"), user("b"), disabled(user("d")), user("e"), user("f"),
		entryNamed(group("g", "a2", "b", "e"), "New"), group("h", "f"), nesting(group("j", "b"), "g"),
	}
	third := []any{user("a"), user("c"), user("f"), group("g", "c"), group("h", "a", "f"), group("i", "a"), group("j")}
	plans := map[string][3][]any{
		"the same again":          {first, second, second},
		"changed back":            {first, second, first},
		"changed otherwise":       {first, second, third},
		"back from the beginning": {nil, first, third},
	}
	kinds := map[string]struct {
		options orgserver.Options
		set     func(*Options)
	}{
		"official":    {set: func(*Options) {}},
		"no list":     {options: orgserver.Options{NoMemberList: true}, set: func(*Options) {}},
		"vaultwarden": {options: orgserver.Options{Vaultwarden: true, VaultwardenGroups: true}, set: func(*Options) {}},
		"overwrite":   {set: func(o *Options) { o.Sync.OverwriteExisting = true }},
		"emptying":    {set: func(o *Options) { o.Groups.Missing = config.MissingEmpty }},
	}
	for kindName, kind := range kinds {
		for planName, plan := range plans {
			t.Run(kindName+", "+planName, func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					w := newWorld(t, kind.options)
					w.syncer.Options.Sync.RemoveDisabled = true
					w.syncer.Options.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
					if plan[0] != nil {
						w.has(plan[0]...)
						w.mustSync()
					}
					kind.set(&w.syncer.Options)
					w.has(plan[1]...)
					where := w.killed(n)
					if where == "" {
						if n < 8 {
							t.Errorf("only %d moments to die at", n-1)
						}
						return
					}
					w.has(plan[2]...)
					w.server.Wait()
					w.mustSync()
					w.isTrue(fmt.Sprintf("killed at moment %d, %s", n, where))
					w.rests(fmt.Sprintf("killed at moment %d, %s", n, where))
					if t.Failed() {
						return
					}
				}
			})
		}
	}
}

func (w *world) isVaultwarden() bool {
	s, err := w.syncer.Organization.Server(w.t.Context())
	return err == nil && s.Vaultwarden
}

// TestKilledAgainAndAgain syncs one random directory after the other and dies
// at random moments. The sync that comes to its end makes everything true.
func TestKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, orgserver.Options{
			Vaultwarden: rapid.Bool().Draw(rt, "vaultwarden"), VaultwardenGroups: true,
			NoMemberList: rapid.Bool().Draw(rt, "no list"),
		})
		o := &w.syncer.Options
		o.Sync.MaxRemovals = config.Limit{Set: true, Count: 100}
		o.Groups.Missing = rapid.SampledFrom([]config.MissingGroups{config.MissingKeep, config.MissingEmpty}).Draw(rt, "missing")
		w.has(user("always"))
		w.mustSync()
		o.Sync.OverwriteExisting = rapid.Bool().Draw(rt, "overwrite") && !w.isVaultwarden() // which refuses it
		for round := range rapid.IntRange(1, 4).Draw(rt, "rounds") {
			w.hasAny(rt)
			if where := w.killed(rapid.IntRange(1, 20).Draw(rt, "moment")); where != "" && rapid.Bool().Draw(rt, "go on") {
				continue
			} else if where != "" {
				w.hasAny(rt)
				w.mustSync()
			}
			w.isTrue(fmt.Sprintf("round %d", round))
			w.rests(fmt.Sprintf("round %d", round))
		}
	})
}

// TestKilledWhileAnAccountIsMadeAnew: without a list a member is remembered by a
// request in flight alone, whose address somebody else has. Where neither is in
// the directory in the end, nobody stays, and where the old account is back, the
// member has its external id again.
func TestKilledWhileAnAccountIsMadeAnew(t *testing.T) {
	t.Parallel()
	before, anew := []any{user("a"), user("old")}, []any{user("a"), withEmail(user("new"), "old@x.test")}
	for name, c := range map[string]struct {
		was, first, second, then []any
		want                     []string
	}{
		"the account goes":        {before[:1], before, anew, before[:1], []string{"a=a@x.test"}},
		"the old account is back": {before, anew, before, before, []string{"a=a@x.test", "old=old@x.test"}},
	} {
		for _, kind := range []orgserver.Options{{NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
			for _, rests := range []bool{false, true} { // in between
				t.Run(fmt.Sprintf("%s, vaultwarden %t, rests %t", name, kind.Vaultwarden, rests), func(t *testing.T) {
					t.Parallel()
					for first, begun := 1, "?"; begun != "" && !t.Failed(); first++ {
						for second, came := 1, "?"; came != "" && !t.Failed(); second++ {
							w := newWorld(t, kind)
							w.has(c.was...)
							w.mustSync()
							w.has(c.first...)
							begun = w.killed(first)
							w.has(c.second...)
							if came = w.killed(second); rests {
								w.mustSync()
								w.mustSync()
								w.rests(fmt.Sprintf("%s, then %s", begun, came))
							}
							w.has(c.then...)
							w.mustSync()
							if w.wantMembers(c.want...); t.Failed() {
								t.Errorf("killed at moment %d, %s, and %d, %s", first, begun, second, came)
							}
						}
					}
				})
			}
		}
	}
}

// TestBackAfterALostRemoval: a server without lists removed somebody or did not,
// and nobody knows. Sent again while her group is not in the directory, by a sync
// that is cut off as well, she may have lost the group: she gets it when it is
// back, and it is emptied where it stays away.
func TestBackAfterALostRemoval(t *testing.T) {
	t.Parallel()
	for name, then := range map[string][]any{
		"the group is back":    {user("a"), user("b"), group("g", "a")},
		"the group stays away": {user("a"), user("b")},
	} {
		for _, missing := range []config.MissingGroups{config.MissingKeep, config.MissingEmpty} {
			t.Run(name+", "+string(missing), func(t *testing.T) {
				t.Parallel()
				for first, done := 1, false; !done && !t.Failed(); first++ {
					for second := 1; ; second++ {
						w := newWorld(t, orgserver.Options{NoMemberList: true})
						w.syncer.Options.Groups.Missing = missing
						w.has(user("a"), user("b"), group("g", "a"))
						w.mustSync()
						w.has(user("b"), tombstone("a"), group("g", "a"))
						done = w.killed(first) == ""
						w.has(user("a"), user("b"))
						where := w.killed(second)
						w.has(then...)
						w.mustSync()
						when := fmt.Sprintf("killed at moments %d and %d, %s", first, second, where)
						w.isTrue(when)
						w.rests(when)
						if where == "" || t.Failed() {
							break
						}
					}
				}
			})
		}
	}
}

// TestAGroupThatLeftBehindALostRequest: while a request is cut off in which b
// joins, the group leaves the directory, and comes back as it was before. Nobody
// knows whether b is in it; so it is sent.
func TestAGroupThatLeftBehindALostRequest(t *testing.T) {
	t.Parallel()
	for _, missing := range []config.MissingGroups{config.MissingKeep, config.MissingEmpty} {
		for _, o := range []orgserver.Options{{}, {NoMemberList: true}, {Vaultwarden: true, VaultwardenGroups: true}} {
			for n := 1; ; n++ {
				w := newWorld(t, o)
				w.syncer.Options.Groups.Missing = missing
				w.has(user("a"), user("b"), group("g", "a"), group("h"))
				w.mustSync()
				w.has(user("a"), user("b"), group("g", "a", "b"), group("h"))
				where := w.killed(n)
				w.has(user("a"), user("b"), group("h"))
				w.server.Wait()
				w.mustSync()
				w.rests("without the group")
				w.has(user("a"), user("b"), group("g", "a"), group("h"))
				w.mustSync()
				when := fmt.Sprintf("%+v, groups.missing %s, killed at moment %d, %s", o, missing, n, where)
				w.isTrue(when)
				w.rests(when)
				if where == "" || t.Failed() {
					break
				}
			}
		}
	}
}

// hasAny gives the directory some of eight users, of whom two have one email
// (an account made anew), and some of four groups.
func (w *world) hasAny(rt *rapid.T) {
	entries, ids := []any{user("always")}, []string{"always"}
	add := func(u directory.User) { entries, ids = append(entries, u), append(ids, u.ExternalID) }
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		switch rapid.IntRange(0, 3).Draw(rt, id) {
		case 0:
			entries = append(entries, tombstone(id))
		case 1, 2:
			add(user(id))
		}
	}
	switch rapid.IntRange(0, 4).Draw(rt, "account") {
	case 0:
		add(user("old"))
	case 1:
		add(withEmail(user("new"), "old@x.test"))
	case 2:
		add(withEmail(user("new"), "old@x.test"))
		entries = append(entries, tombstone("old"))
	case 3:
		add(user("old"))
		entries = append(entries, tombstone("new"))
	}
	for _, id := range []string{"g", "h", "i", "j"} {
		if rapid.Bool().Draw(rt, id) {
			members := slices.DeleteFunc(slices.Clone(ids), func(string) bool { return rapid.Bool().Draw(rt, "not") })
			entries = append(entries, group(id, members...))
		}
	}
	w.has(entries...)
}

// TestKilledTwice dies while somebody goes, and again while the same comes
// back.
func TestKilledTwice(t *testing.T) {
	t.Parallel()
	with := []any{user("a"), user("b"), group("g", "a", "b")}
	without := []any{user("b"), group("g", "a", "b")}
	for first, done := 1, false; !done; first++ {
		for second := 1; ; second++ {
			w := newWorld(t, orgserver.Options{})
			w.has(with...)
			w.mustSync()
			w.has(without...)
			done = w.killed(first) == ""
			w.has(with...)
			rested := w.killed(second) == ""
			w.mustSync()
			w.isTrue(fmt.Sprintf("killed at moments %d and %d", first, second))
			if rested || t.Failed() {
				break
			}
		}
	}
}
