package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unsafe"

	"github.com/klauspost/compress/zstd"

	"directoryconnector/backend/organization"
	"directoryconnector/backend/plan"
)

// The lists of a run are written as the byte 4, the names that they mention as
// hashes (see mentioned), the number of bytes of the body, and the body in zstd
// (RFC 8878), which is read four times as fast as gzip.
// A first sync names everybody and every membership, and so in the body each
// text stands once, and a membership is two numbers:
//
//	text of JSON of the lists but changes
//	number of texts, and each text
//	number of forms, and each: text of JSON of a change without what follows
//	number of changes, and for each: its form, external id, name, stable id,
//	  before, after (numbers of texts), members, params of its reason, joins, leaves
//
// Text 0 is the empty one. A form holds whatever else a change has, so that a
// new field of plan.Change is never lost.

// packRun encodes the lists of a run.
func packRun(run *organization.Run) ([]byte, error) {
	rest, err := json.Marshal(runDetails{nil, run.Drift, run.MissingGroups, run.Warnings, run.Stops, run.Postponed})
	if err != nil {
		return nil, err
	}
	w := changeWriter{texts: map[string]uint64{"": 0}, forms: map[string]uint64{}}
	for i := range run.Changes {
		if err := w.change(&run.Changes[i]); err != nil {
			return nil, err
		}
	}
	body := appendText(nil, string(rest))
	body = appendTexts(body, w.textList)
	body = appendTexts(body, w.formList)
	body = binary.AppendUvarint(body, uint64(len(run.Changes)))
	body = append(body, w.changes...)

	hashes := mentioned(run)
	packed := binary.AppendUvarint([]byte{packedRun}, uint64(len(hashes)))
	for _, hash := range hashes {
		packed = binary.BigEndian.AppendUint32(packed, hash)
	}
	packed = binary.AppendUvarint(packed, uint64(len(body)))
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	return z.EncodeAll(body, packed), z.Close()
}

func appendTexts(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, text := range list {
		b = appendText(b, text)
	}
	return b
}

// A changeWriter encodes changes.
type changeWriter struct {
	texts, forms       map[string]uint64
	textList, formList []string
	changes            []byte
}

func (w *changeWriter) number(n uint64) { w.changes = binary.AppendUvarint(w.changes, n) }

func (w *changeWriter) text(text string) {
	n, known := w.texts[text]
	if !known {
		n = uint64(len(w.textList)) + 1
		w.texts[text], w.textList = n, append(w.textList, text)
	}
	w.number(n)
}

func (w *changeWriter) change(c *plan.Change) error {
	rest := *c
	rest.ExternalID, rest.Name, rest.StableID, rest.Before, rest.After, rest.Members, rest.Reason.Params, rest.Joins, rest.Leaves = "", "", "", "", "", 0, nil, nil, nil
	encoded, err := json.Marshal(rest)
	if err != nil {
		return err
	}
	form, known := w.forms[string(encoded)]
	if !known {
		form = uint64(len(w.formList))
		w.forms[string(encoded)], w.formList = form, append(w.formList, string(encoded))
	}
	w.number(form)
	for _, text := range []string{c.ExternalID, c.Name, c.StableID, c.Before, c.After} {
		w.text(text)
	}
	w.number(uint64(max(c.Members, 0)))
	w.number(uint64(len(c.Reason.Params)))
	for _, key := range slices.Sorted(maps.Keys(c.Reason.Params)) {
		w.text(key)
		w.text(c.Reason.Params[key])
	}
	for _, refs := range [][]plan.Ref{c.Joins, c.Leaves} {
		w.number(uint64(len(refs)))
		for _, ref := range refs {
			w.text(ref.ExternalID)
			w.text(ref.Name)
			w.text(string(ref.Reason))
		}
	}
	return nil
}

// packedParts takes the hashes off what packRun made.
func packedParts(packed []byte) (hashes, body []byte, size int, err error) {
	n, read := binary.Uvarint(packed[1:])
	rest := packed[1+max(read, 0):]
	if read <= 0 || n > uint64(len(rest)/4) {
		return nil, nil, 0, errShort
	}
	hashes, rest = rest[:4*n], rest[4*n:]
	bytesOf, read := binary.Uvarint(rest)
	if read <= 0 {
		return nil, nil, 0, errShort
	}
	return hashes, rest[read:], int(min(bytesOf, 1<<30)), nil
}

var errShort = errors.New("cut short")

