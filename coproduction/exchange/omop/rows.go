package omop

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A sheet is the reading of the rows of one file.
type sheet struct {
	*reader
	*file
	*delimited.Table
	at   map[string]int // the columns that are read
	row  []delimited.Field
	left []string // why the value in each column of this row is left behind; "" where it comes out at the end
	fate []string // and why all values of a column are that is not read
	tally
}

// columns finds the columns by their names. It reports whether the table can be read.
func (s *sheet) columns(header []delimited.Field) bool {
	s.at = map[string]int{}
	names := named(header)
	s.left, s.fate = make([]string, len(names)), make([]string, len(names))
	for i, name := range names {
		switch {
		case slices.Contains(s.use, name):
			if _, twice := s.at[name]; twice {
				s.report(ruleColumnOnce, s.Place(header[i]), "an earlier column has the same name")
				return false
			}
			s.at[name] = i
		case slices.Contains(s.hide, name):
			s.fate[i] = lostPerson
		default:
			s.fate[i] = lostPlace
		}
	}
	if s.table == visitOccurrence {
		_, date := s.at["visit_start_date"]
		_, time := s.at["visit_start_datetime"]
		_, whose := s.at["person_id"]
		if !date && !time || !whose {
			s.report(ruleColumn, s.Place(header[0]), "there is no column person_id, or neither visit_start_date nor visit_start_datetime")
			return false
		}
	}
	return true
}

// rows reads every row.
func (s *sheet) rows() error {
	do := map[table]func() bool{
		cdmSource: s.source, careSite: s.site, provider: s.provide, person: s.born, visitOccurrence: s.visit, visitDetail: s.part,
	}[s.table]
	loss := &s.to.Loss
	for {
		if s.lines%1024 == 0 && s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		var err error
		if s.row, err = s.Next(); err != nil {
			if s.lines == 0 && err == io.EOF {
				s.report(ruleNoRows, s.End(), "there is no row below the names of the columns")
			}
			return ignoreEnd(err)
		}
		loss.Read(s.element, 1)
		whole := len(s.row) == len(s.fate)
		if !whole {
			s.report(ruleRagged, s.Row(), fmt.Sprintf("the row has %d fields, the first row has %d", len(s.row), len(s.fate)))
		}
		copy(s.left, s.fate)
		kept := whole && do()
		if !kept {
			loss.Drop(s.element, lostRow, 1)
		}
		for i, f := range s.row {
			if len(bytes.TrimSpace(f.Value)) == 0 {
				continue
			}
			s.tally.read++
			switch {
			case !kept:
				s.tally.drop(lostRow)
			case s.left[i] != "":
				s.tally.drop(s.left[i])
			}
		}
		s.lines++
	}
}

// close hands on what was counted, row by row.
func (s *sheet) close() {
	s.tally.close(&s.to.Loss, "value")
	if s.Bare > 0 {
		s.book.TolerateAll(ruleBare, s.BareAt, "quotes stand in fields that do not begin with one, and were taken as they stand", s.Bare)
	}
}

// leave says why the value of a column is left behind. The values of the columns that are
// read and of which nothing is said here are those that [reader.records] accounts for.
func (s *sheet) leave(column, why string) {
	if i, ok := s.at[column]; ok {
		s.left[i] = why
	}
}

// text returns the value of a column, without white space; nothing where there is none.
func (s *sheet) text(column string) []byte {
	i, ok := s.at[column]
	if !ok {
		return nil
	}
	return bytes.TrimSpace(s.row[i].Value)
}

func (s *sheet) place(column string) schema.Position { return s.Place(s.row[s.at[column]]) }

// integer reads a whole number, or reports what is the matter with it.
func (s *sheet) integer(column string) (int64, bool) {
	n, how := number(s.text(column))
	switch how {
	case decimal:
		s.book.Tolerate(ruleDecimal, s.place(column), "whole numbers are written with a fraction of zero")
	case word:
		s.book.Tolerate(ruleWord, s.place(column), "a word stands for a missing value")
		s.leave(column, lostWord)
	case unread:
		s.file.report(ruleID, s.place(column), "this is not a whole number")
		s.leave(column, lostUnread)
	}
	return n, how == asWritten || how == decimal
}

// id reads the number by which a row is known.
func (s *sheet) id(column string) (int64, bool) {
	if _, how := number(s.text(column)); how == absent || how == word {
		s.file.report(ruleID, s.place(column), "there is no number here, and nothing else tells whose row this is")
		return 0, false
	}
	return s.integer(column)
}

// small reads a whole number in a range; 0 is what is not there or not in the range.
func (s *sheet) small(column string, least, most int64) int64 {
	n, ok := s.integer(column)
	if ok && (n < least || n > most) {
		s.file.report(ruleBirth, s.place(column), "this is no year, month or day of a birth")
		s.leave(column, lostUnread)
		return 0
	}
	return n
}

// source reads the version of the model, which goes to no record.
func (s *sheet) source() bool {
	version := strings.TrimPrefix(strings.ToLower(string(s.text("cdm_version"))), "v")
	if !strings.HasPrefix(version, "5.3") && !strings.HasPrefix(version, "5.4") {
		s.file.report(ruleVersion, s.place("cdm_version"), "this is not version 5.3 or 5.4 of the model")
	}
	s.to.Loss.Drop(s.element, lostVersion, 1)
	s.leave("cdm_version", lostVersion)
	return true
}

// key is the local key of somebody or something.
func key(kind string, id int64) string { return "omop/" + kind + "/" + strconv.FormatInt(id, 10) }
