package saturation

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	rarefiedFormula        = "S − Σ C(n−fⱼ, m) / C(n, m)"
	rarefiedSDFormula      = "√(Σⱼ Σₖ rⱼₖ √(qⱼ(1−qⱼ) qₖ(1−qₖ))), qⱼ = C(n−fⱼ, m) / C(n, m)"
	rarefiedSDExactFormula = "√(Σⱼ Σₖ (C(n−uⱼₖ, m) / C(n, m) − qⱼqₖ)), qⱼ = C(n−fⱼ, m) / C(n, m)"
)

// Rarefied returns how many codes m of the interviews, drawn at random without
// replacement, would be expected to have: the curve of accumulation freed from the
// order in which the interviews happened to be done.
//
//	S − Σ C(n−fⱼ, m) / C(n, m)
//
// where S counts the codes seen, fⱼ the interviews that have code j, and n all
// interviews. It is reckoned in whole numbers until the last line.
//
//	Unit   codes
//	Range  [0, S]; at m = 1 the mean number of codes an interview, at m = n it is S
//	n      interviews, all n
//
// Undefined, with [NoSuchInterview], when m is not from 1 to n. The order of the
// interviews changes nothing.
//
// Source: Ugland KI, Gray JS, Ellingsen KE. The species-accumulation curve and
// estimation of species richness. J Anim Ecol 2003;72:888–897,
// doi:10.1046/j.1365-2656.2003.00748.x.
func (x *Incidence) Rarefied(m int64) estimate.Estimate {
	return x.at(m, nil, rarefiedFormula, (*draw).mean)
}

// RarefiedSD returns how far the number of codes in m interviews drawn at random
// would be expected to spread, by the approximation of R vegan's specaccum:
//
//	√(Σⱼ Σₖ rⱼₖ √(qⱼ(1−qⱼ) qₖ(1−qₖ))),  qⱼ = C(n−fⱼ, m) / C(n, m)
//
// where rⱼₖ is the correlation of codes j and k over the interviews, 1 for j = k.
// [Incidence.RarefiedSDExact] has the definition; they agree at m = 1, n − 1 and n.
//
//	Unit   codes
//	Range  [0, ∞); 0 at m = n
//	n      interviews, all n
//
// Undefined as [Incidence.Rarefied]. It takes an interview's number of codes in the
// analysed material as given, so it says nothing of other material.
//
// Source: R package vegan 2.6-4, function specaccum, method exact.
func (x *Incidence) RarefiedSD(m int64) estimate.Estimate {
	return x.at(m, nil, rarefiedSDFormula, (*draw).approximateSD)
}

// RarefiedSDExact returns the standard deviation of the number of codes in m
// interviews drawn at random without replacement.
//
//	√(Σⱼ Σₖ (C(n−uⱼₖ, m) / C(n, m) − qⱼqₖ)),  qⱼ = C(n−fⱼ, m) / C(n, m)
//
// where uⱼₖ counts the interviews that have code j or code k or both, and fⱼ = uⱼⱼ.
// It is reckoned in whole numbers until the root; the time grows with the square
// of the codes.
//
//	Unit   codes
//	Range  [0, ∞); 0 at m = n
//	n      interviews, all n
//
// Undefined as [Incidence.Rarefied].
//
// Source: the definition of a variance, for the draw of [Incidence.Rarefied].
func (x *Incidence) RarefiedSDExact(m int64) estimate.Estimate {
	return x.at(m, x.unions(), rarefiedSDExactFormula, (*draw).exactSD)
}

func (x *Incidence) at(m int64, unions []int64, formula string, of func(*draw) float64) estimate.Estimate {
	if m < 1 || m > x.n() {
		return x.report(estimate.Undefined(NoSuchInterview, x.n()), formula)
	}
	for d := range x.draws(unions) {
		if d.m == m {
			return x.report(estimate.Point(of(d), x.n()), formula)
		}
	}
	panic("saturation: draws end before n")
}
