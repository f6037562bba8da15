package transport

import "directoryconnector/backend/directory"

// A Locator is what Sources with queries have in common where they are asked
// why a read does not give an entry: see directory.Locator.
type Locator struct {
	Queries *Queries
	found   directory.Locations
}

// Each asks for each of the names, for a group only where groups are read, and
// returns what was found.
func (l *Locator) Each(names []string, user, group func(name string) error) ([]directory.Location, error) {
	for _, name := range names {
		if err := user(name); err != nil {
			return nil, During("look for a user", err)
		}
		if !l.Queries.SyncGroups {
			continue
		}
		if err := group(name); err != nil {
			return nil, During("look for a group", err)
		}
	}
	return l.found.List, nil
}

// User adds a user, and returns nil where that is there already.
func (l *Locator) User(id, name string) *directory.Location {
	return l.found.Add(directory.Location{Kind: directory.LocatedUser, Reference: id, ExternalID: id, Name: name})
}

// Group does the same with a group, and adds whether its name leaves it out.
func (l *Locator) Group(id, name string) *directory.Location {
	location := l.found.Add(directory.Location{Kind: directory.LocatedGroup, Reference: id, ExternalID: id, Name: name})
	if location != nil && !l.Queries.Wants(name) {
		location.ByPart(l.Queries.GroupNames.String())
	}
	return location
}
