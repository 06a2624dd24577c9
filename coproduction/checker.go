package coproduction

import (
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Checker judges records built in Go one after the other, as [Validator.Check] does, in
// memory that each takes over from the one before. It is for one goroutine.
type Checker struct {
	judge *judge
	raw   []byte
}

// Checker returns a checker that holds records to what the validator does.
func (v *Validator) Checker() *Checker {
	own := *v
	own.Reuse = true
	return &Checker{judge: own.judge()}
}

// keptRaw is the length of the longest record whose memory is kept for the next.
const keptRaw = 1 << 20

// Check judges a record, and returns it as the line that [Append] makes of it. The line is
// good only until the next is asked for; there is none where the record cannot be written.
func (c *Checker) Check(r encounter.Record) (line []byte, found []schema.Finding) {
	if cap(c.raw) > keptRaw {
		c.raw = nil
	}
	raw, err := Append(c.raw[:0], r)
	if err != nil {
		return nil, unwritable()
	}
	c.raw = raw
	c.judge.decoder.Reset()
	return raw, c.judge.built(raw)
}

// built judges the bytes of a record that was built in Go.
func (j *judge) built(raw []byte) []schema.Finding {
	var l Line
	j.line(&l, piece{raw: raw, base: schema.Position{Record: 1, Line: 1, Column: 1, Length: len(raw)}})
	return l.Findings
}

// unwritable is what is found in a record that has no form in JSON.
func unwritable() []schema.Finding {
	return []schema.Finding{schema.ReadingRule(schema.RuleRecordJudged).At("", "the record cannot be written as JSON")}
}
