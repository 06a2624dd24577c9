package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A once tells which records come for the first time: exports of one study may overlap,
// and a file may be given twice. What may come in parts is held back, as further parts may
// come; see [coproduction.Join]. It keeps 24 bytes and some room for each id.
type once struct {
	seen  map[encounter.ID]uint64 // a print of the first record's bytes
	held  []heldRecord
	at    map[encounter.ID]int // which of those held back has the id
	again int64                // records that were given before
	other int64                // others with the id of an earlier one
}

// A heldRecord is what may come in parts, with those so far.
type heldRecord struct {
	encounter.Record
	at schema.Position // of the first part
}

// A coming is how a sound record comes.
type coming int

const (
	now     coming = iota // for the first time: it is passed on
	later                 // for the first time, and is held back
	again                 // as before, byte for byte
	inPart                // as a further part of what is held back
	another               // with the id of one that it contradicts
)

// take takes in a sound record.
func (o *once) take(l *coproduction.Line) coming {
	sum := sha256.Sum256(l.Raw)
	print := binary.BigEndian.Uint64(sum[:])
	before, seen := o.seen[l.ID]
	switch {
	case !seen && o.seen == nil:
		o.seen, o.at = map[encounter.ID]uint64{}, map[encounter.ID]int{}
		fallthrough
	case !seen:
		o.seen[l.ID] = print
		if coproduction.InParts(l.Record) {
			o.at[l.ID] = len(o.held)
			o.held = append(o.held, heldRecord{l.Keep(), l.Position})
			return later
		}
		return now
	case before == print:
		o.again++
		return again
	case o.join(l):
		o.again++
		return inPart
	}
	o.other++
	return another
}

// join adds a part to the earlier ones, and reports whether it agrees with them.
func (o *once) join(l *coproduction.Line) bool {
	i, held := o.at[l.ID]
	if !held {
		return false
	}
	joined, agree := coproduction.Join(o.held[i].Record, l.Keep())
	if agree {
		o.held[i].Record = joined
	}
	return agree
}

// cautions say what counts once, and what not at all.
func (o *once) cautions() (cautions []string) {
	if o.again > 0 {
		cautions = append(cautions, fmt.Sprintf("%s given before and counted once", were(o.again, "record")))
	}
	if o.other > 0 {
		cautions = append(cautions, fmt.Sprintf("%s left out, with the id of an earlier one", were(o.other, "record")))
	}
	return cautions
}

// A onceTally gives a tally each record once.
type onceTally[T any, P interface {
	*T
	coproduction.Tally
}] struct {
	once
	tally T
}

// AddLine takes in a record, if it is sound and comes for the first time.
func (o *onceTally[T, P]) AddLine(l *coproduction.Line) {
	if l.Accepted() && o.take(l) == now {
		o.Add(l.Record)
	}
}

// Add takes in a record.
func (o *onceTally[T, P]) Add(r encounter.Record) { P(&o.tally).Add(r) }

// close takes in what was held back.
func (o *onceTally[T, P]) close() {
	for i := range o.held {
		o.Add(o.held[i].Record)
	}
}
