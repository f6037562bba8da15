package ldapconn

import (
	"bufio"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"unsafe"

	"github.com/go-ldap/ldap/v3"
)

// A tap sits between go-ldap and the connection. While a search runs alone it
// takes the found entries out of the stream and hands them over at once; all
// else goes through to go-ldap: requests, results, controls, referrals, and
// every message that is in any way unusual.
//
// go-ldap makes six allocations and about a kilobyte of garbage of every
// attribute value, and passes every entry through four goroutines. The tap
// makes one string of a value, which halves the time of a read.
//
// The order of things holds: go-ldap sees the end of a search after the tap
// has handed over the last entry.
type tap struct {
	net.Conn
	in *bufio.Reader
	// message is the message being read, rest what of it go-ldap has not yet
	// got.
	message, rest []byte
	// raw says that the stream is not understood and goes through as it is.
	raw bool

	mu   sync.Mutex
	each func(*ldap.Entry)
	// borrowed says that values are texts of message.
	borrowed bool

	entry ldap.Entry
	attrs []ldap.EntryAttribute
	names map[string]string
}

const (
	// tapBuffer is the size of the reads from the connection.
	tapBuffer = 64 << 10
	// tapLargest is the size of the largest message that the tap looks into.
	tapLargest = 64 << 20
	// tapKeep is the size of the largest buffer that is kept for the next
	// message.
	tapKeep = 1 << 20
)

func newTap(conn net.Conn) *tap {
	return &tap{Conn: conn, in: bufio.NewReaderSize(conn, tapBuffer), names: map[string]string{}}
}

// open starts to hand entries to each, which may keep their texts, those of values
// only where they are not borrowed, but neither the entry nor its slices.
func (t *tap) open(each func(*ldap.Entry), borrowed bool) {
	t.mu.Lock()
	t.each, t.borrowed = each, borrowed
	t.mu.Unlock()
}

// close ends what open began; when it returns, no call to each is under way.
func (t *tap) close() { t.open(nil, false) }

// Read gives go-ldap what is not taken out. It implements net.Conn.
func (t *tap) Read(p []byte) (int, error) {
	for len(t.rest) == 0 {
		if t.raw {
			return t.in.Read(p)
		}
		if err := t.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.rest)
	t.rest = t.rest[n:]
	return n, nil
}

// next reads one message and, if it is not taken out, puts it into rest.
func (t *tap) next() error {
	if cap(t.message) > tapKeep {
		t.message = nil
	}
	header, err := t.in.Peek(2)
	if err != nil {
		return err
	}
	more := 0
	if header[1] >= 0x80 {
		more = int(header[1] & 0x7f)
	}
	if header, err = t.in.Peek(2 + more); err != nil {
		return err
	}
	length, size := berLength(header[1:])
	if header[0] != 0x30 || size == 0 || length > tapLargest {
		t.raw = true
		return nil
	}
	total := 1 + size + length
	if cap(t.message) < total {
		t.message = make([]byte, total+total/4)
	}
	t.message = t.message[:total]
	if _, err := io.ReadFull(t.in, t.message); err != nil {
		return err
	}
	if malformedResult(t.message[1+size:]) {
		return errResult
	}
	if !t.take(t.message[1+size:]) {
		t.rest = t.message
	}
	return nil
}

// errResult ends a connection whose server answers what means nothing.
var errResult = errors.New("the server sent a result without a result code")

// malformedResult recognizes results (RFC 4511, 4.1.9) whose code is empty or no
// number of the standard's range: go-ldap takes them for success.
func malformedResult(body []byte) bool {
	_, body, ok := cutElement(body, tagInteger)
	if !ok || len(body) == 0 {
		return false
	}
	switch body[0] {
	case tagBind, tagDone, tagExtended:
	default:
		return false
	}
	content, _, ok := cutElement(body, body[0])
	if !ok {
		return false // go-ldap says so
	}
	code, _, ok := cutElement(content, tagEnumerated)
	return !ok || len(code) == 0 || len(code) > 4 || code[0] >= 0x80
}

