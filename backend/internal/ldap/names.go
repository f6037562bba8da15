package ldap

import (
	"strings"
	"sync"

	"directoryconnector/backend/internal/dn"
)

// names gives every DN (or user id) a small number, the same for all ways to
// write it. A group's members are kept as such numbers until it is known
// which of them are users. Two connections use it at the same time.
type names struct {
	mu   sync.Mutex
	ids  map[string]int32
	text []string
	buf  []byte
	// normal appends the normalized form; false says that it is no proper one.
	normal func(buf []byte, text string) ([]byte, bool)
}

// newNames makes room for so many names.
func newNames(expected int, normal func([]byte, string) ([]byte, bool)) *names {
	return &names{ids: make(map[string]int32, expected), text: make([]string, 0, expected), normal: normal}
}

// foldUID is the normal form of user ids. Servers compare uid without case
// (RFC 4519, 2.39), and so are memberUid values compared here.
func foldUID(buf []byte, text string) ([]byte, bool) {
	return dn.AppendValue(buf, []byte(text)), text != ""
}

// id returns the number of text, and false if text has no proper form.
func (n *names) id(text string) (int32, bool) { return n.number(text, false) }

// idOfValue is id for the value of an entry, which may be borrowed.
func (n *names) idOfValue(text string) (int32, bool) { return n.number(text, true) }

func (n *names) number(text string, borrowed bool) (int32, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	k, ok := n.normal(n.buf[:0], text)
	n.buf = k
	if id, known := n.ids[string(k)]; known {
		return id, ok
	}
	id := int32(len(n.text)) //nolint:gosec // memory ends long before 2^31 names
	if borrowed {
		text = strings.Clone(text)
	}
	if string(k) == text {
		n.ids[text] = id
	} else {
		n.ids[string(k)] = id
	}
	n.text = append(n.text, text)
	return id, ok
}

// textOf returns the DN with that number as it was first written.
func (n *names) textOf(id int32) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text[id]
}
