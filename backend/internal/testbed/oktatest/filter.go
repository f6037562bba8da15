package oktatest

import (
	"fmt"
	"strings"
	"time"
)

// properties are what a filter may ask of an entry: texts and times.
type properties map[string]any

func (u *User) properties() properties {
	return properties{
		"status": u.Status, "lastUpdated": u.LastUpdated, "id": u.ID, "profile.login": u.Login,
		"profile.email": u.Email, "profile.firstName": u.FirstName, "profile.lastName": u.LastName,
	}
}

// noFilter is the name of a group, by which no filter can ask.
const noFilter = "\x00name"

func (g *Group) properties() properties {
	return properties{"id": g.ID, noFilter: g.Name, "type": g.Type, "lastUpdated": g.LastUpdated, "lastMembershipUpdated": g.LastMembershipUpdated}
}

// predicate is a filter that was understood.
type predicate func(properties) bool

// parseFilter understands the part of
// https://developer.okta.com/docs/api/#filter that the parameter filter has:
// eq for texts, and eq, gt, ge, lt and le for times, joined by and, or and
// parentheses.
func parseFilter(text string, known properties) (predicate, error) {
	p := &filterParser{tokens: tokens(text), known: known}
	match, err := p.or()
	if err == nil && len(p.tokens) > 0 {
		err = fmt.Errorf("%q is too much", p.tokens[0])
	}
	return match, err
}

// tokens splits at spaces and parentheses outside of texts.
func tokens(text string) []string {
	var list []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		end := strings.IndexAny(text, ` ()"`)
		switch {
		case end < 0:
			end = len(text)
		case end == 0 && text[0] == '"':
			end = len(text)
			for i := 1; i < len(text); i++ {
				if text[i] == '\\' {
					i++
				} else if text[i] == '"' {
					end = i + 1
					break
				}
			}
		case end == 0:
			end = 1
		}
		list, text = append(list, text[:end]), text[end:]
	}
	return list
}

type filterParser struct {
	tokens []string
	known  properties
}

func (p *filterParser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

func (p *filterParser) at(word string) bool {
	if len(p.tokens) == 0 || !strings.EqualFold(p.tokens[0], word) {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *filterParser) or() (predicate, error) {
	left, err := p.and()
	for err == nil && p.at("or") {
		var right predicate
		before := left
		if right, err = p.and(); err == nil {
			left = func(e properties) bool { return before(e) || right(e) }
		}
	}
	return left, err
}

func (p *filterParser) and() (predicate, error) {
	left, err := p.term()
	for err == nil && p.at("and") {
		var right predicate
		before := left
		if right, err = p.term(); err == nil {
			left = func(e properties) bool { return before(e) && right(e) }
		}
	}
	return left, err
}

func (p *filterParser) term() (predicate, error) {
	if p.at("(") {
		inner, err := p.or()
		if err == nil && !p.at(")") {
			err = fmt.Errorf("a parenthesis is not closed")
		}
		return inner, err
	}
	name, op, value := p.next(), p.next(), p.next()
	if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' {
		return nil, fmt.Errorf("%q is no text", value)
	}
	value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(value[1 : len(value)-1])
	switch kind := p.known[name].(type) {
	case string:
		if op != "eq" {
			return nil, fmt.Errorf("%s can't be asked with %q", name, op)
		}
		return func(e properties) bool { return e[name] == value }, nil
	case time.Time:
		_ = kind
		return timePredicate(name, op, value)
	}
	return nil, fmt.Errorf("%q can't be filtered by", name)
}

func timePredicate(name, op, value string) (predicate, error) {
	moment, err := time.Parse("2006-01-02T15:04:05.000Z", value)
	if err != nil {
		return nil, err
	}
	want, ok := map[string][]int{"eq": {0}, "gt": {1}, "ge": {0, 1}, "lt": {-1}, "le": {-1, 0}}[op]
	if !ok {
		return nil, fmt.Errorf("%s can't be asked with %q", name, op)
	}
	return func(e properties) bool {
		got := e[name].(time.Time).Compare(moment)
		return got == want[0] || len(want) > 1 && got == want[1]
	}, nil
}
