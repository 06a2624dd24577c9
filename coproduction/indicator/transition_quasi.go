package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// leastRoom is what 1 − h must be for a residual to exist. Below it, it is the
// rounding of a 0.
const leastRoom = 1e-9

// A quasiFit is the table of expected counts where a code cannot follow itself.
//
//	eᵢⱼ = aᵢ bⱼ on the cells that can occur, with the totals of the table
type quasiFit struct {
	expected []float64
	room     []float64 // 1 − hᵢⱼ
	free     []bool    // the cells that can occur
	df       int64     // of the model
	why      estimate.Reason
}

// fitQuasi fits the model by iterative proportional fitting, and then by Newton's
// steps, which also come to an end where the former creeps. The fit has the
// totals, so it is the most likely one.
//
// Where one code takes part in every transition (nᵢ₊ + n₊ᵢ = n), the totals leave
// nothing to the cells without it: they cannot occur either.
func fitQuasi(k int, counts, rows, columns []int64, n int64) *quasiFit {
	q := &quasiFit{expected: make([]float64, k*k), room: make([]float64, k*k), free: make([]bool, k*k)}
	for i := range k {
		for j := range k {
			q.free[i*k+j] = i != j && rows[i] > 0 && columns[j] > 0
		}
	}
	for a := range k {
		if rows[a]+columns[a] != n {
			continue
		}
		for i := range k {
			for j := range k {
				q.free[i*k+j] = q.free[i*k+j] && (i == a || j == a)
			}
		}
	}
	dropped, rank := q.identify(k)
	for c, free := range q.free {
		if free {
			q.df++
			q.expected[c] = 1
		}
	}
	q.df -= rank

	totals := make([]float64, 2*k)
	for i := range k {
		totals[i], totals[k+i] = float64(rows[i]), float64(columns[i])
	}
	const proportional, newton, accuracy = 20, 60, 1e-13
	for range proportional {
		q.scale(k, totals, 0)
		q.scale(k, totals, k)
	}
	for range newton {
		inverse, ok := q.inverse(k, dropped)
		if !ok {
			break
		}
		largest := q.step(k, totals, inverse)
		if largest > accuracy {
			continue
		}
		for i := range k {
			for j := range k {
				m := 2 * k
				h := inverse[i*m+i] + inverse[(k+j)*m+k+j] + 2*inverse[i*m+k+j]
				q.room[i*k+j] = 1 - float64(q.expected[i*k+j]*h)
			}
		}
		return q
	}
	q.why = NoFit
	return q
}

// identify returns, of the parameters aᵢ and then bⱼ, those that are not needed -
// one of each connected part of the table, and those of empty rows and columns -
// and the number of the others.
func (q *quasiFit) identify(k int) (dropped []bool, rank int64) {
	part := make([]int, 2*k)
	for i := range part {
		part[i] = i
	}
	find := func(i int) int {
		for part[i] != i {
			i = part[i]
		}
		return i
	}
	used := make([]bool, 2*k)
	for i := range k {
		for j := range k {
			if q.free[i*k+j] {
				used[i], used[k+j] = true, true
				if a, b := find(i), find(k+j); a != b {
					part[max(a, b)] = min(a, b)
				}
			}
		}
	}
	dropped = make([]bool, 2*k)
	for i := range part {
		dropped[i] = !used[i] || part[i] == i
		if !dropped[i] {
			rank++
		}
	}
	return dropped, rank
}

// scale brings the rows (at = 0) or the columns (at = k) to their totals.
func (q *quasiFit) scale(k int, totals []float64, at int) {
	for a := range k {
		step, start := 1, a*k
		if at > 0 {
			step, start = k, a
		}
		var sum float64
		for b := range k {
			sum += q.expected[start+b*step]
		}
		if sum == 0 {
			continue
		}
		for b := range k {
			q.expected[start+b*step] *= totals[at+a] / sum
		}
	}
}

// inverse returns a generalised inverse of XᵀWX, that of the parameters which are
// needed, with zeros elsewhere.
func (q *quasiFit) inverse(k int, dropped []bool) (matrix []float64, ok bool) {
	m := 2 * k
	matrix = make([]float64, m*m)
	for i := range k {
		for j := range k {
			e := q.expected[i*k+j]
			matrix[i*m+i] += e
			matrix[(k+j)*m+k+j] += e
			if !dropped[i] && !dropped[k+j] {
				matrix[i*m+k+j], matrix[(k+j)*m+i] = e, e
			}
		}
	}
	for p := range m { // Gauss and Jordan, in place; the matrix is positive definite
		if dropped[p] {
			matrix[p*m+p] = 0
			continue
		}
		pivot := matrix[p*m+p]
		if !(pivot > 0) || math.IsInf(pivot, 0) {
			return nil, false
		}
		row := matrix[p*m : (p+1)*m]
		row[p] = 1
		for c := range row {
			row[c] /= pivot
		}
		for r := range m {
			if r == p || dropped[r] {
				continue
			}
			factor := matrix[r*m+p]
			if factor == 0 {
				continue
			}
			matrix[r*m+p] = 0
			for c, v := range row {
				matrix[r*m+c] -= float64(factor * v)
			}
		}
	}
	return matrix, true
}

// step takes one of Newton's steps and returns how large it was, as a change of the
// logarithm of a parameter. A long one is shortened, so that it does not leap.
func (q *quasiFit) step(k int, totals, inverse []float64) (largest float64) {
	m := 2 * k
	miss := make([]float64, m)
	copy(miss, totals)
	for i := range k {
		for j := range k {
			miss[i] -= q.expected[i*k+j]
			miss[k+j] -= q.expected[i*k+j]
		}
	}
	change := make([]float64, m)
	for i := range m {
		for j := range m {
			change[i] += float64(inverse[i*m+j] * miss[j])
		}
		largest = max(largest, math.Abs(change[i]))
	}
	const longest = 2
	shorter := min(1, longest/max(largest, longest))
	for i := range k {
		for j := range k {
			q.expected[i*k+j] *= math.Exp(shorter * (change[i] + change[k+j]))
		}
	}
	return largest
}
