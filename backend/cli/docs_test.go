package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/google/go-cmp/cmp"

	"directoryconnector/backend/cli"
	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/sources"
)

// Four days of the company of docs/command-line.md.
const (
	dayOne = `type,id,email,name,disabled,groups
user,1001,ada@example.com,,,Engineering
user,1002,grace@example.com,,,Engineering
user,1003,linus@example.com,,true,Support
user,1004,barbara@example.com,,,Support
user,1005,ken@example.com,,,Support
user,1006,radia@example.com,,,Support
user,1007,edsger@example.com,,,
user,1008,,Without Mail,,Engineering
group,g-eng,,Engineering,,Everybody
group,g-sup,,Support,,Everybody
group,g-all,,Everybody,,
`
	dayTwo = `type,id,email,name,disabled,groups
user,1001,ada@example.com,,,Engineering
user,1003,linus@example.com,,true,Support
user,1004,barbara@example.com,,,Support
user,1005,ken@example.com,,,Support
user,1006,radia@example.com,,,Support
user,1007,edsger@example.com,,,Support
user,1008,,Without Mail,,Engineering
user,1009,margaret@example.com,,,Engineering
group,g-eng,,Engineering,,Everybody
group,g-sup,,Support,,Everybody
group,g-all,,Everybody,,
`
	dayThree = `type,id,email,name,disabled,groups
user,1001,ada@example.com,,,Engineering
user,1009,margaret@example.com,,,Engineering
group,g-eng,,Engineering,,Everybody
group,g-sup,,Support,,Everybody
group,g-all,,Everybody,,
`
	dayFour = `type,id,email,name,disabled,groups
user,1001,ada@example.com,,,Engineering
user,1009,margaret@example.com,,,Engineering
user,1010,hedy@example.com,,,Engineering
user,1011,rosalind@example.com,,,Support
group,g-eng,,Engineering,,Everybody
group,g-sup,,Support,,Everybody
group,g-all,,Everybody,,
`
	oldData = `{"stateVersion":8,"directoryType":0,"organizationId":"b5a8e7f0-6d1c-4a3e-9f52-0c1d2e3f4a5b",
"directoryLdap":{"hostname":"dc1.example.com","port":636,"ssl":true,"rootPath":"dc=example,dc=com","username":"reader@example.com","password":"[STORED SECURELY]","ad":true},
"sync":{"users":true,"groups":true,"interval":10,"removeDisabled":true},"lastUserSync":"2026-08-01T10:00:00.000Z","lastGroupSync":"2026-08-01T10:00:00.000Z","enableTray":true}
`
)

// page is a documentation page with its examples, and the place they run in.
type page struct {
	t      *testing.T
	dir    string
	server string
	// runs are the ids of runs in the order in which they began.
	runs []string
}

// TestDocumentedCommandsPrintWhatTheyDo runs the examples of
// docs/command-line.md one after the other. -update writes what they print.
func TestDocumentedCommandsPrintWhatTheyDo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the examples have the paths of Linux")
	}
	server := orgserver.New(orgserver.Options{})
	url, stop := server.Start()
	t.Cleanup(stop)
	p := &page{t: t, dir: t.TempDir(), server: url}
	p.write("company.csv", dayOne)
	p.write("data.json", oldData)
	p.write("bitwarden", server.ClientSecret())
	p.write("ldap", "reader's password")

	const path = "../../docs/command-line.md"
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := p.play(string(old))
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(old), got); diff != "" {
		t.Errorf("docs/command-line.md is not what the commands print; go test ./backend/cli -update (-page +printed):\n%s", diff)
	}
}

func (p *page) write(name, text string) {
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// play copies the page, with what the examples print now.
func (p *page) play(text string) string {
	var out strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		switch bare := strings.TrimSpace(line); {
		case bare == "<!-- run: next-day -->":
			p.write("company.csv", dayTwo)
		case bare == "<!-- run: many-leave -->":
			p.write("company.csv", dayThree)
		case bare == "<!-- run: two-come -->":
			p.write("company.csv", dayFour)
		case bare == "```console":
			inside = true
		case bare == "```":
			inside = false
		case inside && strings.HasPrefix(bare, "$ bwdc "):
			out.WriteString(line)
			out.WriteString(p.run(strings.TrimPrefix(bare, "$ bwdc ")))
			continue
		case inside:
			continue // what it printed when the page was written
		}
		out.WriteString(line)
	}
	return out.String()
}

