package indicator

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Laws of every measure: however the sequences are cut up and merged, whatever the
// codes are called, and after a journey as JSON, not a bit changes.
func TestTransitionLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	of := estimate.Subject{}
	for round := range 200 {
		lag, noRepeat := 1+round%3, round%2 == 1
		sequences := randomSequences(random, 2+random.IntN(5), noRepeat)
		whole := letters(lag, noRepeat, sequences...)
		want := whole.Table().Rows(of, Options{})
		assert.Equal(t, want, whole.Table().Rows(of, Options{}), "a table changes nothing")

		parts := []*Transitions{NewTransitions(lag, noRepeat), NewTransitions(lag, noRepeat), NewTransitions(lag, noRepeat)}
		random.Shuffle(len(sequences), func(i, j int) { sequences[i], sequences[j] = sequences[j], sequences[i] })
		for _, s := range sequences {
			require.NoError(t, parts[random.IntN(3)].Merge(letters(lag, noRepeat, s)))
		}
		merged := NewTransitions(lag, noRepeat)
		for _, p := range parts {
			text, err := json.Marshal(p)
			require.NoError(t, err)
			var travelled Transitions
			require.NoError(t, json.Unmarshal(text, &travelled))
			require.NoError(t, merged.Merge(&travelled))
			again, err := json.Marshal(travelled)
			require.NoError(t, err)
			assert.Equal(t, string(text), string(again), "merging leaves the other as it was")
		}
		assert.Equal(t, want, merged.Table().Rows(of, Options{}))
		one, _ := json.Marshal(whole)
		other, _ := json.Marshal(merged)
		assert.Equal(t, string(one), string(other), "the same content has one form")

		renamed := make([]string, len(sequences)) // A…G become g…a, so the order is turned round
		for i, s := range sequences {
			renamed[i] = strings.Map(func(r rune) rune {
				if r == '-' {
					return r
				}
				return 'g' - (r - 'A')
			}, s)
		}
		name := func(code string) string { return string('g' - (rune(code[0]) - 'A')) }
		table, turned := whole.Table(), letters(lag, noRepeat, renamed...).Table()
		assert.InDelta(t, table.Pearson().Value, turned.Pearson().Value, 1e-9)
		if !noRepeat { // the fit sums in the order of the codes
			assert.Equal(t, table.Pearson(), turned.Pearson())
			assert.Equal(t, table.LikelihoodRatio(), turned.LikelihoodRatio())
		}
		for _, from := range table.Codes() {
			for _, to := range table.Codes() {
				assert.Equal(t, table.Count(from, to), turned.Count(name(from), name(to)))
				assert.Equal(t, table.YulesQ(from, to), turned.YulesQ(name(from), name(to)))
				assert.Equal(t, table.TransformedKappa(from, to), turned.TransformedKappa(name(from), name(to)))
				assert.InDelta(t, table.AdjustedResidual(from, to).Value, turned.AdjustedResidual(name(from), name(to)).Value, 1e-9)
			}
			assert.InDelta(t, table.Stationary(from).Value, turned.Stationary(name(from)).Value, 1e-12)
		}
	}
}

