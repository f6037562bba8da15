package transport_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"directoryconnector/backend/internal/transport"
)

func TestJSONThatIsNoText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{ // the end of the error; empty for a good one
		``: "", `{"a":"b"}`: "", `"ä石😀"`: "", `"\u00e4\ud83d\ude00\\ud800\n"`: "", `"\ud83d\uDE00"`: "", `"\\\\ud800"`: "", `"\u12`: "", `"\`: "",
		`"\u00zz"`:                          "",
		`"\ud83d"`:                          `: \ud83d at byte 2 is half of a character`,
		`"\\\ud83d"`:                        `: \ud83d at byte 4 is half of a character`,
		`"\uDE00"`:                          `: \uDE00 at byte 2 is half of a character`,
		`"\ud83d\ud83d\ude00"`:              `: \ud83d at byte 2 is half of a character`,
		`"\ude00\ud83d"`:                    `: \ude00 at byte 2 is half of a character`,
		`"\ud83dx"`:                         `: \ud83d at byte 2 is half of a character`,
		`"\ud83d\n"`:                        `: \ud83d at byte 2 is half of a character`,
		`"\ud83d\u0041"`:                    `: \ud83d at byte 2 is half of a character`,
		`"\ud83d`:                           `: \ud83d at byte 2 is half of a character`,
		`[{"id":"00u1","n":"\ud800"}]`:      `half of a character, near the id "00u1"`,
		`[{"id": 17, "n":"` + "\xff" + `"}`: `: byte 18, near the id "17"`,
		`[{"id":"<b>","n":"\ud800"}]`:       `half of a character`,
		"\"J\xf6rg\"":                       `: byte 3`,
		"\"\xf0\x9f\x98":                    `: byte 2`,
		"\"\xed\xa0\x80\"":                  `: byte 2`,
		"\"\x80\"":                          `: byte 2`,
		"\"ä\xc3\"":                         `: byte 4`,
	} {
		err := transport.CheckJSON([]byte(text))
		if (err == nil) != (want == "") || err != nil && (!errors.Is(err, transport.ErrNotUTF8) || !strings.HasSuffix(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
		for size := 1; size < 8; size++ { // in pieces
			_, inPieces := io.ReadAll(transport.JSONReader(&pieces{strings.NewReader(text), size}))
			if at, of := offset(inPieces), offset(err); at != of || (inPieces == nil) != (err == nil) {
				t.Errorf("%q in pieces of %d: %v, want %v", text, size, inPieces, err)
			}
		}
	}
	if _, err := io.ReadAll(transport.JSONReader(iotest.ErrReader(io.ErrUnexpectedEOF))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("what breaks off: %v", err)
	}
}

// pieces are read so many bytes at a time.
type pieces struct {
	r    io.Reader
	size int
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.size)]) }

func offset(err error) int64 {
	if e, ok := errors.AsType[*transport.JSONError](err); ok {
		return e.Offset
	}
	return -1
}

// What passes is read by encoding/json without a letter of its own.
func FuzzCheckJSON(f *testing.F) {
	for _, text := range []string{`"\ud83d\ude00"`, `"\ud83d"`, `"\\ud83d"`, "\"\xff\"", `"�"`, `["\ude00",1]`} {
		f.Add([]byte(text), 3)
	}
	f.Fuzz(func(t *testing.T, text []byte, size int) {
		err := transport.CheckJSON(text)
		_, inPieces := io.ReadAll(transport.JSONReader(&pieces{bytes.NewReader(text), 1 + max(size, -size)%9&7}))
		if (err == nil) != (inPieces == nil) {
			t.Errorf("%q: %v, in pieces %v", text, err, inPieces)
		}
		var read any
		if json.Unmarshal(text, &read) != nil {
			return
		}
		if invented := strings.Count(fmt.Sprintf("%q", read), "\\ufffd")+strings.Count(fmt.Sprint(read), "\uFFFD") > 0; invented && err == nil &&
			!bytes.Contains(bytes.ToLower(text), []byte(`\ufffd`)) && !bytes.Contains(text, []byte("\uFFFD")) {
			t.Errorf("%q passes, and is read as %q", text, read)
		} else if !invented && err != nil {
			t.Errorf("%q: %v, and is read as %q", text, err, read)
		}
	})
}

// pageOf is a page of users as vendors give it.
func pageOf(n int) []byte {
	type user struct {
		ID      string `json:"id"`
		Status  string `json:"status"`
		Profile any    `json:"profile"`
	}
	users := make([]user, n)
	for i := range users {
		users[i] = user{fmt.Sprintf("00u%017d", i), "ACTIVE", map[string]any{
			"email": fmt.Sprintf("person%05d@example.test", i), "login": "Jörg\n", "firstName": "Zoë & Ann", "lastName": fmt.Sprint("No", i), "mobilePhone": nil,
		}}
	}
	text, err := json.Marshal(users)
	if err != nil {
		panic(err)
	}
	return text
}

// The check must not be felt beside the decoding.
func BenchmarkCheckJSON(b *testing.B) {
	text := pageOf(1000)
	b.Run("check", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if err := transport.CheckJSON(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var users []struct {
				ID, Status string
				Profile    struct{ Email string }
			}
			if err := json.Unmarshal(text, &users); err != nil {
				b.Fatal(err)
			}
		}
	})
}
