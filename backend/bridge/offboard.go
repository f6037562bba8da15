package bridge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/plan"
)

// errMeansElse: what was confirmed is not what would be done now.
var errMeansElse = errors.New("it means something else by now, so nothing was done")

// Offboard starts to take the access of one person away, or only says what that
// would mean. The answer is in the job.
func (p *People) Offboard(r OffboardRequest) (Job, error) {
	return call(p.manager, func(_ context.Context, s *session) (Job, error) {
		way := config.Leavers(r.Way)
		if way != "" && way != config.LeaversRevoke && way != config.LeaversRemove {
			return Job{}, config.Problem{Key: "way", Text: fmt.Sprintf("%q is no way to take an access away", r.Way), Example: string(config.LeaversRevoke)}
		}
		return p.manager.startJob(s, Job{Kind: kindOffboard}, func(ctx context.Context, j *job) error {
			return p.manager.offboard(ctx, s, j, r)
		})
	})
}

func (m *Manager) offboard(ctx context.Context, s *session, j *job, r OffboardRequest) error {
	request := app.OffboardRequest{OnProgress: m.progress(j)}
	request.Who, request.Way, request.DryRun = r.Who, config.Leavers(r.Way), r.Shown == ""
	request.Allow.Removals = given(r.AllowRemovals)
	request.Confirm = func(_ context.Context, o *plan.Offboarding) (bool, error) {
		if offboardingOf(o).Shown != r.Shown {
			return false, directory.WithHint(errMeansElse, "Look again at what it means.")
		}
		return true, nil
	}
	means, run, err := app.Offboard(ctx, s.app, request)
	if means != nil {
		shown := offboardingOf(means)
		shown.Done = run != nil && err == nil
		m.updateJob(j, func(job *Job) {
			job.Offboarding = &shown
			if run != nil {
				job.RunID = run.ID
			}
		})
	}
	return err
}

// offboardingOf is what it means, for the pages.
func offboardingOf(o *plan.Offboarding) Offboarding {
	out := Offboarding{
		Ref: refOf(plan.Ref{ExternalID: o.ExternalID, Name: o.Name}), Action: string(o.Action), Already: o.Already, ReadAt: moment(o.ReadAt),
		Follows: each(o.Follows, reasonOf),
	}
	text, _ := json.Marshal(out) // it can be encoded
	sum := sha256.Sum256(text)
	out.Shown = hex.EncodeToString(sum[:16])
	return out
}
