package cli

import (
	"fmt"
	"strings"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// checkOnly refuses what does not go together with --only.
func (o *syncOptions) checkOnly() error {
	switch {
	case strings.TrimSpace(o.test.only) == "":
		return Usage("--only needs somebody: an email, an external id or a DN", "For example: bwdc sync --only ada@example.com")
	case o.full:
		return Usage("--only and --full contradict each other", "--only sends what differs of one person; --full reads and sends everything.")
	}
	return nil
}

// onlyWords says what a sync of one person did.
func onlyWords(run *organization.Run, did []string) string {
	if code := run.Only.Nothing; code.Code != "" {
		did = []string{"nothing is sent, because " + words.Nothing(code)}
		if code.Code == plan.UpToDate {
			did = []string{"nothing had changed"}
		}
	}
	text := words.Person(run.Only) + ": " + strings.Join(did, ", ") + "."
	if waits := words.Waiting(run.Only); waits != "" {
		text += " " + waits
	}
	return text + effort(run)
}

// only says whom a test was about, and what it left out.
func (r report) only(o *plan.One) {
	text := "Only " + words.Person(o) + "."
	if o.Nothing.Code != "" {
		text = fmt.Sprintf("Only %s: nothing would be sent, because %s.", words.Person(o), words.Nothing(o.Nothing))
		if o.Nothing.Code == plan.UpToDate {
			text = fmt.Sprintf("Only %s: %s.", words.Person(o), words.Nothing(o.Nothing))
		}
	}
	fmt.Fprintln(r.w, strings.TrimSpace(text+" "+words.Waiting(o))+" Nothing was sent.")
}
