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

	filled map[string]bool // forms of this row that have a status: whether they were filled in; nil until asked
	made   bool            // the row says something of an encounter
	facts  []settlement    // and of the patient
}

// read reads every row.
func (s *sheet) read() error {
	return s.rows(s.file, s.Table, exportRow, len(s.cols), func(row []delimited.Field) {
		s.row, s.made, s.facts, s.filled = row, false, s.facts[:0], nil
		d, refused := s.draft()
		for i := range s.cols {
			if value := text(row[i]); value != "" {
				s.to.Loss.Read("value", 1)
				s.value(i, value, d, refused)
			}
		}
		s.line(d, refused)
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

// value takes a value in, and accounts for it.
func (s *sheet) value(i int, value string, d *draft, refused string) {
	c := &s.cols[i]
	if lost := s.left(i, value, refused); lost != "" {
		if d != nil {
			d.leaveOpen(c, value, lost)
		}
		s.settled(s.reader, outcome{lost: lost})
		return
	}
	var all []settlement
	waits := false
	for _, p := range c.mapped {
		one, later := s.take(i, c, p, value, d)
		if waits = waits || later != nil; later == nil {
			later = func() outcome { return one }
		}
		all = append(all, later)
		if p.Ours.ofPatient() && p.Ours != Patient && !(c.box && (one.lost == lossUnchecked || one.lost == lossEmpty)) {
			s.facts = append(s.facts, later)
		}
	}
	if !waits {
		s.settled(s.reader, best(all))
		return
	}
	f := s.file
	s.later = append(s.later, func() { f.settled(s.reader, best(all)) })
}

// left says why a value is left behind without being asked what it is; "" where it is not.
func (s *sheet) left(i int, value, refused string) string {
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
	return ""
}

// take takes a value in as one of its targets. What becomes of it may come out later.
func (s *sheet) take(i int, c *column, p place, value string, d *draft) (outcome, settlement) {
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
			d.unclear(p.Ours)
			return outcome{lost: lossUnread}, nil
		case s.leftEmpty(c.form):
			return outcome{lost: lossEmpty}, nil
		default:
			d.pass(p, said, s.noMode)
			return outcome{lost: lossUnchecked}, nil
		}
	} else if c.field != nil && c.field.choices != nil {
		if one, known := c.field.choices.find(value); known {
			said = one
		}
	}
	if !p.Ours.ofPatient() {
		d.isEncounter, s.made = true, true
	}
	word, ok := p.word(said)
	if !ok {
		d.unclear(p.Ours)
		s.Report(ruleValue, at, "", "this is not a value that "+string(p.Ours)+" can have, nor mapped to one; it can have "+canHave(p.Ours))
		return outcome{lost: lossUnread}, nil
	}
	why := d.set(s, p, word, said.code, at)
	switch why {
	case lossConflict:
		s.Report(ruleConflict, at, "", "another value of "+string(p.Ours)+" came before")
	case lossUnread:
		s.Report(ruleValue, at, "", "this is not a value that "+string(p.Ours)+" can have, nor mapped to one; it can have "+canHave(p.Ours))
	}
	if why != "" {
		return outcome{lost: why}, nil
	}
	return s.outcome(d, p, value, word)
}
