package bridge

import (
	"errors"
	"slices"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// An Error is an error as the pages show it. Every error of a method of Bridge
// is one.
type Error struct {
	Problem Problem
	err     error
}

func (e *Error) Error() string { return e.Problem.Message }

// Unwrap returns what happened, for errors.Is and errors.As only: its text may
// be longer than a page should show.
func (e *Error) Unwrap() error { return e.err }

// Explain makes a Problem of an error, with hints in the words of the pages.
// Nil gives the zero Problem.
func Explain(err error) Problem {
	if e, told := errors.AsType[*Error](err); told {
		return e.Problem
	}
	p := app.Describe(err)
	if p.Code == app.CodeFailed && errors.Is(err, errBusy) {
		p.Code = app.CodeHeld
	}
	out := Problem{
		Code: string(p.Code), Message: p.Message, Field: p.Field,
		Fields: fieldsOf(p.Fields), Findings: findingsOf(p.Findings),
	}
	out.Hint, out.HintCode = hintOf(p.Code, p.Hint, p.Generic || p.Code == app.CodeGuard)
	if hint := rekeyHints[p.Rekey]; hint != "" && p.Generic {
		out.Hint, out.HintCode = hint, "rekey-"+string(p.Rekey)
	}
	if len(p.Differences) > 0 { // the page lists them
		out.Message, _, _ = strings.Cut(p.Message, "\n")
	}
	return out
}

func fieldsOf(list []app.FieldProblem) []FieldProblem {
	return each(list, func(f app.FieldProblem) FieldProblem {
		return FieldProblem{Key: f.Key, Message: f.Message, Example: f.Example, Incomplete: f.Incomplete, Code: f.Code, Args: visibles(f.Args)}
	})
}

// hints say what to do about a kind of error, in the words of the pages.
var hints = map[app.Code]string{
	app.CodeSettings:    "Open Settings and correct what is marked.",
	app.CodeAuth:        "Check the API key and the address of the server, and log in again.",
	app.CodeNotLoggedIn: "Log in with the API key of the organization.",
	app.CodeFilter:      "Open Settings and correct the filter; the button beneath it tries it.",
	app.CodeTakeover:    "Choose the data.json of Bitwarden's connector. Nothing was changed.",
	app.CodeDirectory:   "Open Settings and press Check connection, which looks at it step by step.",
	app.CodeIncomplete:  "Nothing was sent and the sync cache is as it was. Try again; Check connection in Settings looks at it step by step.",
	app.CodeGuard:       "Look at the list, and at a test. If this is meant, allow exactly this once.",
	app.CodeConflict:    "Give each entry its own email in the directory, narrow the filter in Settings, or choose there to leave out duplicate emails.",
	app.CodeIdentity:    "If this change is meant, press Clear Sync Cache on the page More, and look at a test before the next sync.",
	app.CodeServer:      "Open Settings and press Check connection, which looks at it step by step. What the server accepted before is kept.",
	app.CodeUnknown:     "The next sync looks at the organization and sends everything.",
	app.CodeHeld:        "Wait until it has ended, or stop it there.",
	app.CodeLocked:      "Another program works on this profile's data. Try again in a moment.",
	app.CodeProfile:     "Look at the list of profiles in Settings.",
	app.CodeCancelled:   "What the server accepted before is kept; the next sync goes on from there.",
	app.CodeNotFound:    "The page History lists the syncs that are kept.",
	app.CodeChanged:     "Look at what holds now, and save again what you still want.",
	app.CodePlan:        "Press Test Now, and look at what a sync would do now.",
}

// rekeyHints are for another id attribute, which the command line alone can carry
// through.
var rekeyHints = map[app.RekeyState]string{
	app.RekeyPossible: "If this change is meant, the command line can give members and groups their new external ids in place. " +
		"Or press Clear Sync Cache on the page More, and look at a test before the next sync.",
	app.RekeyBegun: "On the command line it goes on where it was, and must come to its end before the next sync.",
}

// hintOf returns the hint of an error, without sentences that are about
// commands; that of its code, which it names then, where nothing is left, or it
// was no better.
func hintOf(code app.Code, hint string, generic bool) (text, hintCode string) {
	if own := withoutCommands(hint); own != "" && !generic {
		return own, ""
	}
	if text = hints[code]; text == "" {
		return "", ""
	}
	return text, string(code)
}

// withoutCommands takes out the sentences that tell what to type on a command
// line.
func withoutCommands(hint string) string {
	sentences := strings.SplitAfter(hint, ". ")
	sentences = slices.DeleteFunc(sentences, namesCommand)
	return strings.TrimSpace(strings.Join(sentences, ""))
}

func namesCommand(text string) bool {
	return strings.Contains(text, "bwdc ") || strings.Contains(text, "'bwdc") || strings.Contains(text, "--")
}

// mostEntries is how many entries of a Finding are in an answer; Findings pages
// all of them.
const mostEntries = 200

func findingsOf(list []plan.Finding) []Finding {
	return each(list, func(f plan.Finding) Finding {
		return Finding{
			Guard: string(f.Guard), Text: directory.Visible(words.Finding(f)), Count: f.Count, Total: len(f.Entries),
			Entries: entriesOf(&f, mostEntries), Allowance: allowanceOf(f),
			Limit: f.Limit, Used: f.Used, Of: f.Total, Removed: f.Removed, Revoked: f.Revoked, Staged: f.Staged, Why: string(f.Why), Seats: seatsOf(f.Seats),
		}
	})
}

// entriesOf are the first entries of a Finding, or all of fewer.
func entriesOf(f *plan.Finding, most int) []FindingEntry {
	out := make([]FindingEntry, min(most, len(f.Entries)))
	for i := range out {
		e := f.Entry(i)
		out[i] = FindingEntry{Text: directory.Visible(e.Text), Kind: string(f.Kind()), Key: e.ID}
	}
	return out
}

// visibles are foreign texts as a list shows them.
func visibles(list []string) []string { return each(list, directory.Visible) }

// allowanceOf names the field of SyncRequest that lets a guard pass once.
func allowanceOf(f plan.Finding) string {
	if f.Count == 0 {
		return ""
	}
	switch f.Guard {
	case plan.GuardRemovals, plan.GuardNobody:
		return "allowRemovals"
	case plan.GuardMemberships:
		return "allowMemberships"
	case plan.GuardAdditions:
		return "allowAdditions"
	case plan.GuardFirstSync:
		return "allowFirst"
	case plan.GuardSeats:
		return "allowSeats"
	case plan.GuardGroupRemovals:
		return "allowGroupRemovals"
	case plan.GuardGone:
		return "allowGone"
	}
	return ""
}

// texts is never nil, so that JSON shows a list.
func texts(list []string) []string { return append([]string{}, list...) }
