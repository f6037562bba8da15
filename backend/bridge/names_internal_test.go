package bridge

import (
	"fmt"
	"testing"
	"time"

	"directoryconnector/backend/plan"
)

// mostPatience is what a letter may take in a company of 50,000, by far.
const mostPatience = 100 * time.Millisecond

// gathered are the names of a company.
func gathered(people int) *names {
	g := newGathering()
	first, last := []string{"Ada", "Jürgen", "Zoë", "Łukasz"}, []string{"Müller", "Nuñez", "Byron", "O’Neill"}
	for i := range people {
		g.ofDirectory(fmt.Sprintf("id-%06d", i), fmt.Sprintf("p%06d@example.com", i), first[i%4]+" "+last[i/4%4]+fmt.Sprintf(" %d", i/16))
	}
	g.settle()
	g.add(plan.Group, "dep", "Künstler", "")
	return &names{list: g.index()}
}

// People are found by parts of their names, typed without accents and in any
// order; those that begin with what is typed come first.
func TestPeopleAreFoundByTheirNames(t *testing.T) {
	t.Parallel()
	n := gathered(32)
	for search, want := range map[string]struct {
		total int
		first string
	}{
		"muller":        {8, "p000000@example.com"},
		"MÜLL":          {8, "p000000@example.com"},
		"muller jurgen": {2, "p000001@example.com"},
		"lukasz nun 1":  {1, "p000023@example.com"},
		"kunstler":      {1, "Künstler"},
		"id-000007":     {1, "p000007@example.com"},
		"zoe@":          {0, ""},
	} {
		found, total := n.find(search, 50)
		if total != want.total || total > 0 && found[0].Ref.Name != want.first {
			t.Errorf("%q: %d, %+v", search, total, found)
		}
	}
	if found, _ := n.find("jurgen", 1); found[0].Name != "Jürgen Müller 0" {
		t.Errorf("named: %+v", found)
	}
}

// Who has another external id in the organization than in the directory is
// one person, and what an entry is called belongs to her.
func TestOnePersonWithTwoIdsIsFoundOnce(t *testing.T) {
	t.Parallel()
	g := newGathering()
	g.known(plan.User, "uid=ada", "ada@example.com")
	g.ofDirectory("uid=ada,ou=new", "Ada@example.com ", "Ada Lovelace")
	g.settle()
	n := &names{list: g.index()}
	if found, total := n.find("lovelace", 5); total != 1 || found[0].Ref.Key != "uid=ada" {
		t.Errorf("%d, %+v", total, found)
	}
}

// Several with one email are several, each with a name of its own.
func TestPeopleWithOneEmailAreAllFound(t *testing.T) {
	t.Parallel()
	g := newGathering()
	g.known(plan.User, "id-ada", "ada@example.com")
	for id, name := range map[string]string{"id-bob": "Bob", "id-bill": "Bill"} {
		g.ofDirectory(id, "office@example.com", name)
	}
	g.ofDirectory("id-ada", "ada@example.com", "Ada")
	g.ofDirectory("id-twin", "ada@example.com", "Twin")
	g.settle()
	n := &names{list: g.index()}
	for name, id := range map[string]string{"bob": "id-bob", "bill": "id-bill", "twin": "id-twin"} {
		if found, _ := n.find(name, 5); len(found) != 1 || found[0].Ref.Key != id {
			t.Errorf("%s: %+v", name, found)
		}
	}
	if found, _ := n.find("id-ada", 5); len(found) != 1 || found[0].Name != "Ada" {
		t.Errorf("Ada is %+v", found)
	}
}

func TestFindingAmongManyTakesNoTime(t *testing.T) {
	t.Parallel()
	n := gathered(50_000)
	for _, search := range []string{"m", "muller", "jürgen nunez", "nobody at all", "p04", "id-049999"} {
		best := time.Hour
		for range 5 { // the machine may be busy
			start := time.Now()
			n.find(search, 8)
			best = min(best, time.Since(start))
		}
		if best > mostPatience {
			t.Errorf("%q took %v", search, best)
		}
	}
}
