package transcript

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// Columns say which column of a table holds what, by the names in its first row.
// Names are compared without the white space around them, in upper or lower case.
// An empty name: there is no such column.
type Columns struct {
	Encounter string // which consultation: as its files call it
	Turn      string // the number of the turn in the consultation
	Speaker   string // a key of the roles
	Start     string
	End       string
	Text      string // what was said: of one turn, or in a table of consultations of all, with labels
	Words     string // how many words
	Code      string
	Coder     string
	Round     string // of coding, from 1
}

// ErrColumns is what [ParseColumns] returns, with the reason, for a text that it does
// not understand.
var ErrColumns = errors.New("transcript: columns not understood")

// fields lists the fields of columns by their names in [ParseColumns].
func (c *Columns) fields() []columnField {
	return []columnField{
		{"encounter", &c.Encounter}, {"turn", &c.Turn}, {"speaker", &c.Speaker}, {"start", &c.Start},
		{"end", &c.End}, {"text", &c.Text}, {"words", &c.Words}, {"code", &c.Code}, {"coder", &c.Coder}, {"round", &c.Round},
	}
}

type columnField struct {
	name string
	to   *string
}

// ParseColumns reads columns in the form of a command line:
//
//	FIELD=COLUMN,...
//
// as in "encounter=visit_id,speaker=who,start=t0,code=code 1". Fields are
// encounter, turn, speaker, start, end, text, words, code, coder and round, each
// once at most, and no column holds two of them.
func ParseColumns(text string) (Columns, error) {
	var columns Columns
	fields := columns.fields()
	taken := make(map[string]bool)
	for entry := range strings.SplitSeq(text, ",") {
		name, column, found := strings.Cut(entry, "=")
		name, column = strings.TrimSpace(name), strings.TrimSpace(column)
		if !found || column == "" {
			return Columns{}, fmt.Errorf("%w: %q is not of the form FIELD=COLUMN", ErrColumns, entry)
		}
		var field *columnField
		for i := range fields {
			if fields[i].name == name {
				field = &fields[i]
			}
		}
		switch {
		case field == nil:
			return Columns{}, fmt.Errorf("%w: %q is no field; the fields are %s", ErrColumns, name, fieldNames(fields))
		case *field.to != "":
			return Columns{}, fmt.Errorf("%w: the field %q is given twice", ErrColumns, name)
		case taken[strings.ToLower(column)]:
			return Columns{}, fmt.Errorf("%w: the column %q is given to two fields", ErrColumns, column)
		}
		taken[strings.ToLower(column)] = true
		*field.to = column
	}
	return columns, nil
}

func fieldNames(fields []columnField) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// MaxHeader bounds the first row of a table, in bytes of UTF-8: what goes on longer
// names no columns. It is read once for each delimiter that is tried.
const MaxHeader = 64 << 10

// A header is what the first row of a table tells.
type header struct {
	delimiter rune
	at        []int // by field: the place of its column, or −1
	width     int
}

// header finds the columns in the first row of a file. Commas are tried first, then
// semicolons and tabs: the names of the columns prove which it is. Without those of
// the fields required the header is nil, and it is told what is missing, or why the row
// cannot be read.
func (c Columns) header(file exchange.File, required ...string) (h *header, missing *flaw, err error) {
	var lacks lacking
	for _, delimiter := range []rune{',', ';', '\t'} {
		row, broken, err := firstRow(file, delimiter)
		if err != nil || broken != nil {
			return nil, broken, err
		}
		at, field := c.find(row, required)
		if field == "" {
			return &header{delimiter, at, len(row)}, nil, nil
		}
		lacks.try(c, row, at, field)
	}
	return nil, &flaw{rule: ruleCSVColumn, at: fileStart(), detail: lacks.detail()}, nil
}

// firstRow reads the first row of a file. A row that is not text is broken whatever the
// delimiter is; other flaws are those of a delimiter that is tried, or are reported by whoever
// reads the table.
func firstRow(file exchange.File, delimiter rune) (row []cell, broken *flaw, err error) {
	r, err := file.Open()
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	return rowOf(r, delimiter)
}

func rowOf(r io.Reader, delimiter rune) (row []cell, broken *flaw, err error) {
	d := newDelimited(r, delimiter)
	d.limit = MaxHeader
	if row, broken = d.row(); broken != nil && broken.rule != ruleTextEncoding {
		broken = nil
	}
	return row, broken, d.err
}

// find returns the places of the columns, and the first field that is required, or
// named by the caller, and not there.
func (c Columns) find(row []cell, required []string) (at []int, missing string) {
	for _, field := range c.fields() {
		i := -1
		for n := range row {
			if *field.to != "" && strings.EqualFold(strings.TrimSpace(row[n].text), strings.TrimSpace(*field.to)) {
				i = n
				break
			}
		}
		at = append(at, i)
		needed := *field.to != ""
		for _, name := range required {
			needed = needed || name == field.name
		}
		if i < 0 && needed && missing == "" {
			missing = field.name
		}
	}
	return at, missing
}

// The places in a header.
const (
	atEncounter = iota
	atTurn
	atSpeaker
	atStart
	atEnd
	atText
	atWords
	atCode
	atCoder
	atRound
)

// account says which columns are read.
func (h *header) account(loss *exchange.Loss) {
	read := map[int]bool{}
	for _, n := range h.at {
		if n >= 0 {
			read[n] = true
		}
	}
	loss.Read("column", h.width)
	loss.Keep("column", len(read))
	loss.Drop("column", lossColumn, h.width-len(read))
}

// lossColumn is why a column is left behind.
const lossColumn = "not read: it is none of the columns that are needed or named"

// heading looks at the first row itself: a mark of another delimiter, and names that stand twice.
func (h *header) heading(row []cell, book *ledger) {
	if h.delimiter != ',' {
		book.report(ruleCSVDelimiter, row[0].at, 0, "fields are separated by "+delimiterName(h.delimiter))
	}
	for _, n := range h.at {
		if n < 0 {
			continue
		}
		name := strings.TrimSpace(row[n].text)
		for i := range row {
			if i != n && strings.EqualFold(strings.TrimSpace(row[i].text), name) {
				book.report(ruleCSVColumnTwice, row[i].at, row[i].length, "another column has the same name, and the first one was taken")
			}
		}
	}
}

// fits reports whether a row has the columns of the first, and notes where not.
func (h *header) fits(row []cell, book *ledger) bool {
	if len(row) == h.width {
		return true
	}
	book.report(ruleCSVRagged, row[0].at, 0, "the row has "+amount(len(row), "{field|fields}")+", the first row has "+strconv.Itoa(h.width))
	return false
}

// value returns a cell without the white space around it; empty where there is no such column.
func (h *header) value(row []cell, field int, book *ledger) string {
	if h.at[field] < 0 {
		return ""
	}
	c := row[h.at[field]]
	trimmed := strings.TrimSpace(c.text)
	if trimmed != c.text {
		book.count(ruleCSVSpace, c.at, c.length, "{value has|values have} white space around {it|them}")
	}
	return trimmed
}

// cell returns the cell of a field; of the first column where there is no such one.
func (h *header) cell(row []cell, field int) cell { return row[max(h.at[field], 0)] }
