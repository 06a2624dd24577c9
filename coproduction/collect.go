package coproduction

import (
	"iter"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Tally takes in records one by one and keeps what its result needs. The order
// must not matter, nor how the records are dealt out to several tallies that are
// merged afterwards: the result is the same, bit for bit. So tallies keep whole
// numbers and sets, and make a fraction of them only in the end.
//
// Tallies have a zero value that is empty, a method Merge that takes in another
// of their kind, and a versioned JSON form in which they travel between processes.
type Tally interface {
	Add(r encounter.Record)
}

// A LineTally is a tally that also needs to know where records stand, and which
// were rejected. [Collect] gives it every line by AddLine, and does not call Add.
type LineTally interface {
	Tally
	AddLine(l *Line)
}

// Collect reads a stream to its end and gives each sound record to the tallies. It
// accounts for every record. An error is the stream's: the tallies then hold what
// came before it. A record that comes twice is given twice; [StudyRules] finds it.
func Collect(lines iter.Seq2[*Line, error], tallies ...Tally) (Summary, error) {
	var sum Summary
	for l, err := range lines {
		if err != nil {
			return sum, err
		}
		sum.Add(l)
		for _, t := range tallies {
			if whole, ok := t.(LineTally); ok {
				whole.AddLine(l)
			} else if l.Accepted() {
				t.Add(l.Record)
			}
		}
	}
	return sum, nil
}
