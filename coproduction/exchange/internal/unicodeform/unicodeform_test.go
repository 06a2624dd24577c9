package unicodeform

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
)

func written(text string, order binary.AppendByteOrder) (b []byte) {
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// Law: whatever its script, a text with a blank or a line end is told in each form, with a
// mark and without.
func TestOf(t *testing.T) {
	for _, text := range []string{
		"Doctor: how are you?\nPatient: well\n", "طبيب: مرحبا\nمريض: لست بخير\n", "Врач: как дела?\n", "Žena: dobře\n", "医生: 你好\n病人: 你好吗?\n", "רופא: שלום\n",
		"😀 la, la 😀\n", "γιατρός: καλά\r\n", "डॉक्टर: नमस्ते\n", "\n", "𝄞: la la\n",
	} {
		assert.Equal(t, Form{}, Of([]byte(text)), text)
		assert.Equal(t, Form{Mark: 3}, Of([]byte("\ufeff"+text)), text)
		for high, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			assert.Equal(t, Form{Mark: 2, Wide: true, High: high}, Of(written("\ufeff"+text, order)), text)
			assert.Equal(t, Form{Wide: true, High: high, Guessed: true}, Of(written(text, order)), text)
		}
	}
}

// A text in UTF-8 with zeros is a damaged one, and not UTF-16.
func TestOfDamaged(t *testing.T) {
	for _, text := range []string{"", "a", "D: a\x00b\nP: c\n", "Læge: å\x00\x00\x00", "*DOC:\ta \x151_2\x15\n\x00", "\x00\x00", "طبيب: م\x00\n"} {
		assert.Equal(t, Form{}, Of([]byte(text)), "%q", text)
	}
}

// The end of the head cuts a character, which makes a text no other.
func TestOfCut(t *testing.T) {
	assert.Equal(t, Form{}, Of([]byte("abc\x00\xc3")), "half a character")
	long := make([]byte, HeadLength)
	for i := range long {
		long[i] = 'a'
	}
	assert.Equal(t, Form{}, Of(append(long, "\x01\x00\x02"...)), "what is behind the head does not count")
}
