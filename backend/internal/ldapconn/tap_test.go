package ldapconn

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"directoryconnector/backend/directory"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"
)

// message makes an LDAP message.
func message(op *ber.Packet, controls ...*ber.Packet) []byte {
	p := ber.NewSequence("")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, int64(2), ""))
	p.AppendChild(op)
	for _, c := range controls {
		p.AppendChild(c)
	}
	return p.Bytes()
}

func octets(text string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, text, "")
}

func entryMessage(dn string, attributes ...[]string) []byte {
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultEntry, nil, "")
	op.AppendChild(octets(dn))
	list := ber.NewSequence("")
	for _, a := range attributes {
		one := ber.NewSequence("")
		one.AppendChild(octets(a[0]))
		values := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSet, nil, "")
		for _, v := range a[1:] {
			values.AppendChild(octets(v))
		}
		one.AppendChild(values)
		list.AppendChild(one)
	}
	op.AppendChild(list)
	return message(op)
}

// stream is a connection from which fixed bytes come, a few at a time.
type stream struct {
	net.Conn
	io.Reader
}

func (s stream) Read(p []byte) (int, error) { return s.Reader.Read(p[:min(len(p), 7)]) }

func through(t *testing.T, open bool, data []byte) (entries []string, passed []byte) {
	t.Helper()
	entries, passed = throughBy(t, open, false, data)
	again, passedAgain := throughBy(t, open, true, data)
	if diff := cmp.Diff(entries, again); diff != "" || !bytes.Equal(passed, passedAgain) {
		t.Errorf("where values are borrowed, entries differ (-owned +borrowed):\n%s", diff)
	}
	return entries, passed
}

func throughBy(t *testing.T, open, borrowed bool, data []byte) (entries []string, passed []byte) {
	t.Helper()
	tapped := newTap(stream{Reader: bytes.NewReader(data)})
	var kept, copies []string
	if open {
		tapped.open(func(e *ldap.Entry) {
			text := e.DN
			for _, a := range e.Attributes {
				text += " " + a.Name + "=" + strings.Join(a.Values, ",")
				for i := range a.Values {
					if a.Values[i] != string(a.ByteValues[i]) {
						t.Errorf("%s: value %q, bytes %q", a.Name, a.Values[i], a.ByteValues[i])
					}
					kept, copies = append(kept, a.Values[i]), append(copies, strings.Clone(a.Values[i]))
				}
			}
			entries = append(entries, text)
		}, borrowed)
	}
	defer func() {
		if diff := cmp.Diff(copies, kept); diff != "" && !borrowed {
			t.Errorf("values that were kept (-then +now):\n%s", diff)
		}
	}()
	passed, err := io.ReadAll(tapped)
	if err != nil && err != io.ErrUnexpectedEOF && err != errResult { //nolint:errorlint // as io.ReadFull returns it
		t.Fatal(err)
	}
	return entries, passed
}

func TestTheTapTakesEntriesAndNothingElse(t *testing.T) {
	t.Parallel()
	one := entryMessage("cn=a,dc=x", []string{"mail", "a@x", "b@x"}, []string{"member"})
	long := entryMessage("cn=b,dc=x", []string{"member", strings.Repeat("m", 70000)})
	result := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultDone, nil, "")
	result.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, 0, ""))
	done := message(result)
	info := message(ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationIntermediateResponse, nil, ""))
	controlled := bytes.Clone(message(ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultEntry, nil, ""),
		ber.Encode(ber.ClassContext, ber.TypeConstructed, 0, nil, "")))
	broken := message(ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultEntry, nil, ""))
	all := joined(one, info, controlled, broken, long, done)

	t.Run("while a search is on", func(t *testing.T) {
		t.Parallel()
		entries, passed := through(t, true, all)
		want := []string{"cn=a,dc=x mail=a@x,b@x member=", "cn=b,dc=x member=" + strings.Repeat("m", 70000)}
		if diff := cmp.Diff(want, entries); diff != "" {
			t.Errorf("entries (-want +got):\n%s", diff)
		}
		if !bytes.Equal(passed, joined(info, controlled, broken, done)) {
			t.Errorf("passed %x", passed)
		}
	})
	t.Run("otherwise everything goes through", func(t *testing.T) {
		t.Parallel()
		if entries, passed := through(t, false, all); entries != nil || !bytes.Equal(passed, all) {
			t.Errorf("entries %v, passed %x", entries, passed)
		}
	})
	t.Run("what is no LDAP goes through", func(t *testing.T) {
		t.Parallel()
		text := []byte("HTTP/1.1 400 Bad Request\r\n\r\n")
		if _, passed := through(t, true, text); !bytes.Equal(passed, text) {
			t.Errorf("passed %q", passed)
		}
	})
}

func joined(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// FuzzTap proves that no stream makes the tap panic or hang, and that an
// entry which go-ldap understands is understood in the same way.
func FuzzTap(f *testing.F) {
	f.Add(entryMessage("cn=a,dc=x", []string{"mail", "a@x", "b@x"}, []string{"member"}))
	f.Add([]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 2})
	f.Add([]byte{0x30, 0x80, 2, 1, 1, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, passed := through(t, true, data)
		if entries == nil && len(passed) > len(data) {
			t.Errorf("%d bytes became %d", len(data), len(passed))
		}
	})
}

func send(t *testing.T, c net.Conn, data []byte) {
	t.Helper()
	if _, err := c.Write(data); err != nil {
		t.Error(err)
	}
}

// TestASearchThatEndsEarlyIsAnError has a server that breaks off, and one that
// does not answer.
func TestASearchThatEndsEarlyIsAnError(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(net.Conn){
		"after an entry":    func(c net.Conn) { send(t, c, entryMessage("cn=a,dc=x")); c.Close() },
		"before any answer": func(c net.Conn) { c.Close() },
		"inside an entry":   func(c net.Conn) { send(t, c, entryMessage("cn=a,dc=x")[:9]); c.Close() },
		"never":             func(net.Conn) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &Dialer{}
			d.set.Timeout = time.Millisecond
			near, far := net.Pipe()
			defer far.Close()
			go func() {
				if _, err := far.Read(make([]byte, 4096)); err == nil {
					answer(far)
				}
			}()
			c := d.newClient(newLink(t.Context(), near, near, server{}))
			defer c.Close()
			err := c.Search(t.Context(), Query{Base: "dc=x", Scope: ldap.ScopeWholeSubtree, Filter: "(a=b)"}, func(*ldap.Entry) {})
			if !errors.Is(err, directory.ErrIncomplete) || directory.HintOf(err) == "" {
				t.Errorf("got %v (hint %q), want an incomplete search", err, directory.HintOf(err))
			}
		})
	}
}
