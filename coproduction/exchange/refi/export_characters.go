package refi

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// printable is a text as XML can hold it: the same number of code points, with U+FFFD for
// those that are no characters of XML. That it was changed is a finding.
func (e *exporting) printable(text string, record int, pointer string) string {
	return e.mended(text, isXML, "XML", record, pointer)
}

// filed is the text of a source as a file can hold it, which is all but NUL: readers take a
// text with NUL for one in another encoding.
func (e *exporting) filed(text string, record int) string {
	return e.mended(text, func(r rune) bool { return r != 0 }, "a file", record, "/text")
}

func (e *exporting) mended(text string, holds func(rune) bool, holder string, record int, pointer string) string {
	n := 0
	for i, r := range text {
		if !holds(r) || isBroken(text[i:], r) {
			n++
		}
	}
	if n == 0 {
		return text
	}
	e.find(ruleExportCharacters, record, pointer, fmt.Sprintf("%d characters that %s cannot hold became U+FFFD", n, holder))
	var b strings.Builder
	for _, r := range text {
		if !holds(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isBroken reports whether a text begins with a byte that is no UTF-8, which reads as r.
func isBroken(text string, r rune) bool {
	if r != utf8.RuneError {
		return false
	}
	_, size := utf8.DecodeRuneInString(text)
	return size == 1
}

// isXML reports whether XML has the character (XML 1.0 §2.2).
func isXML(r rune) bool {
	return r >= ' ' && r != 0xFFFE && r != 0xFFFF || r == '\t' || r == '\n' || r == '\r'
}
