package agreement

import "math"

// Weights say how much two different ratings of a unit agree, from 0 to 1.
type Weights string

// The weights, by the distance of two categories at xₖ and xₗ: their numbers
// where the ratings are numbers, else their ranks 1 … q.
//
//	Unweighted      1 for the same category, else 0
//	Linear          1 − |xₖ − xₗ| / (xₘₐₓ − xₘᵢₙ)
//	Quadratic       1 − (xₖ − xₗ)² / (xₘₐₓ − xₘᵢₙ)²
//	OrdinalWeights  1 − s(s+1) / (q(q−1)), s = |k − l| steps between the ranks
//
// Source: Cohen J. Weighted kappa. Psychol Bull 1968;70(4):213–220,
// doi:10.1037/h0026256; ordinal weights: Gwet KL. Handbook of Inter-Rater
// Reliability, 4th ed. Advanced Analytics 2014, ch. 3.
const (
	Unweighted     Weights = "none"
	Linear         Weights = "linear"
	Quadratic      Weights = "quadratic"
	OrdinalWeights Weights = "ordinal"
)

// AllWeights lists the weights.
func AllWeights() []Weights { return []Weights{Unweighted, Linear, Quadratic, OrdinalWeights} }

// weighted returns the distance 1 − w of categories, from 0 to 1, and whether
// there are such weights.
func (s *sample) weighted(w Weights) (distance, bool) {
	d := distance{x: s.positions(), scale: 1}
	switch w {
	case Unweighted:
		d.form = equal
	case Linear:
		d.form = absolute
	case Quadratic:
		d.form = squared
	case OrdinalWeights:
		d.form, d.x = steps, ranks(len(d.x))
	default:
		return distance{}, false
	}
	if q := int32(len(d.x)); q > 1 {
		d.scale = 1 / d.at(0, q-1)
	}
	return d, true
}

// positions returns where the categories stand: their numbers, else their ranks.
func (s *sample) positions() []float64 {
	if s.values != nil {
		return inScale(s.values)
	}
	return ranks(s.categories)
}

// inScale returns numbers that are so large or so small that their squares would be
// infinite or zero, multiplied by a power of two; others as they are. No coefficient
// depends on the unit of the ratings, and powers of two round nothing.
func inScale(values []float64) []float64 {
	const square = 400 // binary digits that may be doubled and multiplied by a count
	var most float64
	for _, v := range values {
		most = max(most, math.Abs(v))
	}
	_, exponent := math.Frexp(most)
	if -square < exponent && exponent < square {
		return values
	}
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = math.Ldexp(v, -exponent)
	}
	return scaled
}

func ranks(q int) []float64 {
	x := make([]float64, q)
	for k := range x {
		x[k] = float64(k + 1)
	}
	return x
}
