package omop

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A visit is what is kept of a row of VISIT_OCCURRENCE: 56 bytes.
type visit struct {
	id, before int64 // before is a number, and once the chain is followed a place among the visits
	start, end int64 // seconds since 1970
	person     uint32
	provider   uint32
	row        uint32 // in its file
	site       uint32 // its care site, from 1; 0 where nothing of that goes to the record
	has        mark
	concept    uint8 // its place in visitConcepts, from 1; 0 where that goes to no record
}

var visitConcepts = slices.Sorted(maps.Keys(visitKinds))

// A mark is what a visit has.
type mark uint16

const (
	hasBefore mark = 1 << iota
	hasStart
	hasClock
	hasEnd
	cutStart // of its start parts of a second were left out
	cutEnd   // and of its end
	twice    // an earlier row has its number
	linked   // the visit before is one that it can be linked to
	followed // some visit is linked to it
	onPath   // passed while looking for circles
	cleared  // no circle behind it
)

// cards are the visits in blocks, so that none has to move when there are more.
type cards struct {
	blocks [][]visit
	n      int
	order  []uint32 // by number, then by row
}

const block = 1 << 14

func (c *cards) add(v visit) {
	if c.n%block == 0 {
		c.blocks = append(c.blocks, make([]visit, 0, block))
	}
	last := &c.blocks[len(c.blocks)-1]
	*last = append(*last, v)
	c.n++
}

func (c *cards) at(i int) *visit { return &c.blocks[i/block][i%block] }

// sort orders the visits by number, once all are there.
func (c *cards) sort() {
	if len(c.order) == c.n {
		return
	}
	c.order = make([]uint32, c.n)
	for i := range c.order {
		c.order[i] = uint32(i)
	}
	slices.SortFunc(c.order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.at(int(a)).id, c.at(int(b)).id), cmp.Compare(a, b))
	})
}

// find returns the first visit of that number.
func (c *cards) find(id int64) (int, bool) {
	c.sort()
	i, ok := slices.BinarySearchFunc(c.order, id, func(at uint32, id int64) int { return cmp.Compare(c.at(int(at)).id, id) })
	if !ok {
		return 0, false
	}
	return int(c.order[i]), true
}

// visit reads a row of VISIT_OCCURRENCE.
func (s *sheet) visit() bool {
	v := visit{provider: nobody, row: s.lines}
	var ok, whose bool
	v.id, ok = s.id("visit_occurrence_id")
	patient, whose := s.id("person_id")
	if !ok || !whose {
		return false
	}
	var fresh bool
	if v.person, fresh = s.persons.number(patient); fresh {
		s.births = append(s.births, calendar.Birth{})
	}
	if !s.persons.listed[v.person] {
		s.book.Tolerate(rulePersonListed, s.place("person_id"), "the person is not in PERSON, so nothing else is known of them")
	}
	if id, ok := s.integer("provider_id"); ok {
		if v.provider = s.professional(id); v.provider == nobody {
			s.leave("provider_id", lostNobody)
		}
	}
	if v.provider == nobody {
		s.book.Tolerate(ruleNobody, s.visitPlace("provider_id"), "the visit names no provider")
	}
	kind := s.concept(&v)
	if id, ok := s.integer("care_site_id"); ok {
		switch at, known := s.siteAt[id]; {
		case !known:
			s.leave("care_site_id", "names no care site that is there")
		case s.sites[at].setting == "":
			s.leave("care_site_id", lostNoSetting)
		case kind.setting != "":
			s.leave("care_site_id", "the visit concept tells the setting")
		default:
			v.site = at + 1
		}
	}
	s.times(&v)
	switch before, ok := s.integer("preceding_visit_occurrence_id"); {
	case ok && before != 0:
		v.before = before
		v.has |= hasBefore
		s.chained = true
		s.to.Loss.Read("preceding visit", 1)
	case ok:
		s.leave("preceding_visit_occurrence_id", "names no visit")
	}
	s.visits.add(v)
	return true
}

// concept reads what kind of visit it is.
func (s *sheet) concept(v *visit) visitKind {
	concept, _ := s.integer("visit_concept_id")
	written := len(s.text("visit_concept_id")) > 0
	if written {
		s.to.Loss.Read("visit concept", 1)
	}
	kind, known := visitKinds[concept]
	switch {
	case !known:
		if written {
			s.lose("visit concept", "visit_concept_id", "concept of no known mode and setting")
		}
		s.book.Tolerate(ruleConcept, s.place("visit_concept_id"), "the concept tells neither a mode nor a setting")
	case (concept == telehealth || concept == telehealthFormerly) && s.Telehealth == "":
		s.lose("visit concept", "visit_concept_id", "telehealth: by phone or video is not said")
		s.book.Tolerate(ruleTelehealth, s.place("visit_concept_id"), "whether a telehealth visit was by phone or by video is not said")
	default:
		v.concept = uint8(1 + slices.Index(visitConcepts, concept))
	}
	return kind
}

