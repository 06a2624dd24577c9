package indicator

import (
	"fmt"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// bounds returns the range of a measure, beyond which no interval of a mean reaches.
func bounds(measure string) (least, most float64) {
	switch measure {
	case "mean_switch_gap_ms":
		return math.Inf(-1), math.Inf(1)
	case "upc", "coc", "secon", "hhi", "k_index", "mmci", "mci_patient", "fraction_of_care_last_provider",
		"known_professional_share", "contact_concentration", "caseload_concentration", "caseload_hhi", "talk_share", "participation_gini", "participation_gini_corrected", "participation_evenness", "switch_rate",
		"density", "reciprocity_edge", "reciprocity_dyadic", "reciprocity_dyadic_nonnull", "reciprocity_weighted",
		"centralization_outdegree", "centralization_indegree":
		return 0, 1
	}
	return 0, math.Inf(1)
}

// capped returns e with its interval cut to the range of the measure.
func capped(measure string, e estimate.Estimate) estimate.Estimate {
	if e.Method == "" {
		return e
	}
	least, most := bounds(measure)
	e.Lo, e.Hi = max(e.Lo, least), min(e.Hi, most)
	return e
}

// A looking is what was looked at for a count in some encounters.
type looking struct {
	encounters int64 // all of them
	coded      int64 // those that were looked at
	patients   int64 // whose these are
	uncoded    estimate.Reason
	level      float64
}

// look returns the encounters that were looked at.
func look[C any, P card[C]](cards []C, coded func(C) bool, uncoded estimate.Reason, level float64) ([]C, looking) {
	all := int64(len(cards))
	cards = slices.DeleteFunc(slices.Clone(cards), func(c C) bool { return !coded(c) })
	return cards, looking{all, int64(len(cards)), patients[C, P](cards), uncoded, level}
}

// none returns why there is nothing to count, empty where there is.
func (l looking) none() estimate.Reason {
	switch {
	case l.encounters == 0:
		return estimate.NoUnits
	case l.coded == 0:
		return NotCoded
	}
	return ""
}

// share returns k of n with Wilson's interval.
func (l looking) share(k, n int64, formula string) estimate.Estimate {
	if why := l.none(); why != "" {
		return l.without(estimate.Undefined(why, 0).As(formula), n)
	}
	return l.without(estimate.Proportion(k, n, l.level).As(formula), n)
}

// mean returns the mean of a count over encounters, with Student's t interval.
func (l looking) mean(m estimate.Mean, formula string) estimate.Estimate {
	if why := l.none(); why != "" {
		return l.without(estimate.Undefined(why, 0).As(formula), m.N)
	}
	return l.without(capped("", m.Estimate(l.level)).As(formula), m.N)
}

// without says what was left out, and whether several of the n units are one patient's.
func (l looking) without(e estimate.Estimate, n int64) estimate.Estimate {
	if n > l.patients && e.Method != "" {
		e = e.Warn(Clustered)
	}
	return e.Exclude(l.encounters-l.coded, l.uncoded)
}

// leftOut is a warning that units of another kind than those counted are missing.
func leftOut(n int64, why estimate.Reason) []estimate.Warning {
	return estimate.Estimate{}.Exclude(n, why).Warnings
}

// counted is a number with its noun.
func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fewerThan is why a patient takes no part in a mean over patients.
func fewerThan(visits int64) estimate.Reason {
	return estimate.Reason("patients with fewer than " + counted(visits, "visit"))
}

// An average gathers one number from each of several subjects, and counts those
// that have none by their reason.
type average struct {
	values, weights []float64
	missing         map[estimate.Reason]int64
}

func (a *average) add(e estimate.Estimate, weight int64) {
	v, ok := e.Float()
	if !ok {
		a.leave(1, e.Undefined)
		return
	}
	a.values = append(a.values, v)
	a.weights = append(a.weights, float64(weight))
}

// leave counts subjects as left out.
func (a *average) leave(n int64, why estimate.Reason) {
	if a.missing == nil {
		a.missing = map[estimate.Reason]int64{}
	}
	a.missing[why] += n
}

// mean returns the mean, weighted or not, with an interval inside the range of the measure.
func (a *average) mean(measure string, weighted bool, level float64) estimate.Estimate {
	e := estimate.MeanOf(a.values, level)
	if weighted {
		products := make([]float64, len(a.values))
		for i, v := range a.values {
			products[i] = v * a.weights[i]
		}
		e = estimate.RatioOf(products, a.weights, level)
	}
	return a.without(capped(measure, e))
}

// median returns the middle value, or the mean of the two; it has no interval.
func (a *average) median() estimate.Estimate {
	n := len(a.values)
	if n == 0 {
		return a.without(estimate.Undefined(estimate.NoUnits, 0))
	}
	values := slices.Sorted(slices.Values(a.values))
	return a.without(estimate.Point((values[(n-1)/2]+values[n/2])/2, int64(n)))
}

// without says what was left out; where that is everything, why.
func (a *average) without(e estimate.Estimate) estimate.Estimate {
	var reasons []estimate.Reason
	for why := range a.missing {
		reasons = append(reasons, why)
	}
	slices.Sort(reasons)
	if len(reasons) == 1 && !e.Defined() {
		e.Undefined = reasons[0]
	}
	for _, why := range reasons {
		e = e.Exclude(a.missing[why], why)
	}
	return e
}
