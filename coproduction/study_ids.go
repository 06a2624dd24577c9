package coproduction

import (
	"encoding/binary"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// StudyIDs checks over tens of millions of records what [StudyRules] needs ten to a
// hundred times the memory for: that no id is used twice, and that whatever is referred
// to is there, but for coders. Its zero value is empty.
//
// It takes two passes over the records. The first, with AddLine, keeps a print of 64
// bits of each id and of each id that is referred to: 8 to 16 bytes for each that is
// different. [StudyIDs.Doubts] compares them. Where there is any doubt, the second pass
// looks at the records that it is about, and finds what StudyRules finds of them. Two
// ids with one print raise a doubt that the second pass settles; that a broken reference
// is overlooked because its print is that of another id has a chance of 1 in 10¹² with
// ten million ids.
type StudyIDs struct{ there, needed prints }

// Add takes in a record that was built in Go.
func (s *StudyIDs) Add(r encounter.Record) {
	if isRecord(r) {
		s.AddLine(&Line{Record: r, ID: r.RecordID()})
	}
}

// AddLine takes in a record by its line. A rejected record counts as being there.
func (s *StudyIDs) AddLine(l *Line) {
	if !l.ID.IsZero() {
		s.there.add(printOf(l.ID), false)
	}
	if l.Accepted() {
		references(l.Record, func(id encounter.ID) {
			if !id.IsZero() {
				s.needed.add(printOf(id), true)
			}
		})
	}
}

// Merge takes in what another tally holds, which is left as it was.
func (s *StudyIDs) Merge(other *StudyIDs) {
	for _, p := range other.there {
		for _, print := range p {
			s.there.add(print, false)
		}
	}
	for _, p := range other.needed {
		for _, print := range p {
			s.needed.add(print, true)
		}
	}
}

// Doubts compares all that was added, and returns what a second pass has to look at.
func (s *StudyIDs) Doubts() *IDDoubts {
	d := &IDDoubts{twice: map[uint64]bool{}, missing: map[uint64]bool{}}
	for i := range s.there {
		there, needed := s.there[i], s.needed[i]
		slices.Sort(there)
		slices.Sort(needed)
		for j := 1; j < len(there); j++ {
			if there[j] == there[j-1] {
				d.twice[there[j]] = true
			}
		}
		for _, print := range needed {
			for len(there) > 0 && there[0] < print {
				there = there[1:]
			}
			if len(there) == 0 || there[0] != print {
				d.missing[print] = true
			}
		}
	}
	return d
}

// IDDoubts are ids that seem to be used twice, and such as are referred to and seem to be
// nowhere. It is to be given the same records once more; its memory is that of a
// [StudyRules] over those records that a doubt is about.
type IDDoubts struct {
	twice, missing map[uint64]bool
	study          StudyRules
}

// None reports whether there is no doubt, and no need of a second pass.
func (d *IDDoubts) None() bool { return len(d.twice) == 0 && len(d.missing) == 0 }

// Add takes in a record that was built in Go.
func (d *IDDoubts) Add(r encounter.Record) {
	if isRecord(r) && d.about(&Line{Record: r, ID: r.RecordID()}) {
		d.study.Add(r)
	}
}

// AddLine takes in a record by its line.
func (d *IDDoubts) AddLine(l *Line) {
	if d.about(l) {
		d.study.AddLine(l)
	}
}

// about reports whether there is a doubt about the id of a record or one in it.
func (d *IDDoubts) about(l *Line) bool {
	about := d.twice[printOf(l.ID)]
	if l.Accepted() && len(d.missing) > 0 {
		references(l.Record, func(id encounter.ID) { about = about || d.missing[printOf(id)] })
	}
	return about
}

// Findings returns what [StudyRules.Findings] would say of ids that are used twice, and
// of such as no record has.
func (d *IDDoubts) Findings() []schema.Finding {
	c := crossCheck{cards: d.study.sorted(), byID: map[encounter.ID]*card{}}
	c.index()
	for i := range c.cards {
		one := &c.cards[i]
		if one.Rejected {
			continue
		}
		if !c.unique(one) {
			continue
		}
		for _, m := range one.Mentions {
			if d.missing[printOf(m.ID)] && c.byID[m.ID] == nil && m.As != asUnidentified && m.As != asCoder {
				c.mention(one, m)
			}
		}
	}
	c.given()
	slices.SortFunc(c.found, schema.Compare)
	return c.found
}

// references calls to with each id that must be that of a record; it may be zero.
func references(r encounter.Record, to func(encounter.ID)) {
	switch r := r.(type) {
	case *encounter.Encounter:
		if p := r.Present(r.Patient); p == nil || !p.Unidentified {
			to(r.Patient)
		}
		for i := range r.Presence {
			if p := &r.Presence[i]; !p.Unidentified {
				to(p.Participant)
			}
		}
		if r.InitiatedBy != r.Patient && r.Present(r.InitiatedBy) == nil {
			to(r.InitiatedBy)
		}
		for i := range r.Links {
			to(r.Links[i].To)
		}
	case *theme.Source:
		to(r.Encounter)
	case *theme.Unit:
		to(r.Source)
		to(r.Encounter)
	case *theme.Coding:
		to(r.Target.Record)
		to(r.Codebook)
	case *theme.MemberCheck:
		to(r.Codebook)
		to(r.Coding)
		to(r.By)
	}
}

// printOf is the print of an id. Ids that count or hold a time differ in few bits, which
// the products spread.
func printOf(id encounter.ID) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ over the golden ratio
	print := binary.BigEndian.Uint64(id[:8])*odd ^ binary.BigEndian.Uint64(id[8:])
	print ^= print >> 32
	print *= odd
	return print ^ print>>29
}

// prints are dealt out by their first eight bits, so that none of the parts has to be
// copied as a whole in order to grow.
type prints [256][]uint64

// add adds a print; once is enough where so said.
func (p *prints) add(print uint64, once bool) {
	part := &p[print>>56]
	if once && len(*part) == cap(*part) && len(*part) > 0 {
		slices.Sort(*part)
		*part = slices.Compact(*part)
	}
	*part = append(*part, print)
}
