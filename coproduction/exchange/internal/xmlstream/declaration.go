package xmlstream

import (
	"bytes"
	"io"
	"strings"
)

const declarationReach = 1024 // bytes within which an XML declaration must end

// detect finds out how the file is written: by its byte order mark; without one, by
// the zero byte beside its first character; otherwise by what it declares.
func (x *Reader) detect() error {
	for len(x.raw) < declarationReach && x.end == nil {
		x.end = x.pull()
	}
	switch head := x.raw; {
	case bytes.HasPrefix(head, []byte{0, 0, 0xFE, 0xFF}), bytes.HasPrefix(head, []byte{0xFF, 0xFE, 0, 0}):
		return &Fault{Encoding, x.place(), "the file is UTF-32, which no XML reader must understand"}
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		x.mark(utf8Form, 3)
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		x.mark(utf16Little, 2)
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		x.mark(utf16Big, 2)
	case len(head) >= 2 && head[0] != 0 && head[1] == 0:
		x.form = utf16Little
		x.tolerate(NoMark, x.place(), "UTF-16 without a byte order mark")
	case len(head) >= 2 && head[0] == 0 && head[1] != 0:
		x.form = utf16Big
		x.tolerate(NoMark, x.place(), "UTF-16 without a byte order mark")
	}
	err := x.declared()
	if end := x.end; end != nil { // the whole file has been read already
		x.end = nil
		x.decode(end == io.EOF)
		if x.end == nil {
			x.end = end
		}
	}
	return err
}

// mark passes over a byte order mark.
func (x *Reader) mark(f form, length int) {
	x.form = f
	x.raw = x.raw[length:]
	x.offset = int64(length)
}

// declared heeds the encoding that the XML declaration names. Where the bytes say
// otherwise they are right: a declaration outlives many a conversion.
func (x *Reader) declared() error {
	name := strings.ToLower(declaredEncoding(x.head()))
	var as form
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		if name == "" {
			return nil
		}
	case "utf-16", "utf16", "utf-16le", "utf-16be", "ucs-2", "iso-10646-ucs-2":
		as = utf16Little
	case "iso-8859-1", "latin1", "latin-1", "iso8859-1":
		as = latin1
	case "windows-1252", "cp1252":
		as = windows1252
	default:
		return &Fault{Encoding, x.place(), "the file declares an encoding that is none of UTF-8, UTF-16, ISO-8859-1 and windows-1252"}
	}
	isWide, marked := x.form == utf16Little || x.form == utf16Big, x.offset > 0
	switch {
	case as == utf16Little && isWide, as == utf8Form && x.form == utf8Form:
	case as == utf16Little || isWide || marked:
		x.tolerate(Declared, x.place(), "the file declares another encoding than the "+x.form.String()+" that it is written in")
	default:
		x.form = as
		x.tolerate(Legacy, x.place(), "the file is written in "+as.String())
	}
	return nil
}

// head returns the beginning of the file as far as it is ASCII in its encoding.
func (x *Reader) head() []byte {
	raw := x.raw[:min(len(x.raw), declarationReach)]
	if x.form == utf8Form {
		return raw
	}
	narrow := make([]byte, 0, len(raw)/2)
	for len(raw) >= 2 {
		r, size := x.form.rune(raw)
		if size <= 0 || r > 0x7E {
			break
		}
		narrow = append(narrow, byte(r))
		raw = raw[size:]
	}
	return narrow
}

// declaredEncoding returns the encoding that an XML declaration at the beginning of
// head names; "" where there is none.
func declaredEncoding(head []byte) string {
	rest, ok := bytes.CutPrefix(head, []byte("<?xml"))
	if !ok || len(rest) == 0 || !isSpace(rune(rest[0])) {
		return ""
	}
	declaration, _, ok := bytes.Cut(rest, []byte("?>"))
	if !ok {
		return ""
	}
	_, value, ok := bytes.Cut(declaration, []byte("encoding"))
	if !ok {
		return ""
	}
	value = bytes.TrimLeft(value, " \t\r\n")
	value, ok = bytes.CutPrefix(value, []byte("="))
	value = bytes.TrimLeft(value, " \t\r\n")
	if !ok || len(value) == 0 || value[0] != '"' && value[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(value[1:], value[:1])
	return string(name)
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }
