package adproxy

import (
	"fmt"
	"io"
	"slices"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// The messages of RFC 4511 that the proxy understands, by their tag.
const (
	searchRequest   ber.Tag = 3
	searchEntry     ber.Tag = 4
	searchDone      ber.Tag = 5
	searchReference ber.Tag = 19
	extendedRequest ber.Tag = 23
	extendedAnswer  ber.Tag = 24
)

// Result codes of RFC 4511.
const (
	success           = 0
	operationsError   = 1
	protocolError     = 2
	sizeLimitExceeded = 4
	referral          = 10
)

// OIDs of StartTLS, and of the control for paged results (RFC 2696).
const (
	oidStartTLS = "1.3.6.1.4.1.1466.20037"
	oidPaging   = "1.2.840.113556.1.4.319"
)

// A message is an LDAPMessage taken apart.
type message struct {
	packet *ber.Packet
	id     int64
	op     *ber.Packet
}

// read reads the next message.
func read(from io.Reader) (message, error) {
	packet, err := ber.ReadPacket(from)
	if err != nil {
		return message{}, err
	}
	if len(packet.Children) < 2 {
		return message{}, fmt.Errorf("no LDAP message of %d parts", len(packet.Children))
	}
	id, ok := packet.Children[0].Value.(int64)
	if !ok {
		return message{}, fmt.Errorf("message id is %v", packet.Children[0].Value)
	}
	return message{packet, id, packet.Children[1]}, nil
}

// with returns the packet with other children.
func with(p *ber.Packet, children ...*ber.Packet) *ber.Packet {
	n := ber.Encode(p.ClassType, p.TagType, p.Tag, nil, "")
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

// replaced returns the packet with the i-th child replaced.
func replaced(p *ber.Packet, i int, child *ber.Packet) *ber.Packet {
	children := slices.Clone(p.Children)
	children[i] = child
	return with(p, children...)
}

func text(p *ber.Packet) string { return p.Data.String() }

func octets(s string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, s, "")
}

func number(p *ber.Packet) int {
	n, _ := p.Value.(int64)
	return int(n)
}

// result makes the message that ends a request.
func result(id int64, op ber.Tag, code int, diagnostic string) *ber.Packet {
	body := ber.Encode(ber.ClassApplication, ber.TypeConstructed, op, nil, "")
	body.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(code), ""))
	body.AppendChild(octets(""))
	body.AppendChild(octets(diagnostic))
	if code == referral {
		urls := ber.Encode(ber.ClassContext, ber.TypeConstructed, 3, nil, "")
		urls.AppendChild(octets("ldap://elsewhere.example.test/"))
		body.AppendChild(urls)
	}
	return wrap(id, body)
}

// reference makes a continuation reference.
func reference(id int64, urls []string) *ber.Packet {
	body := ber.Encode(ber.ClassApplication, ber.TypeConstructed, searchReference, nil, "")
	for _, url := range urls {
		body.AppendChild(octets(url))
	}
	return wrap(id, body)
}

func wrap(id int64, op *ber.Packet) *ber.Packet {
	m := ber.NewSequence("")
	m.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, ""))
	m.AppendChild(op)
	return m
}
