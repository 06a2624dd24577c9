package scan

import (
	"bytes"
	"encoding/binary"
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
		if i+8 <= offset && binary.LittleEndian.Uint64(doc[i:])&0x8080808080808080 == 0 { // eight characters of ASCII
			i, column = i+8, column+8
			continue
		}
		_, size := utf8.DecodeRune(doc[i:])
		if i += size; i <= offset {
			column++
		}
	}
	return line, column
}
