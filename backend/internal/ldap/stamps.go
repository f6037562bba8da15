package ldap

import (
	"encoding/binary"
	"hash/fnv"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// A stamp is a hash of the attribute that changes with every change of an
// entry (see stampAttribute); 0 where the entry shows none. Positions alone
// can't be trusted: a server that was restored from a backup goes on counting
// from there, a change may come late from another server with the time it had
// there, and a clock may be wrong. So the sweep compares the stamp of every
// entry with the one that was read, which costs next to nothing more than the
// names, and what differs is read.
type stamp uint32

func stampOf(value []byte) stamp {
	h := fnv.New32a()
	h.Write(value)
	return stamp(max(h.Sum32(), 1))
}

// stampIn returns the stamp of an entry of a sweep.
func (r *reading) stampIn(e *ldap.Entry) stamp {
	for _, a := range e.Attributes {
		if len(a.ByteValues) > 0 && strings.EqualFold(a.Name, r.plan.stamp) {
			return stampOf(a.ByteValues[0])
		}
	}
	return 0
}

// stale tells whether an entry may have changed.
func (s stamp) stale(old stamp) bool { return s == 0 || s != old }

const stampSize = 4

func packStamps(list []stamp) []byte {
	out := make([]byte, 0, stampSize*len(list))
	for _, s := range list {
		out = binary.BigEndian.AppendUint32(out, uint32(s))
	}
	return out
}

// stampless counts the entries without a stamp, which are read every time.
func stampless(packed []byte) int {
	count := 0
	for i := range len(packed) / stampSize {
		if stampAt(packed, i) == 0 {
			count++
		}
	}
	return count
}

// stampAt returns the stamp with that index.
func stampAt(packed []byte, i int) stamp {
	return stamp(binary.BigEndian.Uint32(packed[stampSize*i:]))
}
