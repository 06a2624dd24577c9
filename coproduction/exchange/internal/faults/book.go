package faults

import (
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Book is a log of a file whose faults do not come in the order of their places. It
// keeps them until it is closed. What is tolerated all over a file is said once.
type Book struct {
	*Log
	to    func(schema.Finding)
	found []schema.Finding
	told  map[schema.RuleID]*tolerance
}

// A tolerance is what was read leniently in a file.
type tolerance struct {
	first  schema.Position
	detail string
	n      int64
}

// NewBook begins the book of a file; its arguments are those of [New].
func NewBook(source string, rules []schema.Rule, capped schema.RuleID, to func(schema.Finding)) *Book {
	b := &Book{to: to, told: map[schema.RuleID]*tolerance{}}
	b.Log = New(source, rules, capped, func(f schema.Finding) { b.found = append(b.found, f) })
	return b
}

// Tolerate notes a departure from a rule of which only the first is reported, with the
// number of all.
func (b *Book) Tolerate(id schema.RuleID, at schema.Position, detail string) {
	if b.told[id] == nil {
		b.told[id] = &tolerance{first: at, detail: detail}
	}
	b.told[id].n++
}

// TolerateAll notes n of them at one place.
func (b *Book) TolerateAll(id schema.RuleID, at schema.Position, detail string, n int64) {
	b.told[id] = &tolerance{at, detail, n}
}

// Forget takes back what was tolerated.
func (b *Book) Forget(id schema.RuleID) { delete(b.told, id) }

// Close hands everything on in the order of the places.
func (b *Book) Close(end schema.Position) {
	var ids []schema.RuleID
	for id := range b.told {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		t := b.told[id]
		b.Report(id, t.first, "", fmt.Sprintf("%s (%d in this file)", t.detail, t.n))
	}
	b.Log.Close(end)
	slices.SortStableFunc(b.found, schema.Compare)
	for _, f := range b.found {
		b.to(f)
	}
	b.found = nil
}
