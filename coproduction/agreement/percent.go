package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

const (
	percentFormula    = "pₐ = mean over units of Σ wₖₗ over pairs / pairs"
	percentAllFormula = "units on which all agree / units"
)

// PercentAgreement returns the share of the pairs of ratings of a unit that agree,
// averaged over units, so that a unit counts once however many rated it.
//
//	pₐ = 1/n′ Σᵢ [ Σₖ≠ₗ wₖₗ rᵢₖ rᵢₗ + Σₖ rᵢₖ (rᵢₖ−1) ] / (rᵢ (rᵢ−1))
//
// where rᵢₖ counts the ratings of unit i in category k, rᵢ all its ratings, and n′
// the units with at least two.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      n′; warns under [estimate.EnoughUnits]
//
// Undefined, with [estimate.NoUnits], when nothing was rated, with [NoPairs] when
// no unit has two ratings, and with [estimate.UnknownOption] for other weights. It
// is not corrected for chance: coders who guess agree too. The interval is
// linearised over units, and cut to 1; there is none with one category only. A unit rated once widens it a little, as in
// R irrCAC, and is counted as left out. A level of 0 asks for no interval. The
// order of units, of coders and, unweighted, of categories changes nothing.
//
// Source: Gwet KL. Br J Math Stat Psychol 2008;61:29–48, doi:10.1348/000711006X126600.
func (t *Table) PercentAgreement(w Weights, level float64) estimate.Estimate {
	return t.sample().percent(w, level).value
}

func (s *sample) percent(w Weights, level float64) coefficient {
	d, ok := s.weighted(w)
	if !ok {
		return unknownWeights(percentFormula, s.pairable)
	}
	none := chance{apart: 1, part: func(pattern) float64 { return 1 }}
	if s.categories < 2 {
		none.still = estimate.OneCategory
	}
	return s.beyond(d, none, percentFormula, ratedOnce, level)
}

// PercentAgreementAll returns the share of the units that every coder put into one
// and the same category, with Wilson's interval.
//
//	units on which all agree / units that all rated
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; with more coders it falls, however well they agree
//	n      units rated by every coder
//
// Undefined, with [NotSeveral], with fewer than two coders, and with
// [estimate.NoUnits] when no unit is rated by all of them; the other units are left
// out and counted.
//
// Source: count; the interval as [estimate.Proportion].
func (t *Table) PercentAgreementAll(level float64) estimate.Estimate {
	return t.sample().percentAll(level)
}

func (s *sample) percentAll(level float64) estimate.Estimate {
	if s.coders < 2 {
		return estimate.Undefined(NotSeveral, 0).As(percentAllFormula)
	}
	var agreed, n int64
	for _, p := range s.rows {
		if p.rated < s.coders {
			continue
		}
		n += p.units
		if same(p.ratings) {
			agreed += p.units
		}
	}
	return estimate.Proportion(agreed, n, level).As(percentAllFormula).Exclude(s.units-n, ratedBySome)
}

func same(ratings []int32) bool {
	for _, r := range ratings {
		if r != ratings[0] {
			return false
		}
	}
	return true
}
