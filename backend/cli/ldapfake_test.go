package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"directoryconnector/backend/app"
	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/sources"
)

// openSource opens the directory as the program does, but for LDAP where
// TEST_LDAP names a file: no server is needed to see what another id attribute
// means.
func openSource(ctx context.Context, c app.SourceConfig) (directory.Source, error) {
	if file := os.Getenv("TEST_LDAP"); file != "" && c.Settings.Directory == config.DirectoryLDAP {
		return &ldapFile{file, c.Settings.LDAP.ExternalIDAttribute}, nil
	}
	return sources.Open(ctx, c)
}

// ldapFile is an LDAP server in a file. The external ids are those of one
// attribute; who does not have it is left out.
type ldapFile struct{ file, attribute string }

type ldapEntry struct {
	DN, UUID, Name string
	Attributes     map[string]string
	Members        []string // DNs
}

func (l *ldapFile) Fetch(context.Context, *directory.Snapshot) (*directory.Snapshot, error) {
	text, err := os.ReadFile(l.file)
	if err != nil {
		return nil, err
	}
	var all struct{ Users, Groups []ldapEntry }
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", l.file, err)
	}
	now := time.Now()
	s := &directory.Snapshot{Complete: true, ReadAt: now, CompleteAt: now}
	ids := map[string]string{}
	for _, e := range all.Users {
		if id := l.id(e); id != "" {
			ids[e.DN] = id
			s.Users = append(s.Users, directory.User{ReferenceID: e.DN, ExternalID: id, StableID: directory.StableID("entryUUID", e.UUID), Email: e.Attributes["mail"]})
		}
	}
	for _, e := range all.Groups {
		g := directory.Group{ReferenceID: e.DN, ExternalID: l.id(e), StableID: directory.StableID("entryUUID", e.UUID), Name: e.Name}
		for _, m := range e.Members {
			if id := ids[m]; id != "" {
				g.UserMembers = append(g.UserMembers, id)
			}
		}
		slices.Sort(g.UserMembers)
		s.Groups = append(s.Groups, g)
	}
	s.Sort()
	return s, nil
}

func (l *ldapFile) id(e ldapEntry) string {
	if l.attribute == "" {
		return e.DN
	}
	return e.Attributes[l.attribute]
}
