// Package visits reads the smallest data set from which continuity of care can be
// computed: a table with a row for each visit, and columns patient, start,
// professional and, if there is one, id.
//
// The columns are found by their names in the first row, in any order and in
// upper or lower case; other columns are passed over. Fields are separated by
// commas (RFC 4180). A start is a date and time with a zone (RFC 3339), one
// without, or a date. An empty professional says that nobody is identified.
//
// Nothing is guessed: a row that cannot be read is a finding with its place, and
// a table with a finding of severity error gives no visits.
package visits

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Visit is one row of the table.
type Visit struct {
	Patient      string
	ID           string // where the table has no ids, the number of the row: the order of the table
	Start        time.Time
	Day          bool   // the start is a date; Start is then the beginning of that day in UTC
	Professional string // empty where nobody is identified
}

// ErrEmpty says that there is nothing in the input, not even the names of columns.
var ErrEmpty = errors.New("visits: the input is empty")

// MaxFindings bounds how many findings are listed. A table with more says so in
// its last finding, with the true number.
const MaxFindings = 1000

// ReadVisits reads a table of visits. Source is the name that findings give it. It
// returns no visits where a finding has severity error. An error is one of r, or
// [ErrEmpty]. It holds the whole table in memory.
//
// Each check is asked once about every id of a patient or professional, and names
// the rules that such an id breaks, as those of privacy.
func ReadVisits(r io.Reader, source string, checks ...func(id string) []schema.Rule) ([]Visit, []schema.Finding, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, err
	}
	t := &table{source: source, raw: raw, checks: checks, asked: map[string]bool{}}
	if bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")) {
		t.skip = 3
		t.report(ruleMark, 0, 3, "the table begins with a byte order mark")
	}
	if len(bytes.TrimSpace(raw[t.skip:])) == 0 {
		return nil, nil, ErrEmpty
	}
	visits := t.read()
	if t.failed {
		visits = nil
	}
	return visits, t.findings(), nil
}

// The columns, by their place in a row.
type columns struct{ patient, start, professional, id int }

// read reads the rows, as far as there is a way to.
func (t *table) read() []Visit {
	if at := invalid(t.raw[t.skip:]); at >= 0 {
		t.report(ruleEncoding, t.skip+at, 1, "this is not text in UTF-8")
		return nil
	}
	rows := t.rows()
	if len(rows) == 0 {
		return nil
	}
	at, ok := t.header(rows[0])
	if !ok {
		return nil
	}
	if len(rows) == 1 && !t.failed {
		t.report(ruleNoRows, len(t.raw), 0, "there is no row below the names of the columns")
	}
	width := len(rows[0])
	ids := map[[2]string]bool{}
	var visits []Visit
	var zone, noZone bool
	for n, row := range rows[1:] {
		if len(row) != width {
			t.report(ruleRagged, row[0].at, row[0].length, "the row has "+strconv.Itoa(len(row))+" fields, the first row has "+strconv.Itoa(width))
			continue
		}
		v := Visit{Patient: t.value(row[at.patient]), Professional: t.value(row[at.professional]), ID: strconv.Itoa(n + 1)}
		if isMissing(v.Professional) {
			t.report(ruleMissing, row[at.professional].at, row[at.professional].length, "this word stands for a missing value")
			v.Professional = ""
		}
		t.identifies(v.Patient, row[at.patient])
		t.identifies(v.Professional, row[at.professional])
		if v.Patient == "" || isMissing(v.Patient) {
			t.report(rulePatient, row[at.patient].at, row[at.patient].length, "the row names no patient")
		}
		var form clock
		if v.Start, form = parseStart(t.value(row[at.start])); form == noClock {
			t.report(ruleStart, row[at.start].at, row[at.start].length, "this is neither a date nor a date and time")
		}
		v.Day = form == dateOnly
		zone, noZone = zone || form == zoned, noZone || form == local
		if zone && noZone && (form == zoned || form == local) {
			t.report(ruleZone, row[at.start].at, row[at.start].length, "some starts above have a time zone and others have none")
			zone, noZone = form == zoned, form == local // say it where the form changes, not at each row
		}
		if at.id >= 0 {
			v.ID = t.value(row[at.id])
			switch k := [2]string{v.Patient, v.ID}; {
			case v.ID == "":
				t.report(ruleID, row[at.id].at, row[at.id].length, "the row has no id")
			case ids[k]:
				t.report(ruleIDOnce, row[at.id].at, row[at.id].length, "an earlier row has the same patient and id")
			default:
				ids[k] = true
			}
		}
		visits = append(visits, v)
	}
	return visits
}

// missing are the words by which programs say that there is no value.
var missing = []string{"na", "n/a", "#n/a", "nan", "null", "nil", "none", "unknown", "missing", "-", ".", "?"}

func isMissing(value string) bool {
	return slices.Contains(missing, strings.ToLower(value))
}

// identifies asks the reader's checks about an id, once for each.
func (t *table) identifies(id string, f field) {
	if t.asked[id] {
		return
	}
	t.asked[id] = true
	for _, check := range t.checks {
		for _, rule := range check(id) {
			t.add(rule, f.at, f.length, "this id has a shape that tells who somebody is")
		}
	}
}

// header finds the columns in the first row.
func (t *table) header(row []field) (columns, bool) {
	c := columns{-1, -1, -1, -1}
	names := []struct {
		name  string
		place *int
	}{{"patient", &c.patient}, {"start", &c.start}, {"professional", &c.professional}, {"id", &c.id}}
	for i, f := range row {
		for _, n := range names {
			switch {
			case !strings.EqualFold(strings.TrimSpace(f.text), n.name):
			case *n.place >= 0:
				t.report(ruleColumnOnce, f.at, f.length, "an earlier column has the name "+n.name)
			default:
				*n.place = i
			}
		}
	}
	var missing []string
	for _, n := range names[:3] {
		if *n.place < 0 {
			missing = append(missing, n.name)
		}
	}
	if missing == nil {
		return c, !t.failed
	}
	if i := slices.IndexFunc(row, func(f field) bool { return strings.ContainsAny(f.text, ";\t|") }); i >= 0 {
		f := row[i]
		t.report(ruleDelimiter, f.at+strings.IndexAny(string(t.raw[f.at:]), ";\t|"), 1, "the names of the columns are separated by another character than a comma")
		return c, false
	}
	t.report(ruleColumn, row[0].at, row[0].length, "no column is named "+strings.Join(missing, " or "))
	return c, false
}

// value returns the text of a field without the white space around it.
func (t *table) value(f field) string {
	trimmed := strings.TrimSpace(f.text)
	if trimmed != f.text {
		t.report(ruleSpace, f.at, f.length, "there is white space around the value")
	}
	return trimmed
}
