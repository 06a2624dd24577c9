package transcript

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/unicodeform"
)

// A text is the content of a file as UTF-8, with what it takes to find the way
// back to the bytes of the file.
type text struct {
	utf8 []byte
	skip int  // bytes of the byte order mark
	wide bool // UTF-16 in the file
}

// decode turns the bytes of a file into text. guessed says that no byte order mark tells
// that they are UTF-16; see [unicodeform.Of]. bad is where in the text the bytes stop making
// sense, or −1.
func decode(data []byte) (t text, guessed bool, bad int) {
	form := unicodeform.Of(data)
	if form.Wide {
		t, bad = widened(data[form.Mark:], form.Mark, form.High)
		return t, form.Guessed, bad
	}
	t = text{utf8: data[form.Mark:], skip: form.Mark}
	return t, false, invalid(t.utf8)
}

// widened decodes UTF-16; high is the index of the more significant byte of a unit.
func widened(data []byte, skip, high int) (t text, bad int) {
	t = text{utf8: make([]byte, 0, len(data)/2), skip: skip, wide: true}
	unit := func(i int) rune { return rune(data[i+high])<<8 | rune(data[i+1-high]) }
	for i := 0; i < len(data); i += 2 {
		if i+1 == len(data) {
			return t, len(t.utf8) // half a unit
		}
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 >= len(data) {
				return t, len(t.utf8)
			}
			if r = utf16.DecodeRune(r, unit(i+2)); r == utf8.RuneError {
				return t, len(t.utf8)
			}
			i += 2
		}
		if r == 0 {
			return t, len(t.utf8)
		}
		t.utf8 = utf8.AppendRune(t.utf8, r)
	}
	return t, -1
}

// invalid returns the index of the first byte that is not UTF-8, or is NUL, which
// no text holds; −1 if there is none.
func invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// width returns how many bytes of the file the piece b of the text takes.
func (t text) width(b []byte) int {
	if !t.wide {
		return len(b)
	}
	units := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		units += utf16.RuneLen(r)
		b = b[size:]
	}
	return 2 * units
}
