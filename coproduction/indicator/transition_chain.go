package indicator

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	stationaryFormula  = "πⱼ = Σᵢ πᵢ pᵢⱼ, Σπ = 1"
	entropyRateFormula = "−Σᵢ πᵢ Σⱼ pᵢⱼ ln pᵢⱼ"
)

// A markovChain is the table read as a chain: where it is in the long run.
type markovChain struct {
	share []float64 // πᵢ
	rate  float64   // entropy, in nats
	why   estimate.Reason
}

// Stationary answers: if it went on like this, what share of the events would have
// the code in the long run?
//
//	πⱼ = Σᵢ πᵢ pᵢⱼ, Σπ = 1, pᵢⱼ = nᵢⱼ / nᵢ₊
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; those of all codes add up to 1
//	n      all transitions
//
// Undefined, with [NothingAfter], where some code is followed by nothing, and with
// [NotOneChain] where there is more than one part of the codes that is never left.
// No difference is formed, so nothing cancels.
//
// Source: Grassmann WK, Taksar MI, Heyman DP. Oper Res 1985;33:1107–1116,
// doi:10.1287/opre.33.5.1107.
func (t *TransitionTable) Stationary(code string) estimate.Estimate {
	c := t.cell(code, code)
	if c.why == "" {
		c.why = t.chain.why
	}
	if c.why != "" {
		return t.finish(estimate.Undefined(c.why, t.n), stationaryFormula)
	}
	return t.finish(estimate.Point(t.chain.share[c.i], t.n), stationaryFormula)
}

// EntropyRate answers: in the long run, how uncertain is what comes next, once it
// is known what is now?
//
//	−Σᵢ πᵢ Σⱼ pᵢⱼ ln pᵢⱼ
//
//	Unit   nats an event
//	Range  [0, ln K]
//	n      all transitions
//
// Undefined as [TransitionTable.Stationary] is. From few transitions it comes out
// too small: what was not seen counts as impossible.
//
// Source: Shannon CE. Bell Syst Tech J 1948;27:379–423,
// doi:10.1002/j.1538-7305.1948.tb01338.x.
func (t *TransitionTable) EntropyRate() estimate.Estimate {
	why := t.why
	if why == "" {
		why = t.chain.why
	}
	if why != "" {
		return t.finish(estimate.Undefined(why, t.n), entropyRateFormula)
	}
	return t.finish(estimate.Point(t.chain.rate, t.n), entropyRateFormula)
}

// chainOf finds the long run of a table with at least one transition.
func chainOf(k int, counts, rows []int64) (m markovChain) {
	if slices.Contains(rows, 0) {
		return markovChain{why: NothingAfter}
	}
	lasting, ok := closedPart(k, counts)
	if !ok {
		return markovChain{why: NotOneChain}
	}
	p := make([]float64, k*k)
	var terms []float64
	for i := range k {
		for j := range k {
			p[i*k+j] = float64(counts[i*k+j]) / float64(rows[i])
		}
	}
	m.share = longRun(k, p, lasting)
	for i := range k {
		for j := range k {
			if counts[i*k+j] > 0 {
				v := float64(counts[i*k+j]) / float64(rows[i])
				terms = append(terms, -float64(m.share[i]*v)*math.Log(v))
			}
		}
	}
	slices.Sort(terms)
	for _, v := range terms {
		m.rate += v
	}
	return m
}

// closedPart returns the codes that are come back to for ever, and whether they are
// one part: from each of them there is a way to each other, and to no other code.
func closedPart(k int, counts []int64) (lasting []int, ok bool) {
	reach := make([][]bool, k)
	for i := range k {
		reach[i] = make([]bool, k)
		for open := []int{i}; len(open) > 0; {
			at := open[len(open)-1]
			open = open[:len(open)-1]
			for j := range k {
				if counts[at*k+j] > 0 && !reach[i][j] {
					reach[i][j] = true
					open = append(open, j)
				}
			}
		}
	}
	for i := range k {
		closed := true
		for j := range k {
			closed = closed && (!reach[i][j] || reach[j][i])
		}
		if closed {
			lasting = append(lasting, i)
		}
	}
	for _, i := range lasting {
		for _, j := range lasting {
			if !reach[i][j] {
				return nil, false
			}
		}
	}
	return lasting, true
}

// longRun returns the stationary distribution of one closed part, by leaving out
// one code after the other and putting them back; p is used up.
func longRun(k int, p []float64, part []int) []float64 {
	for n := len(part) - 1; n > 0; n-- {
		at := part[n]
		var back float64
		for _, j := range part[:n] {
			back += p[at*k+j]
		}
		for _, i := range part[:n] {
			p[i*k+at] /= back
			for _, j := range part[:n] {
				p[i*k+j] += float64(p[i*k+at] * p[at*k+j])
			}
		}
	}
	share := make([]float64, k)
	share[part[0]] = 1
	sum := 1.0
	for n := 1; n < len(part); n++ {
		at := part[n]
		for _, i := range part[:n] {
			share[at] += float64(share[i] * p[i*k+at])
		}
		sum += share[at]
	}
	for i := range share {
		share[i] /= sum
	}
	return share
}
