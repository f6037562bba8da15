// Package notify tells people how syncs do: that they fail, that a guard stops
// them and how to allow it, that they succeed again, what somebody changed by
// hand, what changed, and which credentials end.
//
// Decide is a pure function of what was told before and of a run that ended: a
// matter is told once, not with every run. What it makes is sent by channels:
// mail, a webhook, the log of the system. A channel that fails is tried again
// after the next run, for a day; it never fails a sync.
//
// A notice names people, as a run does, and holds no secret.
package notify
