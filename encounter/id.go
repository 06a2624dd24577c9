package encounter

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"
)

// An ID identifies a record or a person: a UUID (RFC 9562), which says nothing
// about whom it stands for. Its text form is strict: 36 characters, lower case,
// hyphens in their places, no braces and no prefix. The zero ID means "no id".
type ID [16]byte

// ErrID is what [ParseID] returns for anything that is not an id in its one
// canonical form. It does not repeat the text.
var ErrID = errors.New("encounter: not a UUID in canonical form (36 characters, lower case)")

// NewID makes a random id (UUID version 4) from the system's secure source.
func NewID() ID {
	return ID(uuid.New())
}

// NewIDFrom makes a random id (UUID version 4) from 16 bytes of r, so that a
// seeded source gives the same ids again. Its errors are those of r.
func NewIDFrom(r io.Reader) (ID, error) {
	id, err := uuid.NewRandomFromReader(r)
	return ID(id), err
}

// Pseudonym derives an id from a local identifier, such as a record number,
// under a secret key: the same key and identifier always give the same id, and
// without the key nobody can find the identifier by trying all of them, as they
// can with a bare hash. The id is the head of HMAC-SHA-256 (RFC 2104) in the
// form of a UUID version 8.
func Pseudonym(key []byte, local string) ID {
	mac := hmac.New(sha256.New, key)
	io.WriteString(mac, local)
	var id ID
	copy(id[:], mac.Sum(nil))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ParseID reads the canonical text form. It refuses every other spelling with
// [ErrID], and also ids of an unknown version or variant, the nil UUID among them.
func ParseID(text string) (ID, error) {
	var id ID
	err := id.UnmarshalText([]byte(text))
	return id, err
}

// MustParseID is [ParseID] for ids written into a program, as in tests and
// examples. It panics where the text is not an id.
func MustParseID(text string) ID {
	id, err := ParseID(text)
	if err != nil {
		panic(fmt.Sprintf("%v: %q", err, text))
	}
	return id
}

// IsZero reports whether there is no id.
func (id ID) IsZero() bool { return id == ID{} }

// Version is the UUID version: 4 is random, 8 is what [Pseudonym] makes, and 1,
// 2, 6 and 7 give away when the id was made.
func (id ID) Version() int { return int(id[6] >> 4) }

// String is the canonical text form; the zero ID is the empty string.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	text := id.text()
	return string(text[:])
}

// Compare orders ids by their bytes, which is also the order of their text.
func (id ID) Compare(other ID) int { return bytes.Compare(id[:], other[:]) }

// AppendText appends the canonical text form; the zero ID appends nothing.
func (id ID) AppendText(b []byte) ([]byte, error) {
	if id.IsZero() {
		return b, nil
	}
	text := id.text()
	return append(b, text[:]...), nil
}

// text is the canonical text form.
func (id *ID) text() (text [36]byte) {
	const digits = "0123456789abcdef"
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	for i, at := range [...]int{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34} {
		text[at], text[at+1] = digits[id[i]>>4], digits[id[i]&0xf]
	}
	return text
}

// MarshalText is the canonical text form.
func (id ID) MarshalText() ([]byte, error) { return id.AppendText(make([]byte, 0, 36)) }

// UnmarshalText is [ParseID]; where it fails, the id is left as it was.
func (id *ID) UnmarshalText(text []byte) error {
	if len(text) != 36 {
		return ErrID
	}
	var parsed ID
	at := 0
	for i := range parsed {
		switch i {
		case 4, 6, 8, 10:
			if text[at] != '-' {
				return ErrID
			}
			at++
		}
		high, low := hexDigit(text[at]), hexDigit(text[at+1])
		if high|low > 0xf {
			return ErrID
		}
		parsed[i] = high<<4 | low
		at += 2
	}
	if v := parsed.Version(); v < 1 || v > 8 || parsed[8]>>6 != 0b10 {
		return ErrID
	}
	*id = parsed
	return nil
}

// hexDigit is the value of a lower-case hexadecimal digit, or 0xff.
func hexDigit(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 0xff
}
