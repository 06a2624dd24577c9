package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	densityFormula            = "E / (N (N − 1))"
	edgeReciprocityFormula    = "2M / E"
	dyadReciprocityFormula    = "(M + O) / (M + A + O)"
	nonNullReciprocityFormula = "M / (M + A)"
	weightReciprocityFormula  = "Σ min(wᵢⱼ, wⱼᵢ) / Σ wᵢⱼ, i ≠ j"
	outCentralisationFormula  = "Σᵢ (max d⁺ − dᵢ⁺) / (N − 1)²"
	inCentralisationFormula   = "Σᵢ (max d⁻ − dᵢ⁻) / (N − 1)²"
)

// The reasons of networks.
const (
	NotSquare estimate.Reason = "the weights are not a square table"
	OneNode   estimate.Reason = "fewer than two in the network"
	NoEdges   estimate.Reason = "nobody builds on anybody else"

	ownEdges estimate.Reason = "times that somebody built on themselves"
)

// A Network says who builds on whom. It is made by [NetworkOf] and not changed by
// its measures. In the formulas wᵢⱼ is how often i built on j, and
//
//	N  those in the network
//	E  edges: ordered pairs with wᵢⱼ > 0
//	M  mutual pairs, A one-way pairs, O pairs with no edge; M + A + O = N (N − 1) / 2
//
// Every measure is undefined, with [NotSquare], [estimate.NegativeCount] or
// [estimate.TooLarge], where the weights are no table of counts. How often somebody
// built on themselves is left out and counted. Renaming those in it changes no bit.
type Network struct {
	sums netSums
	why  estimate.Reason
}

// netSums are the whole numbers that every measure of a network rests on, one
// network or several added up.
type netSums struct {
	Nodes     int64 `json:"nodes,omitzero"`
	Mutual    int64 `json:"mutual,omitzero"`
	OneWay    int64 `json:"oneWay,omitzero"`
	Returned  int64 `json:"returned,omitzero"` // Σ min(wᵢⱼ, wⱼᵢ), each pair from both sides
	Weight    int64 `json:"weight,omitzero"`
	Own       int64 `json:"own,omitzero"`       // wᵢᵢ
	OutSpread int64 `json:"outSpread,omitzero"` // Σ (max d⁺ − dᵢ⁺)
	InSpread  int64 `json:"inSpread,omitzero"`  // Σ (max d⁻ − dᵢ⁻)
}

// NetworkOf makes a network of weights[i][j], how often i built on j. The weights
// are not kept.
func NetworkOf(weights [][]int64) Network {
	var s netSums
	n := len(weights)
	s.Nodes = int64(n)
	out, in := make([]int64, n), make([]int64, n)
	for _, row := range weights {
		if len(row) != n {
			return Network{why: NotSquare}
		}
	}
	for i, row := range weights {
		for j, w := range row {
			switch {
			case w < 0:
				return Network{why: estimate.NegativeCount}
			case w > math.MaxInt64-s.Weight-s.Own:
				return Network{why: estimate.TooLarge}
			case i == j:
				s.Own += w
				continue
			case w == 0:
				continue
			}
			s.Weight += w
			out[i]++
			in[j]++
			back := weights[j][i]
			s.Returned += min(w, max(back, 0))
			switch {
			case back <= 0:
				s.OneWay++
			case i < j:
				s.Mutual++
			}
		}
	}
	s.OutSpread, s.InSpread = spread(out), spread(in)
	return Network{sums: s}
}

// spread returns Σ (max − dᵢ).
func spread(degrees []int64) (sum int64) {
	var most int64
	for _, d := range degrees {
		most = max(most, d)
	}
	for _, d := range degrees {
		sum += most - d
	}
	return sum
}

// parts returns the numerator and the denominator of a measure of a network.
func (s netSums) parts(measure string) (num, den int64) {
	pairs := s.Nodes * (s.Nodes - 1)
	switch measure {
	case "density":
		return 2*s.Mutual + s.OneWay, pairs
	case "reciprocity_edge":
		return 2 * s.Mutual, 2*s.Mutual + s.OneWay
	case "reciprocity_dyadic":
		return pairs/2 - s.OneWay, pairs / 2
	case "reciprocity_dyadic_nonnull":
		return s.Mutual, s.Mutual + s.OneWay
	case "reciprocity_weighted":
		return s.Returned, s.Weight
	case "centralization_outdegree":
		return s.OutSpread, (s.Nodes - 1) * (s.Nodes - 1)
	}
	return s.InSpread, (s.Nodes - 1) * (s.Nodes - 1)
}

// A netMeasure is a measure of networks, and why it is undefined where its
// denominator is 0.
type netMeasure struct {
	id, formula string
	ifZero      estimate.Reason
}

// netMeasures lists them in the order of the catalogue.
func netMeasures() []netMeasure {
	return []netMeasure{
		{"density", densityFormula, OneNode},
		{"reciprocity_edge", edgeReciprocityFormula, NoEdges},
		{"reciprocity_dyadic", dyadReciprocityFormula, OneNode},
		{"reciprocity_dyadic_nonnull", nonNullReciprocityFormula, NoEdges},
		{"reciprocity_weighted", weightReciprocityFormula, NoEdges},
		{"centralization_outdegree", outCentralisationFormula, OneNode},
		{"centralization_indegree", inCentralisationFormula, OneNode},
	}
}

// of returns one measure of the network.
func (w Network) of(measure string) estimate.Estimate {
	for _, m := range netMeasures() {
		if m.id != measure {
			continue
		}
		switch {
		case w.why != "":
			return estimate.Undefined(w.why, 0).As(m.formula)
		case w.sums.Nodes < 2:
			return estimate.Undefined(OneNode, w.sums.Nodes).Exclude(w.sums.Own, ownEdges).As(m.formula)
		}
		num, den := w.sums.parts(measure)
		return estimate.Fraction(estimate.Int(num), estimate.Int(den), w.sums.Nodes, m.ifZero).
			Exclude(w.sums.Own, ownEdges).As(m.formula)
	}
	return estimate.Undefined(estimate.UnknownOption, 0)
}
