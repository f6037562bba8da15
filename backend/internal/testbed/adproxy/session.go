package adproxy

import (
	"crypto/tls"
	"net"
	"sync"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// A session is one client's connection and that to the server behind.
type session struct {
	proxy    *Proxy
	number   int
	upstream net.Conn

	mu       sync.Mutex // guards what follows, and writes to client
	client   net.Conn
	searches map[int64]*pending
}

// requests forwards what the client sends, until it stops.
func (s *session) requests() {
	for {
		m, err := read(s.client)
		if err != nil {
			return
		}
		packet := m.packet
		switch {
		case m.op.ClassType == ber.ClassApplication && m.op.Tag == searchRequest:
			if packet = s.search(m); packet == nil {
				continue
			}
		case m.op.Tag == extendedRequest && len(m.op.Children) > 0 && text(m.op.Children[0]) == oidStartTLS:
			if !s.startTLS(m.id) {
				return
			}
			continue
		}
		if _, err := s.upstream.Write(packet.Bytes()); err != nil {
			return
		}
	}
}

// startTLS answers the request (RFC 4511, 4.14) and goes on encrypted.
func (s *session) startTLS(id int64) bool {
	config := s.proxy.config.TLS
	if config == nil {
		return s.send(result(id, extendedAnswer, protocolError, "StartTLS is not offered"))
	}
	if !s.send(result(id, extendedAnswer, success, "")) {
		return false
	}
	secure := tls.Server(s.client, config)
	if secure.Handshake() != nil { //nolint:noctx // closing the connection ends it
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.client = secure
	return true
}

// answers forwards what the server sends, until it stops or a hook cuts the
// connection.
func (s *session) answers() {
	for {
		m, err := read(s.upstream)
		if err != nil {
			return
		}
		s.mu.Lock()
		search := s.searches[m.id]
		s.mu.Unlock()
		ok := false
		switch {
		case search == nil || m.op.ClassType != ber.ClassApplication:
			ok = s.send(m.packet)
		case m.op.Tag == searchEntry:
			ok = s.entry(search, m)
		case m.op.Tag == searchDone:
			ok = s.done(search, m)
		default:
			ok = s.send(m.packet)
		}
		if !ok {
			return
		}
	}
}

func (s *session) send(packet *ber.Packet) bool { return s.write(packet.Bytes()) }

func (s *session) write(b []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.client.Write(b)
	return err == nil
}