// run runs one command as if on a terminal without colours.
func (p *page) run(command string) string {
	var printed bytes.Buffer
	args := shellWords(strings.NewReplacer(
		"https://vault.example.com", p.server, "/srv/hr/", p.dir+"/", "/srv/old/", p.dir+"/", "/run/secrets/", p.dir+"/",
	).Replace(command))
	variables := map[string]string{"BWDC_DATA_DIR": filepath.Join(p.dir, "state"), "BWDC_NO_KEYRING": "1", "NO_COLOR": "1"}
	cli.Main(context.Background(), cli.Program{
		Args: args, Version: "1.2.3", Sources: sources.Open,
		Getenv: func(name string) string { return variables[name] },
		IO: cli.IO{
			In: strings.NewReader(""), Out: &printed, Err: &printed, OutTerminal: true, ErrTerminal: true,
			Width: func() int { return 500 },
		},
	})
	text := p.mask(printed.String())
	if strings.HasPrefix(command, "config list") || command == "history" {
		text = retabulate(text)
	}
	if strings.HasPrefix(command, "schedule") {
		text = maskTimes(text)
	}
	return text
}

// shellWords splits a command as a shell does; what stands in single quotes is
// one word.
func shellWords(command string) (words []string) {
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

// maskTimes puts the times after nine o'clock of a Monday in place of the next
// ones.
func maskTimes(text string) string {
	next := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	text = regexp.MustCompile(`; now, until .*`).ReplaceAllString(text, "")
	return regexp.MustCompile(`\w{3} \d{4}-\d\d-\d\d \d\d:\d\d \w+`).ReplaceAllStringFunc(text, func(string) string {
		next = next.Add(15 * time.Minute)
		return next.Format("Mon 2006-01-02 15:04") + " CET"
	})
}

// retabulate puts columns in line again after a path or a time was replaced.
func retabulate(text string) string {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for line := range strings.Lines(text) {
		fmt.Fprint(t, regexp.MustCompile(` {2,}`).ReplaceAllString(line, "\t"))
	}
	_ = t.Flush() // into a buffer
	return b.String()
}

// mask puts in place of what differs from run to run what an administrator
// would see.
func (p *page) mask(text string) string {
	text = regexp.MustCompile(`[^\r\n]*\r *\r`).ReplaceAllString(text, "") // the status line
	text = strings.NewReplacer(
		p.server+"/api", "https://vault.example.com/api", p.server, "https://vault.example.com",
		filepath.Join(p.dir, "state"), "/home/admin/.config/Directory Connector",
		p.dir+"/data.json", "/srv/old/data.json", p.dir+"/", "/srv/hr/",
	).Replace(text)
	text = p.maskRuns(text)
	for _, r := range []struct{ re, by string }{
		{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`, "2026-11-23T08:00:00.000Z"},
		{`\b\d+(\.\d+)?(ms|µs|s)\b`, "140ms"},
		{`sha256:[0-9a-f]{12}\b`, "sha256:5b1e0c9a7d42"},
		{`(?m)^bwdc: note: Secrets are kept in .*\n`, ""}, // where there is a keyring, nothing is said
		{` {2,}140ms {2,}`, "  140ms  "},
		{`(?m)[ \t]+$`, ""},
	} {
		text = regexp.MustCompile(r.re).ReplaceAllString(text, r.by)
	}
	return text
}

var (
	runID    = regexp.MustCompile(`\b\d{8}T\d{6}\.\d{3}`)
	runTimes = regexp.MustCompile(`\b(\d{8}T\d{6}\.\d{3})(\d{6}Z)?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)
)

// maskRuns puts runs an hour apart, each under an id of its own; the time that
// follows an id is that of the run.
func (p *page) maskRuns(text string) string {
	found := runID.FindAllString(text, -1)
	slices.Sort(found)
	for _, id := range found {
		if !slices.Contains(p.runs, id) {
			p.runs = append(p.runs, id)
		}
	}
	first := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	start, followed := first, false
	return runTimes.ReplaceAllStringFunc(text, func(found string) string {
		parts := runTimes.FindStringSubmatch(found)
		if parts[1] == "" {
			if !followed {
				start = first
			}
			followed = false
			return start.Add(time.Hour).Format("2006-01-02 15:04:05")
		}
		start, followed = first.Add(time.Duration(slices.Index(p.runs, parts[1]))*time.Hour), true
		if parts[2] == "" {
			return start.Format("20060102T150405.000")
		}
		return start.Format("20060102T150405.000000000Z")
	})
}
