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
		return fromUTF16(b, bigEndian), err
	case encoding == encodingUTF16,
		encoding == encodingAuto && len(start) > 1 && (start[0] == 0) != (start[1] == 0):
		found(encodingUTF16)
		return fromUTF16(b, bigEndian), nil
	case codePages[encoding] != nil:
		return fromCodePage(b, encoding), nil
	case encoding == encodingAuto && guess:
		return &guessReader{r: b, found: found}, nil
	}
	return b, nil
}

// A letterReader hands out in UTF-8 the letters that next reads.
type letterReader struct {
	r    *bufio.Reader
	next func() (rune, error)
	// most is how many bytes a letter has at the most.
	most int
	// rest is what did not fit.
	rest []byte
	err  error
}

func (l *letterReader) Read(p []byte) (int, error) {
	for len(l.rest) < len(p) && l.err == nil {
		if len(l.rest) > 0 && l.r.Buffered() < l.most {
			break // hand out what there is before waiting
		}
		var letter rune
		if letter, l.err = l.next(); l.err == nil {
			l.rest = utf8.AppendRune(l.rest, letter)
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	if n == 0 {
		return 0, l.err
	}
	return n, nil
}

// utf16Text is UTF-16.
type utf16Text struct {
	*bufio.Reader
	bigEndian bool
}

func fromUTF16(r *bufio.Reader, bigEndian bool) io.Reader {
	return &letterReader{r: r, next: utf16Text{r, bigEndian}.letter, most: 4}
}

func (u utf16Text) letter() (rune, error) {
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

func (u utf16Text) unit() (rune, error) {
	a, err := u.ReadByte()
	if err != nil {
		return 0, err
	}
	b, err := u.ReadByte()
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

func fromCodePage(r *bufio.Reader, name string) io.Reader {
	page := codePages[name]
	return &letterReader{r: r, most: 1, next: func() (rune, error) {
		b, err := r.ReadByte()
		letter := page.DecodeByte(b)
		if err == nil && letter == utf8.RuneError {
			err = &badTextError{"this is neither UTF-8 nor " + name, encodingHint}
		}
		return letter, err
	}}
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
	g.next = fromCodePage(g.r, "windows-1252")
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
