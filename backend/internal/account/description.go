package account

import (
	"slices"
	"strconv"
	"strings"
)

// A Description is an attribute description taken apart (RFC 4512, 2.5): a type
// and options. An option makes it another attribute (cn;lang-ja is not cn), but
// for those that say how its values are written down.
type Description struct {
	// Name is the type with the options that count, as written.
	Name string
	// Range says which of the values these are; nil for all.
	Range *Range
	// Deleted says that the values were taken out: replication data of 389
	// Directory Server (dsconf backend export --replication).
	Deleted bool
}

// A Range is a part of the values of an attribute, as Active Directory hands
// them out ([MS-ADTS] 3.1.1.3.1.3.3). To is -1 where it is the last part.
type Range struct{ From, To int }

// ParseDescription takes an attribute description apart.
func ParseDescription(text string) Description {
	base, options, found := strings.Cut(text, ";")
	if !found {
		return Description{Name: text}
	}
	d := Description{Name: base}
	var count []string
	for option := range strings.SplitSeq(options, ";") {
		low := strings.ToLower(option)
		switch span, ranged := strings.CutPrefix(low, "range="); {
		case ranged:
			d.Range = parseRange(span)
		case low == "deleted", low == "deletedattribute":
			d.Deleted = true
		case low == "binary" || low == "" || isStamp(low): // RFC 4522
		default:
			count = append(count, option)
		}
	}
	if len(count) > 0 {
		slices.Sort(count)
		d.Name += ";" + strings.Join(count, ";")
	}
	return d
}

// isStamp recognizes when a value came or went, in replication data of 389
// Directory Server.
func isStamp(option string) bool {
	return slices.ContainsFunc([]string{"adcsn-", "mdcsn-", "vucsn-", "vdcsn-"}, func(kind string) bool { return strings.HasPrefix(option, kind) })
}

func parseRange(span string) *Range {
	first, last, _ := strings.Cut(span, "-")
	from, err := strconv.Atoi(first)
	if err != nil || from < 0 {
		return nil
	}
	if last == "*" {
		return &Range{from, -1}
	}
	to, err := strconv.Atoi(last)
	if err != nil || to < from {
		return nil
	}
	return &Range{from, to}
}
