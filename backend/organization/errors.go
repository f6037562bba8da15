package organization

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Errors that callers branch on.
var (
	// ErrAuth: the server refused the API key.
	ErrAuth = errors.New("log-in refused by the server")
	// ErrNoMemberList: this server can't tell its members (vaultwarden).
	ErrNoMemberList = errors.New("the server has no member list")
	// ErrNoGroupList: this server can't tell its groups (vaultwarden).
	ErrNoGroupList = errors.New("the server has no group list")
	// ErrNoRevocation, ErrNoMemberRemoval, ErrNoGroupDeletion: this server has
	// no such call.
	ErrNoRevocation    = errors.New("the server can't revoke the access of members")
	ErrNoMemberRemoval = errors.New("the server can't remove a single member")
	ErrNoGroupDeletion = errors.New("the server can't delete groups")
	// ErrNoRekey: this server can't give a member or a group another external
	// id in place.
	ErrNoRekey = errors.New("the server can't change external ids in place")
	// ErrNotSent: the request certainly changed nothing (refused connection,
	// still throttled after all retries).
	ErrNotSent = errors.New("nothing was sent")
	// ErrStopped is wrapped by every error that stops a sync before anything
	// was sent.
	ErrStopped = errors.New("nothing was sent")
	// ErrNotFound: the server does not know the organization or the address.
	ErrNotFound = errors.New("not found on the server")
)

// A RejectedError is the server's refusal (400 and other 4xx). The official
// server works without a transaction: after a refusal for seats or a missing
// feature a part may have been applied.
type RejectedError struct {
	Status int
	// Message is the server's own, Fields its errors by field, one text each,
	// in the order of their names.
	Message string
	Fields  []string
	// Named are the entries that the answer names as the reason, with the
	// server's words: the request was refused before any work.
	Named []NamedEntry
}

// A NamedEntry is a member or group of a request that a server names.
type NamedEntry struct{ ExternalID, Text string }

// BeforeWork tells whether the request was refused before anything was done.
// 400, and what stands for it, may also come in the midst of the work.
func (e *RejectedError) BeforeWork() bool {
	switch e.Status {
	case http.StatusBadRequest, http.StatusPaymentRequired, http.StatusForbidden, http.StatusConflict:
		return len(e.Named) > 0
	}
	return true
}

// Words are what the server said, in one line.
func (e *RejectedError) Words() string {
	if e.Message == "" || len(e.Fields) == 0 {
		return e.Message + strings.Join(e.Fields, "; ")
	}
	return e.Message + " [" + strings.Join(e.Fields, "; ") + "]"
}

func (e *RejectedError) Error() string {
	text := fmt.Sprintf("the server refused the request (HTTP %d)", e.Status)
	if words := e.Words(); words != "" {
		text += ": " + words
	}
	return text
}

// An UnknownOutcomeError says that the answer was lost: the request may or may
// not have been applied, or may still be at work.
type UnknownOutcomeError struct{ Err error }

func (e *UnknownOutcomeError) Error() string {
	return "the answer was lost, the request may have been applied: " + e.Err.Error()
}

func (e *UnknownOutcomeError) Unwrap() error { return e.Err }

// An OtherIDError says that a member or a group has, by now, neither the
// external id that it was to give up nor the one that it was to get.
type OtherIDError struct{ Now string }

func (e *OtherIDError) Error() string {
	if e.Now == "" {
		return "it has no external id any more"
	}
	return fmt.Sprintf("it has the external id %q by now", e.Now)
}

// A RateLimitError says that the server asks to wait.
type RateLimitError struct{ RetryAfter time.Duration }

func (e *RateLimitError) Error() string {
	return fmt.Sprintf("too many requests, try again in %s", e.RetryAfter.Round(time.Second))
}
