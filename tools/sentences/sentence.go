package main

import (
	"regexp"
	"strings"
)

var (
	verbs = regexp.MustCompile(`%(?:\[\d+\])?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]`)
	words = regexp.MustCompile(`\p{L}{2,}`)
	// flags are those of a command line, and not the dashes around a key.
	flags = regexp.MustCompile(`(?:^|[^-])--[\p{L}%]`)
	// ends are where a sentence ends and another one begins, as the pages see it.
	ends = regexp.MustCompile(`[.!?] (?:[\p{Lu}\d'"/]|%[dqswv])`)
)

// sentencesOf takes a text apart as the pages do: lines, and sentences in them,
// without what stands before and after a colon and comes from elsewhere.
func sentencesOf(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		for {
			at := ends.FindStringIndex(line)
			if at == nil {
				break
			}
			list = appendSentence(list, line[:at[0]+1])
			line = line[at[0]+2:]
		}
		list = appendSentence(list, line)
	}
	return list
}

func appendSentence(list []string, s string) []string {
	for before := ""; s != before; {
		before = s
		s = strings.TrimSpace(s)
		for _, foreign := range []string{"%s", "%w", "%v", "%q"} {
			s = strings.TrimPrefix(s, foreign+": ")
			s = strings.TrimSuffix(s, ": "+foreign)
		}
		s = strings.TrimSuffix(strings.TrimPrefix(s, ": "), ":")
	}
	if strings.Contains(s, "bwdc ") || flags.MatchString(s) {
		return list // it is for a command line: the pages leave it out
	}
	own := verbs.ReplaceAllString(s, "")
	if !strings.Contains(s, " ") || words.FindString(own) == "" || !strings.Contains(strings.TrimSpace(own), " ") && !verbs.MatchString(s) {
		return list
	}
	return append(list, s)
}
