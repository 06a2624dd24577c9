package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Field is one value with its place in the bytes, quotes included.
type Field struct {
	Text       string
	At, Length int
}

const otherDelimiter = "the names of the columns are separated by more than one character"

// Rows splits the table into fields, up to the first byte that is not text or the
// first quote that is out of place.
func (s *Sheet) Rows() [][]Field {
	if at := invalid(s.raw[s.skip:]); at >= 0 {
		s.report(Encoding, Field{At: s.skip + at, Length: 1}, "this is not text in UTF-8")
		return nil
	}
	s.lines = []int{s.skip}
	for i, c := range s.raw[s.skip:] {
		if c == '\n' {
			s.lines = append(s.lines, s.skip+i+1)
		}
	}
	reader := csv.NewReader(bytes.NewReader(s.raw[s.skip:]))
	reader.FieldsPerRecord = -1
	at := 0
	if reader.Comma, at = separator(s.raw[s.skip:]); reader.Comma != ',' {
		s.otherwise = true
		s.report(Separator, Field{At: s.skip + at, Length: 1}, "fields are separated by "+separatorNames[reader.Comma])
	}
	var rows [][]Field
	for {
		values, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := min(s.lines[min(bad.Line, len(s.lines))-1]+bad.Column-1, len(s.raw))
			if rest := s.raw[at:]; len(rows) == 0 && len(rest) > 1 && rest[0] == '"' && (rest[1] == ';' || rest[1] == '\t') {
				s.report(Delimiter, Field{At: at + 1, Length: 1}, otherDelimiter) // a quoted name ends before it
			} else {
				s.report(Quote, Field{At: at, Length: min(1, len(s.raw)-at)}, "a quote is out of place, or one that opens is not closed")
			}
			return rows
		}
		row := make([]Field, len(values))
		for i, text := range values {
			line, column := reader.FieldPos(i)
			row[i] = Field{Text: text, At: s.lines[line-1] + column - 1}
		}
		for i := range row {
			end := s.skip + int(reader.InputOffset())
			if i+1 < len(row) {
				end = row[i+1].At - 1
			}
			row[i].Length = len(bytes.TrimRight(s.raw[row[i].At:end], "\r\n"))
		}
		rows = append(rows, row)
	}
}

// Fits reports whether a row has as many fields as the first, and notes it where not.
func (s *Sheet) Fits(row, first []Field) bool {
	if len(row) == len(first) {
		return true
	}
	s.report(Ragged, row[0], "the row has "+strconv.Itoa(len(row))+" fields, the first row has "+strconv.Itoa(len(first)))
	return false
}

// Blank notes each blank line above the last row: it may have been a row that lost
// its fields.
func (s *Sheet) Blank(rows [][]Field) {
	for i := 1; i < len(rows); i++ {
		last := rows[i-1][len(rows[i-1])-1]
		between := s.raw[last.At+last.Length : rows[i][0].At]
		first := bytes.IndexByte(between, '\n') + 1 // the end of the row itself
		if bytes.IndexByte(between[first:], '\n') >= 0 {
			s.report(Ragged, Field{At: last.At + last.Length + first}, "there is a blank line between rows")
		}
	}
}

// Separated finds one of the separators in a name of the first row: the fields are
// not separated by commas then. A name in quotes may hold one, unless told otherwise.
func (s *Sheet) Separated(row []Field, separators string, inQuotes bool) bool {
	for _, f := range row {
		if strings.ContainsAny(f.Text, separators) && (inQuotes || s.raw[f.At] != '"') {
			at := f.At + bytes.IndexAny(s.raw[f.At:], separators)
			s.report(Delimiter, Field{At: at, Length: 1}, otherDelimiter)
			return true
		}
	}
	return false
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
