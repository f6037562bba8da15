package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// sentencesIn returns the sentences of the packages below a folder, by folder.
func sentencesIn(room string) (map[string]map[string]bool, error) {
	said := map[string]map[string]bool{}
	err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || isSilent(file)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || isSilent(file):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(file))
		if said[folder] == nil {
			said[folder] = map[string]bool{}
		}
		v := visitor{said[folder]}
		ast.Inspect(parsed, v.visit)
		return nil
	})
	return said, err
}

func isSilent(file string) bool {
	return slices.ContainsFunc(silent, func(pattern string) bool {
		is, err := path.Match(pattern, filepath.ToSlash(file))
		return err == nil && is
	})
}

// A visitor collects the sentences of a file.
type visitor struct{ said map[string]bool }

func (v visitor) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.Field:
		n.Tag = nil
	case *ast.CallExpr:
		if speaksToNobody(n) {
			return false
		}
		v.counted(n)
	}
	e, ok := n.(ast.Expr)
	if !ok {
		return true
	}
	p := pattern{}
	p.add(e)
	if !p.literal {
		return true
	}
	for _, s := range sentencesOf(p.text.String()) {
		v.said[s] = true
	}
	for _, inner := range p.inner {
		ast.Inspect(inner, v.visit)
	}
	return false
}

// counted takes what is counted: Count(n, "user", "users") says "2 users", and
// HowMany(n, more, "user"), of which Found(n, more, "user", suffix) is made.
func (v visitor) counted(call *ast.CallExpr) {
	name := nameOf(call.Fun)
	for _, step := range []struct{ name, adds string }{{"HowMany", ""}, {"Found", " found%s"}} {
		if name != step.name || len(call.Args) < 3 {
			continue
		}
		if noun, ok := text(call.Args[2]); ok {
			v.said["%d "+noun+step.adds] = true
			v.said["%d "+noun+"s"+step.adds] = true
		}
	}
	if !strings.HasSuffix(strings.ToLower(name), "count") || len(call.Args) != 3 {
		return
	}
	for _, arg := range call.Args[1:] {
		if noun, ok := text(arg); ok {
			v.said["%d "+noun] = true
		}
	}
}

// A pattern is an expression that gives a text, with verbs of fmt for what is
// not known before the program runs.
type pattern struct {
	text strings.Builder
	// literal tells that there is a literal in it.
	literal bool
	// inner are the expressions that its verbs stand for.
	inner []ast.Expr
}

func (p *pattern) add(e ast.Expr) {
	if s, ok := text(e); ok {
		p.text.WriteString(s)
		p.literal = true
		return
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			p.add(e.X)
			p.add(e.Y)
			return
		}
	case *ast.ParenExpr:
		p.add(e.X)
		return
	case *ast.CallExpr:
		if nameOf(e.Fun) != "Sprintf" || len(e.Args) == 0 {
			break
		}
		p.add(e.Args[0])
		p.inner = append(p.inner, e.Args[1:]...)
		return
	}
	p.text.WriteString("%s")
	p.inner = append(p.inner, e)
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func nameOf(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// tools are functions that look at texts or take them apart.
var tools = []string{
	"Compile", "Contains", "Cut", "CutPrefix", "CutSuffix", "EqualFold", "Format", "HasPrefix", "HasSuffix", "Index", "Join",
	"MustCompile", "NewReplacer", "Parse", "ReplaceAll", "Split", "SplitAfter", "SplitN", "TrimPrefix", "TrimSuffix", "panic",
}

// speaksToNobody tells of calls whose texts no page shows: the log, and tools.
func speaksToNobody(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return slices.Contains(tools, nameOf(call.Fun))
	}
	if of, ok := s.X.(*ast.CallExpr); ok && nameOf(of.Fun) == "log" {
		return true
	}
	of := strings.ToLower(nameOf(s.X))
	return slices.Contains(tools, s.Sel.Name) || strings.HasSuffix(of, "log") || of == "slog" || strings.HasSuffix(of, "logger")
}
