package ldap

import (
	"encoding/binary"
	"hash/fnv"
)

// A stamp is a hash of uSNChanged, which changes with every change of an
// entry; 0 where the entry shows none.
type stamp uint32

func stampOf(usn string) stamp {
	if usn == "" {
		return 0
	}
	h := fnv.New32a()
	h.Write([]byte(usn))
	return stamp(max(h.Sum32(), 1))
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

// stampAt returns the stamp with that index.
func stampAt(packed []byte, i int) stamp {
	return stamp(binary.BigEndian.Uint32(packed[stampSize*i:]))
}
