package app

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/atomicfile"
	"directoryconnector/backend/internal/configfile"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/syncer"
	"directoryconnector/backend/words"
)

// Code names a kind of Problem for programs. Codes are part of the JSON that
// is promised in docs/formats.md.
type Code string

// The codes.
const (
	CodeFailed      Code = "failed"
	CodeSettings    Code = "settings"
	CodeAuth        Code = "auth"
	CodeNotLoggedIn Code = "not-logged-in"
	CodeDirectory   Code = "directory"
	CodeIncomplete  Code = "incomplete-read"
	CodeGuard       Code = "guard"
	CodeConflict    Code = "conflict"
	CodeIdentity    Code = "cache-identity"
	CodeServer      Code = "server"
	CodeUnknown     Code = "outcome-unknown"
	CodeHeld        Code = "sync-running"
	CodeLocked      Code = "database-locked"
	CodeDatabase    Code = "database"
	CodeProfile     Code = "profile"
	CodeCancelled   Code = "cancelled"
	CodeNotFound    Code = "not-found"
	CodePlan        Code = "plan"
	// CodeChanged: somebody else changed the same settings meanwhile.
	CodeChanged Code = "changed"
	// CodeFilter: a filter is not written as filters are.
	CodeFilter Code = "filter"
	// CodeTakeover: no data.json that can be taken over.
	CodeTakeover Code = "takeover"
)

// A Problem is an error as it is told to a person or a program.
type Problem struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	// Hint says what to do next; may be empty.
	Hint string `json:"hint,omitempty"`
	// Field is the setting it is about; may be empty.
	Field string `json:"field,omitempty"`
	// Findings are what the guards found.
	Findings []plan.Finding `json:"findings,omitempty"`
	// Differences are the changes that are not those of the plan that was applied.
	Differences []plan.Difference `json:"differences,omitempty"`
	// Fields are all settings it is about, Field being the first.
	Fields []FieldProblem `json:"-"`
	// Generic says that Hint goes by Code alone and names commands: a user
	// interface without a command line has words of its own.
	Generic bool `json:"-"`
	// Rekey says, where the cache is another configuration's, whether changing
	// external ids in place is a way on.
	Rekey RekeyState `json:"-"`
}

// RekeyState is how far a change of external ids is.
type RekeyState string

// The states: it is possible, or was begun and must come to its end. Empty: it
// is no way on.
const (
	RekeyPossible RekeyState = "possible"
	RekeyBegun    RekeyState = "begun"
)

// A FieldProblem is what is wrong with one setting.
type FieldProblem struct {
	Key     string `json:"key"`
	Message string `json:"message"`
	// Example is a value that could be set; may be empty.
	Example string `json:"example,omitempty"`
	// Incomplete says that something is only missing as yet.
	Incomplete bool `json:"-"`
	// Code and Args say what Message says, for whoever has words of its own; may
	// be empty.
	Code string   `json:"-"`
	Args []string `json:"-"`
}

// Describe turns an error of this package into a Problem; nil into the zero
// one.
func Describe(err error) Problem {
	if err == nil {
		return Problem{}
	}
	p := Problem{Code: codeOf(err), Message: plainWords(strings.TrimSpace(err.Error())), Hint: cmp.Or(atomicfile.Hint(err), directory.HintOf(err))}
	if guard, ok := errors.AsType[*syncer.GuardError](err); ok {
		p.Findings = guard.Findings
		p.Message = strings.TrimSpace(strings.Replace(p.Message, guard.Error(), words.Findings(guard.Findings), 1))
		if p.Hint == "" {
			p.Hint, p.Generic = guardHint(guard), true
		}
	}
	if planned, ok := errors.AsType[*syncer.PlanError](err); ok && len(planned.Differences) > 0 {
		p.Differences = planned.Differences
		p.Message = strings.Replace(p.Message, planned.Error(), differs(planned.Differences), 1)
	}
	if identity, ok := errors.AsType[*syncer.IdentityError](err); ok {
		if p.Rekey = rekeyState(identity); p.Hint == "" {
			p.Hint, p.Generic = identityHint(p.Rekey), true
		}
	}
	if p.Fields = fieldsOf(err); len(p.Fields) > 0 {
		p.Field = p.Fields[0].Key
	}
	if p.Hint == "" && p.Field == "" && is[*configfile.Error](err) {
		p.Hint = "Nothing was changed. 'bwdc config export' writes a file as it should be."
	}
	if p.Hint == "" {
		p.Hint = hintFor(err, p)
		p.Generic = p.Hint != ""
	}
	return p
}

// hintFor is what to do about an error that brings no hint of its own.
func hintFor(err error, p Problem) string {
	switch {
	case errors.Is(err, ErrProfileBusy):
		return hints[CodeHeld]
	case p.Code != CodeSettings:
		return hints[p.Code]
	}
	if unknown, ok := errors.AsType[*config.UnknownKeyError](err); ok && len(unknown.Nearest) > 0 {
		return "" // it asks for the nearest
	}
	if _, err := config.NewCatalog().Find(p.Field); err != nil {
		return hints[p.Code]
	}
	for _, f := range p.Fields {
		if f.Key != p.Field {
			return "'bwdc config describe KEY' explains a setting."
		}
	}
	return "'bwdc config describe " + p.Field + "' explains it."
}

// mostDiffering is how many differences a message names.
const mostDiffering = 20

