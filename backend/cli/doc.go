// Package cli is the command line: thin commands around backend/app, and what
// they print.
//
// The rules of what is printed:
//
//   - Answers go to standard output, everything else (progress, warnings,
//     questions, errors) to standard error. --quiet silences all but errors
//     and questions.
//   - A line to a person starts with "bwdc: " and what it is: "error: ",
//     "hint: ", "warning: ", "note: ". One error is told once, at the end, by
//     Factory.finish.
//   - Words, not codes: colour and ✓ repeat what a word says, and colour is
//     used on a terminal only and not where NO_COLOR is set.
//   - What Bitwarden's connector prints for a program (--response, test) keeps
//     its shape. Fields may be added, none is ever taken away: docs/formats.md.
//   - Nothing is asked where standard input is no terminal or --nointeraction
//     is given.
package cli
