// Package unicodeform tells in which form of Unicode the bytes of a text file are.
package unicodeform

import (
	"bytes"
	"unicode/utf8"
)

// A Form is how the characters of a file are written.
type Form struct {
	Mark    int  // bytes of the byte order mark
	Wide    bool // UTF-16; else UTF-8
	High    int  // index of the more significant byte of a unit of UTF-16: 0 or 1
	Guessed bool // no mark says that it is UTF-16
}

// HeadLength is how many bytes of the beginning of a file [Of] looks at.
const HeadLength = 1024

// Of tells the form from the beginning of a file. A byte order mark says it. Without one a
// text is UTF-8, unless it has zeros, which no text in UTF-8 has, on one side of the units
// of UTF-16 more than on the other, as blanks, punctuation and line ends have; and unless
// it would be a text but for the zeros, as one that was damaged is. Where one of the first
// two bytes is zero, the text is UTF-16 that begins with a character of ASCII.
func Of(head []byte) Form {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return Form{Mark: 3}
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return Form{Mark: 2, Wide: true}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return Form{Mark: 2, Wide: true, High: 1}
	case len(head) >= 2 && (head[0] == 0) != (head[1] == 0):
		high := 0
		if head[1] == 0 {
			high = 1
		}
		return Form{Wide: true, High: high, Guessed: true}
	}
	head = head[:min(len(head), HeadLength)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	if zeros[0] == zeros[1] || !strange(head) {
		return Form{}
	}
	f := Form{Wide: true, Guessed: true}
	if zeros[1] > zeros[0] {
		f.High = 1
	}
	return f
}

// strange reports whether bytes are no text in UTF-8, even if zeros were not looked at: they
// are none of its characters, or control characters that stand in no text.
func strange(head []byte) bool {
	for i := 0; i < len(head); {
		r, size := utf8.DecodeRune(head[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return utf8.FullRune(head[i:]) // else the end of the head cuts it
		case r != 0 && r < ' ' && r != '\t' && r != '\n' && r != '\f' && r != '\r' && r != '\x15' && r != '\x1b':
			return true
		}
		i += size
	}
	return false
}
