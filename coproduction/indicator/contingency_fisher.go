package indicator

import (
	"maps"
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const fisherFormula = "Σ P(table) over tables with the same totals that are at most as probable"

// asProbable is how far above the logarithm of the probability of the observed table
// another one counts as equally probable: tables that are must not be told apart by rounding.
const asProbable = 1e-7

// FisherP returns how likely a table at most as probable as this one is, if the
// groups do not differ and all totals are given. It does not rest on many units.
//
//	Σ P(T) over the tables T with the totals of this one and P(T) ≤ P(this one)
//	P(T) = Π R! Π C! / (n! Π O!)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      units in the table, at least 1
//
// Undefined as every measure of a table, and with [TableTooBig] where it would take
// more than some seconds: tables of more than [FisherRows] rows and as many columns,
// and those with very many units. Empty rows and columns change nothing. Probabilities
// that differ by less than one in ten million count as equal. It takes time and memory
// that grow fast with the number of cells; two rows and two columns take √n.
//
// Source: Fisher RA. J R Stat Soc 1935;98:39–82, doi:10.2307/2342435; Freeman GH,
// Halton JH. Biometrika 1951;38:141–149, doi:10.1093/biomet/38.1-2.141.
func (t Contingency) FisherP() estimate.Estimate {
	m, why := t.margins()
	if why != "" {
		return estimate.Undefined(why, m.n).As(fisherFormula)
	}
	full := t.withoutEmpty(m)
	p, ok := 1.0, true
	switch r, c := len(full), len(full[0]); {
	case min(r, c) < 2: // no other table has these totals
	case r == 2 && c == 2:
		p, ok = fisherTwo(full)
	default:
		p, ok = fisherMany(full)
	}
	if !ok {
		return estimate.Undefined(TableTooBig, m.n).As(fisherFormula)
	}
	return estimate.Point(min(p, 1), m.n).As(fisherFormula)
}

// withoutEmpty returns the table without its empty rows and columns.
func (t Contingency) withoutEmpty(m margin) Contingency {
	var full Contingency
	for i, row := range t {
		if m.rows[i] == 0 {
			continue
		}
		var kept []int64
		for j, o := range row {
			if m.columns[j] > 0 {
				kept = append(kept, o)
			}
		}
		full = append(full, kept)
	}
	return full
}

// fisherTwo walks the tables of two rows and two columns outwards from the most
// probable one, by the ratio of the probabilities of neighbours.
func fisherTwo(t Contingency) (p float64, ok bool) {
	// The cell of the smaller row and the smaller column, so that every order of rows
	// and columns takes the same walk.
	m, _ := t.margins()
	i, j := 0, 0
	if m.rows[1] < m.rows[0] {
		i = 1
	}
	if m.columns[1] < m.columns[0] {
		j = 1
	}
	r, c, x := m.rows[i], m.columns[j], t[i][j]
	if 2*r == m.n {
		x = min(x, c-x)
	}
	if 2*c == m.n {
		x = min(x, r-x)
	}
	r, c = min(r, c), max(r, c)
	mode := int64(estimate.Quotient(estimate.Product(r+1, c+1), estimate.Int(m.n+2)))
	mode = max(0, min(mode, r, c))
	const farthest, negligible = 1 << 22, 50
	if max(x-mode, mode-x) > farthest || float64(r)*(float64(c)/float64(m.n)) > farthest*float64(farthest)/1e3 {
		return 0, false
	}
	step := func(x int64) float64 { // ln P(x+1)/P(x)
		up := float64(r-x) / float64(x+1)
		return math.Log(up * (float64(c-x) / float64(m.n-r-c+x+1)))
	}
	observed := 0.0 // ln of the probability, relative to the mode's
	for y := mode; y < x; y++ {
		observed += step(y)
	}
	for y := mode; y > x; y-- {
		observed -= step(y - 1)
	}
	least := min(observed, 0) - negligible
	var all, rare float64
	count := func(l float64) {
		all += math.Exp(l)
		if l <= observed+asProbable {
			rare += math.Exp(l - observed)
		}
	}
	count(0)
	for y, l := mode, 0.0; y < min(r, c) && l > least; y++ {
		l += step(y)
		count(l)
	}
	for y, l := mode, 0.0; y > 0 && l > least; y-- {
		l -= step(y - 1)
		count(l)
	}
	return math.Exp(observed) * (rare / all), true
}

// lnFactorials returns ln k! for k up to n.
func lnFactorials(n int64) []float64 {
	all := make([]float64, n+1)
	for k := range all {
		all[k], _ = math.Lgamma(float64(k) + 1)
	}
	return all
}

// fisherMany deals the columns out to the rows, those in front of a middle column
// from the one side and those behind it from the other, and joins the two at each
// way to deal out the middle one.
func fisherMany(t Contingency) (p float64, ok bool) {
	m, _ := t.margins()
	rows, columns := m.rows, m.columns
	slices.Sort(rows)
	slices.Sort(columns)
	if len(rows) > len(columns) || len(rows) == len(columns) && slices.Compare(rows, columns) > 0 {
		rows, columns = columns, rows
	}
	const mostUnits = 1 << 16
	if len(rows) > FisherRows || m.n > mostUnits {
		return 0, false
	}
	d := dealing{columns: columns, ln: lnFactorials(m.n), left: mostDeals}
	var observed []float64
	for _, row := range t {
		for _, o := range row {
			observed = append(observed, d.ln[o])
		}
	}
	slices.Sort(observed)
	limit := asProbable
	for _, l := range observed {
		limit -= l
	}

	middle := len(columns) / 2
	front := d.front(remainingOf(rows), middle)
	if d.left < 0 { // some ways were not dealt out
		return 0, false
	}
	for _, at := range slices.SortedFunc(maps.Keys(front), remaining.compare) {
		a := front[at]
		d.deal(at, columns[middle], func(to remaining, ln, weight float64) {
			behind := d.behind(to, middle+1)
			d.left -= (len(a) + len(behind)) / 8 // cheap, beside keeping them
			p += weight * rarer(a, behind, limit-ln)
		})
		if d.left < 0 {
			return 0, false
		}
	}
	return p, true
}
