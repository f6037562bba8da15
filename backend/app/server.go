package app

import (
	"context"

	"directoryconnector/backend/internal/bitwarden"
	"directoryconnector/backend/organization"
)

// A server is the client of the Bitwarden server. Its errors say that they are
// the server's: "unreachable" alone could be the directory, too.
type server struct{ client *bitwarden.Client }

var _ organization.Organization = (*server)(nil)

// A serverError came from the Bitwarden server or from the way to it.
type serverError struct{ error }

func (e *serverError) Unwrap() error { return e.error }

func ofServer(err error) error {
	if err == nil {
		return nil
	}
	return &serverError{err}
}

// login proves that the API key is good.
func (s *server) login(ctx context.Context) error {
	_, err := s.client.Login(ctx)
	return ofServer(err)
}

// Server implements organization.Organization.
func (s *server) Server(ctx context.Context) (organization.Server, error) {
	kind, err := s.client.Server(ctx)
	return kind, ofServer(err)
}

// Members implements organization.Organization.
func (s *server) Members(ctx context.Context) ([]organization.Member, error) {
	members, err := s.client.Members(ctx)
	return members, ofServer(err)
}

// Import implements organization.Organization.
func (s *server) Import(ctx context.Context, r organization.Request) error {
	return ofServer(s.client.Import(ctx, r))
}

// Close lets go of the connections to the server.
func (s *server) Close() { s.client.Close() }

// Groups implements organization.GroupLister.
func (s *server) Groups(ctx context.Context) ([]organization.Group, error) {
	groups, err := s.client.Groups(ctx)
	return groups, ofServer(err)
}

// GroupMembers implements organization.GroupLister.
func (s *server) GroupMembers(ctx context.Context, groupID string) ([]string, error) {
	ids, err := s.client.GroupMembers(ctx, groupID)
	return ids, ofServer(err)
}

// Revoke implements organization.AccessEditor.
func (s *server) Revoke(ctx context.Context, memberID string) error {
	return ofServer(s.client.Revoke(ctx, memberID))
}

// Restore implements organization.AccessEditor.
func (s *server) Restore(ctx context.Context, memberID string) error {
	return ofServer(s.client.Restore(ctx, memberID))
}

// CanRevoke implements organization.AccessProber.
func (s *server) CanRevoke(ctx context.Context) (bool, error) {
	can, err := s.client.CanRevoke(ctx)
	return can, ofServer(err)
}

// DeleteGroup implements organization.GroupDeleter.
func (s *server) DeleteGroup(ctx context.Context, groupID string) error {
	return ofServer(s.client.DeleteGroup(ctx, groupID))
}

// Seats implements organization.SeatCounter.
func (s *server) Seats(ctx context.Context) (organization.Seats, error) {
	seats, err := s.client.Seats(ctx)
	return seats, ofServer(err)
}

// RekeyMember implements organization.MemberEditor.
func (s *server) RekeyMember(ctx context.Context, memberID, from, to string) error {
	return ofServer(s.client.RekeyMember(ctx, memberID, from, to))
}

// RekeyGroup implements organization.GroupEditor.
func (s *server) RekeyGroup(ctx context.Context, groupID, from, to string) error {
	return ofServer(s.client.RekeyGroup(ctx, groupID, from, to))
}
