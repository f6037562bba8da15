package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type syncOptions struct {
	*Factory
	test                      testOptions
	full, dryRun, yes, strict bool
	allow                     app.Allowance
	reinvite, resend          []string
	despiteQuiet              bool
}

const syncLong = `Reads the directory and sends what differs to the organization.

Before anything is sent, guards look at who would lose access and who would be
invited. When that is more than the settings allow, nothing is sent: the list is
shown together with the flag that allows exactly this list once.

With --only one person is synced at once, with her memberships: somebody new who
needs access now, or somebody who leaves. Everybody else waits for the next sync.`

func newSyncCmd(f *Factory) *cobra.Command {
	opts := &syncOptions{Factory: f, test: testOptions{Factory: f}}
	cmd := &cobra.Command{
		Use:     "sync",
		Short:   "Sync the directory into the organization, once",
		Long:    syncLong,
		Example: "  bwdc sync\n  bwdc sync --yes --quiet\n  bwdc sync --allow-removals 12\n  bwdc sync --only ada@example.com --dry-run",
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, flag := range []string{"format", "details"} {
				if cmd.Flags().Changed(flag) && !opts.dryRun {
					return Usage("--"+flag+" shows what a sync would do, and needs --dry-run", "Add --dry-run. What a sync did is shown by 'bwdc history last', and printed as JSON with --response.")
				}
			}
			if cmd.Flags().Changed("only") {
				if err := opts.checkOnly(); err != nil {
					return err
				}
			}
			return runSync(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.full, "full", false, "read and send everything, so that what was changed by hand heals")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "show what would be done, change nothing (as 'bwdc test')")
	flags.BoolVarP(&opts.yes, "yes", "y", false, "do not ask before a first sync invites members, nor before the cloud buys seats")
	flags.BoolVar(&opts.strict, "strict", false, "exit with 3 if entries were left out")
	flags.Var(givenCount{&opts.allow.Removals}, "allow-removals", "let exactly `N` members lose access, as shown by the last run")
	flags.Var(givenCount{&opts.allow.Additions}, "allow-additions", "let exactly `N` members be invited, as shown by the last run")
	flags.Var(givenCount{&opts.allow.Memberships}, "allow-memberships", "let exactly `N` group memberships go, as shown by the last run")
	flags.Var(givenCount{&opts.allow.GroupRemovals}, "allow-group-removals", "let exactly `N` groups be deleted, as shown by the last run")
	flags.Var(givenCount{&opts.allow.Seats}, "allow-seats", "let exactly `N` seats be taken or bought, as shown by the last run")
	flags.Var(givenCount{&opts.allow.Gone}, "allow-gone", "take exactly `N` members, as shown by the last run, for removed by hand")
	flags.StringArrayVar(&opts.reinvite, "reinvite", nil, "invite `WHO` (email or external id) again, who was removed from the organization by hand")
	flags.StringArrayVar(&opts.resend, "resend", nil, "send `WHO` (email or external id) once more although nothing changed: vaultwarden can't tell that a member is gone")
	flags.StringVar(&opts.test.only, "only", "", "sync only `WHO` (email, external id or DN) and her memberships; everybody else waits")
	flags.BoolVar(&opts.despiteQuiet, "despite-quiet", false, "send what removes in a quiet window (sync.quiet), too")
	opts.test.addFlags(cmd)
	return cmd
}

func runSync(ctx context.Context, opts *syncOptions) error {
	if opts.dryRun {
		return runTest(ctx, &opts.test)
	}
	return opts.withApp(func(a *app.App) error {
		request := app.SyncRequest{OnProgress: opts.progress()}
		request.Trigger, request.Full, request.Allow = organization.TriggerManual, opts.full, opts.allow
		request.Confirm = opts.confirmFirst
		request.Only, request.DespiteQuiet = opts.test.only, opts.despiteQuiet
		request.Again = slices.Concat(opts.reinvite, opts.resend)
		run, err := a.Sync(ctx, request)
		opts.tellRun(run)
		if err != nil {
			return ofRun(err, run)
		}
		text := runWords(run)
		if opts.response() {
			text = theirSync(run) + text
		}
		if err := opts.message(syncDone, text, recordData{run}); err != nil {
			return err
		}
		return opts.checkStrict(run)
	})
}

// confirmFirst is asked before a first sync invites members and before the
// cloud buys seats for the first time.
func (o *syncOptions) confirmFirst(ctx context.Context, q app.Question) (bool, error) {
	switch {
	case o.yes:
		return true, nil
	case !o.canAsk():
		return false, nil
	}
	return o.confirm(ctx, words.FirstQuestion(q.First, q.Buys))
}

// checkStrict returns errLeftOut where --strict is given and the run left
// entries out.
func (o *syncOptions) checkStrict(run *organization.Run) error {
	n := run.Counts.LeftOut + run.Counts.NotShown
	if run.Only != nil { // the others are no matter of this run
		n = run.Counts.NotShown
		if code := run.Only.Nothing.Code; code == plan.StaysHeld || code == plan.StaysOut {
			n++
		}
	}
	for _, w := range run.Warnings {
		switch w.Code { // an entry is not in the snapshot; those that are left out later are in the counts
		case directory.WarnNoExternalID, directory.WarnNoName, directory.WarnMemberUnreadable:
			n++
		}
	}
	if !o.strict || n == 0 {
		return nil
	}
	verb := "were"
	if n == 1 {
		verb = "was"
	}
	return fmt.Errorf("%s %s %w (--strict)", plural(n, "entry"), verb, errLeftOut)
}
