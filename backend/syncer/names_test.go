package syncer

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"directoryconnector/backend/config"
	"directoryconnector/backend/internal/orgserver"
)

// A nameGame is a directory in which people and groups get, swap and reuse
// names, which are their external ids. Who somebody is tells the stable id, and
// an address that nobody else ever has; what a group is tells what it is called.
type nameGame struct {
	*world
	rt *rapid.T
	// people and groups hold who is there, by address and by the group's name.
	people map[string]*player
	groups map[string]*player
	made   int
	// byHand were removed from the organization by hand.
	byHand map[string]bool
	// took says that somebody was taken out of a group by hand, which only the
	// daily look shows; cleared, that nobody is removed before two syncs.
	took, cleared bool
}

// A player is a person or a group with a name and a stable id.
type player struct {
	name, stable string
	members      map[string]bool // addresses
}

// someNames are few, so that they are used again and again.
func someNames(kind string) []string { return []string{kind + "1", kind + "2", kind + "3", kind + "4"} }

// TestNobodyIsInForSomebodyElse plays random histories of renames, swaps, names
// that are given away, rebuilt servers, changes by hand and clears. After each
// sync every member and every membership is somebody's own, whoever lost access
// was named by that run, and at rest nothing is sent.
func TestNobodyIsInForSomebodyElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		g := &nameGame{world: newWorld(rt, orgserver.Options{SelfHosted: true}), rt: rt, people: map[string]*player{}, groups: map[string]*player{}, byHand: map[string]bool{}}
		o := &g.syncer.Options.Sync
		o.RemovedByHand = config.ByHandAsk
		o.MaxRemovals, o.MaxAdditions = config.Limit{Set: true, Count: 1000}, config.Limit{Set: true, Count: 1000}
		g.people["always@x.test"] = &player{name: "always", stable: "entryUUID:always"}
		g.syncs()
		for range rapid.IntRange(1, 12).Draw(rt, "syncs") {
			for range rapid.IntRange(1, 4).Draw(rt, "changes") {
				g.change()
			}
			g.syncs()
		}
		g.settle()
		g.sent()
		g.syncs()
		if sent := g.sent(); len(sent) > 0 {
			rt.Errorf("at rest, and sent %q", sent)
		}
	})
}

func (g *nameGame) change() {
	kinds := []func(){
		g.join, g.join, g.leave, g.rename, g.rename, g.swap, g.giveAway, g.toggle, g.toggle, g.newGroup, g.renameGroup, g.giveGroupAway,
		g.rebuild, g.removeByHand, g.revokeByHand, g.deleteGroup, g.renameByHand, g.takeOut, g.clear,
	}
	kinds[rapid.IntRange(0, len(kinds)-1).Draw(g.rt, "kind")]()
}

// some draws a key; "" where there is none.
func (g *nameGame) some(from map[string]*player, what string) string {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(from)), func(key string) bool { return key == "always@x.test" })
	if len(keys) == 0 {
		return ""
	}
	return rapid.SampledFrom(keys).Draw(g.rt, what)
}

// free draws a name that nobody has now.
func (g *nameGame) free(of map[string]*player, kind string) string {
	names := slices.DeleteFunc(someNames(kind), func(name string) bool {
		for _, p := range of {
			if p.name == name {
				return true
			}
		}
		return false
	})
	if len(names) == 0 {
		return ""
	}
	return rapid.SampledFrom(names).Draw(g.rt, "name")
}

func (g *nameGame) newPlayer(name string) *player {
	g.made++
	return &player{name: name, stable: fmt.Sprintf("entryUUID:%03d", g.made), members: map[string]bool{}}
}

func (g *nameGame) add(name string) {
	p := g.newPlayer(name)
	g.people[fmt.Sprintf("person%d@x.test", g.made)] = p
}

func (g *nameGame) join() {
	if name := g.free(g.people, "n"); name != "" {
		g.add(name)
	}
}

func (g *nameGame) leave() {
	who := g.some(g.people, "who leaves")
	delete(g.people, who)
	for _, group := range g.groups {
		delete(group.members, who)
	}
}

func (g *nameGame) rename() {
	if who, name := g.some(g.people, "who"), g.free(g.people, "n"); who != "" && name != "" {
		g.people[who].name = name
	}
}

func (g *nameGame) swap() {
	if a, b := g.some(g.people, "a"), g.some(g.people, "b"); a != "" {
		g.people[a].name, g.people[b].name = g.people[b].name, g.people[a].name
	}
}

// giveAway renames somebody, or lets somebody go, and a newcomer has the name.
func (g *nameGame) giveAway() {
	who := g.some(g.people, "who")
	if who == "" {
		return
	}
	old, name := g.people[who].name, g.free(g.people, "n")
	if name != "" && rapid.Bool().Draw(g.rt, "stays") {
		g.people[who].name = name
	} else {
		delete(g.people, who)
		for _, group := range g.groups {
			delete(group.members, who)
		}
	}
	g.add(old)
}

func (g *nameGame) toggle() {
	who, which := g.some(g.people, "who"), g.some(g.groups, "group")
	if who == "" || which == "" {
		return
	}
	if members := g.groups[which].members; members[who] {
		delete(members, who)
	} else {
		members[who] = true
	}
}

func (g *nameGame) addGroup(name string) {
	p := g.newPlayer(name)
	p.members["always@x.test"] = true
	if who := g.some(g.people, "member"); who != "" {
		p.members[who] = true
	}
	g.groups[fmt.Sprintf("Group %d", g.made)] = p
}

func (g *nameGame) newGroup() {
	if name := g.free(g.groups, "g"); name != "" {
		g.addGroup(name)
	}
}

func (g *nameGame) renameGroup() {
	if which, name := g.some(g.groups, "group"), g.free(g.groups, "g"); which != "" && name != "" {
		g.groups[which].name = name
	}
}

// giveGroupAway renames a group, and another one gets its DN.
func (g *nameGame) giveGroupAway() {
	which, name := g.some(g.groups, "group"), g.free(g.groups, "g")
	if which == "" || name == "" {
		return
	}
	old := g.groups[which].name
	g.groups[which].name = name
	g.addGroup(old)
}

// rebuild gives everybody another stable id, as a server does that is built
// anew, where all have the names under which they are known.
func (g *nameGame) rebuild() {
	g.settle()
	for email, p := range g.people {
		if m, known := g.store.state.Members[p.name]; !known || m.Email != email {
			return
		}
	}
	for name, group := range g.groups {
		if acked, known := g.store.state.Groups[group.name]; !known || acked.Name != name {
			return
		}
	}
	for _, all := range []map[string]*player{g.people, g.groups} {
		for _, key := range slices.Sorted(maps.Keys(all)) {
			g.made++
			all[key].stable = fmt.Sprintf("entryUUID:%03d", g.made)
		}
	}
	g.syncs()
}
