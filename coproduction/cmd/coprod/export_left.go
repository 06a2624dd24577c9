package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// leftOut are the records that an export leaves out: what it writes has one record of
// each id.
type leftOut struct {
	once
	plain   bool // the account of the format has no kinds of records
	unsound int64
	loss    exchange.Loss
}

// passes reports whether a record is passed on now, and counts one that is left out.
func (l *leftOut) passes(line *coproduction.Line) bool {
	element := "record"
	if !l.plain && slices.Contains(schema.Kinds(), line.Kind) {
		element = string(line.Kind)
	}
	if !line.Accepted() {
		l.unsound++
		l.loss.Read(element, 1)
		l.loss.Drop(element, "not sound", 1)
		return false
	}
	comes := l.take(line)
	switch comes {
	case again:
		l.loss.Read(element, 1)
		l.loss.Drop(element, "given before", 1)
	case inPart:
		l.loss.Read(element, 1)
		l.loss.Change(element, "taken together with an earlier part", 1)
	case another:
		l.loss.Read(element, 1)
		l.loss.Drop(element, "an earlier record has its id", 1)
	}
	return comes == now
}

// say says how many there are.
func (l *leftOut) say(w io.Writer) {
	if l.unsound > 0 {
		fmt.Fprintf(w, "%s not sound and left out; coprod validate says why.\n", areLeft(l.unsound))
	}
	if l.again > 0 {
		fmt.Fprintf(w, "%s given before and written once.\n", were(l.again, "record"))
	}
	if l.other > 0 {
		fmt.Fprintf(w, "%s left out, with the id of an earlier one; coprod validate says where.\n", areLeft(l.other))
	}
}

func areLeft(n int64) string {
	if n == 1 {
		return "1 record is"
	}
	return fmt.Sprintf("%d records are", n)
}
