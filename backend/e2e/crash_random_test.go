package e2e

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"directoryconnector/backend/internal/orgserver"
)

// TestKilledAtRandomMoments changes the directory at random, starts a sync and
// kills it at any moment, again and again; every few rounds a sync may end,
// and the organization must be what the directory says by then.
func TestKilledAtRandomMoments(t *testing.T) {
	t.Parallel()
	const seed, rounds = 20261123, 48
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // repeatable on purpose

	c := newCompany()
	c.removesDisabled = true
	next := 0
	join := func() {
		key := fmt.Sprintf("u%03d", next)
		next++
		c.people[key] = person{email: key + "@example.test", id: key}
	}
	for range 30 {
		join()
	}
	for i := range 5 {
		c.teams[fmt.Sprintf("t%d", i)] = team{name: fmt.Sprintf("Team %d", i)}
	}
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, c, settings{"sync.removeDisabled": "true"})
	d.program = restless(t)
	d.syncs()
	exported := d.export()
	// How long a whole sync takes here decides when to kill. Other tests make
	// the machine faster and slower meanwhile, so the guess follows: about two
	// syncs of three are killed, and at every stage.
	start := time.Now()
	d.ok("sync", "--full")
	whole := time.Since(start)

	killed := 0
	for round := range rounds {
		mutate(random, c, join)
		d.now(c)
		run := d.start("sync", "--yes")
		if round%6 == 5 {
			if a := run.wait(patience); a.code != 0 {
				t.Fatalf("%s", a.report("round "+itoa(round)))
			}
			d.org.holds(t, c)
		} else {
			time.Sleep(time.Duration(random.Int64N(int64(whole) + int64(whole)/4)))
			run.kill()
			if run.wait(patience).killed {
				killed++
				whole += whole / 8
			} else {
				whole -= whole / 4
			}
		}
		d.org.Wait()
		d.honest(d.org)
		same(t, "settings", exported, d.export())
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	d.syncs()
	if killed < rounds/4 {
		t.Errorf("only %d of %d rounds ended with a kill", killed, rounds)
	}
}

// mutate makes one to four changes. Few memberships go at once, so that no
// guard asks.
func mutate(random *rand.Rand, c *company, join func()) {
	keys := func() []string {
		var list []string
		for key := range c.people {
			list = append(list, key)
		}
		slices.Sort(list)
		return list
	}
	for range 1 + random.IntN(4) {
		people := keys()
		somebody := people[random.IntN(len(people))]
		somewhere := fmt.Sprintf("t%d", random.IntN(5))
		switch random.IntN(8) {
		case 0, 1:
			join()
		case 2:
			if len(people) > 20 {
				c.leave(somebody)
			}
		case 3:
			c.change(somebody, func(p *person) { p.disabled = !p.disabled })
		case 4:
			c.changeTeam(somewhere, func(t *team) { t.name = fmt.Sprintf("Team %s %d", somewhere, random.IntN(1000)) })
		case 5, 6:
			c.changeTeam(somewhere, func(t *team) {
				if !slices.Contains(t.members, somebody) {
					t.members = append(t.members, somebody)
				}
			})
		default:
			c.changeTeam(somewhere, func(t *team) {
				t.members = slices.DeleteFunc(t.members, func(m string) bool { return m == somebody })
			})
		}
	}
}
