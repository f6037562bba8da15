package demo

import (
	"bytes"
	"context"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/explanation"
	"directoryconnector/backend/words"
)

// explain tells of one person why she is in, and by which way in which groups.
func (d *demonstration) explain(ctx context.Context) error {
	const who = "joan.clarke@example.com"
	d.title("Explained", "The export is whole again. And why is Joan Clarke in On-call, who was only put into Security?")
	if err := d.save(); err != nil {
		return err
	}
	d.command("bwdc explain " + who)
	answer, err := d.app.Explainer().Explain(ctx, app.ExplainRequest{Who: who})
	switch {
	case err != nil:
		return err
	case answer.Explanation == nil || answer.Explanation.Fate != explanation.FateMember:
		return fmt.Errorf("%s is not explained as a member: %+v", who, answer)
	}
	var text bytes.Buffer
	words.ExplanationText{Mark: d.mark}.Write(&text, answer.Explanation)
	d.indented(text.String())
	return nil
}

func (p printer) mark(outcome explanation.Outcome, sign string) string {
	if outcome == explanation.Passed {
		return p.paint(green, sign)
	}
	return p.paint(yellow, sign)
}
