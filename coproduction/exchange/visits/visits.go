// Package visits reads the smallest data set from which continuity of care can be
// computed: a table with a row for each visit, and columns patient, start,
// professional and, if there is one, id.
//
// The columns are found by their names in the first row, in any order and in
// upper or lower case; other columns are passed over. Fields are separated by
// commas (RFC 4180), or, with a finding, by semicolons, tabs or vertical bars. A
// start is a date and time with a zone (RFC 3339), one without, or a date. An empty
// professional says that nobody is identified.
//
// Nothing is guessed: a row that cannot be read is a finding with its place, and
// a table with a finding of severity error gives no visits.
package visits

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/sheet"
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
const MaxFindings = sheet.MaxFindings

// ReadVisits reads a table of visits. Source is the name that findings give it. It
// returns no visits where a finding has severity error. An error is one of r, or
// [ErrEmpty]. It holds the whole table in memory.
//
// Each check is asked once about every id of a patient or professional, and names
// the rules that such an id breaks, as those of privacy.
func ReadVisits(r io.Reader, source string, checks ...func(id string) []schema.Rule) ([]Visit, []schema.Finding, error) {
	s, err := sheet.Open(r, source, prefix, rules, checks)
	switch {
	case errors.Is(err, sheet.ErrEmpty):
		return nil, nil, ErrEmpty
	case err != nil:
		return nil, nil, err
	}
	visits := read(s)
	if s.Failed() {
		visits = nil
	}
	return visits, s.Findings(), nil
}

// read reads the rows, as far as there is a way to.
func read(s *sheet.Sheet) []Visit {
	rows := s.Rows()
	if len(rows) == 0 {
		return nil
	}
	at, ok := s.Columns(rows[0], []string{"patient", "start", "professional"}, []string{"id"})
	if !ok {
		return nil
	}
	patient, start, professional, id := at[0], at[1], at[2], at[3]
	if len(rows) == 1 && !s.Failed() {
		s.Report(ruleNoRows, s.End(), "there is no row below the names of the columns")
	}
	ids := map[[2]string]bool{}
	var visits []Visit
	var zone, noZone bool
	for n, row := range rows[1:] {
		if !s.Fits(row, rows[0]) {
			continue
		}
		v := Visit{Patient: s.Value(row[patient]), Professional: s.Value(row[professional]), ID: strconv.Itoa(n + 1)}
		if isMissing(v.Professional) {
			s.Report(ruleMissing, row[professional], "this word stands for a missing value")
			v.Professional = ""
		}
		s.Identifies(v.Patient, row[patient])
		s.Identifies(v.Professional, row[professional])
		if v.Patient == "" || isMissing(v.Patient) {
			s.Report(rulePatient, row[patient], "the row names no patient")
		}
		var form clock
		if v.Start, form = parseStart(s.Value(row[start])); form == noClock {
			s.Report(ruleStart, row[start], "this is neither a date nor a date and time")
		}
		v.Day = form == dateOnly
		zone, noZone = zone || form == zoned, noZone || form == local
		if zone && noZone && (form == zoned || form == local) {
			s.Report(ruleZone, row[start], "some starts above have a time zone and others have none")
			zone, noZone = form == zoned, form == local // say it where the form changes, not at each row
		}
		if id >= 0 {
			v.ID = s.Value(row[id])
			switch k := [2]string{v.Patient, v.ID}; {
			case v.ID == "":
				s.Report(ruleID, row[id], "the row has no id")
			case ids[k]:
				s.Report(ruleIDOnce, row[id], "an earlier row has the same patient and id")
			default:
				ids[k] = true
			}
		}
		visits = append(visits, v)
	}
	return visits
}

// nobody are words for a missing person, beside those of programs.
var nobody = []string{"nil", "none", "unknown", "missing"}

func isMissing(value string) bool {
	return sheet.IsMissing(value) || slices.Contains(nobody, strings.ToLower(value))
}
