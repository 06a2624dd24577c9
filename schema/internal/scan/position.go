package scan

import (
	"bytes"
	"unicode/utf8"
)

// Position returns the line and column of the byte at offset, both counted from
// 1 and the column in Unicode code points. A line ends with LF or CRLF. A byte
// within a character has the column of the character; one that is not UTF-8
// counts as a character. Offsets outside the document stand for its ends.
func Position(doc []byte, offset int) (line, column int) {
	offset = min(max(offset, 0), len(doc))
	before := doc[:offset]
	line = 1 + bytes.Count(before, []byte{'\n'})
	column = 1
	for i := bytes.LastIndexByte(before, '\n') + 1; i < offset; {
		_, size := utf8.DecodeRune(doc[i:])
		if i += size; i <= offset {
			column++
		}
	}
	return line, column
}
