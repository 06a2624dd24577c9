package omop

import (
	"bytes"
	"slices"
	"strconv"
)

// A reading is what became of a value.
type reading int

const (
	absent    reading = iota
	asWritten         // it is in its plain form
	decimal           // a whole number with a fraction of zero
	word              // a word for a missing value
	unread            // it cannot be read
)

// missing are the words by which programs say that there is no value.
var missing = []string{"na", "n/a", "nan", "null", "none", `\n`, "<na>"}

// number reads a whole number.
func number(text []byte) (int64, reading) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return 0, absent
	}
	if slices.Contains(missing, string(bytes.ToLower(text))) {
		return 0, word
	}
	how := asWritten
	if whole, fraction, ok := bytes.Cut(text, []byte(".")); ok && len(fraction) > 0 && len(bytes.Trim(fraction, "0")) == 0 {
		text, how = whole, decimal // tables with gaps are often written so
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || text[0] == '+' {
		return 0, unread
	}
	return n, how
}
