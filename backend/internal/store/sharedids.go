package store

import (
	"strings"

	"directoryconnector/backend/internal/positions"
)

// sharedIDs are the external ids of the members, each once in memory however
// many groups name it.
type sharedIDs struct {
	list  []string
	known positions.Table
	// strangers are those that are no members; made when there is one.
	strangers map[string]string
}

func newSharedIDs(n int) *sharedIDs {
	ids := &sharedIDs{list: make([]string, 0, n)}
	ids.known = positions.New(n, func(at int32) string { return ids.list[at] })
	return ids
}

// add adds one of the n ids.
func (ids *sharedIDs) add(id string) {
	ids.list = append(ids.list, id)
	ids.known.Put(id, int32(len(ids.list)-1))
}

// of returns an id as a text.
func (ids *sharedIDs) of(borrowed string) string {
	if at, known := ids.known.Find(borrowed); known {
		return ids.list[at]
	}
	if id, known := ids.strangers[borrowed]; known {
		return id
	}
	if ids.strangers == nil {
		ids.strangers = map[string]string{}
	}
	id := strings.Clone(borrowed)
	ids.strangers[id] = id
	return id
}
