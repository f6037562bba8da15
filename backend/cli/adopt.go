package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"directoryconnector/backend/app"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

type adoptOptions struct {
	*Factory
	names      []string
	apply, yes bool
}

const adoptLong = `Shows the groups that somebody made by hand in the organization and that the
directory has, too: the same name and no external id. A sync would make a second
group beside each.

With --apply, or with names, they are taken over: each gets the external id of
the directory's group and keeps its name, its members and its access to
collections. The next sync then changes the members, under the usual guards; who
would come and go is shown here. Groups whose name is not the only one of its
kind are named and left.`

func newAdoptCmd(f *Factory) *cobra.Command {
	opts := &adoptOptions{Factory: f}
	cmd := &cobra.Command{
		Use:     "adopt [name...]",
		Short:   "Take over groups that were made by hand",
		Long:    adoptLong,
		Example: "  bwdc adopt\n  bwdc adopt Engineering Sales\n  bwdc adopt --yes",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.names = args
			return runAdopt(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.apply, "apply", false, "take over all that can be, or those that are named; asks before, if somebody is there")
	flags.BoolVarP(&opts.yes, "yes", "y", false, "as --apply, and do not ask")
	f.addJSON(cmd)
	return cmd
}

// proposalData is a proposal as JSON.
type proposalData struct {
	Object string `json:"object"`
	// Applied says whether it was carried out; Run is then its record.
	Applied bool       `json:"applied"`
	Changes []any      `json:"changes"`
	Then    []any      `json:"then"`
	Left    []leftData `json:"left"`
	Run     string     `json:"run,omitempty"`
}

// leftData is what is left as it is, with the words for it.
type leftData struct {
	plan.Left
	Text string `json:"text"`
	// Does is what the next sync does with it, in words.
	Does string `json:"does,omitempty"`
}

func newProposalData(object string, p *plan.Proposal, run *organization.Run) proposalData {
	data := proposalData{Object: object, Applied: run != nil, Changes: []any{}, Then: []any{}, Left: []leftData{}}
	for _, c := range p.Changes {
		data.Changes = append(data.Changes, newChangeData(c))
	}
	for _, c := range p.Then {
		data.Then = append(data.Then, newChangeData(c))
	}
	for _, l := range p.Left {
		data.Left = append(data.Left, leftData{l, words.Left(l), words.LeftThen(l)})
	}
	if run != nil {
		data.Run = run.ID
	}
	return data
}

func runAdopt(ctx context.Context, opts *adoptOptions) error {
	return opts.withApp(func(a *app.App) error {
		request := app.AdoptRequest{OnProgress: opts.progress()}
		request.Names = opts.names
		shown := false
		if opts.apply || opts.yes || len(opts.names) > 0 {
			request.Confirm = func(ctx context.Context, p *plan.Proposal) (bool, error) {
				if opts.yes || !opts.canAsk() {
					return true, nil
				}
				shown = true
				writeAdoption(opts.stderr, p)
				question := fmt.Sprintf("Take over %s?", plural(len(p.Changes), "group"))
				return true, opts.confirmChange(ctx, false, false, question)
			}
		}
		p, run, err := app.Adopt(ctx, a, request)
		if err != nil {
			return adoptError(err, run)
		}
		return opts.object(newProposalData("adopt", p, run), func(w io.Writer) {
			if !shown {
				writeAdoption(w, p)
			}
			fmt.Fprintln(w, opts.here(adoptedWords(p, run)))
		})
	})
}

// adoptError says in words why a group can't be taken over.
func adoptError(err error, run *organization.Run) error {
	if not, ok := errors.AsType[*app.NotOfferedError](err); ok {
		return directory.WithHint(fmt.Errorf("group %q can't be taken over: %s", not.Left.Name, words.Left(not.Left)), "'bwdc adopt' shows all of them.")
	}
	return ofRun(err, run)
}

// taskWords says what a run did that was no sync.
func taskWords(run *organization.Run) string {
	text := plural(run.Counts.GroupsChanged, "group") + " taken over."
	if run.Task == organization.TaskRekey {
		text = plural(run.Counts.UsersChanged, "member") + " and " + plural(run.Counts.GroupsChanged, "group") + " re-keyed."
	}
	return text + effort(run)
}

func adoptedWords(p *plan.Proposal, run *organization.Run) string {
	switch n := len(p.Changes); {
	case run != nil:
		return plural(len(run.Changes), "group") + " taken over. The next sync changes the members."
	case n == 0:
		return "There is no group to take over."
	}
	return "Nothing was changed. 'bwdc adopt --yes' takes over all of them, 'bwdc adopt NAME' one."
}

// writeAdoption shows what is offered and what follows.
func writeAdoption(w io.Writer, p *plan.Proposal) {
	if len(p.Changes) > 0 {
		fmt.Fprintf(w, "Groups that can be taken over (%d)\n", len(p.Changes))
	}
	then := map[string]*plan.Change{}
	for i := range p.Then {
		then[p.Then[i].ExternalID] = &p.Then[i]
	}
	for i := range p.Changes {
		c := &p.Changes[i]
		access := "no access to any collection"
		if list := c.Reason.Params["collections"]; list != "" {
			access = "access to " + plural(strings.Count(list, ",")+1, "collection")
		}
		fmt.Fprintf(w, "  %s (%s): %s, %s\n", c.Name, c.ExternalID, plural(c.Members, "member"), access)
		if next := then[c.ExternalID]; next != nil {
			writeMembers(w, "the next sync takes out", next.Leaves, len(next.Leaves))
			writeMembers(w, "the next sync puts in", next.Joins, maxLines)
			if next.Before != "" {
				fmt.Fprintf(w, "    the next sync renames it to %q\n", next.After)
			}
		}
	}
	if len(p.Left) > 0 {
		fmt.Fprintf(w, "Left as they are (%d)\n", len(p.Left))
	}
	for _, l := range p.Left {
		fmt.Fprintf(w, "  %s: %s\n", l.Name, words.Left(l))
	}
}

// writeMembers names members.
func writeMembers(w io.Writer, what string, refs []plan.Ref, most int) {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = cmp.Or(r.Name, r.ExternalID)
	}
	if len(names) > most {
		names = append(names[:most:most], fmt.Sprintf("and %d more", len(refs)-most))
	}
	if len(names) > 0 {
		fmt.Fprintf(w, "    %s: %s\n", what, strings.Join(names, ", "))
	}
}
