package indicator

import (
	"cmp"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const varianceFormula = "λ_d / Σ λ"

// largestDecomposition bounds the side of the matrix whose eigenvalues are sought;
// the time grows with its cube. Either the units or the pairs of codes must be no
// more; 25 codes have 300 pairs.
const largestDecomposition = 300

// The reasons of the variance of epistemic networks.
const (
	AllAlike   estimate.Reason = "the networks of the units do not differ"
	TooManyFor estimate.Reason = "too many units and pairs of codes to be decomposed"

	unconnected estimate.Reason = "units in whose lines no two codes meet"
)

// VarianceExplained answers: what share of how the units' networks differ does each
// dimension show, when they are drawn in as few dimensions as possible?
//
//	λ_d / Σ λ
//
// where λ₁ ≥ λ₂ ≥ … are the eigenvalues of the covariance matrix of the units'
// normalised weights, one for each pair of codes; as many as there are units or
// pairs, whichever is less. (The squared singular values of the centred weights
// are in the same proportion.)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; they add up to 1
//	n      units with a connection, at least 2; the others are left out and counted
//
// Undefined, as a list of one, with [estimate.OneUnit] under two such units, with
// [AllAlike] where no weight varies, with [TooManyFor] above 300 units and pairs,
// and as [ENA.Connections] is. The axes themselves are not given: their signs are
// arbitrary. Renaming units changes no bit.
//
// Source: Shaffer, Collier & Ruis 2016, doi:10.18608/jla.2016.33.3; the eigenvalues
// by Jacobi's rotations: Golub GH, Van Loan CF. Matrix Computations, 4th ed., §8.5.
func (n *ENA) VarianceExplained() []estimate.Estimate {
	vectors := n.weights()
	units := int64(len(vectors))
	finish := func(e estimate.Estimate) estimate.Estimate {
		return e.Exclude(int64(len(n.units))-units, unconnected).As(varianceFormula)
	}
	none := func(why estimate.Reason) []estimate.Estimate {
		return []estimate.Estimate{finish(estimate.Undefined(why, units))}
	}
	pairs := len(n.codes) * (len(n.codes) - 1) / 2
	side := min(len(vectors), pairs)
	switch {
	case n.why != "":
		return none(n.why)
	case units < 2:
		return none(estimate.OneUnit)
	case side > largestDecomposition:
		return none(TooManyFor)
	}
	centre(vectors)
	spectrum := eigenvalues(products(vectors))
	var sum float64
	for _, v := range slices.Backward(spectrum) {
		sum += v
	}
	const rounding = 1e-24 // the weights are at most 1, and so is their rounding 1e-16
	if sum < rounding {
		return none(AllAlike)
	}
	var out []estimate.Estimate
	for _, v := range spectrum[:side] {
		out = append(out, finish(estimate.Point(v/sum, units)))
	}
	return out
}

// weights returns the normalised weights of the units that have a connection, in
// an order that does not rest on their names.
func (n *ENA) weights() [][]float64 {
	var vectors [][]float64
	for _, unit := range n.units {
		net := n.nets[unit]
		if net.squares.Sign() == 0 {
			continue
		}
		length := math.Sqrt(net.squares.Float64())
		var vector []float64
		for a := range n.codes {
			for b := a + 1; b < len(n.codes); b++ {
				vector = append(vector, float64(net.counts[a*len(n.codes)+b])/length)
			}
		}
		vectors = append(vectors, vector)
	}
	slices.SortFunc(vectors, slices.Compare[[]float64])
	return vectors
}

// centre takes the mean of each weight off.
func centre(vectors [][]float64) {
	for p := range vectors[0] {
		var sum float64
		for _, v := range vectors {
			sum += v[p]
		}
		mean := sum / float64(len(vectors))
		for _, v := range vectors {
			v[p] -= mean
		}
	}
}

// products returns the products of the rows with each other or, where there are
// fewer of them, those of the columns: the eigenvalues above 0 are the same.
func products(vectors [][]float64) [][]float64 {
	if pairs := len(vectors[0]); pairs < len(vectors) {
		turned := make([][]float64, pairs)
		for p := range turned {
			for _, v := range vectors {
				turned[p] = append(turned[p], v[p])
			}
		}
		vectors = turned
	}
	out := make([][]float64, len(vectors))
	for i := range out {
		out[i] = make([]float64, len(vectors))
		for j := range i + 1 {
			var sum float64
			for p := range vectors[i] {
				sum += float64(vectors[i][p] * vectors[j][p])
			}
			out[i][j], out[j][i] = sum, sum
		}
	}
	return out
}

// eigenvalues returns those of a symmetric matrix without negative ones, in
// descending order; the matrix is used up. Jacobi's rotations turn what is off the
// diagonal to 0, one pair after the other, until it is lost in rounding.
func eigenvalues(a [][]float64) []float64 {
	const sweeps = 60
	for range sweeps {
		var off, on float64
		for i := range a {
			on += float64(a[i][i] * a[i][i])
			for j := range i {
				off += float64(a[i][j] * a[i][j])
			}
		}
		if off <= 1e-32*on {
			break
		}
		for p := range a {
			for q := p + 1; q < len(a); q++ {
				rotate(a, p, q)
			}
		}
	}
	values := make([]float64, len(a))
	for i := range a {
		values[i] = max(a[i][i], 0)
	}
	slices.SortFunc(values, func(x, y float64) int { return cmp.Compare(y, x) })
	return values
}

// rotate turns the entry of rows p < q to 0.
func rotate(a [][]float64, p, q int) {
	if a[p][q] == 0 {
		return
	}
	half := (a[q][q] - a[p][p]) / (2 * a[p][q])
	tangent := 1 / (math.Abs(half) + math.Hypot(half, 1))
	if half < 0 {
		tangent = -tangent
	}
	c := 1 / math.Hypot(tangent, 1)
	s := tangent * c
	for k := range a {
		x, y := a[k][p], a[k][q]
		a[k][p], a[k][q] = float64(c*x)-float64(s*y), float64(s*x)+float64(c*y)
	}
	for k := range a {
		x, y := a[p][k], a[q][k]
		a[p][k], a[q][k] = float64(c*x)-float64(s*y), float64(s*x)+float64(c*y)
	}
	a[p][q], a[q][p] = 0, 0
}
