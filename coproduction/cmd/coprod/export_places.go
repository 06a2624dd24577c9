package main

import (
	"fmt"
	"sort"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// places tell in which file a record stands, and as which: an export counts the sound
// records of all files in one row. Their memory is that of the gaps in the row.
type places struct {
	count     int
	stretches []stretch
}

// A stretch is sound records of one file that follow each other.
type stretch struct {
	first  int // in the row, from 1
	source string
	record int // which of the file that is, from 1
}

// add takes in the place of the next sound record.
func (p *places) add(at schema.Position) {
	p.count++
	if n := len(p.stretches); n > 0 {
		last := p.stretches[n-1]
		if last.source == at.Source && at.Record-last.record == p.count-last.first {
			return
		}
	}
	p.stretches = append(p.stretches, stretch{p.count, at.Source, at.Record})
}

// of names the place of a record by its number in the row.
func (p *places) of(record int) string {
	i := sort.Search(len(p.stretches), func(i int) bool { return p.stretches[i].first > record }) - 1
	if i < 0 {
		return "all records"
	}
	s := p.stretches[i]
	return fmt.Sprintf("%s: record %d", s.source, s.record+record-s.first)
}
