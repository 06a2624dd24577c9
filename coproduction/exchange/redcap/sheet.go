package redcap

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
)

// A sheet is the reading of one export.
type sheet struct {
	*reader
	*file
	*delimited.Table
	cols []column
	row  []delimited.Field
}

// read reads every row.
func (s *sheet) read() error {
	return s.rows(s.file, s.Table, exportRow, len(s.cols), func(row []delimited.Field) {
		s.row = row
		d, refused := s.draft()
		loss := &s.to.Loss
		for i := range s.cols {
			value := text(row[i])
			if value == "" {
				continue
			}
			loss.Read("value", 1)
			if fate := s.value(i, value, d, refused); fate == "" {
				loss.Keep("value", 1)
			} else {
				loss.Drop("value", fate, 1)
			}
		}
		switch {
		case refused != "":
			loss.Drop(exportRow, refused, 1)
		case d.isEncounter:
			loss.Keep(exportRow, 1)
		case d.ofPatient:
			loss.Change(exportRow, "facts of the patient", 1)
		default:
			loss.Drop(exportRow, "nothing that is mapped", 1)
		}
	})
}

// draft returns what the row adds to, or why it cannot be told.
func (s *sheet) draft() (d *draft, refused string) {
	if !s.Map.has(Patient) {
		return nil, "no field is mapped to the patient"
	}
	at := slices.IndexFunc(s.cols, func(c column) bool {
		return !c.box && slices.ContainsFunc(c.mapped, func(p place) bool { return p.Ours == Patient })
	})
	if at < 0 || text(s.row[at]) == "" || s.missing[text(s.row[at])] {
		if at < 0 {
			s.Tolerate(ruleRecord, s.Row(), "no column says whose the rows are")
		} else {
			s.Report(ruleRecord, s.Place(s.row[at]), "", "the row does not say whose it is")
		}
		return nil, lossRow
	}
	record := "redcap/record/" + url.PathEscape(text(s.row[at]))
	key := []string{record}
	for _, k := range []kind{event, instrument, instance} {
		part := ""
		if i := slices.IndexFunc(s.cols, func(c column) bool { return c.kind == k }); i >= 0 {
			part = text(s.row[i])
		}
		key = append(key, url.PathEscape(part))
	}
	d = s.rowsAt[strings.Join(key, "/")]
	switch {
	case d == nil:
		d = &draft{key: strings.Join(key, "/"), of: s.patient(record)}
		s.rowsAt[d.key] = d
		s.drafts = append(s.drafts, d)
	case d.last == s.file:
		s.Report(ruleRowOnce, s.Place(s.row[at]), "", "an earlier row is of the same record, event, instrument and instance")
		return nil, lossRow
	}
	d.last = s.file
	return d, ""
}

// value takes a value in. It returns why it was left behind; "" where it was kept.
func (s *sheet) value(i int, value string, d *draft, refused string) string {
	c := &s.cols[i]
	switch {
	case s.missing[value]:
		return lossMissing
	case !utf8.ValidString(value):
		s.Report(ruleEncoding, s.Place(s.row[i]), "", "this value is not text in UTF-8")
		return lossEncoding
	case c.kind == stamp && value == "[not completed]":
		s.Tolerate(ruleNotCompleted, s.Place(s.row[i]), "the survey was begun and not completed")
		return "survey not completed"
	}
	if rule, detail := c.check(value); rule != "" {
		s.Report(rule, s.Place(s.row[i]), "", detail)
	}
	if refused == lossRow || refused != "" && len(c.mapped) > 0 {
		return refused
	}
	if len(c.mapped) == 0 {
		return c.fate
	}
	fate := ""
	for _, p := range c.mapped {
		if why := s.take(i, c, p, value, d); why != "" {
			fate = why
		}
	}
	return fate
}

// exportRow is what the account calls a row of an export.
const exportRow = "row"

// The reasons why a row, or a value that is mapped, was left behind.
const (
	lossRow      = "row refused"
	lossMissing  = "missing data code"
	lossEncoding = "not text in UTF-8"
	lossUnread   = "mapped, but not understood"
	lossConflict = "another value was there before"
	lossTooMany  = "more languages than the model has place for"
	lossSeats    = "more professionals than the model has place for"
)

// take takes a value in as one of its targets.
func (s *sheet) take(i int, c *column, p place, value string, d *draft) string {
	at := s.Place(s.row[i])
	said := choice{value, value}
	if c.box {
		said = c.choice
		if said.label == "" {
			said.label = said.code
		}
		switch on, known := checked(value); {
		case on || !known && (value == said.label || value == said.code):
		case !known:
			return lossUnread
		default:
			d.isConcern = d.isConcern || p.Ours == Concern // looked for
			return ""
		}
	} else if c.field != nil && c.field.choices != nil {
		if one, known := c.field.choices.find(value); known {
			said = one
		}
	}
	switch {
	case p.Ours == Patient: // says whose row it is
	case p.Ours.ofPatient():
		d.ofPatient = true
	default:
		d.isEncounter = true
	}
	word, ok := p.word(said)
	if !ok {
		s.Report(ruleValue, at, "", "this is not a value that "+string(p.Ours)+" can have, nor mapped to one; it can have "+canHave(p.Ours))
		return lossUnread
	}
	why := d.set(s, p, word, said.code, at)
	switch why {
	case lossConflict:
		s.Report(ruleConflict, at, "", "another value of "+string(p.Ours)+" came before")
	case lossUnread:
		s.Report(ruleValue, at, "", "this is not a value that "+string(p.Ours)+" can have, nor mapped to one; it can have "+canHave(p.Ours))
	}
	return why
}
