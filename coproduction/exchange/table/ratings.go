package table

import (
	"io"
	"math"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Ratings are what coders made of the same units.
type Ratings struct {
	Coders []string // as the first row names them; nil where it does not
	Units  []string // as the first column names them; nil where it does not

	// The ratings, a row for each unit and a field for each coder, as numbers or
	// as words; the other is nil. Where a coder did not rate a unit, the number is
	// NaN and the word is empty.
	Numbers [][]float64
	Words   [][]string
}

// RatingOptions say how ratings are written. The zero value takes ratings that are
// all numbers as numbers, and ratings that are all words as words.
type RatingOptions struct {
	NoHeader   bool     // the first row is a unit, and coders and units have no names
	Numeric    bool     // every rating must be a number
	Nominal    bool     // ratings that are words and numbers side by side are words
	Categories []string // where not nil, every rating must be one of these words
	NotRated   []string // words that say, beside the empty field, that a coder did not rate a unit
	Checks     []Check
}

// ReadRatings reads a table of ratings: a row for each unit, a column for each
// coder, and an empty field where a coder did not rate a unit. The first row names
// the coders. A first column with the name unit or id names the units.
//
// Source is the name that findings give the table. Ratings are nil where a finding
// has severity error. An error is one of r.
func ReadRatings(r io.Reader, source string, o RatingOptions) (*Ratings, []schema.Finding, error) {
	t, err := open(r, source, o.Checks)
	if err != nil {
		return nil, nil, err
	}
	var ratings *Ratings
	if len(t.rows) > 0 && !t.mixed() {
		ratings = t.ratings(o)
	}
	if t.Failed() {
		ratings = nil
	}
	return ratings, t.Findings(), nil
}

func (t *reading) ratings(o RatingOptions) *Ratings {
	header := t.rows[0]
	ratings := new(Ratings)
	first := 0 // the column of the first coder
	if o.NoHeader {
		t.rows = slices.Insert(t.rows, 0, header)
	} else if named(header[0], "unit", "id") {
		first = 1
		if len(header) == 1 {
			t.Report(ruleMissing, header[0], "no column below holds ratings")
			return nil
		}
	}
	rows := t.below()
	if first > 0 {
		ratings.Units = t.rowNames(rows)
	}
	cells := t.cells(rows, first, o)
	if !o.NoHeader {
		if t.looksRated(header[first:], cells) {
			t.Report(ruleHeader, header[first], "the first row looks like ratings, not like names of coders")
			return nil
		}
		var ok bool
		if ratings.Coders, ok = t.names(header[first:]); !ok {
			return nil
		}
		for i, name := range ratings.Coders {
			t.Identifies(name, header[first+i])
		}
		if first == 0 {
			t.unnamed(header[0], cells)
		}
	}
	if o.Categories == nil && (o.Numeric || t.numeric(rows, first, cells, o.Nominal)) {
		ratings.Numbers = t.numbers(rows, first, cells)
		return ratings
	}
	t.among(rows, first, cells, o.Categories)
	ratings.Words = cells
	return ratings
}

// cells returns the ratings as words, the empty one where there is none.
func (t *reading) cells(rows [][]sheet.Field, first int, o RatingOptions) [][]string {
	cells := make([][]string, len(rows))
	for i, row := range rows {
		cells[i] = make([]string, len(row)-first)
		for j, f := range row[first:] {
			value := t.Value(f)
			switch {
			case slices.Contains(o.NotRated, value):
				value = ""
			case sheet.IsMissing(value) && !slices.Contains(o.Categories, value):
				t.Report(ruleWord, f, "this word may stand for a missing value, or be a category")
			}
			cells[i][j] = value
		}
	}
	return cells
}

// looksRated reports whether a first row could be the ratings of a unit: all are
// numbers, or categories that occur below.
func (t *reading) looksRated(header []sheet.Field, cells [][]string) bool {
	below := map[string]bool{}
	for _, row := range cells {
		for _, value := range row {
			below[value] = true
		}
	}
	numbers, categories, any := true, true, false
	for _, f := range header {
		value := strings.TrimSpace(f.Text)
		if value == "" {
			continue
		}
		any = true
		_, fault := t.number(value)
		numbers = numbers && fault == ""
		categories = categories && below[value]
	}
	return any && (numbers || categories)
}

// enoughRows is the number of rows from which on a column that never repeats itself
// beside others that do is worth a word.
const enoughRows = 5

// unnamed notes a first column that looks like the names of units.
func (t *reading) unnamed(header sheet.Field, cells [][]string) {
	if len(cells) < enoughRows || len(cells[0]) < 2 {
		return
	}
	for coder := range cells[0] {
		seen := map[string]bool{}
		for _, row := range cells {
			if seen[row[coder]] || coder == 0 && row[0] == "" {
				break
			}
			seen[row[coder]] = true
		}
		if (len(seen) == len(cells)) != (coder == 0) {
			return
		}
	}
	t.Report(ruleRowColumn, header, "the first column is another in every row, and no other column is")
}

// numeric decides whether ratings are numbers. Where some are and others are words,
// they are words, and it notes the first that is of another kind than the first
// rating, unless they may stand side by side.
func (t *reading) numeric(rows [][]sheet.Field, first int, cells [][]string, sideBySide bool) bool {
	var kind, any bool
	for i, row := range cells {
		for j, value := range row {
			if value == "" || sheet.IsMissing(value) {
				continue
			}
			_, fault := t.number(value)
			is := fault == "" || fault != notNumber && !sideBySide
			if !any {
				kind, any = is, true
			}
			switch {
			case is == kind:
			case sideBySide:
				return false
			default:
				t.Report(ruleAlike, rows[i][first+j], "ratings above are "+map[bool]string{true: "numbers, and this is a word", false: "words, and this is a number"}[kind])
				return false
			}
		}
	}
	return kind
}

func (t *reading) numbers(rows [][]sheet.Field, first int, cells [][]string) [][]float64 {
	numbers, comma := make([][]float64, len(cells)), false
	for i, row := range cells {
		numbers[i] = make([]float64, len(row))
		for j, value := range row {
			v, fault := math.NaN(), ""
			if value != "" && !sheet.IsMissing(value) { // such a word is reported already
				v, fault = t.number(value)
			}
			switch {
			case fault != "":
				t.Report(ruleNumber, rows[i][first+j], fault)
			case !comma && commaForm.MatchString(value):
				comma = true
				t.Report(ruleComma, rows[i][first+j], "numbers have a decimal comma; this is the first place")
			}
			numbers[i][j] = v
		}
	}
	return numbers
}

// among notes ratings that are not declared, if any are.
func (t *reading) among(rows [][]sheet.Field, first int, cells [][]string, declared []string) {
	if declared == nil {
		return
	}
	for i, row := range cells {
		for j, value := range row {
			if value != "" && !sheet.IsMissing(value) && !slices.Contains(declared, value) {
				t.Report(ruleCategory, rows[i][first+j], "this is none of the declared categories")
			}
		}
	}
}
