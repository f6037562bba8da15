package filter

import (
	"fmt"
	"strings"
)

// An LDAPError says where an LDAP filter stops being one.
type LDAPError struct {
	filter string
	// at is the byte offset.
	at   int
	text string
}

func (e *LDAPError) Error() string {
	before, after := e.filter[:e.at], e.filter[e.at:]
	if len(after) > 30 {
		after = after[:30] + "…"
	}
	if len(before) > 30 {
		before = "…" + before[len(before)-30:]
	}
	switch {
	case before == "":
		return fmt.Sprintf("position %d: %s: «here»%s", e.at+1, e.text, after)
	case after == "":
		return fmt.Sprintf("position %d: %s: %s«here»", e.at+1, e.text, before)
	}
	return fmt.Sprintf("position %d: %s: %s«here»%s", e.at+1, e.text, before, after)
}

// ParseLDAP checks an LDAP filter (RFC 4515) and returns it without the
// white space between its parts. A filter without outer parentheses gets
// them; an empty one stays empty.
func ParseLDAP(text string) (string, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return "", nil
	}
	if trimmed[0] != '(' {
		trimmed = "(" + trimmed + ")"
	}
	p := &filterParser{text: trimmed}
	if err := p.filter(0); err != nil {
		return "", err
	}
	p.space()
	if p.at < len(p.text) {
		return "", p.fail("the filter has ended here, but the text goes on")
	}
	return p.out.String(), nil
}

type filterParser struct {
	text string
	at   int
	out  strings.Builder
}

func (p *filterParser) fail(text string) error {
	return &LDAPError{filter: p.text, at: min(p.at, len(p.text)), text: text}
}

func (p *filterParser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// peek returns the next byte, or 0 at the end.
func (p *filterParser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *filterParser) expect(c byte) error {
	if p.peek() != c {
		return p.fail(fmt.Sprintf("%q is missing", string(c)))
	}
	p.out.WriteByte(c)
	p.at++
	return nil
}

func (p *filterParser) filter(depth int) error {
	if depth > 100 {
		return p.fail("nested too deeply")
	}
	p.space()
	if err := p.expect('('); err != nil {
		return err
	}
	p.space()
	switch c := p.peek(); c {
	case '&', '|', '!':
		p.out.WriteByte(c)
		p.at++
		if err := p.parts(c, depth); err != nil {
			return err
		}
	default:
		if err := p.item(); err != nil {
			return err
		}
	}
	return p.expect(')')
}

// parts reads what is combined by the operator.
func (p *filterParser) parts(operator byte, depth int) error {
	for n := 0; ; n++ {
		p.space()
		switch {
		case p.peek() == '(' && (operator != '!' || n == 0):
			if err := p.filter(depth + 1); err != nil {
				return err
			}
		case n == 0:
			return p.fail(fmt.Sprintf("%q combines parts in parentheses, and there is none", string(operator)))
		case p.peek() == '(':
			return p.fail(`"!" takes one part only`)
		default:
			return nil
		}
	}
}

// item reads attribute, operator and value.
func (p *filterParser) item() error {
	start := p.at
	for p.at < len(p.text) && attributeByte(p.text[p.at]) {
		p.at++
	}
	name := p.text[start:p.at]
	p.space()
	operator := "="
	if c := p.peek(); c == '~' || c == '<' || c == '>' {
		operator = string(c) + "="
	}
	switch {
	case strings.Trim(name, ":") == "":
		p.at = start
		return p.fail("the name of an attribute is missing")
	case !strings.HasPrefix(p.text[p.at:], operator):
		return p.fail("one of = ~= <= >= is missing")
	}
	p.out.WriteString(name + operator)
	p.at += len(operator)
	return p.value()
}

func attributeByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-.;:_", c) >= 0
}

func (p *filterParser) value() error {
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case ')':
			return nil
		case '(':
			return p.fail(`an opening parenthesis inside a value (a real one is written \28)`)
		case 0:
			return p.fail(`a zero byte inside a value (written \00)`)
		case '\\':
			if p.at+2 >= len(p.text) || !isHex(p.text[p.at+1]) || !isHex(p.text[p.at+2]) {
				return p.fail(`"\" without two hexadecimal digits (a real one is written \5c)`)
			}
		}
		p.out.WriteByte(p.text[p.at])
	}
	return p.fail(`")" is missing`)
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
