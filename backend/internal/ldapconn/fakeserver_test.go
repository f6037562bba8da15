package ldapconn_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"

	"directoryconnector/backend/config"
	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/ldapconn"
)

// A fakeServer is an LDAP server in memory with the limits and the faults of
// others. It knows users only, and no filter.
type fakeServer struct {
	port int
	// users is how many there are.
	users int
	// answer answers a search for users; from is the place that the cookie says,
	// size that of a page, or 0.
	answer func(from, size int) page
	// cut is told of each search on a connection, and says that the connection
	// ends instead.
	cut func(connection, search int) bool
	// searches counts the searches for users.
	searches atomic.Int32
}

// A page is the answer to one search.
type page struct {
	from, to int
	code     int64
	cookie   string
	// raw, where given, is the result as it is sent.
	raw []byte
}

const oddBase = "dc=odd"

// startFake starts the server and returns settings for it.
func startFake(t *testing.T, s *fakeServer) config.LDAP {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	var all sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); all.Wait() })
	all.Go(func() {
		for n := 1; ; n++ {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.serve(conn, n) })
		}
	})
	return config.LDAP{
		Hostname: "127.0.0.1", Port: s.port, Encryption: config.EncryptionNone, Authentication: config.AuthSimple, Username: "cn=reader",
		PagedSearch: true, PageSize: 10, Timeout: 5 * time.Second,
	}
}

func dialer(set config.LDAP) *ldapconn.Dialer {
	return ldapconn.NewDialer(set, config.NewSecret("secret"), slog.New(slog.DiscardHandler))
}

// found connects and counts the users that a search finds, each once.
func found(t *testing.T, set config.LDAP) (int, error) {
	t.Helper()
	c, err := dialer(set).Dial(t.Context(), "", func(address string, err error) { t.Logf("skipped %s: %v", address, err) })
	if err != nil {
		return 0, err
	}
	defer c.Close()
	users := map[string]bool{}
	err = c.Search(t.Context(), ldapconn.Query{Base: oddBase, Scope: ldap.ScopeWholeSubtree, Filter: "(objectClass=person)"}, func(e *ldap.Entry) { users[e.DN] = true })
	return len(users), err
}

func wantUsers(t *testing.T, set config.LDAP, want int) {
	t.Helper()
	if n, err := found(t, set); err != nil || n != want {
		t.Errorf("found %d users and %v, want %d", n, err, want)
	}
}

// refused searches and wants an error of that kind with the texts.
func refused(t *testing.T, set config.LDAP, kind error, texts ...string) {
	t.Helper()
	_, err := found(t, set)
	if !errors.Is(err, kind) || directory.HintOf(err) == "" {
		t.Fatalf("got %v (hint %q), want %v", err, directory.HintOf(err), kind)
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("the error lacks %q: %v", text, err)
		}
	}
}

func (s *fakeServer) serve(conn net.Conn, n int) {
	defer conn.Close()
	for searches := 0; ; {
		packet, err := ber.ReadPacket(conn)
		if err != nil || len(packet.Children) < 2 {
			return
		}
		id, op := packet.Children[0].Value.(int64), packet.Children[1]
		switch op.Tag {
		case ldap.ApplicationBindRequest:
			_, err = conn.Write(oddMessage(id, oddResult(ldap.ApplicationBindResponse, 0)))
		case ldap.ApplicationSearchRequest:
			if searches++; s.cut != nil && s.cut(n, searches) {
				return
			}
			err = s.search(conn, id, op, packet)
		default:
			return
		}
		if err != nil {
			return
		}
	}
}

func (s *fakeServer) search(conn net.Conn, id int64, op, packet *ber.Packet) error {
	base, filter := op.Children[0].Value.(string), ""
	if decoded, err := ldap.DecompileFilter(op.Children[6]); err == nil {
		filter = decoded
	}
	p := page{}
	if base == oddBase && strings.Contains(filter, "person") {
		s.searches.Add(1)
		from, size := oddPaging(packet)
		p = s.answer(from, size)
	}
	if base == oddBase && op.Children[1].Value.(int64) == ldap.ScopeBaseObject {
		if _, err := conn.Write(oddMessage(id, oddEntry(oddBase, ""))); err != nil {
			return err
		}
	}
	for i := p.from; i < p.to; i++ {
		if _, err := conn.Write(oddMessage(id, oddEntry(fmt.Sprintf("uid=u%d,%s", i, oddBase), fmt.Sprintf("u%d@example.test", i)))); err != nil {
			return err
		}
	}
	done := oddMessage(id, oddResult(ldap.ApplicationSearchResultDone, p.code), oddCookie(p.cookie)...)
	if p.raw != nil {
		done = p.raw
		done[4] = byte(id)
	}
	_, err := conn.Write(done)
	return err
}

// oddPaging returns what the paged results control asks for.
func oddPaging(packet *ber.Packet) (from, size int) {
	if len(packet.Children) < 3 {
		return 0, 0
	}
	for _, child := range packet.Children[2].Children {
		control, err := ldap.DecodeControl(child)
		if paging, ok := control.(*ldap.ControlPaging); err == nil && ok {
			_, _ = fmt.Sscanf(string(paging.Cookie), "%d", &from)
			size = int(paging.PagingSize)
		}
	}
	return from, size
}

func oddMessage(id int64, op *ber.Packet, controls ...*ber.Packet) []byte {
	p := ber.NewSequence("")
	p.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, ""))
	p.AppendChild(op)
	if len(controls) > 0 {
		list := ber.Encode(ber.ClassContext, ber.TypeConstructed, 0, nil, "")
		for _, c := range controls {
			list.AppendChild(c)
		}
		p.AppendChild(list)
	}
	return p.Bytes()
}

func oddText(text string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, text, "")
}

func oddResult(tag ber.Tag, code int64) *ber.Packet {
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tag, nil, "")
	op.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, code, ""))
	op.AppendChild(oddText(""))
	op.AppendChild(oddText(""))
	return op
}

func oddEntry(dn, email string) *ber.Packet {
	op := ber.Encode(ber.ClassApplication, ber.TypeConstructed, ldap.ApplicationSearchResultEntry, nil, "")
	op.AppendChild(oddText(dn))
	mail, values := ber.NewSequence(""), ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSet, nil, "")
	values.AppendChild(oddText(email))
	mail.AppendChild(oddText("mail"))
	mail.AppendChild(values)
	list := ber.NewSequence("")
	list.AppendChild(mail)
	op.AppendChild(list)
	return op
}

func oddCookie(cookie string) []*ber.Packet {
	if cookie == "" {
		return nil
	}
	control := ldap.NewControlPaging(0)
	control.SetCookie([]byte(cookie))
	return []*ber.Packet{control.Encode()}
}

// whole answers pages as they should be.
func (s *fakeServer) whole(from, size int) page {
	if size == 0 || from+size >= s.users {
		return page{from: from, to: s.users}
	}
	return page{from: from, to: from + size, cookie: fmt.Sprint(from + size)}
}