// What the numbers must add up to.
func TestTransitionSums(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for round := range 300 {
		noRepeat := round%2 == 1
		table := letters(1, noRepeat, randomSequences(random, 2+random.IntN(5), noRepeat)...).Table()
		if table.why != "" {
			continue
		}
		k := len(table.codes)
		column := make([]float64, k)
		var residuals, squares, share float64
		for i, from := range table.codes {
			var row, probability float64
			for j, to := range table.codes {
				e := table.Expected(from, to)
				assert.GreaterOrEqual(t, e.Value, 0.)
				row += e.Value
				column[j] += e.Value
				probability += table.Probability(from, to, 0).Value
				if z := table.AdjustedResidual(from, to); z.Defined() {
					residuals++
					squares += z.Value * z.Value
					q := table.YulesQ(from, to)
					if q.Defined() && q.Value != 0 {
						assert.Equal(t, math.Signbit(z.Value), math.Signbit(q.Value))
					}
				}
				if q := table.YulesQ(from, to); q.Defined() {
					assert.LessOrEqual(t, math.Abs(q.Value), 1.)
				}
				if kappa := table.TransformedKappa(from, to); kappa.Defined() {
					assert.LessOrEqual(t, math.Abs(kappa.Value), 1.)
				}
			}
			assert.InDelta(t, float64(table.rows[i]), row, 1e-9, "expected counts have the totals")
			if table.rows[i] > 0 {
				assert.InDelta(t, 1, probability, 1e-12)
			}
			share += table.Stationary(from).Value
		}
		for j := range k {
			assert.InDelta(t, float64(table.columns[j]), column[j], 1e-9)
		}
		if table.chain.why == "" {
			assert.InDelta(t, 1, share, 1e-12)
			for j := range k {
				var next float64
				for i := range k {
					next += table.chain.share[i] * float64(table.counts[i*k+j]) / float64(table.rows[i])
				}
				assert.InDelta(t, table.chain.share[j], next, 1e-12, "one step on it is the same")
			}
		}
		if table.Pearson().Defined() && k == 2 && !noRepeat {
			assert.InDelta(t, table.Pearson().Value, squares/residuals, 1e-9, "of two codes each residual squared is Pearson's")
		}
		if table.quasi != nil {
			var h float64
			var cells int64
			for c, free := range table.quasi.free {
				if free {
					h += 1 - table.quasi.room[c]
					cells++
				}
			}
			assert.InDelta(t, float64(cells-table.quasi.df), h, 1e-6, "the leverages add up to the parameters")
		}
	}
}

// Read backwards, the table is turned over its diagonal: what is about the whole
// table stays, and expected counts and residuals change places.
func TestTransitionsBackwards(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	for range 100 {
		s := randomSequences(random, 4, true)[0]
		backwards := []byte(s)
		slices.Reverse(backwards)
		for _, noRepeat := range []bool{false, true} {
			table, back := letters(1, noRepeat, s).Table(), letters(1, noRepeat, string(backwards)).Table()
			if !noRepeat {
				assert.Equal(t, table.Pearson().Value, back.Pearson().Value)
			}
			assert.InDelta(t, table.Pearson().Value, back.Pearson().Value, 1e-9)
			assert.Equal(t, table.DF(), back.DF())
			for _, from := range table.Codes() {
				for _, to := range table.Codes() {
					assert.InDelta(t, table.Expected(from, to).Value, back.Expected(to, from).Value, 1e-9)
					assert.InDelta(t, table.AdjustedResidual(from, to).Value, back.AdjustedResidual(to, from).Value, 1e-7)
					assert.Equal(t, table.YulesQ(from, to).Value, back.YulesQ(to, from).Value)
				}
			}
		}
	}
}

// A fit whose totals leave next to nothing to some cells still comes to an end.
func TestQuasiFitNearTheEdge(t *testing.T) {
	for _, n := range []int64{10, 1000, 1_000_000, 1_000_000_000} {
		var c Transitions
		c.noRepeat = true
		for _, w := range []weight{{"A", "B", n}, {"B", "A", n}, {"A", "C", n}, {"C", "A", n}, {"A", "D", n}, {"D", "A", n}, {"B", "C", 1}, {"C", "D", 1}, {"D", "B", 1}} {
			c.count(w.From, w.To, w.N)
		}
		table := c.Table()
		// By symmetry of B, C and D: 3 transitions among their 6 ordered pairs, so ½ each.
		assert.InDelta(t, .5, table.Expected("B", "C").Value, 1e-6, n)
		assert.InDelta(t, .5, table.Expected("C", "B").Value, 1e-6, n)
		assert.InDelta(t, 1, table.Expected("A", "B").Value/float64(n), 1e-12, n)
		assert.InDelta(t, 3, table.Pearson().Value, 1e-5, "6 · ¼ / ½")
		assert.Equal(t, 5., table.DF().Value)
	}
}
