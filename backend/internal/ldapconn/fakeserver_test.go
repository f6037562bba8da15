package ldapconn_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
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

func TestServersWithOddLimitsAreReadWhole(t *testing.T) {
	t.Parallel()
	const users = 35
	for name, odd := range map[string]func(s *fakeServer, from, size int) page{
		"pages as they should be": (*fakeServer).whole,
		"a limit for each page": func(s *fakeServer, from, size int) page {
			if p := s.whole(from, size); size <= 4 {
				return p
			}
			return page{from: from, to: from + 4, code: ldap.LDAPResultSizeLimitExceeded}
		},
		"pages that are too large": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultAdminLimitExceeded}
			}
			return s.whole(from, size)
		},
		"unwilling to page": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultUnwillingToPerform}
			}
			return s.whole(from, size)
		},
		"no paging at all": func(s *fakeServer, from, size int) page {
			if size > 0 {
				return page{code: ldap.LDAPResultUnavailableCriticalExtension}
			}
			return s.whole(from, size)
		},
		"the same cookie for all pages": func() func(s *fakeServer, from, size int) page {
			at := 0
			return func(s *fakeServer, _, size int) page {
				p := s.whole(at, size)
				if at = p.to; p.cookie != "" {
					p.cookie = "0 is all that it says"
				}
				return p
			}
		}(),
		"a few empty pages": func() func(s *fakeServer, from, size int) page {
			turn := 0
			return func(s *fakeServer, from, size int) page {
				if turn++; turn%4 > 0 {
					return page{cookie: fmt.Sprint(from)}
				}
				return s.whole(from, size)
			}
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &fakeServer{users: users}
			s.answer = func(from, size int) page { return odd(s, from, size) }
			wantUsers(t, startFake(t, s), users)
		})
	}
}

func TestPagesWithoutEndAreAnError(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer func(turn, from, size int) page
		say    string
	}{
		"one entry for ever":   {func(int, int, int) page { return page{to: 1, cookie: "same"} }, "repeats a page"},
		"empty pages for ever": {func(turn, _, _ int) page { return page{cookie: fmt.Sprint(turn)} }, "empty pages one after the other"},
		"in circles":           {func(turn, _, _ int) page { return page{from: turn % 7, to: turn%7 + 3, cookie: fmt.Sprint(turn)} }, "repeats a page"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			turn := 0
			s := &fakeServer{}
			s.answer = func(from, size int) page { turn++; return test.answer(turn, from, size) }
			refused(t, startFake(t, s), directory.ErrIncomplete, test.say)
		})
	}
}

// A result without a code is no success: RFC 4511, 4.1.9.
func TestAResultWithoutACodeIsAnError(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string][]byte{
		"empty":    {0x30, 0x0b, 0x02, 0x01, 0, 0x65, 0x06, 0x0a, 0x00, 0x04, 0x00, 0x04, 0x00},
		"negative": {0x30, 0x0c, 0x02, 0x01, 0, 0x65, 0x07, 0x0a, 0x01, 0xff, 0x04, 0x00, 0x04, 0x00},
		"no code":  {0x30, 0x09, 0x02, 0x01, 0, 0x65, 0x04, 0x04, 0x00, 0x04, 0x00},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &fakeServer{}
			s.answer = func(int, int) page { return page{to: 3, raw: append([]byte(nil), raw...)} }
			refused(t, startFake(t, s), directory.ErrIncomplete)
		})
	}
}

// Firewalls cut connections that are idle.
func TestAConnectionThatWasCutIsOpenedAgain(t *testing.T) {
	t.Parallel()
	s := &fakeServer{users: 3, cut: func(connection, search int) bool { return connection == 1 && search == 2 }}
	s.answer = s.whole
	wantUsers(t, startFake(t, s), 3)
}

func TestTheNextServerIsTried(t *testing.T) {
	t.Parallel()
	s := &fakeServer{users: 3}
	s.answer = s.whole
	set := startFake(t, s)
	set.Hostname, set.Port = fmt.Sprintf("127.0.0.1:1;127.0.0.1:%d", s.port), 0
	wantUsers(t, set, 3)
	var skipped []string
	c, err := dialer(set).Dial(t.Context(), "", func(address string, _ error) { skipped = append(skipped, address) })
	if err != nil || !slices.Equal(skipped, []string{"127.0.0.1:1"}) {
		t.Fatalf("skipped %v: %v", skipped, err)
	}
	c.Close()
	var warned []directory.Step
	c, err = dialer(set).Check(t.Context(), time.Now(), func(step directory.Step) {
		if step.Status != directory.StepOK {
			warned = append(warned, step)
		}
	})
	if err != nil || len(warned) != 1 || warned[0].Status != directory.StepWarning || !strings.Contains(warned[0].Detail, "127.0.0.1:1") {
		t.Fatalf("steps that were not well: %v; %v", warned, err)
	}
	c.Close()
	set.Hostname = "127.0.0.1:1;127.0.0.1:2"
	refused(t, set, directory.ErrUnreachable, "none of 2 servers can be reached", "127.0.0.1:1", "127.0.0.1:2")
	set.Hostname = ""
	refused(t, set, directory.ErrConfig, "ldap.hostname is not set")
}
