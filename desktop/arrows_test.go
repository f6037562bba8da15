package desktop

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// elsewhere stands for every package that is imported: what is in there does
// not matter.
type elsewhere struct{}

func (elsewhere) Import(name string) (*types.Package, error) {
	p := types.NewPackage(name, path.Base(name))
	p.MarkComplete()
	return p, nil
}

// uses tells for each file of this package which other ones declare what it
// uses.
func uses(t *testing.T) map[string][]string {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.HasSuffix(name.Name(), ".go") || strings.HasSuffix(name.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	check := types.Config{Importer: elsewhere{}, Error: func(error) {}}
	here, _ := check.Check("desktop", set, files, &info) // nothing of elsewhere is found
	used := map[string][]string{}
	for name, object := range info.Uses {
		from, to := set.Position(name.Pos()).Filename, set.Position(object.Pos()).Filename
		if object.Pkg() == here && to != "" && from != to && !slices.Contains(used[from], to) {
			used[from] = append(used[from], to)
		}
	}
	return used
}

// TestFilesUseThoseBelowThemOnly: from no file a way leads back to it.
func TestFilesUseThoseBelowThemOnly(t *testing.T) {
	t.Parallel()
	used := uses(t)
	if !slices.Contains(used["run.go"], "desktop.go") || !slices.Contains(used["desktop.go"], "closing.go") || !slices.Contains(used["closing.go"], "window.go") {
		t.Fatalf("the arrows that are there are not seen: %v", used)
	}
	done := map[string]bool{}
	var follow func(way []string)
	follow = func(way []string) {
		at := way[len(way)-1]
		if slices.Contains(way[:len(way)-1], at) {
			t.Errorf("a way back: %s", strings.Join(way, " -> "))
			return
		}
		if done[at] {
			return
		}
		for _, to := range used[at] {
			follow(append(slices.Clone(way), to))
		}
		done[at] = true
	}
	for from := range used {
		follow([]string{from})
	}
}
