package entra

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/microsoft/kiota-abstractions-go/serialization"
	kiotajson "github.com/microsoft/kiota-serialization-json-go"
)

// tenThousand is a page as Graph would write it, with 10,000 users.
func tenThousand() []byte {
	var b bytes.Buffer
	b.WriteString(`{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(id,mail,userPrincipalName,accountEnabled)","value":[`)
	for i := range 10_000 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%08x-0000-4000-8000-%012x","mail":"person%05d@example.test","userPrincipalName":"person%05d@contoso.com","accountEnabled":true}`, i, i, i, i)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// sdkUser is a user as the SDK's models are made, with the four properties
// that are read here.
type sdkUser struct {
	id, mail, upn *string
	enabled       *bool
}

func (*sdkUser) Serialize(serialization.SerializationWriter) error { return nil }

func (u *sdkUser) GetFieldDeserializers() map[string]func(serialization.ParseNode) error {
	into := func(to **string) func(serialization.ParseNode) error {
		return func(n serialization.ParseNode) (err error) { *to, err = n.GetStringValue(); return err }
	}
	return map[string]func(serialization.ParseNode) error{
		"id": into(&u.id), "mail": into(&u.mail), "userPrincipalName": into(&u.upn),
		"accountEnabled": func(n serialization.ParseNode) (err error) { u.enabled, err = n.GetBoolValue(); return err },
	}
}

type sdkPage struct{ users []serialization.Parsable }

func (*sdkPage) Serialize(serialization.SerializationWriter) error { return nil }

func (p *sdkPage) GetFieldDeserializers() map[string]func(serialization.ParseNode) error {
	return map[string]func(serialization.ParseNode) error{
		"value": func(n serialization.ParseNode) (err error) {
			p.users, err = n.GetCollectionOfObjectValues(func(serialization.ParseNode) (serialization.Parsable, error) { return &sdkUser{}, nil })
			return err
		},
	}
}

// BenchmarkDecode compares the SDK's way to read an answer, with the smallest
// model possible, and this package's. docs/decisions.md has the figures.
func BenchmarkDecode(b *testing.B) {
	body := tenThousand()
	b.Run("parse nodes of the SDK", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			root, err := kiotajson.NewJsonParseNodeFactory().GetRootParseNode("application/json", body)
			if err != nil {
				b.Fatal(err)
			}
			page, err := root.GetObjectValue(func(serialization.ParseNode) (serialization.Parsable, error) { return &sdkPage{}, nil })
			if err != nil || len(page.(*sdkPage).users) != 10_000 {
				b.Fatal(err)
			}
		}
	})
	b.Run("own types", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if p, err := decodePage[wireUser](body); err != nil || len(p.Value) != 10_000 {
				b.Fatal(err)
			}
		}
	})
}
