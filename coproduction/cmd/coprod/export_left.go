package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// leftOut are the records that an export leaves out, and the ids of all others: what it
// writes has one record of each id.
type leftOut struct {
	plain   bool // the account of the format has no kinds of records
	unsound int64
	copies  int64
	loss    exchange.Loss
	ids     map[encounter.ID]struct{}
}

// leaves reports whether a record is left out, and counts it.
func (l *leftOut) leaves(line *coproduction.Line) bool {
	element := "record"
	if !l.plain && slices.Contains(schema.Kinds(), line.Kind) {
		element = string(line.Kind)
	}
	if !line.Accepted() {
		l.unsound++
		l.loss.Read(element, 1)
		l.loss.Drop(element, "not sound", 1)
		return true
	}
	id := line.Record.RecordID()
	if _, there := l.ids[id]; there {
		l.copies++
		l.loss.Read(element, 1)
		l.loss.Drop(element, "an earlier record has its id", 1)
		return true
	}
	if l.ids == nil {
		l.ids = make(map[encounter.ID]struct{})
	}
	l.ids[id] = struct{}{}
	return false
}

// say says how many there are.
func (l *leftOut) say(w io.Writer) {
	if l.unsound > 0 {
		fmt.Fprintf(w, "%s not sound and left out; coprod validate says why.\n", areLeft(l.unsound))
	}
	if l.copies > 0 {
		fmt.Fprintf(w, "%s left out, with the id of an earlier one; coprod validate says where.\n", areLeft(l.copies))
	}
}

func areLeft(n int64) string {
	if n == 1 {
		return "1 record is"
	}
	return fmt.Sprintf("%d records are", n)
}
