package account

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOptionsMakeAnotherAttribute(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Description{
		"member":                  {Name: "member"},
		"member;range=0-1499":     {Name: "member", Range: &Range{0, 1499}},
		"Member;Range=1500-*":     {Name: "Member", Range: &Range{1500, -1}},
		"cn;lang-ja":              {Name: "cn;lang-ja"},
		"cn;x-b;lang-ja":          {Name: "cn;lang-ja;x-b"},
		"member;binary;range=3-4": {Name: "member", Range: &Range{3, 4}},
		"userCertificate;binary":  {Name: "userCertificate"},
		"member;range=x-*":        {Name: "member"},
		"member;range=9-3":        {Name: "member"},
		"member;range=":           {Name: "member"},
		"mail;":                   {Name: "mail"},
		"":                        {},
		"uid;vucsn-6b0c0566000300010000;mdcsn-6b0c0566000300010000":            {Name: "uid"},
		"member;vucsn-6b0c0566000500010000;vdcsn-6b0c0584000300010000;deleted": {Name: "member", Deleted: true},
		"mail;adcsn-6b0c0566000500010000;deletedattribute;deleted":             {Name: "mail", Deleted: true},
		"cn;lang-ja;vucsn-6b0c0566000500010000;vdcsn-6b0c0584000300010000":     {Name: "cn;lang-ja"},
		"cn;lang-ja;vucsn-6b0c0566000500010000;vdcsn-6b0c058400030001;Deleted": {Name: "cn;lang-ja", Deleted: true},
	} {
		if diff := cmp.Diff(want, ParseDescription(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
