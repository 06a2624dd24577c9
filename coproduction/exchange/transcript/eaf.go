package transcript

import (
	"errors"
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/xmlstream"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An eafTier is a tier of ELAN.
type eafTier struct {
	id, participant, annotator, language string
	parent, form                         string // the tier above, and the linguistic type
	annotations                          []*eafAnnotation
	at                                   schema.Position
}

// An eafAnnotation is on the time axis, or belongs to an annotation of the tier above.
type eafAnnotation struct {
	id, value  string
	start, end string // time slots
	of         string // the annotation above
	previous   string // the one before it of those that belong to the same annotation
	nth, among int    // which of those of its tier that belong to the same annotation, from 0
	entry      string // of a controlled vocabulary
	circular   bool   // what it belongs to leads back to it
	at         schema.Position
}

// An eafSlot is a time slot.
type eafSlot struct {
	nth int    // its place in the order of time, from 0
	ms  int64  // −1 where it has no time
	how string // by which its time is not its own, or that it has none; "" where it is
	at  schema.Position

	speech bool // an utterance of somebody with a role begins or ends at it
}

// timed reports whether there is a time, its own or one that it was given.
func (s *eafSlot) timed() bool { return s.ms >= 0 }

// An eafEntry is an entry of a controlled vocabulary, in the first of its languages that
// defines it.
type eafEntry struct {
	value, description string
	values             int  // in all languages
	used               bool // some code is it
}

// An eafFile is what a file of ELAN holds.
type eafFile struct {
	unit        string     // of the times
	slots       []*eafSlot // in the order of time, which is that of the file
	slot        map[string]*eafSlot
	twice       int        // slots with the id of an earlier one
	tiers       []*eafTier // in the order of the file
	named       map[string]*eafTier
	annotations map[string]*eafAnnotation
	inTiers     int                      // annotations in tiers
	astray      int                      // and in none
	types       []string                 // linguistic types, in the order of the file
	forms       map[string]string        // and their controlled vocabularies
	languages   map[string]string        // definitions by the names that tiers give
	defined     []string                 // names of languages that are defined
	books       []string                 // controlled vocabularies
	entries     []*eafEntry              // in the order of the file
	byID        map[[2]string]*eafEntry  // by vocabulary and id, which is one within its vocabulary
	meaning     map[[2]string]eafMeaning // by vocabulary and value
	beside      map[string]int           // elements of which nothing is read, by what the account calls them
}

// An eafMeaning is what a value means in one of the languages of its entry.
type eafMeaning struct {
	of          *eafEntry
	description string
}

// The limits of a file of ELAN: an hour of talk takes some megabytes.
const (
	maxTiers       = 10_000
	maxAnnotations = 500_000
	maxDefinitions = 1_000_000 // time slots, entries of vocabularies, types and languages
)

var eafLimits = xmlstream.Limits{Bytes: MaxText, Depth: 32, Token: 1 << 20}

// parseEAF reads an annotation file of ELAN.
func (r *scripts) parseEAF(in io.Reader) (parsed, error) {
	x := xmlstream.NewReader(in, eafLimits)
	f := &eafFile{slot: map[string]*eafSlot{}, named: map[string]*eafTier{}, annotations: map[string]*eafAnnotation{},
		forms: map[string]string{}, languages: map[string]string{}, byID: map[[2]string]*eafEntry{}, meaning: map[[2]string]eafMeaning{}, beside: map[string]int{}}
	err := (&eafReading{scripts: r, eafFile: f}).read(x)
	end := placeOf(x.Place())
	for _, f := range x.Tolerated() {
		rule := ruleScriptDeclared
		if f.Kind == xmlstream.NoMark {
			rule = ruleTextNoMark
		}
		r.ledger.report(rule, placeOf(f.At), f.At.Length, f.Detail)
	}
	var fault *xmlstream.Fault
	switch {
	case errors.As(err, &fault):
		r.ledger.report(ruleScriptXML, placeOf(fault.At), fault.At.Length, fault.Detail)
		return parsed{end: end}, nil
	case err != nil:
		return parsed{}, err
	}
	p := r.assemble(f)
	p.end = end
	return p, nil
}

func placeOf(p schema.Position) place { return place{p.Line, p.Column, p.Offset} }
