package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	shannonFormula = "−Σ pᵢ log pᵢ"
	pielouFormula  = "H / ln K"
)

// A Base is the base of the logarithm in an entropy.
type Base string

// The bases.
const (
	Bits Base = "2"
	Nats Base = "e"
)

// Shannon returns the entropy of the shares, how uncertain one is of the category
// of a unit drawn at random.
//
//	H = −Σ pᵢ log pᵢ,  pᵢ = nᵢ / N,  0 log 0 = 0
//
//	Unit   bits (base 2) or nats (base e)
//	Range  [0, log K], K = len(counts)
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI], and with [estimate.UnknownOption] for another base. The
// order of the counts, empty categories and a common factor change nothing.
//
// Source: Shannon CE. Bell Syst Tech J 1948;27:379–423,
// doi:10.1002/j.1538-7305.1948.tb01338.x.
func Shannon(counts []int64, base Base) estimate.Estimate {
	t, why := count(counts)
	log := math.Log
	switch {
	case base == Bits:
		log = math.Log2
	case base != Nats && why == "":
		why = estimate.UnknownOption
	}
	if why != "" {
		return estimate.Undefined(why, t.n).As(shannonFormula)
	}
	return estimate.Point(entropy(counts, t.n, log), t.n).As(shannonFormula)
}

// entropy returns Σ (nᵢ/N) log(N/nᵢ): no term is negative, so nothing cancels.
func entropy(counts []int64, n int64, log func(float64) float64) (h float64) {
	for _, c := range ascending(counts) {
		if c > 0 {
			h += float64(float64(c) / float64(n) * log(float64(n)/float64(c))) // not fused: same bits everywhere
		}
	}
	return h
}

// Over says which categories an evenness is a share of.
type Over string

// The two ways.
const (
	Declared Over = "declared categories" // K = len(counts)
	Used     Over = "used categories"     // K = the counts above zero
)

// Pielou returns the evenness of the shares: [Shannon]'s entropy as a share of
// the most that K categories allow.
//
//	J = H / ln K
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is equal shares
//	n      N = Σ nᵢ, at least 1
//
// Undefined as [HHI], with [estimate.OneCategory] when K is 1, and with
// [estimate.UnknownOption] when over is neither way. Over the used categories
// nobody's absence shows: three of three professions and three of seven are as even.
//
// Source: Pielou EC. J Theor Biol 1966;13:131–144, doi:10.1016/0022-5193(66)90013-0.
func Pielou(counts []int64, over Over) estimate.Estimate {
	t, why := count(counts)
	k := t.declared
	switch {
	case why != "":
	case over == Used:
		k = t.used
	case over != Declared:
		why = estimate.UnknownOption
	}
	if why == "" && k == 1 {
		why = estimate.OneCategory
	}
	if why != "" {
		return estimate.Undefined(why, t.n).As(pielouFormula)
	}
	j := entropy(counts, t.n, math.Log) / math.Log(float64(k))
	return estimate.Point(min(j, 1), t.n).As(pielouFormula) // rounding must not leave the range
}
