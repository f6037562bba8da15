package bitwarden

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"directoryconnector/backend/internal/transport"
)

// errMismatch: a value is of another kind than the field takes.
var errMismatch = errors.New("a value of another kind")

// A field of an object: its name, and what reads its value.
type field struct {
	name string
	read func(*jsontext.Decoder) error
}

// newDecoder reads JSON (RFC 8259) a value at a time. Text that is not UTF-8 is
// an error.
func newDecoder(r io.Reader) *jsontext.Decoder {
	return jsontext.NewDecoder(transport.JSONReader(r), jsontext.AllowDuplicateNames(true))
}

// readObject reads the fields of an object, whatever the case of their names,
// and skips the others. Null is an object of none.
func readObject(d *jsontext.Decoder, fields []field) error {
	if none, err := begins(d, jsontext.KindBeginObject); none || err != nil {
		return err
	}
	for d.PeekKind() != jsontext.KindEndObject {
		name, err := d.ReadValue()
		if err != nil {
			return err
		}
		read := find(fields, name)
		if read == nil {
			read = (*jsontext.Decoder).SkipValue
		}
		if err := read(d); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// begins reads the beginning of an object or an array, or null instead.
func begins(d *jsontext.Decoder, kind jsontext.Kind) (null bool, err error) {
	t, err := d.ReadToken()
	if err == nil && t.Kind() != kind && t.Kind() != jsontext.KindNull {
		err = errMismatch
	}
	return t.Kind() == jsontext.KindNull, err
}

// find returns what reads the field of a quoted name, which costs no memory
// where it is written plainly; nil for none.
func find(fields []field, quoted jsontext.Value) func(*jsontext.Decoder) error {
	for i := range fields {
		if f := &fields[i]; len(quoted) == len(f.name)+2 && strings.EqualFold(string(quoted[1:len(quoted)-1]), f.name) {
			return f.read
		}
	}
	return nil
}

// text reads a text; null counts as empty.
func text(into *string) func(*jsontext.Decoder) error {
	var b []byte
	read := bytesOf(&b)
	return func(d *jsontext.Decoder) error {
		err := read(d)
		*into = string(b)
		return err
	}
}

// bytesOf is text into the same memory again and again.
func bytesOf(into *[]byte) func(*jsontext.Decoder) error {
	return func(d *jsontext.Decoder) error {
		value, err := d.ReadValue()
		*into = (*into)[:0]
		switch {
		case err != nil:
		case value.Kind() == jsontext.KindString:
			*into, err = jsontext.AppendUnquote(*into, value)
		case value.Kind() != jsontext.KindNull:
			err = errMismatch
		}
		return err
	}
}

// UnknownValue stands for a role or status that is not even a number.
const UnknownValue = math.MinInt32

// number reads a whole number, and anything else as UnknownValue: a value of
// tomorrow must not break reading.
func number(into *int32) func(*jsontext.Decoder) error {
	return func(d *jsontext.Decoder) error {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		*into = UnknownValue
		if n, err := strconv.ParseInt(string(value), 10, 32); err == nil {
			*into = int32(n)
		}
		return nil
	}
}

// objects reads an array of objects; each is called after each. Null is an
// array of none.
func objects(fields []field, each func()) func(*jsontext.Decoder) error {
	return func(d *jsontext.Decoder) error {
		if none, err := begins(d, jsontext.KindBeginArray); none || err != nil {
			return err
		}
		for d.PeekKind() != jsontext.KindEndArray {
			if err := readObject(d, fields); err != nil {
				return err
			}
			each()
		}
		_, err := d.ReadToken()
		return err
	}
}

// isMismatch tells whether an error of reading is about what was read, and not
// about a connection that ended.
func isMismatch(err error) bool {
	_, syntax := errors.AsType[*jsontext.SyntacticError](err)
	return errors.Is(err, errMismatch) || syntax && !errors.Is(err, io.ErrUnexpectedEOF)
}
