package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const codesTarget = "frontend/src/i18n/codes.gen.ts"

// codeTypes are the Go types whose constants reach a page as they are, and need
// words there, by their names in TypeScript: the folder or file of the constants,
// where only those of one count, and the type's name.
var codeTypes = map[string]struct{ place, name string }{
	"WarningCode":     {"", "WarningCode"},
	"ChangeCode":      {"backend/plan/change.go", "Code"},
	"FollowCode":      {"backend/plan/offboarding.go", "Code"},
	"ExplanationCode": {"backend/explanation/", "Code"},
	"ExclusionCode":   {"backend/directory/", "ExclusionCode"},
	"DriftKind":       {"backend/plan/", "DriftKind"},
	"Action":          {"backend/plan/", "Action"},
	"Guard":           {"backend/plan/", "Guard"},
	"StepName":        {"backend/explanation/", "StepName"},
	"Outcome":         {"backend/explanation/", "Outcome"},
	"Fate":            {"backend/explanation/", "Fate"},
	"Trigger":         {"backend/organization/", "Trigger"},
	"Task":            {"backend/organization/", "Task"},
	"Result":          {"backend/organization/", "Result"},
}

// writeCodes writes the type of every code, which the catalogues must have.
func writeCodes() error {
	found, err := codes()
	if err != nil {
		return err
	}
	var text bytes.Buffer
	text.WriteString("// Made by tools/sentences of the Go sources; not to be edited.\n")
	for _, name := range slices.Sorted(maps.Keys(codeTypes)) {
		if len(found[name]) == 0 {
			return fmt.Errorf("%s: no constant has the type %s", codesTarget, codeTypes[name].name)
		}
		fmt.Fprintf(&text, "\nexport type %s =", name)
		for _, code := range slices.Sorted(maps.Keys(found[name])) {
			fmt.Fprintf(&text, "\n  | %s", literal(code))
		}
		text.WriteString(";\n")
	}
	return os.WriteFile(codesTarget, text.Bytes(), 0o644) //nolint:forbidigo,gosec // a source file, as an editor writes it
}

// codes are the constants by the name that TypeScript gives their type.
func codes() (map[string]map[string]bool, error) {
	found := map[string]map[string]bool{}
	err := filepath.WalkDir("backend", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testbed") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if consts, ok := decl.(*ast.GenDecl); ok && consts.Tok == token.CONST {
				takeCodes(consts, filepath.ToSlash(path), found)
			}
		}
		return nil
	})
	return found, err
}

func takeCodes(consts *ast.GenDecl, path string, found map[string]map[string]bool) {
	for _, spec := range consts.Specs {
		values, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for name, of := range codeTypes {
			if typeName(values.Type) != of.name || !strings.HasPrefix(path, of.place) {
				continue
			}
			for _, value := range values.Values {
				lit, ok := value.(*ast.BasicLit)
				if !ok {
					continue
				}
				if code, err := strconv.Unquote(lit.Value); err == nil && code != "" {
					if found[name] == nil {
						found[name] = map[string]bool{}
					}
					found[name][code] = true
				}
			}
		}
	}
}

// typeName is the name of a type without that of its package.
func typeName(expr ast.Expr) string {
	switch t := expr.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		return t.Sel.Name
	}
	return ""
}
