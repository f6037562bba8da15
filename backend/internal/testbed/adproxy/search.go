package adproxy

import (
	"slices"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
)

// A pending search is one whose result has not come yet.
type pending struct {
	search Search
	// ranges holds what was asked for of attributes with a range option, by
	// their names in lower case.
	ranges map[string]span
	// sent counts the entries of an answer without pages.
	sent     int
	exceeded bool
	// failed: a range was asked for that begins after the last value.
	failed bool
}

// Positions in a SearchRequest (RFC 4511, 4.5.1).
const (
	atBase       = 0
	atScope      = 1
	atSizeLimit  = 3
	atFilter     = 6
	atAttributes = 7
)

// search remembers the request and returns what to forward: without range
// options, which the answer is made from, and with pages that are not too
// large. It returns nil when there is nothing to forward.
func (s *session) search(m message) *ber.Packet {
	if len(m.op.Children) <= atAttributes {
		return m.packet
	}
	c := m.op.Children
	p := &pending{ranges: map[string]span{}}
	p.search = Search{
		BaseDN: text(c[atBase]), Scope: number(c[atScope]), SizeLimit: number(c[atSizeLimit]), Connection: s.number,
	}
	p.search.Filter, _ = ldap.DecompileFilter(c[atFilter])
	names := []string{}
	for _, a := range c[atAttributes].Children {
		p.search.Attributes = append(p.search.Attributes, text(a))
		name, asked, ok := parseRange(text(a))
		if ok && s.proxy.config.MaxValRange > 0 {
			p.ranges[strings.ToLower(name)] = asked
		} else {
			name = text(a)
		}
		if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			names = append(names, name)
		}
	}
	packet := m.packet
	if len(p.ranges) > 0 {
		list := ber.NewSequence("")
		for _, name := range names {
			list.AppendChild(octets(name))
		}
		packet = replaced(packet, 1, replaced(m.op, atAttributes, list))
	}
	packet = s.controls(p, packet)
	s.proxy.saw(p.search)
	hooks := s.proxy.currentHooks()
	if hooks.Refuse != nil {
		if code := hooks.Refuse(p.search); code != 0 {
			s.send(result(m.id, searchDone, code, "refused for a test"))
			return nil
		}
	}
	s.mu.Lock()
	s.searches[m.id] = p
	s.mu.Unlock()
	for _, asked := range p.ranges {
		if hooks.Range != nil && asked.low > 0 {
			hooks.Range(p.search.BaseDN, asked.low)
		}
	}
	return packet
}

// controls reads the controls that the proxy understands, and makes the size
// of pages at most MaxPageSize.
func (s *session) controls(p *pending, packet *ber.Packet) *ber.Packet {
	if len(packet.Children) < 3 {
		return packet
	}
	controls := packet.Children[2]
	for i, control := range controls.Children {
		last := len(control.Children) - 1
		if last < 1 {
			continue
		}
		value, err := ber.DecodePacketErr(control.Children[last].Data.Bytes())
		if err != nil || len(value.Children) == 0 {
			continue
		}
		if text(control.Children[0]) == oidPaging {
			p.search.PageSize = number(value.Children[0])
			if limit := s.proxy.config.MaxPageSize; limit > 0 && p.search.PageSize > limit {
				size := ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, int64(limit), "")
				value = replaced(value, 0, size)
				control = replaced(control, last, octets(string(value.Bytes())))
				controls = replaced(controls, i, control)
				packet = replaced(packet, 2, controls)
			}
		}
	}
	return packet
}

// entry forwards an entry of the answer, or drops it when there were enough.
func (s *session) entry(p *pending, m message) bool {
	limit := s.proxy.config.MaxPageSize
	if p.search.PageSize == 0 && limit > 0 && p.sent >= limit {
		p.exceeded = true
		return true
	}
	p.sent++
	packet := m.packet
	if allowed := s.proxy.config.MaxValRange; allowed > 0 {
		attributes, ok := rangedAttributes(m.op.Children[1], p.ranges, allowed)
		if !ok {
			p.failed = true
			return true
		}
		packet = replaced(packet, 1, replaced(m.op, 1, attributes))
	}
	if !s.proxy.entryMayPass(text(m.op.Children[0])) {
		b := packet.Bytes()
		s.write(b[:len(b)/2])
		return false
	}
	return s.send(packet)
}

// done forwards the result of a search, or another one.
func (s *session) done(p *pending, m message) bool {
	s.mu.Lock()
	delete(s.searches, m.id)
	s.mu.Unlock()
	hooks := s.proxy.currentHooks()
	if hooks.References != nil {
		if urls := hooks.References(p.search); len(urls) > 0 && !s.send(reference(m.id, urls)) {
			return false
		}
	}
	code := 0
	if hooks.Result != nil {
		code = hooks.Result(p.search)
	}
	switch {
	case code != 0:
		return s.send(result(m.id, searchDone, code, "replaced for a test"))
	case p.failed:
		return s.send(result(m.id, searchDone, operationsError, "the range begins after the last value"))
	case p.exceeded:
		return s.send(result(m.id, searchDone, sizeLimitExceeded, ""))
	}
	return s.send(m.packet)
}
