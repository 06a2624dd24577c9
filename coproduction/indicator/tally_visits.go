package indicator

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const patientsFormula = "patients met"

// VisitTally gathers the visits of every patient of a study, and from them the
// continuity of care. Its zero value is empty. As the order of a patient's visits
// matters, it keeps each: about 350 bytes an encounter.
type VisitTally struct{ cards pile[visitCard] }

// A visitCard is one visit.
type visitCard struct {
	meeting
	Start      time.Time  `json:"start,omitzero"`
	Day        bool       `json:"day,omitzero"` // only the day is known
	LinksCoded bool       `json:"linksCoded,omitzero"`
	Untold     linkSet    `json:"linkKindsNotRecorded,omitzero"` // of which the data does not tell
	Links      []linkCard `json:"links,omitempty"`
}

// A Visit is a visit that is known without an encounter record, as from a register. Its
// ids are texts in UTF-8, and it began in a year of four digits: the JSON form of a tally
// can hold no other.
type Visit struct {
	Patient      string
	ID           string // orders visits with the same start; whole numbers by size, other ids as text
	Start        time.Time
	Day          bool   // only the day of the start is known
	Professional string // empty where nobody is identified
}

// Add takes in an encounter; other records change nothing.
func (t *VisitTally) Add(r encounter.Record) {
	e, ok := r.(*encounter.Encounter)
	if !ok {
		return
	}
	c := visitCard{meeting: meetingOf(e), LinksCoded: e.Links != nil, Untold: linkSetOf(e.LinkKindsNotRecorded...)}
	if !e.Start.IsZero() {
		c.Start = e.Start.UTC()
	}
	for _, l := range e.Links {
		c.Links = append(c.Links, linkCard{l.To.String(), l.Kind})
	}
	t.cards.add(c)
}

// AddVisit takes in a visit that is known without a record.
func (t *VisitTally) AddVisit(v Visit) {
	c := visitCard{meeting: meeting{Encounter: v.ID, Patient: v.Patient}, Day: v.Day}
	if !v.Start.IsZero() {
		c.Start = v.Start.UTC()
	}
	if v.Professional != "" {
		c.Professionals = []string{v.Professional}
	}
	t.cards.add(c)
}

// Merge takes in what another tally holds, which is left as it was.
func (t *VisitTally) Merge(other *VisitTally) { t.cards.merge(&other.cards) }

const visitTally = "visits/1"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t VisitTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[visitCard]{Tally: visitTally, Cards: sorted(t.cards.all())})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *VisitTally) UnmarshalJSON(b []byte) error {
	var f form[visitCard]
	if err := f.read(b, visitTally); err != nil {
		return err
	}
	t.cards = pileOf(f.Cards)
	return nil
}

// Rows returns the continuity of care.
//
// Per patient: every index of [Visits], the share of visits to somebody known, gaps
// and the length of the longest relation in days, and the longest chain of linked
// encounters. A visit to nobody identified is left out and counted, and so are the
// patients who are not identified, as nobody can tell which visits are theirs.
// Where a visit has no start, what rests on order or time is undefined for that
// patient. With [ByLinks] the order is that of the links; gaps and the length of a
// relation are over time all the same.
//
// Per study: the means over the patients with enough visits, with Student's t
// interval cut to the range of the measure; n counts patients. Links are counted
// per encounter; one that does not tell of links of a kind is left out of their count.
//
// Per professional: the visits at which they were present, whatever the policy,
// and their patients. Per encounter: the links.
func (t *VisitTally) Rows(per Per, o Options) []estimate.Row {
	cards := t.cards.all()
	if per == PerPatient {
		cards, _ = identified(cards)
	}
	var rows []estimate.Row
	for _, g := range groups(per, cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		switch per {
		case PerStudy:
			rows = append(rows, studyOf(of, g.cards, o)...)
		case PerPatient:
			rows = append(rows, courseOf(g.of, g.cards, o.order()).rows(o)...)
		case PerProfessional:
			rows = append(rows, seenBy(of, g.cards)...)
		}
		rows = append(rows, linkRows(of, g.cards, o)...)
	}
	return rows
}

// studyOf returns the means over patients.
func studyOf(of estimate.Subject, cards []visitCard, o Options) []estimate.Row {
	rows := course{}.rows(o)
	averages := make([]average, len(rows))
	var count cautions
	cards, anonymous := identified(cards)
	for _, g := range groups(PerPatient, cards) {
		c := courseOf(g.of, g.cards, o.order())
		count.nobody += c.count.nobody
		if c.n() < o.minimum() {
			for i := range averages {
				averages[i].leave(1, fewerThan(o.minimum()))
			}
			continue
		}
		c.count.nobody = 0
		count.add(c.count)
		for i, row := range c.rows(o) {
			averages[i].add(row.Estimate, c.n())
		}
	}
	for i := range rows {
		row := &rows[i]
		row.Of = of
		if o.minimum() != DefaultMinimum {
			row.Params = with(row.Params, "minimum", o.minimum())
		}
		if o.VisitWeighted {
			row.Params = with(row.Params, "weight", "visits")
		}
		e := averages[i].mean(row.Measure, o.VisitWeighted, o.level()).As("mean over patients of " + row.Formula)
		if row.Measure != "longest_chain" {
			e = e.Warn(leftOut(count.nobody, nobodyKnown)...)
		}
		e = e.Warn(leftOut(anonymous, nobodyJoined)...)
		if len(cards) == 0 && anonymous > 0 {
			e.Undefined = NoPatientKnown
		}
		row.Estimate = count.on(row.Measure, e, o.policy())
	}
	return rows
}

// seenBy returns what one professional's part in the visits is.
func seenBy(of estimate.Subject, cards []visitCard) []estimate.Row {
	known, anonymous := identified(cards)
	visits := estimate.Count(int64(len(known))).As(visitsFormula)
	met := estimate.Point(float64(patients(known)), int64(len(known))).As(patientsFormula)
	return []estimate.Row{
		{Of: of, Measure: "visits", Estimate: visits.Exclude(anonymous, nobodyJoined)},
		{Of: of, Measure: "patients", Estimate: met.Exclude(anonymous, nobodyJoined)},
	}
}

// compare orders visits in time, ties by id.
func (v visitCard) compare(w visitCard) int {
	return cmp.Or(v.Start.Compare(w.Start), compareIDs(v.Encounter, w.Encounter))
}

// ties reports whether only the ids tell which of two visits was first. A visit of
// which only the day is known ties with any other of that day.
func (v visitCard) ties(w visitCard) bool {
	const day = 24 * time.Hour
	return v.Start.Equal(w.Start) || (v.Day || w.Day) && v.Start.Truncate(day).Equal(w.Start.Truncate(day))
}

// compareIDs orders whole numbers by size, and behind them other ids as text.
func compareIDs(a, b string) int {
	switch x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0"); {
	case whole(a) && whole(b):
		return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y), cmp.Compare(a, b))
	case whole(a):
		return -1
	case whole(b):
		return 1
	}
	return cmp.Compare(a, b)
}

func whole(id string) bool {
	return id != "" && !slices.ContainsFunc([]byte(id), func(c byte) bool { return c < '0' || c > '9' })
}

// Patients counts the patients whom the data identifies.
func (t *VisitTally) Patients() int64 {
	known, _ := identified(t.cards.all())
	return patients(known)
}

// identified returns the encounters of identified patients, and counts the others.
func identified[C any, P card[C]](cards []C) (known []C, anonymous int64) {
	known = slices.DeleteFunc(slices.Clone(cards), func(c C) bool { return P(&c).met().Anonymous })
	return known, int64(len(cards) - len(known))
}
