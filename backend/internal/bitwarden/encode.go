package bitwarden

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"directoryconnector/backend/organization"
)

// Encode returns the body of an import: the same Request always gives the
// same bytes, and no list in it is null. r is not changed.
func Encode(r organization.Request) ([]byte, error) {
	groups, members := r.Groups, r.Members
	r.Groups, r.Members = []organization.RequestGroup{}, []organization.RequestMember{}
	frame, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("bitwarden: encode import: %w", err)
	}
	// Several MB: one entry at a time into a buffer of about the right size,
	// instead of the whole several times over.
	body := bytes.NewBuffer(make([]byte, 0, sizeOf(groups, members)))
	start, rest, _ := bytes.Cut(frame, []byte("[]"))
	between, end, _ := bytes.Cut(rest, []byte("[]"))
	body.Write(start)
	err = encodeList(body, len(groups), func(i int) any {
		g := groups[i]
		if g.MemberExternalIDs == nil {
			g.MemberExternalIDs = []string{}
		}
		return g
	})
	body.Write(between)
	err = errors.Join(err, encodeList(body, len(members), func(i int) any { return &members[i] }))
	body.Write(end)
	if err != nil {
		return nil, fmt.Errorf("bitwarden: encode import: %w", err)
	}
	return body.Bytes(), nil
}

// encodeList writes a list, of which at gives one element after the other.
func encodeList(body *bytes.Buffer, n int, at func(i int) any) error {
	encoder := json.NewEncoder(body)
	encoder.SetEscapeHTML(false)
	body.WriteByte('[')
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		if err := encoder.Encode(at(i)); err != nil {
			return err
		}
		body.Truncate(body.Len() - len("\n"))
	}
	body.WriteByte(']')
	return nil
}

// sizeOf is about how long the request becomes.
func sizeOf(groups []organization.RequestGroup, members []organization.RequestMember) int {
	const head, entry = 200, 64 // names of fields, brackets and quotes
	n := head
	for i := range groups {
		n += entry + len(groups[i].Name) + len(groups[i].ExternalID)
		for _, id := range groups[i].MemberExternalIDs {
			n += len(id) + len(`"",`)
		}
	}
	for i := range members {
		n += entry + len(members[i].Email) + len(members[i].ExternalID)
	}
	return n
}
