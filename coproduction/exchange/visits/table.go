package visits

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A table is the bytes that are read and what was found in them.
type table struct {
	source string
	raw    []byte
	skip   int   // bytes of the byte order mark
	lines  []int // where each line begins
	found  []schema.Finding
	total  int
	failed bool
	checks []func(id string) []schema.Rule
	asked  map[string]bool // ids that the checks were asked about
}

// A field is one value with its place in the bytes, quotes included.
type field struct {
	text       string
	at, length int
}

// rows splits the table into fields, up to the first quote that is out of place.
func (t *table) rows() [][]field {
	t.lines = []int{t.skip}
	for i, c := range t.raw[t.skip:] {
		if c == '\n' {
			t.lines = append(t.lines, t.skip+i+1)
		}
	}
	reader := csv.NewReader(bytes.NewReader(t.raw[t.skip:]))
	reader.FieldsPerRecord = -1
	var rows [][]field
	for {
		values, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := min(t.lines[min(bad.Line, len(t.lines))-1]+bad.Column-1, len(t.raw))
			t.report(ruleQuote, at, min(1, len(t.raw)-at), "a quote is out of place, or one that opens is not closed")
			return rows
		}
		row := make([]field, len(values))
		for i, text := range values {
			line, column := reader.FieldPos(i)
			row[i] = field{text: text, at: t.lines[line-1] + column - 1}
		}
		for i := range row {
			end := t.skip + int(reader.InputOffset())
			if i+1 < len(row) {
				end = row[i+1].at - 1
			}
			row[i].length = len(bytes.TrimRight(t.raw[row[i].at:end], "\r\n"))
		}
		rows = append(rows, row)
	}
}

// report notes a departure from a rule at bytes [at, at+length).
func (t *table) report(rule schema.RuleID, at, length int, detail string) {
	t.add(ruleOf(rule), at, length, detail)
}

// add notes that a rule of this package or of the caller is broken.
func (t *table) add(rule schema.Rule, at, length int, detail string) {
	f := rule.At("", detail)
	f.Position = schema.Position{Source: t.source, Offset: int64(at), Length: length}
	severe := f.Severity == schema.Error
	if t.total++; t.total <= MaxFindings || severe && !t.failed { // the first error is what refuses the table
		t.found = append(t.found, f)
	}
	t.failed = t.failed || severe
}

// findings places what was found in lines and columns, in order.
func (t *table) findings() []schema.Finding {
	if listed := len(t.found); listed < t.total {
		f := ruleOf(ruleCapped).At("", strconv.Itoa(t.total)+" findings, of which "+strconv.Itoa(listed)+" are listed")
		f.Position = schema.Position{Source: t.source, Offset: int64(len(t.raw))}
		t.found = append(t.found, f)
	}
	slices.SortStableFunc(t.found, func(a, b schema.Finding) int {
		return cmp.Or(cmp.Compare(a.Position.Offset, b.Position.Offset), cmp.Compare(a.Rule, b.Rule))
	})
	line, begin := 1, t.skip
	for i := range t.found {
		p := &t.found[i].Position
		at := int(p.Offset)
		if between := t.raw[min(begin, at):at]; len(between) > 0 {
			if last := bytes.LastIndexByte(between, '\n'); last >= 0 {
				line += bytes.Count(between, []byte{'\n'})
				begin += last + 1
			}
		}
		p.Line, p.Column = line, 1+utf8.RuneCount(t.raw[min(begin, at):at])
	}
	return t.found
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