// The tags of LDAP messages (RFC 4511, 4.2) and of BER.
const (
	tagBind       = 0x61
	tagEntry      = 0x64
	tagDone       = 0x65
	tagExtended   = 0x78
	tagInteger    = 0x02
	tagOctets     = 0x04
	tagEnumerated = 0x0a
	tagSequence   = 0x30
	tagSet        = 0x31
)

// take hands the message over if it is an entry without controls.
func (t *tap) take(body []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.each == nil {
		return false
	}
	_, body, ok := cutElement(body, tagInteger)
	if !ok {
		return false
	}
	content, controls, ok := cutElement(body, tagEntry)
	if !ok || len(controls) > 0 || !t.decode(content) {
		return false
	}
	t.each(&t.entry)
	return true
}

// decode reads a SearchResultEntry (RFC 4511, 4.5.2) into t.entry, whose
// slices are used again for each entry.
func (t *tap) decode(content []byte) bool {
	dn, content, ok := cutElement(content, tagOctets)
	if !ok {
		return false
	}
	list, content, ok := cutElement(content, tagSequence)
	if !ok || len(content) > 0 {
		return false
	}
	t.attrs = t.attrs[:0]
	for len(list) > 0 {
		var attribute, name, values []byte
		if attribute, list, ok = cutElement(list, tagSequence); !ok {
			return false
		}
		if name, attribute, ok = cutElement(attribute, tagOctets); !ok {
			return false
		}
		if values, attribute, ok = cutElement(attribute, tagSet); !ok || len(attribute) > 0 {
			return false
		}
		if !t.addAttribute(name, values) {
			return false
		}
	}
	t.entry.DN = string(dn)
	t.entry.Attributes = t.entry.Attributes[:0]
	for i := range t.attrs {
		t.entry.Attributes = append(t.entry.Attributes, &t.attrs[i])
	}
	return true
}

func (t *tap) addAttribute(name, values []byte) bool {
	if len(t.attrs) < cap(t.attrs) {
		t.attrs = t.attrs[:len(t.attrs)+1]
	} else {
		t.attrs = append(t.attrs, ldap.EntryAttribute{})
	}
	a := &t.attrs[len(t.attrs)-1]
	a.Name, a.Values, a.ByteValues = t.name(name), a.Values[:0], a.ByteValues[:0]
	for len(values) > 0 {
		var value []byte
		var ok bool
		if value, values, ok = cutElement(values, tagOctets); !ok {
			return false
		}
		text := unsafe.String(unsafe.SliceData(value), len(value))
		if !t.borrowed {
			text = strings.Clone(text)
		}
		a.Values = append(a.Values, text)
		a.ByteValues = append(a.ByteValues, value)
	}
	return true
}

// name returns the name as one string for all entries.
func (t *tap) name(b []byte) string {
	if s, ok := t.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(t.names) < 1000 { // ranges give a name each
		t.names[s] = s
	}
	return s
}

// cutElement splits off one BER element with the tag.
func cutElement(b []byte, tag byte) (content, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != tag {
		return nil, nil, false
	}
	length, size := berLength(b[1:])
	if size == 0 || length > len(b)-1-size {
		return nil, nil, false
	}
	b = b[1+size:]
	return b[:length:length], b[length:], true
}

// berLength reads a definite length and returns how many bytes it takes, or 0
// where it is none.
func berLength(b []byte) (length, size int) {
	if len(b) == 0 {
		return 0, 0
	}
	if b[0] < 0x80 {
		return int(b[0]), 1
	}
	n := int(b[0] & 0x7f)
	if n == 0 || n > 4 || len(b) < 1+n {
		return 0, 0
	}
	for _, c := range b[1 : 1+n] {
		length = length<<8 | int(c)
	}
	if length < 0 || length > 1<<31-1 {
		return 0, 0
	}
	return length, 1 + n
}
