package saturation

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A Tally gathers codings, and what is needed to know which interview each
// belongs to and which interview came first. Its zero value is empty. As codes are
// counted once an interview, however often they are given, it keeps each coding:
// about 100 bytes and 16 a code, and 50 a unit, source or encounter. The same
// coding twice changes nothing.
type Tally struct {
	codings    []coding
	units      []unit
	sources    []source
	encounters []meeting
}

// A coding is the codes that one coder gave to one place in one round.
type coding struct {
	Target   encounter.ID   `json:"target,omitzero"` // the record, wherever in it
	Codebook encounter.ID   `json:"codebook,omitzero"`
	Coder    encounter.ID   `json:"coder,omitzero"`
	Round    int64          `json:"round,omitzero"`
	Codes    []theme.CodeID `json:"codes,omitempty"` // sorted
}

// A unit is where a meaning unit is.
type unit struct {
	ID        encounter.ID `json:"id,omitzero"`
	Source    encounter.ID `json:"source,omitzero"`
	Encounter encounter.ID `json:"encounter,omitzero"`
}

// A source is what a document records.
type source struct {
	ID        encounter.ID `json:"id,omitzero"`
	Encounter encounter.ID `json:"encounter,omitzero"`
}

// A meeting is when an encounter was.
type meeting struct {
	ID    encounter.ID `json:"id,omitzero"`
	Start time.Time    `json:"start,omitzero"`
}

// ErrTally is what reading the JSON form of another tally, or of another version, returns.
var ErrTally = errors.New("saturation: not the JSON form of this tally")

// Add takes in a coding, a unit, a source or an encounter, in any order; other
// records change nothing. Of the text of units and sources nothing is kept.
func (t *Tally) Add(r encounter.Record) {
	switch r := r.(type) {
	case *theme.Coding:
		codes := slices.Clone(r.Codes)
		slices.Sort(codes)
		t.codings = append(t.codings, coding{r.Target.Record, r.Codebook, r.Coder, r.Round, slices.Compact(codes)})
	case *theme.Unit:
		t.units = append(t.units, unit{r.ID, r.Source, r.Encounter})
	case *theme.Source:
		t.sources = append(t.sources, source{r.ID, r.Encounter})
	case *encounter.Encounter:
		m := meeting{ID: r.ID}
		if !r.Start.IsZero() {
			m.Start = r.Start.UTC()
		}
		t.encounters = append(t.encounters, m)
	}
}

// Merge takes in what another tally holds, which is left as it was.
func (t *Tally) Merge(other *Tally) {
	t.codings = append(t.codings, other.codings...)
	t.units = append(t.units, other.units...)
	t.sources = append(t.sources, other.sources...)
	t.encounters = append(t.encounters, other.encounters...)
}

// Rows returns every measure of [Incidence.Rows] for the interviews of the records,
// read as the options say; all undefined, with [estimate.UnknownOption], where the
// unit is an unknown one.
func (t *Tally) Rows(of estimate.Subject, o Options) []estimate.Row {
	rows := t.Incidence(o).Rows(of, o)
	if !slices.Contains(Units(), o.by()) {
		for i := range rows {
			rows[i].Estimate = estimate.Undefined(estimate.UnknownOption, 0).As(rows[i].Formula)
		}
	}
	return rows
}

// The orders do not depend on that of adding, also where two records have one id.

func (c coding) compare(d coding) int {
	return cmp.Or(c.Target.Compare(d.Target), c.Codebook.Compare(d.Codebook), c.Coder.Compare(d.Coder),
		cmp.Compare(c.Round, d.Round), slices.Compare(c.Codes, d.Codes))
}

func (c coding) equal(d coding) bool { return c.compare(d) == 0 }

func (u unit) compare(v unit) int {
	return cmp.Or(u.ID.Compare(v.ID), u.Encounter.Compare(v.Encounter), u.Source.Compare(v.Source))
}

func (s source) compare(r source) int {
	return cmp.Or(s.ID.Compare(r.ID), s.Encounter.Compare(r.Encounter))
}

func (m meeting) compare(n meeting) int {
	return cmp.Or(m.ID.Compare(n.ID), m.Start.Compare(n.Start))
}

// sorted returns a copy in order, with each once.
func sorted[C comparable](all []C, compare func(a, b C) int) []C {
	all = slices.Clone(all)
	slices.SortFunc(all, compare)
	return slices.Compact(all)
}

// sortedCodings is sorted for codings, which hold slices.
func sortedCodings(all []coding) []coding {
	all = slices.Clone(all)
	slices.SortFunc(all, coding.compare)
	return slices.CompactFunc(all, coding.equal)
}

// A form is the JSON form of a tally.
type form struct {
	Tally      string    `json:"tally"` // its name and version
	Codings    []coding  `json:"codings"`
	Units      []unit    `json:"units,omitempty"`
	Sources    []source  `json:"sources,omitempty"`
	Encounters []meeting `json:"encounters,omitempty"`
}

const tallyForm = "saturation/1"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t Tally) MarshalJSON() ([]byte, error) {
	f := form{tallyForm, sortedCodings(t.codings), sorted(t.units, unit.compare), sorted(t.sources, source.compare), sorted(t.encounters, meeting.compare)}
	if f.Codings == nil {
		f.Codings = []coding{}
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally] and leaves the tally as it was.
func (t *Tally) UnmarshalJSON(b []byte) error {
	var f form
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != tallyForm {
		return ErrTally
	}
	for i := range f.Codings {
		codes := f.Codings[i].Codes
		slices.Sort(codes)
		f.Codings[i].Codes = slices.Compact(codes)
	}
	*t = Tally{f.Codings, f.Units, f.Sources, f.Encounters}
	return nil
}
