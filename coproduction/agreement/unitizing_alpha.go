package agreement

import (
	"math/big"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// The reasons of unitizing.
const (
	NoSegments     estimate.Reason = "nobody marked anything"
	OnlyOnePlacing estimate.Reason = "the segments could not lie otherwise, so no disagreement was possible"
)

const (
	alphaUFormula         = "1 − Σ Dₒ / Σ Dₑ"
	alphaUCategoryFormula = "1 − Dₒ / Dₑ"
	observedUFormula      = "Σᵢ Σⱼ Σ δ² / (m (m−1) L²)"
	expectedUFormula      = "(2/L) Σ ((N−1)/3 (2l³ − 3l² + l) + l² Σ (g − l + 1)) / (mL (mL−1) − Σ l (l−1))"
)

// Alpha returns Krippendorff's alpha for unitizing: how far coders agree on where
// units begin and end, and on their categories.
//
//	α = 1 − Σ Dₒ / Σ Dₑ, both sums over the categories
//
// where [Unitizing.Observed] and [Unitizing.Expected] say what the two are.
//
//	Unit   1 (dimensionless)
//	Range  (−∞, 1]; 1 is full agreement, 0 is what chance alone would give
//	n      segments of all coders, at least 1, of at least 2 coders
//
// Undefined, with [NotSeveral], for fewer than two coders, with [NoSegments] where
// nobody marked anything, and with [OnlyOnePlacing] where all expected disagreement
// is 0, as where every coder marked every single position. A coder who marked nothing
// disagrees with one who did; whoever did not look must not be counted among the
// coders. The order of coders and categories changes nothing, nor does moving the
// begin. It compares each two coders in one sweep over their sorted segments and
// forms the result in whole numbers, rounded once.
//
// Source: Krippendorff K. On the reliability of unitizing continuous data. Sociol
// Methodol 1995;25:47–76, doi:10.2307/271061; Krippendorff K. Measuring the
// reliability of qualitative text analysis data. Qual Quant 2004;38:787–800,
// doi:10.1007/s11135-004-8107-7.
func (u *Unitizing) Alpha() estimate.Estimate {
	var n int64
	observed, expected := new(big.Rat), new(big.Rat)
	for _, category := range u.categories {
		lists := u.of(category)
		n += segmentCount(lists)
		if u.coders > 1 {
			observed.Add(observed, u.observed(lists))
			expected.Add(expected, u.expected(lists))
		}
	}
	return u.alpha(observed, expected, n).As(alphaUFormula)
}

// AlphaOf returns alpha for one category alone, with the same conditions as [Unitizing.Alpha].
//
//	α = 1 − Dₒ / Dₑ
func (u *Unitizing) AlphaOf(category string) estimate.Estimate {
	lists := u.of(category)
	observed, expected := new(big.Rat), new(big.Rat)
	if u.coders > 1 && segmentCount(lists) > 0 {
		observed, expected = u.observed(lists), u.expected(lists)
	}
	return u.alpha(observed, expected, segmentCount(lists)).As(alphaUCategoryFormula)
}

// Observed returns the observed disagreement of a category.
//
//	Dₒ = Σᵢ Σⱼ Σ δ² / (m (m−1) L²), over all ordered pairs of different coders
//	δ² = (difference of begins)² + (difference of ends)², of two segments that overlap
//	δ² = l², of a segment that lies in a gap of the other coder
//
// where m is the number of coders, L the length of the continuum, l that of a segment.
//
//	Unit   1 (dimensionless), a share of L² for each pair of coders
//	Range  [0, ∞)
//	n      segments of that category
//
// Undefined as [Unitizing.Alpha].
func (u *Unitizing) Observed(category string) estimate.Estimate {
	return u.disagreement(category, u.observed).As(observedUFormula)
}

// Expected returns the disagreement that would be expected of a category if the
// segments of all coders, and the gaps between them, were dealt out anew by chance.
//
//	Dₑ = (2/L) Σ [(N−1)/3 (2l³ − 3l² + l) + l² Σ (g − l + 1)] / (mL (mL−1) − Σ l (l−1))
//
// where the outer sums go over the N segments of the category by all coders, of
// length l each, and the inner one over the gaps of all coders of length g ≥ l; m is
// the number of coders and L the length of the continuum.
//
//	Unit   as [Unitizing.Observed]
//	Range  [0, ∞)
//	n      segments of that category
//
// Undefined as [Unitizing.Alpha].
func (u *Unitizing) Expected(category string) estimate.Estimate {
	return u.disagreement(category, u.expected).As(expectedUFormula)
}

// Rows returns alpha over all categories, and for each of them in their order the
// two disagreements and alpha.
func (u *Unitizing) Rows(of estimate.Subject) []estimate.Row {
	rows := []estimate.Row{{Of: of, Measure: "alpha_u", Estimate: u.Alpha()}}
	for _, category := range u.categories {
		by := map[string]any{"category": category}
		rows = append(rows,
			estimate.Row{Of: of, Measure: "do_u_category", Params: by, Estimate: u.Observed(category)},
			estimate.Row{Of: of, Measure: "de_u_category", Params: by, Estimate: u.Expected(category)},
			estimate.Row{Of: of, Measure: "alpha_u_category", Params: by, Estimate: u.AlphaOf(category)})
	}
	return rows
}

// none returns why there is no number, empty where there is one.
func (u *Unitizing) none(n int64) estimate.Reason {
	switch {
	case u.coders < 2:
		return NotSeveral
	case n == 0:
		return NoSegments
	}
	return ""
}

func (u *Unitizing) alpha(observed, expected *big.Rat, n int64) estimate.Estimate {
	if why := u.none(n); why != "" {
		return estimate.Undefined(why, n)
	}
	if expected.Sign() == 0 {
		return estimate.Undefined(OnlyOnePlacing, n)
	}
	alpha := observed.Quo(observed, expected)
	v, _ := alpha.Sub(big.NewRat(1, 1), alpha).Float64()
	return estimate.Point(v, n)
}

func (u *Unitizing) disagreement(category string, by func([][]span) *big.Rat) estimate.Estimate {
	lists := u.of(category)
	n := segmentCount(lists)
	if why := u.none(n); why != "" {
		return estimate.Undefined(why, n)
	}
	v, _ := by(lists).Float64()
	return estimate.Point(v, n)
}

// observed returns Dₒ of one category; there are at least two coders and a segment.
func (u *Unitizing) observed(lists [][]span) *big.Rat {
	var sum estimate.Exact
	for i, a := range lists {
		for _, b := range lists[i+1:] {
			sum = sum.Add(overlapping(a, b)).Add(inGaps(a, b)).Add(inGaps(b, a))
		}
	}
	m := big.NewInt(int64(u.coders))
	below := new(big.Int).Mul(m, new(big.Int).Sub(m, big.NewInt(1)))
	l := big.NewInt(u.length)
	below.Mul(below, l.Mul(l, l))
	above := sum.Big()
	return new(big.Rat).SetFrac(above.Lsh(above, 1), below) // twice, as pairs are ordered
}

// overlapping returns Σ δ² over the segments of a and b that overlap.
func overlapping(a, b []span) (sum estimate.Exact) {
	for _, g := range a {
		for len(b) > 0 && b[0].end <= g.start {
			b = b[1:]
		}
		for _, h := range b {
			if h.start >= g.end {
				break
			}
			sum = sum.Add(estimate.Product(g.start-h.start, g.start-h.start)).Add(estimate.Product(g.end-h.end, g.end-h.end))
		}
	}
	return sum
}

// inGaps returns Σ l² over the segments of a that overlap none of b.
func inGaps(a, b []span) (sum estimate.Exact) {
	for _, g := range a {
		for len(b) > 0 && b[0].end <= g.start {
			b = b[1:]
		}
		if len(b) == 0 || b[0].start >= g.end {
			sum = sum.Add(estimate.Product(g.length(), g.length()))
		}
	}
	return sum
}

// expected returns Dₑ of one category; there are at least two coders and a segment.
func (u *Unitizing) expected(lists [][]span) *big.Rat {
	var lengths, gaps []int64
	var within estimate.Exact // Σ l (l−1)
	for _, own := range lists {
		var end int64
		for _, s := range own {
			lengths = append(lengths, s.length())
			gaps = append(gaps, s.start-end)
			within = within.Add(estimate.Product(s.length(), s.length()-1))
			end = s.end
		}
		gaps = append(gaps, u.length-end)
	}
	slices.Sort(lengths)
	slices.Sort(gaps)
	cubes, placings := new(big.Int), new(big.Int) // Σ l (l−1) (2l−1) = Σ (2l³ − 3l² + l), and Σ l² Σ (g − l + 1)
	var large, total int64                        // the gaps that are large enough: how many, and their length
	var p, q big.Int
	for i := len(lengths) - 1; i >= 0; i-- {
		l := lengths[i]
		for len(gaps) > 0 && gaps[len(gaps)-1] >= l {
			large++
			total += gaps[len(gaps)-1]
			gaps = gaps[:len(gaps)-1]
		}
		p.Mul(p.SetInt64(l), q.SetInt64(l-1))
		cubes.Add(cubes, p.Mul(&p, q.SetInt64(2*l-1)))
		p.Mul(p.SetInt64(l), q.SetInt64(l))
		placings.Add(placings, p.Mul(&p, q.SetInt64(total-large*(l-1))))
	}
	// cubes is divisible by 6, as l (l−1) (2l−1) / 6 is a sum of squares
	cubes.Quo(cubes, big.NewInt(3)).Mul(cubes, big.NewInt(int64(len(lengths)-1)))
	above := cubes.Add(cubes, placings)
	whole := int64(u.coders) * u.length
	below := estimate.Product(whole, whole-1).Sub(within).Big()
	return new(big.Rat).SetFrac(above.Lsh(above, 1), below.Mul(below, big.NewInt(u.length)))
}
