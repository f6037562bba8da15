package store

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
)

// The formats of what may be long: JSON as it is, and compressed where that
// pays. The first byte tells.
const (
	packedPlain    = 1
	packedGzip     = 2
	packedRunGzip  = 3 // as packedRun, in gzip: written by earlier versions
	packedRun      = 4 // see packRun
	compressBeyond = 4096
	// longList is a list whose elements are encoded one after the other: a
	// first sync names a hundred thousands of memberships.
	longList = 100
)

// pack encodes an object, and a list that becomes its field name.
func pack[T any](object any, name string, list []T) ([]byte, error) {
	rest, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	if len(list) <= longList {
		var text bytes.Buffer
		if err := writePacked(&text, rest, name, list); err != nil {
			return nil, err
		}
		if text.Len() <= compressBeyond {
			return append([]byte{packedPlain}, text.Bytes()...), nil
		}
	}
	b := bytes.NewBuffer([]byte{packedGzip})
	w := gzip.NewWriter(b)
	err = writePacked(w, rest, name, list)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

// writePacked writes the list as the first field of an encoded object.
func writePacked[T any](w io.Writer, object []byte, name string, list []T) error {
	if len(list) == 0 {
		_, err := w.Write(object)
		return err
	}
	separator := `{"` + name + `":[`
	for i := range list {
		text, err := json.Marshal(&list[i])
		if err != nil {
			return err
		}
		if _, err := w.Write(append([]byte(separator), text...)); err != nil {
			return err
		}
		separator = ","
	}
	end := "]}"
	if len(object) > len("{}") {
		end = "]," + string(object[1:])
	}
	_, err := io.WriteString(w, end)
	return err
}

// unpack decodes what pack encodes, as a whole. Nothing decodes to nothing.
func unpack(value []byte, into any) error {
	if len(value) == 0 {
		return nil
	}
	switch value[0] {
	case packedPlain:
		return json.Unmarshal(value[1:], into)
	case packedGzip:
		r, err := gzip.NewReader(bytes.NewReader(value[1:]))
		if err != nil {
			return err
		}
		return json.NewDecoder(r).Decode(into)
	}
	return unknownFormat(value)
}
