// Package compare tells what the desired state means in the organization: who
// would be invited, changed and removed, which groups are sent with whom, how
// the organization differs from what it accepted (drift), and which guards
// would stop it (docs/semantics.md, steps 6 to 9 and 12).
//
// It is a pure function of the desired state, the acknowledged state and what
// the organization shows. What it finds is a Result: work for package send,
// and a plan.Plan for people. Here is decided who loses access:
//
//	removals.go   which members go, from external ids alone
//	missing.go    which groups go, and how their members are taken out
//	leavers.go    whether access is revoked or the membership removed
//	overwrite.go  whom overwriteExisting would remove
//	guard.go      what is too much
package compare
