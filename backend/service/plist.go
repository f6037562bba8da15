package service

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// labelPrefix is before the name of a profile in launchd's label of its service.
const labelPrefix = "io.github.directoryconnector.bwdc."

// plistText is the definition of a service for launchd. It begins with the
// machine (or the person's session), and is begun again half a minute after a
// failure; what a new try would not help ends with 0 (see Host.Exit). The keys:
// https://keith.github.io/xcode-man-pages/launchd.plist.5.html
func plistText(profile string, s Spec, log string) string {
	var out strings.Builder
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
`)
	text := func(key, value string) {
		fmt.Fprintf(&out, "\t<key>%s</key>\n\t<string>%s</string>\n", key, escaped(value))
	}
	text("Label", labelPrefix+profile)
	out.WriteString("\t<key>ProgramArguments</key>\n\t<array>\n")
	for _, word := range append([]string{s.Program}, arguments(profile, s.DataDir)...) {
		fmt.Fprintf(&out, "\t\t<string>%s</string>\n", escaped(word))
	}
	out.WriteString("\t</array>\n")
	if s.Account != "" {
		text("UserName", s.Account)
	}
	text("StandardErrorPath", log)
	text("ProcessType", "Background")
	out.WriteString(`	<key>RunAtLoad</key>
	<true/>
	<key>KeepAlive</key>
	<dict>
		<key>SuccessfulExit</key>
		<false/>
	</dict>
	<key>ThrottleInterval</key>
	<integer>30</integer>
	<key>ExitTimeOut</key>
	<integer>90</integer>
	<key>Umask</key>
	<integer>63</integer>
</dict>
</plist>
`)
	return out.String()
}

func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // into a buffer
	return b.String()
}

var (
	plistArguments = regexp.MustCompile(`(?s)<key>ProgramArguments</key>\s*<array>(.*?)</array>`)
	plistString    = regexp.MustCompile(`<string>(.*?)</string>`)
	plistUser      = regexp.MustCompile(`<key>UserName</key>\s*<string>(.*?)</string>`)
)

// readPlist finds in what plistText made who runs what.
func readPlist(text string) (account string, words []string) {
	plain := func(text string) string {
		var s string
		_ = xml.Unmarshal([]byte("<s>"+text+"</s>"), &s) // as plistText escaped it
		return s
	}
	if found := plistArguments.FindStringSubmatch(text); found != nil {
		for _, w := range plistString.FindAllStringSubmatch(found[1], -1) {
			words = append(words, plain(w[1]))
		}
	}
	if found := plistUser.FindStringSubmatch(text); found != nil {
		account = plain(found[1])
	}
	return account, words
}

var printLine = regexp.MustCompile(`(?m)^\t?(state|pid|last exit code) = (\S+)`)

// readPrint reads what 'launchctl print' says, which is made for people: only
// the lines that stand in the service itself count.
func readPrint(text string) Status {
	s := Status{Manager: "launchd", State: Stopped}
	for _, found := range printLine.FindAllStringSubmatch(text, -1) {
		switch found[1] {
		case "state":
			if found[2] == "running" {
				s.State = Running
			}
		case "pid":
			s.PID, _ = strconv.Atoi(found[2])
		case "last exit code":
			s.Exit, _ = strconv.Atoi(strings.Trim(found[2], ":")) // "(never exited)" is none
		}
	}
	if s.State == Stopped && s.Exit != 0 {
		s.State = Failed
	}
	return s
}
