package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type rekeyOptions struct {
	*Factory
	dryRun, yes, all bool
}

const rekeyLong = `After ldap.externalIdAttribute was changed, gives members and groups their new
external ids in place, instead of removing and inviting everybody again: type,
permissions, groups and access to collections stay as they are.

It reads the directory, finds the members and groups among its entries (by stable
id, else by the old attribute, else by an email that only one has), shows who gets
which external id and who can't be found, with what follows, and asks. Then it
changes one after the other. Cut off, it goes on where it was when it is called
again; no sync is possible until it has come to its end.`

func newRekeyCmd(f *Factory) *cobra.Command {
	opts := &rekeyOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "rekey",
		Short:   "Change external ids in place, after another id attribute was chosen",
		Long:    rekeyLong,
		Example: "  bwdc config ldap.externalIdAttribute employeeNumber\n  bwdc rekey --dry-run\n  bwdc rekey",
		RunE:    func(cmd *cobra.Command, _ []string) error { return runRekey(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.dryRun, "dry-run", false, "show what would be changed, change nothing")
	flags.BoolVarP(&opts.yes, "yes", "y", false, "do not ask")
	flags.BoolVar(&opts.all, "all", false, "show every change, however many there are")
	f.addJSON(cmd)
	return cmd
}

func runRekey(ctx context.Context, opts *rekeyOptions) error {
	return opts.withApp(func(a *app.App) error {
		request := app.RekeyRequest{OnProgress: opts.progress()}
		shown := false
		if !opts.dryRun {
			request.Confirm = func(ctx context.Context, p *plan.Proposal) (bool, error) {
				if opts.yes {
					return true, nil
				}
				if shown = opts.canAsk(); shown {
					opts.writeRekeying(opts.stderr, p)
				}
				return true, opts.confirmChange(ctx, false, false, rekeyQuestion(p))
			}
		}
		p, run, err := app.Rekey(ctx, a, request)
		switch {
		case errors.Is(err, app.ErrNothingToRekey):
			return opts.object(newProposalData("rekey", &plan.Proposal{}, nil), func(w io.Writer) { fmt.Fprintln(w, sentence(err)) })
		case err != nil:
			return ofRun(err, run)
		}
		return opts.object(newProposalData("rekey", p, run), func(w io.Writer) {
			if !shown {
				opts.writeRekeying(w, p)
			}
			fmt.Fprintln(w, opts.here(rekeyedWords(p, run)))
		})
	})
}

func rekeyQuestion(p *plan.Proposal) string {
	if len(p.Changes) == 0 {
		return "Nobody gets another external id. Go on with the id attribute that is set now?"
	}
	return "Give " + changeCount(p.Changes) + " these external ids?"
}

// changeCount counts members and groups.
func changeCount(changes []plan.Change) string {
	users := 0
	for i := range changes {
		if changes[i].Kind == plan.User {
			users++
		}
	}
	switch groups := len(changes) - users; {
	case groups == 0:
		return plural(users, "member")
	case users == 0:
		return plural(groups, "group")
	default:
		return plural(users, "member") + " and " + plural(groups, "group")
	}
}

func rekeyedWords(p *plan.Proposal, run *organization.Run) string {
	switch {
	case run == nil:
		return "Nothing was changed. 'bwdc rekey' does it."
	case len(run.Changes) == 0 && len(p.Changes) == 0:
		return "Nobody's external id changed. Syncs go on."
	}
	return changeCount(run.Changes) + " re-keyed. Syncs go on."
}

// writeRekeying shows who gets which external id, and who none.
func (o *rekeyOptions) writeRekeying(w io.Writer, p *plan.Proposal) {
	if len(p.Changes) > 0 {
		fmt.Fprintf(w, "External ids that change (%d)\n", len(p.Changes))
	}
	var rows [][]string
	for i := range p.Changes {
		c := &p.Changes[i]
		if i == maxLines && !o.all {
			rows = append(rows, []string{fmt.Sprintf("  and %d more; '%s --dry-run --all' shows all", len(p.Changes)-maxLines, o.here("bwdc rekey"))})
			break
		}
		rows = append(rows, []string{"  " + calledBy(c.Kind, c.Name), c.Before, "-> " + c.After, words.FoundBy(c.Reason)})
	}
	table(w, rows)
	if len(p.Left) > 0 {
		fmt.Fprintf(w, "Left as they are (%d)\n", len(p.Left))
	}
	for _, l := range p.Left {
		fmt.Fprintf(w, "  %s (%s): %s\n", calledBy(l.Kind, l.Name), l.ExternalID, words.Left(l))
		if follows := words.LeftThen(l); follows != "" {
			fmt.Fprintf(w, "    %s\n", follows)
		}
	}
}

// calledBy tells a group from a person by how it is called.
func calledBy(kind plan.Kind, name string) string {
	if kind == plan.Group {
		return fmt.Sprintf("group %q", name)
	}
	return name
}