// differs says in lines why a plan was not carried out.
func differs(list []plan.Difference) string {
	lines := []string{fmt.Sprintf("the plan no longer holds, so nothing was sent: %s not as planned", directory.Count(len(list), "change is", "changes are"))}
	for i, d := range list {
		if i == mostDiffering {
			lines = append(lines, fmt.Sprintf("  and %d more", len(list)-i))
			break
		}
		lines = append(lines, "  "+words.Difference(d))
	}
	return strings.Join(lines, "\n")
}

// plainWords says what was cancelled in words: "read the directory: context
// canceled" is Go's way to say it.
func plainWords(text string) string {
	const goes = "context canceled"
	if !strings.Contains(text, goes) {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if what, ended := strings.CutSuffix(line, ": "+goes); ended {
			line = "cancelled: " + what
		}
		lines[i] = strings.ReplaceAll(line, goes, "cancelled")
	}
	return strings.Join(lines, "\n")
}

// fieldsOf finds every problem with a setting in an error.
func fieldsOf(err error) []FieldProblem {
	switch e := err.(type) { //nolint:errorlint // it unwraps by itself, to find all
	case nil:
		return nil
	case config.Problem:
		return []FieldProblem{fieldProblem(e)}
	case config.Problems:
		fields := make([]FieldProblem, 0, len(e))
		for _, p := range e {
			fields = append(fields, fieldProblem(p))
		}
		return fields
	case *config.UnknownKeyError:
		return []FieldProblem{{Key: e.Key, Message: e.Error(), Code: "unknown", Args: []string{strings.Join(e.Nearest, ", ")}}}
	case *ChangedError:
		fields := make([]FieldProblem, 0, len(e.Changed))
		for _, c := range e.Changed {
			now := "is not set any more"
			if c.Now != "" {
				now = fmt.Sprintf("is now %q", c.Now)
			}
			fields = append(fields, FieldProblem{Key: c.Key, Message: now, Example: c.Now})
		}
		return fields
	case interface{ Unwrap() error }:
		return fieldsOf(e.Unwrap())
	case interface{ Unwrap() []error }:
		var fields []FieldProblem
		for _, inner := range e.Unwrap() {
			fields = append(fields, fieldsOf(inner)...)
		}
		return fields
	}
	return nil
}

func fieldProblem(p config.Problem) FieldProblem {
	f := FieldProblem{Key: p.Key, Message: p.Text, Example: p.Example, Incomplete: p.Incomplete}
	if p.Code != "" {
		f.Code, f.Args = p.Code, p.Args[:]
	}
	return f
}

// hints are for errors that bring none of their own.
var hints = map[Code]string{
	CodeSettings:  "'bwdc config list' shows all settings, 'bwdc config set KEY VALUE' changes one.",
	CodeIdentity:  "If this change is meant, clear the sync cache ('bwdc clear-cache') and look at a test before the next sync.",
	CodeConflict:  "Give each entry its own email in the directory, narrow the filter, or set sync.duplicateEmails to skip.",
	CodeCancelled: "What the server accepted before is kept; the next sync goes on from there.",
	CodeUnknown:   "The next sync looks at the organization and sends everything.",

	CodeAuth:        "Check the organization's API key and the server's address, and log in again with 'bwdc login'.",
	CodeNotLoggedIn: "Log in with 'bwdc login', or set BW_CLIENTID and BW_CLIENTSECRET.",
	CodeFilter:      "'bwdc try-filter' tries a filter without saving it.",
	CodeDirectory:   "'bwdc check' tests the connection to the directory step by step.",
	CodeIncomplete:  "Nothing was sent and the sync cache is as it was. Try again; 'bwdc check' tests the connection step by step.",
	CodeServer:      "'bwdc check' tests the connection to the server. What it accepted before is kept.",
	CodeHeld:        "Wait until it has ended, or stop that process.",
	CodeProfile:     "'bwdc profile list' shows the profiles.",
	CodeGuard:       "'bwdc test' shows what a sync would mean.",
	CodeNotFound:    "'bwdc history' lists the runs that are kept.",
	CodePlan:        "Make a new plan with 'bwdc plan -o FILE', and have that one approved.",
}

func rekeyState(e *syncer.IdentityError) RekeyState {
	switch {
	case e.Begun > 0:
		return RekeyBegun
	case e.OnlyIDAttribute():
		return RekeyPossible
	}
	return ""
}

// identityHint says how to go on with a cache of another configuration.
func identityHint(state RekeyState) string {
	switch state {
	case RekeyBegun:
		return "Go on with it: bwdc rekey"
	case RekeyPossible:
		return "If this change is meant, 'bwdc rekey' gives members and groups their new external ids in place. Clearing the sync cache ('bwdc clear-cache') is the other way: look at a test before the next sync."
	}
	return hints[CodeIdentity]
}

// guardHint says how to let exactly this happen, where flags do that for all
// that was found; else what to do instead.
func guardHint(g *syncer.GuardError) string {
	var flags []string
	for _, f := range g.Findings {
		if instead := words.Otherwise(f); instead != "" {
			return instead
		}
		flag := words.Flag(f)
		if flag == "" {
			return "'bwdc test' shows what the directory gives."
		}
		flags = append(flags, flag)
	}
	if g.Task == organization.TaskOffboard {
		return "If this is meant, allow exactly this once: bwdc offboard " + words.ShellWord(g.Only) + " " + strings.Join(flags, " ")
	}
	if g.Only != "" {
		flags = append([]string{"--only " + words.ShellWord(g.Only)}, flags...)
	}
	return "If this is meant, allow exactly this once: bwdc sync " + strings.Join(flags, " ")
}