// visitPlace is the place of a column, or of the row where the table has no such column.
func (s *sheet) visitPlace(column string) schema.Position {
	if _, there := s.at[column]; !there {
		return s.Row()
	}
	return s.place(column)
}

// times reads the start and the end.
func (s *sheet) times(v *visit) {
	start, column, ok := s.when("visit_start_datetime", "visit_start_date", ruleStart)
	if column != "" {
		s.to.Loss.Read("start", 1)
	}
	end, endColumn, endOK := s.when("visit_end_datetime", "visit_end_date", ruleEnd)
	if endColumn != "" {
		s.to.Loss.Read("end", 1)
	}
	if ok {
		v.start, v.has = start.At.Unix(), v.has|hasStart
		switch {
		case !start.Clock:
			s.book.Tolerate(ruleDay, s.place(column), "of the start only the day is known, and so nothing of the order within a day")
		case midnight(start.At):
			s.book.Tolerate(ruleMidnight, s.place(column), "every time is midnight: a date in disguise, which tells nothing of the order within a day")
		default:
			s.clock = true
		}
		if start.Cut {
			v.has |= cutStart
		}
		if start.Clock {
			v.has |= hasClock
			s.zone(start, column)
		}
	} else if column != "" {
		s.lose("start", column, lostUnread)
	}
	switch {
	case endColumn == "":
	case !endOK:
		s.lose("end", endColumn, lostUnread)
	case !ok:
		s.lose("end", endColumn, "of a visit without a start")
	case end.At.Before(start.At) && (end.Clock || dayOf(end.At) < dayOf(start.At)):
		s.file.report(ruleEnd, s.place(endColumn), "the visit ends before it starts")
		s.lose("end", endColumn, "before the start")
	case !end.Clock || !start.Clock:
		s.lose("end", endColumn, lostClock)
	default:
		v.end, v.has = end.At.Unix(), v.has|hasEnd
		if end.Cut {
			v.has |= cutEnd
		}
		if end.Unsure {
			s.zone(end, endColumn)
		}
	}
}

// zone says what there is to say of a time without a zone.
func (s *sheet) zone(i calendar.Instant, column string) {
	switch {
	case i.Zone:
	case i.Unsure:
		s.book.Tolerate(ruleClocks, s.place(column), "the clocks of the zone that was named show this time twice, or never")
	case s.utc:
		s.book.Tolerate(ruleZone, s.place(column), "the times have no zone and were read as UTC")
	}
}

// when reads a time, or where there is none that can be read a date. The column is the
// one that has it.
func (s *sheet) when(time, date string, rule schema.RuleID) (calendar.Instant, string, bool) {
	column := time
	text, there := s.written(column)
	if !there {
		column = date
		text, there = s.written(column)
	}
	if !there {
		if rule == ruleStart {
			s.file.report(rule, s.Row(), "the visit has no start")
		}
		return calendar.Instant{}, "", false
	}
	i, ok := s.instant(text)
	_, beside := s.written(date)
	if beside = beside && column == time; beside {
		s.leave(date, "the date and time of the row was taken")
	}
	if !ok {
		s.leave(column, lostUnread)
		day, there := s.instant(s.text(date))
		if column == date || !there {
			s.file.report(rule, s.place(column), "this is neither a date nor a date and time between 1900 and 2099")
			if beside {
				s.leave(date, lostUnread)
			}
			return calendar.Instant{}, column, false
		}
		s.leave(date, "")
		s.file.report(rule, s.place(column), "this is neither a date nor a date and time between 1900 and 2099; the date of the row was taken")
		return day, date, true
	}
	if day := s.text(date); column == time && len(day) >= 10 && !bytes.Equal(day[:10], text[:10]) {
		s.file.report(ruleAgrees, s.place(time), "the date and the date and time of this row are of different days")
	}
	return i, column, true
}

// written returns the value of a column, and whether it is there and no word for a
// missing one.
func (s *sheet) written(column string) ([]byte, bool) {
	text := s.text(column)
	if slices.Contains(missing, string(bytes.ToLower(text))) {
		s.leave(column, lostWord)
		return nil, false
	}
	return text, len(text) > 0
}

// instant reads a date, or a date and time, of our times.
func (s *sheet) instant(text []byte) (calendar.Instant, bool) {
	i, ok := calendar.Parse(text, s.Zone)
	return i, ok && i.At.Year() >= 1900 && i.At.Year() <= 2099
}

func midnight(t time.Time) bool {
	hour, minute, second := t.Clock()
	return hour == 0 && minute == 0 && second == 0
}

func dayOf(t time.Time) int { return t.Year()*1000 + t.YearDay() }
