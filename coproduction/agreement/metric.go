package agreement

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// A Metric is how far apart two ratings are, by the scale on which they stand.
type Metric string

// The metrics of Krippendorff's alpha.
//
//	Nominal   0 for the same category, else 1
//	Ordinal   (Σ n_g from g = k to l − (nₖ + nₗ)/2)², n_g ratings in category g
//	Interval  (xₖ − xₗ)²
//	Ratio     ((xₖ − xₗ) / (xₖ + xₗ))²
//
// Nominal and Ordinal need no numbers; for Ordinal, the order of the categories is
// their rank.
const (
	Nominal  Metric = "nominal"
	Ordinal  Metric = "ordinal"
	Interval Metric = "interval"
	Ratio    Metric = "ratio"
)

// Metrics lists the metrics, from the one that asks least of the ratings.
func Metrics() []Metric { return []Metric{Nominal, Ordinal, Interval, Ratio} }

// metric returns the distance of a metric, or why there is none.
func (s *sample) metric(m Metric) (distance, estimate.Reason) {
	d := distance{x: s.values, scale: 1}
	switch m {
	case Nominal:
		d.form = equal
		return d, ""
	case Ordinal:
		d.form, d.x = squared, s.midranks()
		return d, ""
	case Interval:
		d.form, d.x = squared, inScale(s.values)
	case Ratio:
		d.form, d.x = ratio, inScale(s.values)
	default:
		return d, estimate.UnknownOption
	}
	switch {
	case s.values == nil && s.categories > 0:
		return d, NotNumbers
	case m == Ratio && s.categories > 0 && s.values[0] < 0:
		return d, NegativeRatio
	}
	return d, ""
}

// midranks returns, for each category, the pairable ratings below it and half of its
// own: their differences, squared, are the ordinal metric.
func (s *sample) midranks() []float64 {
	x := make([]float64, s.categories)
	var below int64
	for k, n := range s.used {
		x[k] = float64(2*below+n) / 2
		below += n
	}
	return x
}

// givenDistance returns the caller's distance, or why it is none. It is asked once
// for every ordered pair of categories.
func (s *sample) givenDistance(by func(k, l int) float64) (distance, estimate.Reason) {
	for k := range s.categories {
		for l := range k {
			if d := by(k, l); !(d >= 0) || d > maxDistance || d != by(l, k) {
				return distance{}, BadDistance
			}
		}
	}
	return distance{form: given, scale: 1, by: by}, ""
}
