package main

import (
	"go/ast"
	"go/parser"
	"maps"
	"slices"
	"testing"
)

// TestSentences reads what a piece of source may say.
func TestSentences(t *testing.T) {
	t.Parallel()
	for source, want := range map[string][]string{
		`fmt.Errorf("read %s: %w", path, err)`:                         {"read %s"},
		`fmt.Errorf("%w: %w", kind, err)`:                              nil,
		`what + ": the server does not offer StartTLS"`:                {"the server does not offer StartTLS"},
		`name + " is revoked " + "already."`:                           {"%s is revoked already."},
		`say("Set it. Or leave it out: no matter.")`:                   {"Or leave it out: no matter.", "Set it."},
		`hint("Look at " + place("the list of users") + ".")`:          {"Look at %s.", "the list of users"},
		`directory.HowMany(n, more, "user")`:                           {"%d user", "%d users"},
		`directory.Found(n, more, "user", " in role " + name)`:         {"%d user found%s", "%d users found%s", "in role %s"},
		`"there is no -----BEGIN PRIVATE KEY-----"`:                    {"there is no -----BEGIN PRIVATE KEY-----"},
		`"set it with --secretfile"`:                                   nil,
		`fmt.Sprintf("%s of %d", count(n, "user", "users"), n)`:        {"%d user", "%d users", "%s of %d"},
		`fmt.Sprintf("All are read. %d are new.", n)`:                  {"%d are new.", "All are read."},
		`"Run 'bwdc check'. Try again."`:                               {"Try again."},
		`a.log.Warn("no page shows it")`:                               nil,
		`strings.TrimPrefix(text, "a b c")`:                            nil,
		`fmt.Sprintf("%s found"+more(), fmt.Sprintf("%d are new", n))`: {"%d are new", "%s found%s"},
		"\"one line\\nand another\"":                                   {"and another", "one line"},
		`"GET"`:                                                        nil,
	} {
		e, err := parser.ParseExpr(source)
		if err != nil {
			t.Fatal(err)
		}
		v := visitor{map[string]bool{}}
		ast.Inspect(e, v.visit)
		if got := slices.Sorted(maps.Keys(v.said)); !slices.Equal(got, want) {
			t.Errorf("%s says %q, not %q", source, got, want)
		}
	}
}

// TestSilent keeps the help of settings out, which pages say in words of their own.
func TestSilent(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]bool{
		"backend/config/definitions_ldap.go": true,
		"backend/config/definition.go":       false,
		"backend/internal/orgserver":         true,
		"backend/internal/ldap":              false,
	} {
		if got := isSilent(file); got != want {
			t.Errorf("%s: silent is %v, not %v", file, got, want)
		}
	}
}