// unpackRun adds what packRun encoded to a run: all of it, or what m looks for.
func unpackRun(packed []byte, m *mentions, run *organization.Run) error {
	_, zipped, size, err := packedParts(packed)
	if err != nil {
		return err
	}
	body, err := m.unpackBody(packed[0], zipped, size)
	if err != nil {
		return err
	}
	d := &decoder{rest: body}
	rest := d.text()
	r := changeReader{decoder: d, m: m}
	changes, err := r.changes()
	if err != nil {
		return err
	}
	var details runDetails
	if err := m.lists(strings.NewReader(rest), &details); err != nil {
		return err
	}
	details.into(run)
	run.Changes = changes
	return nil
}

// unpackBody returns a body of so many bytes.
func (m *mentions) unpackBody(format byte, zipped []byte, size int) (string, error) {
	if format == packedRunGzip {
		z, err := m.gunzip(bytes.NewReader(zipped))
		if err != nil {
			return "", err
		}
		return readBody(z, size)
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(uint64(max(size, 8<<20))))
	if err != nil {
		return "", err
	}
	defer z.Close()
	body, err := z.DecodeAll(zipped, make([]byte, 0, min(size, mostReserved)))
	if err == nil && len(body) != size {
		err = errShort
	}
	return unsafe.String(unsafe.SliceData(body), len(body)), err // nothing writes there again
}

// mostReserved is the memory that a size takes which may not be true.
const mostReserved = 16 << 20

// readBody reads so many bytes and makes sure that these are all.
func readBody(r io.Reader, size int) (string, error) {
	var body strings.Builder
	body.Grow(min(size, mostReserved))
	if n, err := io.Copy(&body, io.LimitReader(r, int64(size)+1)); err != nil {
		return "", err
	} else if n != int64(size) {
		return "", errShort
	}
	return body.String(), nil
}

// A changeReader decodes changes.
type changeReader struct {
	*decoder
	m     *mentions
	texts []string
	// wanted are the texts that are looked for.
	wanted []bool
	forms  []plan.Change
	// hit says that a text was read that is looked for.
	hit bool
}

func (r *changeReader) changes() ([]plan.Change, error) {
	r.texts = make([]string, r.count()+1)
	r.wanted = make([]bool, len(r.texts))
	for i := 1; i < len(r.texts); i++ {
		r.texts[i] = r.decoder.text()
		r.wanted[i] = r.m.looksFor(r.texts[i])
	}
	r.forms = make([]plan.Change, r.count())
	for i := range r.forms {
		if err := json.Unmarshal([]byte(r.decoder.text()), &r.forms[i]); err != nil {
			return nil, err
		}
	}
	n := r.count()
	var list []plan.Change
	if r.m.any && n > 0 {
		list = make([]plan.Change, 0, n)
	}
	for range n {
		if c := r.change(); r.hit || r.m.any || len(c.Joins)+len(c.Leaves) > 0 {
			list = append(list, c)
		}
		if r.failed {
			return nil, errShort
		}
	}
	if r.failed || r.rest != "" {
		return nil, errShort
	}
	return list, nil
}

func (r *changeReader) text() string {
	n := r.uvarint()
	if n >= uint64(len(r.texts)) {
		r.failed = true
		return ""
	}
	r.hit = r.hit || r.wanted[n]
	return r.texts[n]
}

// change decodes one. Its members are all of them where the change itself is
// looked for, else those that are.
func (r *changeReader) change() plan.Change {
	form := r.uvarint()
	if form >= uint64(len(r.forms)) {
		r.failed = true
		return plan.Change{}
	}
	r.hit = false
	c := r.forms[form]
	c.ExternalID, c.Name, c.StableID, c.Before, c.After = r.text(), r.text(), r.text(), r.text(), r.text()
	c.Members = int(r.uvarint())
	for range r.count() {
		if c.Reason.Params == nil {
			c.Reason.Params = map[string]string{}
		}
		key := r.text()
		c.Reason.Params[key] = r.text()
	}
	c.Joins, c.Leaves = r.refs(), r.refs()
	return c
}

func (r *changeReader) refs() []plan.Ref {
	n := r.count()
	if n == 0 {
		return nil
	}
	all := r.hit || r.m.any
	var refs []plan.Ref
	if all {
		refs = make([]plan.Ref, 0, n)
	}
	for range n {
		r.hit = false
		ref := plan.Ref{ExternalID: r.text(), Name: r.text(), Reason: plan.Code(r.text())}
		if all || r.hit {
			refs = append(refs, ref)
		}
	}
	r.hit = all
	return refs
}

// unknownFormat says that a later program may have written it.
func unknownFormat(packed []byte) error { return fmt.Errorf("unknown format %d", packed[0]) }
