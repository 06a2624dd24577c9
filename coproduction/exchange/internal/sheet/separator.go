package sheet

import (
	"bytes"
	"regexp"
)

// separatorNames are how findings call what separates fields.
var separatorNames = map[rune]string{'\t': "tabs", ';': "semicolons", '|': "vertical bars"}

// decimalComma is a number as it is written where the comma is the decimal sign.
var decimalComma = regexp.MustCompile(`^\s*[+-]?\d*,\d+\s*$`)

// separator finds what separates the fields of the first row, and where it first does: commas
// where there are any outside of quotes, unless each is the decimal sign of a number; else
// tabs, semicolons or bars, whichever is there, in this order.
func separator(table []byte) (rune, int) {
	row, begin := firstRow(table)
	for _, one := range []rune{'\t', ';', '|'} {
		at := bytes.IndexRune(row, one)
		if at < 0 {
			continue
		}
		alone := true
		for field := range bytes.SplitSeq(row, []byte(string(one))) {
			alone = alone && (bytes.IndexByte(field, ',') < 0 || one != '|' && decimalComma.Match(field))
		}
		if alone {
			return one, begin + at
		}
	}
	return ',', 0
}

// firstRow is the first row that is not blank, with what stands in quotes made unseen, and
// where it begins.
func firstRow(table []byte) (row []byte, begin int) {
	begin = len(table) - len(bytes.TrimLeft(table, "\r\n"))
	quoted := false
	for _, c := range table[begin:] {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			return row, begin
		case quoted:
			c = '"'
		}
		row = append(row, c)
	}
	return row, begin
}
