package file

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"directoryconnector/backend/directory"
)

// Names of encodings, as file.encoding has them.
const (
	encodingAuto  = "auto"
	encodingUTF8  = "utf-8"
	encodingUTF16 = "utf-16"
)

// codePages are the encodings with one byte for each letter.
var codePages = map[string]*charmap.Charmap{
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
	"iso-8859-15":  charmap.ISO8859_15,
	"cp850":        charmap.CodePage850,
	"macintosh":    charmap.Macintosh,
}

// A badTextError is text that is not what its encoding allows.
type badTextError struct{ text, hint string }

func (e *badTextError) Error() string { return e.text }

// utf8Of returns a reader of the same text in UTF-8. A byte order mark tells the
// encoding, else the setting does; where that is auto, bytes that are 0 tell
// UTF-16. guess allows a code page where auto finds bytes that are not UTF-8:
// found is called with its name.
func utf8Of(r io.Reader, encoding string, guess bool, found func(name string)) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	start, err := b.Peek(3)
	if len(start) == 0 {
		if errors.Is(err, io.EOF) {
			err = errEmpty()
		}
		return nil, err
	}
	bigEndian := start[0] == 0
	switch {
	case bytes.HasPrefix(start, []byte{0xef, 0xbb, 0xbf}):
		_, err = b.Discard(3)
		return b, err
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		bigEndian = start[0] == 0xfe
		found(encodingUTF16)
		_, err = b.Discard(2)
		return &utf16Reader{r: b, bigEndian: bigEndian}, err
	case encoding == encodingUTF16,
		encoding == encodingAuto && len(start) > 1 && (start[0] == 0) != (start[1] == 0):
		found(encodingUTF16)
		return &utf16Reader{r: b, bigEndian: bigEndian}, nil
	case codePages[encoding] != nil:
		return &pageReader{r: b, page: codePages[encoding], name: encoding}, nil
	case encoding == encodingAuto && guess:
		return &guessReader{r: b, found: found}, nil
	}
	return b, nil
}

// A utf16Reader reads UTF-16 and hands out UTF-8.
type utf16Reader struct {
	r         *bufio.Reader
	bigEndian bool
	// rest is what did not fit.
	rest []byte
	err  error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.rest) < len(p) && u.err == nil {
		if len(u.rest) > 0 && u.r.Buffered() < 4 {
			break // hand out what there is before waiting
		}
		var letter rune
		if letter, u.err = u.letter(); u.err == nil {
			u.rest = utf8.AppendRune(u.rest, letter)
		}
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	if n == 0 {
		return 0, u.err
	}
	return n, nil
}

func (u *utf16Reader) letter() (rune, error) {
	first, err := u.unit()
	if err != nil || !utf16.IsSurrogate(first) {
		return first, err
	}
	second, err := u.unit()
	letter := utf16.DecodeRune(first, second)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return 0, err
	case letter == utf8.RuneError || err != nil:
		return 0, &badTextError{"this is not UTF-16", encodingHint}
	}
	return letter, nil
}

func (u *utf16Reader) unit() (rune, error) {
	a, err := u.r.ReadByte()
	if err != nil {
		return 0, err
	}
	b, err := u.r.ReadByte()
	switch {
	case errors.Is(err, io.EOF):
		return 0, directory.WithHint(directory.Errorf(directory.ErrIncomplete, "the file ends in the middle of a letter (UTF-16)"), cutHint)
	case err != nil:
		return 0, err
	case u.bigEndian:
		return rune(a)<<8 | rune(b), nil
	}
	return rune(b)<<8 | rune(a), nil
}

// A pageReader reads a code page and hands out UTF-8.
type pageReader struct {
	r    *bufio.Reader
	page *charmap.Charmap
	name string
	rest []byte
	err  error
}

func (t *pageReader) Read(p []byte) (int, error) {
	for len(t.rest) < len(p) && t.err == nil {
		if len(t.rest) > 0 && t.r.Buffered() == 0 {
			break
		}
		var b byte
		if b, t.err = t.r.ReadByte(); t.err != nil {
			break
		}
		letter := t.page.DecodeByte(b)
		if letter == utf8.RuneError {
			t.err = &badTextError{"this is neither UTF-8 nor " + t.name, encodingHint}
			break
		}
		t.rest = utf8.AppendRune(t.rest, letter)
	}
	n := copy(p, t.rest)
	t.rest = t.rest[n:]
	if n == 0 {
		return 0, t.err
	}
	return n, nil
}

// A guessReader takes a text for UTF-8 or, where its first letter beyond ASCII
// is not UTF-8, for Windows-1252: until there both are the same.
type guessReader struct {
	r     *bufio.Reader
	found func(name string)
	// next reads on once the encoding is known.
	next io.Reader
	// lf and cr tell which line ends there were.
	lf, cr bool
}

func (g *guessReader) Read(p []byte) (int, error) {
	if g.next != nil {
		return g.next.Read(p)
	}
	if _, err := g.r.Peek(1); err != nil {
		return 0, err
	}
	ready, _ := g.r.Peek(min(g.r.Buffered(), len(p))) // it is there
	ascii := bytes.IndexFunc(ready, func(r rune) bool { return r >= utf8.RuneSelf })
	if ascii < 0 {
		ascii = len(ready)
	}
	if ascii > 0 {
		g.lf = g.lf || bytes.IndexByte(ready[:ascii], '\n') >= 0
		g.cr = g.cr || bytes.IndexByte(ready[:ascii], '\r') >= 0
		return g.r.Read(p[:ascii])
	}
	letter, err := g.r.Peek(utf8.UTFMax)
	if len(letter) == 0 {
		return 0, err
	}
	if r, size := utf8.DecodeRune(letter); r != utf8.RuneError || size > 1 {
		g.next = g.r
		return g.next.Read(p)
	}
	if g.cr && !g.lf {
		return 0, &badTextError{"this is not UTF-8, and whether it is macintosh or windows-1252 can't be told", "Set file.encoding to macintosh (as Excel for Mac writes) or windows-1252."}
	}
	g.found("windows-1252")
	g.next = &pageReader{r: g.r, page: charmap.Windows1252, name: "windows-1252"}
	return g.next.Read(p)
}

// lineFeeds returns a reader that ends lines with a line feed where the first
// line of r ends with a carriage return alone, as on old Macs.
func lineFeeds(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(32 << 10) // who reads on meets its error again
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 && i+1 < len(head) && head[i] == '\r' && head[i+1] != '\n' {
		return &returnReader{b}
	}
	return b
}

// A returnReader makes a line feed of each carriage return.
type returnReader struct{ r io.Reader }

func (c *returnReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
