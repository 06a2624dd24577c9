package coproduction

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// DefaultMaxRecord is the length in bytes of the longest record that a
// [Validator] takes, unless told otherwise: 16 MiB.
const DefaultMaxRecord = 16 << 20

// MaxFindings is how many findings of one record are listed, errors before others. A
// record with more says so in its last finding, with the true number.
const MaxFindings = 1000

// A Validator judges records. Its zero value is ready: it applies every rule and
// shows no value. It is safe for concurrent use as long as nobody changes it.
type Validator struct {
	// Rules are applied to each record whose shape is sound; nil means [RecordRules].
	Rules []Rule
	// Suppress is asked about every finding; nil suppresses none.
	Suppress *Suppressions
	// ShowValues fills [schema.Finding.Excerpt] with bytes of the data.
	ShowValues bool
	// MaxRecord is the longest record in bytes; without one it is [DefaultMaxRecord].
	MaxRecord int
	// Workers is how many records are judged at a time; without one it is
	// [runtime.GOMAXPROCS]. It changes nothing in what is found.
	Workers int
	// Reference asks the reference validator about every record, where otherwise it
	// is asked only about what our own is not sure of. The findings are the same.
	Reference bool
	// Reuse says that a [Line] with its record is good only until the next is asked
	// for, whose memory it then becomes. [Line.Keep] gives a record to keep.
	Reuse bool
}

// Check judges one record built in Go with the default [Validator]; see [Validator.Check].
func Check(r encounter.Record) []schema.Finding { return new(Validator).Check(r) }

func (v *Validator) maxRecord() int {
	if v.MaxRecord > 0 {
		return v.MaxRecord
	}
	return DefaultMaxRecord
}

// Check judges a record built in Go: it is written, and then judged as if it had
// been read. Positions count within what [Append] writes. For many, see [Validator.Checker].
func (v *Validator) Check(r encounter.Record) []schema.Finding {
	raw, err := Append(nil, r)
	if err != nil {
		return unwritable()
	}
	return v.judge().built(raw)
}

// Across returns what a [StudyRules] or [IDDoubts] finds across records in all that it
// took in, and asks for suppressions.
func (v *Validator) Across(study interface{ Findings() []schema.Finding }) []schema.Finding {
	found := study.Findings()
	for i := range found {
		v.Suppress.apply(&found[i])
	}
	return found
}

// report adds a finding about the record as a whole.
func (l *Line) report(f schema.Finding) {
	f.Position = schema.Position{Line: 1, Column: 1, Length: len(l.Raw)}
	l.Findings = append(l.Findings, f)
}

// finish puts the findings in order and in their place in the input, asks for
// suppressions, and rejects a record that an error remains on.
func (l *Line) finish(v *Validator) {
	for i := range l.Findings {
		f := &l.Findings[i]
		if v.ShowValues {
			f.Excerpt = excerpt(l.Raw, f.Position)
		}
		f.Position = f.Position.In(l.Position)
		v.Suppress.apply(f)
		if f.Severity == schema.Error && f.Suppressed == "" {
			l.Record = nil
		}
	}
	slices.SortStableFunc(l.Findings, schema.Compare)
	if n := len(l.Findings); n > MaxFindings {
		f := schema.ReadingRule(schema.RuleCapped).At("", fmt.Sprintf("%d findings, of which %d are listed", n, MaxFindings))
		f.Position = l.Findings[n-1].Position
		// What a record is rejected for must be among them.
		slices.SortStableFunc(l.Findings, func(a, b schema.Finding) int { return cmp.Compare(weight(a), weight(b)) })
		l.Findings = l.Findings[:MaxFindings]
		slices.SortStableFunc(l.Findings, schema.Compare)
		l.Findings = append(l.Findings, f)
	}
}

// weight puts errors that stand before everything else.
func weight(f schema.Finding) int {
	if f.Severity == schema.Error && f.Suppressed == "" {
		return 0
	}
	return 1
}
