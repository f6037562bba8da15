package adproxy

import (
	"fmt"
	"strconv"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// A span is the values that were asked for; high is -1 for "*".
type span struct{ low, high int }

// parseRange takes "member;range=1500-*" apart.
func parseRange(description string) (name string, asked span, ok bool) {
	name, option, found := strings.Cut(description, ";")
	if !found || !strings.HasPrefix(strings.ToLower(option), "range=") {
		return "", span{}, false
	}
	low, high, found := strings.Cut(option[len("range="):], "-")
	if !found {
		return "", span{}, false
	}
	var err error
	if asked.low, err = strconv.Atoi(low); err != nil {
		return "", span{}, false
	}
	if high == "*" {
		asked.high = -1
	} else if asked.high, err = strconv.Atoi(high); err != nil || asked.high < asked.low {
		return "", span{}, false
	}
	return name, asked, true
}

// rangedAttributes returns a PartialAttributeList with no more values of one
// attribute than allowed. It is not ok when a range begins after the last
// value.
func rangedAttributes(list *ber.Packet, ranges map[string]span, allowed int) (*ber.Packet, bool) {
	answer := with(list)
	for _, attribute := range list.Children {
		name, values := text(attribute.Children[0]), attribute.Children[1]
		asked, isRanged := ranges[strings.ToLower(name)]
		n := len(values.Children)
		switch {
		case isRanged && asked.low >= n:
			return nil, false
		case isRanged:
			answer.AppendChild(part(attribute, asked, allowed))
		case n > allowed:
			answer.AppendChild(replaced(attribute, 1, with(values)))
			answer.AppendChild(part(attribute, span{0, -1}, allowed))
		default:
			answer.AppendChild(attribute)
		}
	}
	return answer, true
}

// part returns the attribute with the values of the span, as many as are
// allowed, and with the range that they are in its name.
func part(attribute *ber.Packet, asked span, allowed int) *ber.Packet {
	name, values := text(attribute.Children[0]), attribute.Children[1]
	end := len(values.Children)
	if asked.high >= 0 {
		end = min(end, asked.high+1)
	}
	end = min(end, asked.low+allowed)
	high := "*"
	if end < len(values.Children) {
		high = strconv.Itoa(end - 1)
	}
	return with(attribute,
		octets(fmt.Sprintf("%s;range=%d-%s", name, asked.low, high)),
		with(values, values.Children[asked.low:end]...))
}
