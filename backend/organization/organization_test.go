package organization_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/organization"
)

func TestErrorsSayWhatTheServerSaid(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"the server refused the request (HTTP 404)":                                           &organization.RejectedError{Status: 404},
		"the server refused the request (HTTP 400): No seats. [Groups: too many; Members: x]": &organization.RejectedError{Status: 400, Message: "No seats.", Fields: []string{"Groups: too many", "Members: x"}},
		"the answer was lost, the request may have been applied: unexpected EOF":              &organization.UnknownOutcomeError{Err: io.ErrUnexpectedEOF},
		"too many requests, try again in 3s":                                                  &organization.RateLimitError{RetryAfter: 2600 * time.Millisecond},
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
	lost := fmt.Errorf("import: %w", &organization.UnknownOutcomeError{Err: io.ErrUnexpectedEOF})
	if _, ok := errors.AsType[*organization.UnknownOutcomeError](lost); !ok || !errors.Is(lost, io.ErrUnexpectedEOF) {
		t.Errorf("the cause is lost: %v", lost)
	}
}

func TestARequestIsWrittenAsTheServersWantIt(t *testing.T) {
	t.Parallel()
	r := organization.Request{
		Groups:  []organization.RequestGroup{{Name: "G", ExternalID: "g", MemberExternalIDs: []string{}}},
		Members: []organization.RequestMember{{Email: organization.RemovedEmail, ExternalID: "u", Deleted: true}},
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"groups":[{"name":"G","externalId":"g","memberExternalIds":[]}],"members":[{"email":"removed@directory-connector.invalid","externalId":"u","deleted":true}],` +
		`"overwriteExisting":false,"largeImport":false,"inviteUsersAfterProvisioning":false}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestEmptiness(t *testing.T) {
	t.Parallel()
	if s := (&organization.State{Removed: map[string]struct{}{"x": {}}}); !s.IsEmpty() {
		t.Error("a state without members and groups is not empty")
	}
	if s := (&organization.State{Members: map[string]organization.AckedMember{"x": {}}}); s.IsEmpty() {
		t.Error("a state with a member is empty")
	}
	if s := (&organization.State{Groups: map[string]organization.AckedGroup{"x": {}}}); s.IsEmpty() {
		t.Error("a state with a group is empty")
	}
	if !(organization.Identity{}).IsZero() || (organization.Identity{Bases: "x"}).IsZero() {
		t.Error("identities")
	}
}

// TestAnIdentityIsAllOfItsFields: a saved plan is bound to each of them.
func TestAnIdentityIsAllOfItsFields(t *testing.T) {
	t.Parallel()
	var id organization.Identity
	v := reflect.ValueOf(&id).Elem()
	want := map[string]string{}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		v.Field(i).SetString("of " + name)
		want[name] = "of " + name
	}
	if got := id.Fields(); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := (organization.Identity{}).Fields(); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}
