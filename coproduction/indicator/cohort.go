package indicator

import (
	"iter"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Cohort is the visits of many patients, counted patient by patient: the way to
// indices of continuity from a register of millions of visits, one professional a
// visit. Its zero value is empty. What has gaps, or several professionals at a
// visit, belongs in a [VisitTally].
type Cohort struct {
	patients  []encounter.ID
	visits    []Visits
	nobody    int64 // visits to no identified professional
	anonymous int64 // visits of patients who are not identified
}

// CohortOf counts visits, each as patient and professional; those of one patient
// come in the order of time, and those of different patients in any order. The zero
// id stands for somebody who is not identified: a visit of or to them is left out
// and counted.
//
// It takes some 12 bytes a visit while counting, and keeps up to 8 a visit and 130
// a patient. The time grows with the number of visits, whatever the ids are.
func CohortOf(visits iter.Seq2[encounter.ID, encounter.ID]) *Cohort {
	r := register{patients: newNumbers(), professionals: newNumbers()}
	c := new(Cohort)
	for patient, professional := range visits {
		switch {
		case patient.IsZero():
			c.anonymous++
		case professional.IsZero():
			c.nobody++
		default:
			r.add(patient, professional)
		}
	}
	r.number()
	c.patients = r.patients.ids
	ordered, counts := r.dealt()
	c.count(ordered, counts, len(r.professionals.ids))
	return c
}

// A register is visits as they come, with patients and professionals numbered.
type register struct {
	patients, professionals *numbers
	visits                  [][]numbered // in blocks, so that none has to move when there are more

	whose, whom [batch]encounter.ID // visits that are not numbered yet
	held        int
}

// A numbered visit is a patient's to a professional.
type numbered struct{ of, to uint32 }

const (
	block = 1 << 14
	batch = 64
)

func (r *register) add(patient, professional encounter.ID) {
	r.whose[r.held], r.whom[r.held] = patient, professional
	if r.held++; r.held == batch {
		r.number()
	}
}

// number numbers the visits that are held.
func (r *register) number() {
	var of, to [batch]uint64
	r.patients.hash(r.whose[:r.held], of[:])
	r.professionals.hash(r.whom[:r.held], to[:])
	if last := len(r.visits) - 1; last < 0 || cap(r.visits[last])-len(r.visits[last]) < r.held {
		r.visits = append(r.visits, make([]numbered, 0, block))
	}
	last := &r.visits[len(r.visits)-1]
	for i := range r.held {
		*last = append(*last, numbered{r.patients.of(&r.whose[i], of[i]), r.professionals.of(&r.whom[i], to[i])})
	}
	r.held = 0
}

// dealt returns the professionals of the visits patient by patient, each patient's
// in the order in which they came, and how many visits each patient has.
func (r *register) dealt() (ordered []uint32, counts []int64) {
	counts = make([]int64, len(r.patients.ids))
	for _, visits := range r.visits {
		for _, v := range visits {
			counts[v.of]++
		}
	}
	next, at := make([]int, len(counts)), int64(0)
	for patient, n := range counts {
		next[patient] = int(at)
		at += n
	}
	ordered = make([]uint32, at)
	for _, visits := range r.visits {
		for _, v := range visits {
			ordered[next[v.of]] = v.to
			next[v.of]++
		}
	}
	return ordered, counts
}

// count makes the [Visits] of each patient.
func (c *Cohort) count(to []uint32, counts []int64, professionals int) {
	c.visits = make([]Visits, len(counts))
	met := make([]int64, professionals) // visits of this patient to each
	var whom []uint32                   // those with any
	var all []int64
	for patient, n := range counts {
		mine := to[:n]
		to = to[n:]
		v := &c.visits[patient]
		v.n = n
		for i, p := range mine {
			if met[p] == 0 {
				whom = append(whom, p)
			}
			met[p]++
			if i > 0 && mine[i-1] == p {
				v.repeated++
			}
		}
		v.last = met[mine[n-1]]
		if cap(all)-len(all) < len(whom) {
			all = make([]int64, 0, max(block, len(whom)))
		}
		from := len(all)
		for _, p := range whom {
			all = append(all, met[p])
			met[p] = 0
		}
		whom = whom[:0]
		v.counts = all[from:len(all):len(all)]
		slices.Sort(v.counts)
	}
}

// Patients counts the patients.
func (c *Cohort) Patients() int64 { return int64(len(c.patients)) }

// All yields the patients in the order of their first visit, each with their visits.
func (c *Cohort) All() iter.Seq2[encounter.ID, Visits] {
	return func(yield func(encounter.ID, Visits) bool) {
		for i, patient := range c.patients {
			if !yield(patient, c.visits[i]) {
				return
			}
		}
	}
}

// MeanCOC returns the mean of [Visits.COC] over the patients with enough visits: the
// row "coc" about the study that a [VisitTally] of the same visits gives, to the bit.
//
//	Σ COC / n
//
//	Unit   1 (dimensionless)
//	Range  [0, 1], to which Student's t interval is cut
//	n      patients with at least Options.Minimum visits, at least 1; at least 2 for an interval
//
// With Options.VisitWeighted the patients count as often as they have visits.
// Undefined, with the reason why patients were left out, when none is left. The
// order of the patients changes nothing.
//
// Source: as COC; [estimate.MeanOf] and [estimate.RatioOf] for the interval.
func (c *Cohort) MeanCOC(o Options) estimate.Estimate {
	least := max(o.minimum(), 2) // under two visits there is no COC
	a := average{values: make([]float64, 0, len(c.visits))}
	if o.VisitWeighted {
		a.weights = make([]float64, 0, len(c.visits))
	}
	var few, tooFew int64
	for i := range c.visits {
		v := &c.visits[i]
		switch {
		case v.n < o.minimum():
			few++
		case v.n < least:
			tooFew++
		default:
			num, den := v.pairs()
			a.values = append(a.values, estimate.Quotient(num, den))
			if o.VisitWeighted {
				a.weights = append(a.weights, float64(v.n))
			}
		}
	}
	if few > 0 {
		a.leave(few, fewerThan(o.minimum()))
	}
	if tooFew > 0 {
		a.leave(tooFew, estimate.TooFewVisits)
	}
	e := a.mean("coc", o.VisitWeighted, o.level()).As("mean over patients of " + cocFormula)
	e = e.Warn(leftOut(c.nobody, nobodyKnown)...).Warn(leftOut(c.anonymous, nobodyJoined)...)
	if len(c.visits) == 0 && c.anonymous > 0 {
		e.Undefined = NoPatientKnown
	}
	return e
}
