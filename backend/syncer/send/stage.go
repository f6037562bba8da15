package send

import "fmt"

// Progress is how far a run is. Total is 0 where nobody knows it yet.
type Progress struct {
	Stage Stage `json:"stage"`
	Done  int   `json:"done"`
	Total int   `json:"total"`
}

// Stage names a part of a run.
type Stage string

// The stages of sending, in their order.
const (
	StageRemovals Stage = "send removals"
	StageUsers    Stage = "send users"
	StageGroups   Stage = "send groups"
	StageVerify   Stage = "verify"
	StageWait     Stage = "wait"
)

// with says of a stage that sends how much a request has.
func (s Stage) with(entries string) string {
	switch s {
	case StageRemovals:
		return fmt.Sprintf("send removals (%s)", entries)
	case StageGroups:
		return fmt.Sprintf("send groups (%s)", entries)
	}
	return fmt.Sprintf("send users (%s)", entries)
}
