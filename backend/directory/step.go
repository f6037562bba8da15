package directory

import "fmt"

// A StepReporter hands over the Steps of a check, as Checker.Check gets it.
type StepReporter func(Step)

// OK tells that a step went well, and what it found.
func (r StepReporter) OK(name, format string, args ...any) {
	r(Step{Name: name, Status: StepOK, Detail: fmt.Sprintf(format, args...)})
}

// Warn tells what a step found that could be better, and what to do about it.
func (r StepReporter) Warn(name, hint, format string, args ...any) {
	r(Step{Name: name, Status: StepWarning, Detail: fmt.Sprintf(format, args...), Hint: hint})
}

// Nobody warns that the step "users" found none, and tells what to do about it.
func (r StepReporter) Nobody(hint, format string, args ...any) {
	r(Step{Name: "users", Status: StepWarning, Detail: fmt.Sprintf(format, args...), Hint: hint, Nobody: true})
}

// Fail tells why a step failed, with the error's own hint, and returns err.
func (r StepReporter) Fail(name string, err error) error {
	r(Step{Name: name, Status: StepFailed, Detail: err.Error(), Hint: HintOf(err)})
	return err
}

// Count is a number with the word for what is counted.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// HowMany counts what a step found; more says that there are others.
func HowMany(n int, more bool, one string) string {
	text := Count(n, one, one+"s")
	if more {
		return "more than " + text
	}
	return text
}

// Found says what a step found, and where or by what: "4 users found with the query a=b".
func Found(n int, more bool, one, suffix string) string {
	return HowMany(n, more, one) + " found" + suffix
}

// ByQuery is what a step adds to what it found by a query.
func ByQuery(query string) string {
	if query == "" {
		return ""
	}
	return " with the query " + query
}
