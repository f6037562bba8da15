package bitwarden

import (
	"bytes"
	"encoding/json"
	"fmt"

	"directoryconnector/backend/organization"
)

// Encode returns the body of an import: the same Request always gives the
// same bytes, and no list in it is null. r is not changed.
func Encode(r organization.Request) ([]byte, error) {
	if r.Members == nil {
		r.Members = []organization.RequestMember{}
	}
	groups := make([]organization.RequestGroup, len(r.Groups))
	for i, g := range r.Groups {
		if g.MemberExternalIDs == nil {
			g.MemberExternalIDs = []string{}
		}
		groups[i] = g
	}
	r.Groups = groups
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return nil, fmt.Errorf("bitwarden: encode import: %w", err)
	}
	return bytes.TrimSuffix(body.Bytes(), []byte("\n")), nil
}
