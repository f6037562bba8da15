package demo

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"directoryconnector/backend/app"
	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
	"directoryconnector/backend/words"
)

// approval has a change approved: a plan is saved and shown, refused after
// something else changed, and a new one is applied.
func (d *demonstration) approval(ctx context.Context) error {
	d.title("Approved", "Olga Fischer leaves, Annie Easley joins Legal. Somebody is to approve that by name, and exactly that is to be done.")
	d.company.leave("1116")
	d.company.join("1501", "Annie Easley", "annie.easley@example.com", "Legal")
	file, err := d.plan(ctx)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	words.PlanText{}.Write(&text, file.Changes)
	d.indented(text.String())
	d.line("%s", d.paint(dim, "Before it is applied, Mary Kenneth joins Finance, too."))
	d.company.join("1502", "Mary Kenneth", "mary.kenneth@example.com", "Finance")
	if err := d.save(); err != nil {
		return err
	}
	_, err = d.apply(ctx)
	problem := app.Describe(err)
	switch {
	case err == nil:
		return errors.New("a plan was applied that no longer held")
	case problem.Code != app.CodePlan:
		return err
	}
	d.refused(problem)
	if _, err := d.plan(ctx); err != nil {
		return err
	}
	d.line("%s", d.paint(dim, "Looked at again, and approved."))
	run, err := d.apply(ctx)
	if err != nil {
		return err
	}
	d.report(run)
	return nil
}

// planFile is where the plan is kept.
func (d *demonstration) planFile() string { return filepath.Join(d.dir, "change.json") }

// plan saves a plan of the company as it is now.
func (d *demonstration) plan(ctx context.Context) (*plan.File, error) {
	if err := d.save(); err != nil {
		return nil, err
	}
	d.command("bwdc plan -o change.json")
	planner := app.NewPlanner(d.app)
	file, err := planner.Make(ctx, app.PlanRequest{})
	if err != nil {
		return nil, err
	}
	return file, planner.Save(file, d.planFile())
}

// apply carries out the plan that was saved.
func (d *demonstration) apply(ctx context.Context) (*organization.Run, error) {
	d.command("bwdc apply change.json")
	return app.NewPlanner(d.app).Apply(ctx, d.planFile(), app.ApplyRequest{MaxAge: plan.MaxAge})
}

// refused shows why a plan was not carried out, with the first differences.
func (p printer) refused(problem app.Problem) {
	const most, width = 3, 110
	first, _, _ := strings.Cut(problem.Message, "\n")
	p.print("  %s %s", p.paint(red, "✗"), first)
	for i, difference := range problem.Differences {
		if i == most {
			p.line("  … and %d more", len(problem.Differences)-i)
			break
		}
		text := []rune(words.Difference(difference))
		if len(text) > width {
			text = append(text[:width-1], '…')
		}
		p.line("  %s", string(text))
	}
	p.line("hint: %s", problem.Hint)
}

// indented prints a text of several lines.
func (p printer) indented(text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); line == "" {
			p.print("")
		} else {
			p.line("%s", line)
		}
	}
}
