package cli

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/words"
)

// maxLines is how much of a long list a person is shown.
const maxLines = 50

func (f *Factory) line(kind, colour, text string) {
	kind = paint(f.colours(f.IO.ErrTerminal), colour, kind+":")
	fmt.Fprintf(f.stderr, "bwdc: %s %s\n", kind, directory.VisibleBut("\n", f.redact(text)))
}

// here is a text whose commands act on the same data folder and profile, copied.
func (f *Factory) here(text string) string {
	return f.place().In(text)
}

func (f *Factory) place() words.Place {
	return words.Place{DataDir: f.flags.dataDir, Profile: f.flags.profile}
}

// Note tells something that is good to know.
func (f *Factory) Note(text string) {
	if !f.quiet() && text != "" {
		f.line("note", bold, f.place().Beside(text))
	}
}

// warn tells something that is wrong and stops nothing.
func (f *Factory) warn(text string) {
	if !f.quiet() {
		f.line("warning", yellow, f.place().Beside(text))
	}
}

// warnings tells what is wrong with entries; rest says where all of it is.
func (f *Factory) warnings(list []directory.Warning, rest string) {
	for i, w := range list {
		if i == maxLines {
			f.warn(fmt.Sprintf("and %d more; %s", len(list)-maxLines, f.here(rest)))
			return
		}
		f.warn(w.Text)
	}
}

// finish tells err, if there is one that was not told yet, and returns the
// exit code.
func (f *Factory) finish(err error) int {
	f.stderr.status("")
	if err != nil && !is[reported](err) {
		if answerErr := f.fail(err, nil); answerErr != nil {
			f.line("error", red, answerErr.Error())
		}
	}
	if f.cleanExit() {
		return ExitDone
	}
	if f.flags.detailedExit && is[usageError](err) {
		return ExitFailed // 2 means changes
	}
	return exitCode(err)
}

// fail tells an error where it was asked for: as the answer of --response,
// else in words. data goes with the answer.
func (f *Factory) fail(err error, data any) error {
	problem := app.Describe(err)
	if is[usageError](err) {
		problem.Code = codeUsage
	}
	if f.response() && !f.answered {
		f.answered = true
		problem.Hint = f.redact(problem.Hint)
		return f.writeJSON(failure{Message: theirError(problem.Code) + f.redact(message(err, problem)), Problem: problem, Findings: newFindings(problem.Findings), Data: data})
	}
	f.printProblem(err, problem)
	return nil
}

// codeUsage is the app.Code of a command line that was not understood.
const codeUsage app.Code = "usage"

// failure is the answer of --response to what did not work.
type failure struct {
	Success bool   `json:"success"`
	Message string `json:"message"`
	app.Problem
	Findings []findingData `json:"findings,omitempty"`
	Data     any           `json:"data,omitempty"`
}

// message is the error in one text.
func message(err error, problem app.Problem) string {
	problems, settings := errors.AsType[config.Problems](err)
	file, ofFile := errors.AsType[fileError](err)
	switch {
	case ofFile:
		return file.Error()
	case settings:
		return problems.Error()
	}
	return problem.Message
}

// printProblem prints an error in words: each problem and each finding with its
// list.
func (f *Factory) printProblem(err error, problem app.Problem) {
	run := ""
	if e, ok := errors.AsType[runError](err); ok {
		run = e.id
	}
	problems, many := errors.AsType[config.Problems](err)
	file, _ := errors.AsType[fileError](err)
	switch {
	case len(problem.Findings) > 0:
		rest := problem.Message
		for _, finding := range problem.Findings {
			text := words.Finding(finding)
			f.line("error", red, f.place().Beside(text))
			f.list(finding.Entries, run)
			rest = strings.TrimSpace(strings.Replace(rest, text, "", 1))
		}
		if rest != "" { // what went wrong beside, as writing the history
			f.printLines(strings.Split(rest, "\n"), run)
		}
	case many:
		for _, p := range problems {
			f.line("error", red, file.place()+p.Error())
		}
	default:
		f.printLines(strings.Split(f.place().Beside(problem.Message), "\n"), run)
	}
	if problem.Hint != "" {
		f.line("hint", bold, f.here(problem.Hint))
	}
}

// printLines prints an error of several lines; those that belong to the line
// before start with a space.
func (f *Factory) printLines(lines []string, run string) {
	var details []string
	flush := func() {
		f.list(details, run)
		details = nil
	}
	for _, line := range lines {
		if strings.HasPrefix(line, " ") {
			details = append(details, strings.TrimPrefix(line, "  ")) // keeps what points at a place below it
			continue
		}
		flush()
		f.line("error", red, line)
	}
	flush()
}

// list prints what a line was about, but not more than a person reads.
func (f *Factory) list(entries []string, run string) {
	for i, entry := range entries {
		if i == maxLines {
			where := "'bwdc test --details' shows all"
			if run != "" {
				where = fmt.Sprintf("all in 'bwdc history %s'", run)
			}
			fmt.Fprintf(f.stderr, "  and %d more; %s\n", len(entries)-maxLines, f.here(where))
			return
		}
		fmt.Fprintf(f.stderr, "  %s\n", directory.Visible(entry))
	}
}

// fileError says which file is wrong, in each line that begins something.
type fileError struct {
	error
	name string
}

func (e fileError) Unwrap() error { return e.error }

// place is what such a line begins with; nothing for no file.
func (e fileError) place() string {
	if e.name == "" {
		return ""
	}
	return e.name + ": "
}

func (e fileError) Error() string {
	lines := strings.Split(e.error.Error(), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, " ") {
			lines[i] = e.place() + line
		}
	}
	return strings.Join(lines, "\n")
}

// runError says which run of the history tells more.
type runError struct {
	error
	id string
}

func (e runError) Unwrap() error { return e.error }

// ofRun is the error of a run, which is nil where there was none.
func ofRun(err error, run *organization.Run) error {
	if run == nil {
		return err
	}
	return runError{err, run.ID}
}

// The colours, as SGR codes (ECMA-48).
const (
	bold   = "1"
	red    = "1;31"
	green  = "32"
	yellow = "33"
)

// colours tells whether a stream that is a terminal gets colours. The old
// Windows console shows the codes as text.
func (f *Factory) colours(terminal bool) bool {
	return terminal && f.Getenv("NO_COLOR") == "" && f.Getenv("TERM") != "dumb" &&
		(runtime.GOOS != "windows" || f.Getenv("WT_SESSION") != "")
}

func paint(on bool, colour, text string) string {
	if !on {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}
