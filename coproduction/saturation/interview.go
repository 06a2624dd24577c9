package saturation

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Unit is what counts as an interview.
type Unit string

// The units.
const (
	// ByEncounter takes an encounter, with all that was coded in it and in the
	// documents that record it. A document that records none, such as the transcript
	// of an interview or of a focus group, stands for itself.
	ByEncounter Unit = "encounter"
	// BySource takes a document. What was coded in an encounter without one is left out.
	BySource Unit = "source"
)

// Units lists the units.
func Units() []Unit { return []Unit{ByEncounter, BySource} }

const (
	uncodedEncounters estimate.Reason = "encounters that nobody coded"
	uncodedSources    estimate.Reason = "documents that nobody coded"
	lostCodings       estimate.Reason = "codings of places that the records do not have"
	noSource          estimate.Reason = "codings of an encounter that name no document"
)

// A codeOf is a code of a codebook: two codebooks may use one name for two things.
type codeOf struct {
	codebook encounter.ID
	code     theme.CodeID
}

// An interview is what is known of one interview.
type interview struct {
	id    encounter.ID
	start time.Time
	codes []codeOf
}

// Incidence returns which code was given in which interview, by anybody whom the
// options do not leave out.
//
// An interview is in it if it was coded, be it with an empty set of codes. Those
// that nobody coded are left out and counted, and so are codings of places that
// the records do not have. The order is that of the starts; interviews that start
// together are ordered by id, and those of which no start is known come last, by id.
// Both are counted in a warning, as what rests on the order then rests on that too.
// An unknown unit gives no interviews; [Tally.Rows] says why.
func (t *Tally) Incidence(o Options) *Incidence {
	if !slices.Contains(Units(), o.by()) {
		return new(Incidence)
	}
	at, lost, elsewhere := t.coded(o)
	known, uncoded := t.known(o.by())
	for id := range at {
		delete(known, id)
	}
	interviews := make([]*interview, 0, len(at))
	for _, i := range at {
		interviews = append(interviews, i)
	}
	slices.SortFunc(interviews, func(a, b *interview) int { return cmp.Or(a.compare(b), a.id.Compare(b.id)) })
	codes := make([][]codeOf, len(interviews))
	var ties, undated int64
	for i, in := range interviews {
		codes[i] = in.codes
		before := i > 0 && in.compare(interviews[i-1]) == 0
		after := i+1 < len(interviews) && in.compare(interviews[i+1]) == 0
		switch {
		case in.start.IsZero():
			undated++
		case before || after:
			ties++
		}
	}
	x := Sets(codes)
	x.excluded, x.why = int64(len(known)), uncoded
	x.missing = slices.Concat(leftOut(lost, lostCodings), leftOut(elsewhere, noSource))
	if undated > 0 {
		x.order = append(x.order, estimate.Warning(fmt.Sprintf("%d without a start: put last, in the order of their ids", undated)))
	}
	if ties > 0 {
		x.order = append(x.order, estimate.Warning(fmt.Sprintf("%d start at the same time as another: put in the order of their ids", ties)))
	}
	return x
}

// compare orders interviews in time, those without a start last.
func (i *interview) compare(j *interview) int {
	if a, b := i.start.IsZero(), j.start.IsZero(); a != b {
		if a {
			return 1
		}
		return -1
	}
	return i.start.Compare(j.start)
}

// leftOut is a warning that units of another kind than interviews are missing.
func leftOut(n int64, why estimate.Reason) []estimate.Warning {
	return estimate.Estimate{}.Exclude(n, why).Warnings
}

// coded returns the interviews that were coded, and counts the codings that belong to none.
func (t *Tally) coded(o Options) (at map[encounter.ID]*interview, lost, elsewhere int64) {
	p := t.places()
	at = map[encounter.ID]*interview{}
	for _, c := range sortedCodings(t.codings) {
		if !o.Coder.IsZero() && c.Coder != o.Coder || o.Round != 0 && c.Round != o.Round {
			continue
		}
		id, start, why := p.interview(c.Target, o.by())
		switch why {
		case lostCodings:
			lost++
			continue
		case noSource:
			elsewhere++
			continue
		}
		if at[id] == nil {
			at[id] = &interview{id: id, start: start}
		}
		for _, code := range c.Codes {
			at[id].codes = append(at[id].codes, codeOf{c.Codebook, code})
		}
	}
	return at, lost, elsewhere
}

// known returns the interviews that the records have, coded or not, and why one
// would be left out.
func (t *Tally) known(by Unit) (ids map[encounter.ID]bool, uncoded estimate.Reason) {
	ids = map[encounter.ID]bool{}
	switch by {
	case ByEncounter:
		for _, e := range t.encounters {
			ids[e.ID] = true
		}
		return ids, uncodedEncounters
	case BySource:
		for _, s := range t.sources {
			ids[s.ID] = true
		}
	}
	return ids, uncodedSources
}

// places are where codings can be. Where two records have one id, the first in
// order is taken, and of an encounter the first that has a start.
type places struct {
	units   map[encounter.ID]unit
	sources map[encounter.ID]source
	starts  map[encounter.ID]time.Time
}

func (t *Tally) places() places {
	p := places{map[encounter.ID]unit{}, map[encounter.ID]source{}, map[encounter.ID]time.Time{}}
	for _, u := range sorted(t.units, unit.compare) {
		if _, ok := p.units[u.ID]; !ok {
			p.units[u.ID] = u
		}
	}
	for _, s := range sorted(t.sources, source.compare) {
		if _, ok := p.sources[s.ID]; !ok {
			p.sources[s.ID] = s
		}
	}
	for _, e := range sorted(t.encounters, meeting.compare) {
		if p.starts[e.ID].IsZero() {
			p.starts[e.ID] = e.Start
		}
	}
	return p
}

// interview returns the interview that a coded record belongs to, and its start, or
// why there is none.
func (p places) interview(record encounter.ID, by Unit) (id encounter.ID, start time.Time, why estimate.Reason) {
	var document, met encounter.ID
	if u, ok := p.units[record]; ok {
		document, met = u.Source, u.Encounter
	} else if _, ok := p.sources[record]; ok {
		document = record
	} else if _, ok := p.starts[record]; ok {
		met = record
	}
	recorded, known := p.sources[document]
	if known && met.IsZero() {
		met = recorded.Encounter
	}
	switch {
	case document.IsZero() && met.IsZero():
		return id, start, lostCodings
	case by == BySource && document.IsZero():
		return id, start, noSource
	case by == BySource:
		return document, p.starts[met], ""
	case !met.IsZero():
		return met, p.starts[met], ""
	case known:
		return document, start, ""
	}
	return id, start, lostCodings // nobody knows which encounter the document records
}
