package saturation

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// letters returns the incidence of interviews written as words, one letter a code.
func letters(interviews ...string) *Incidence {
	sets := make([][]string, len(interviews))
	for i, word := range interviews {
		sets[i] = strings.Split(word, "")
		if word == "" {
			sets[i] = nil
		}
	}
	return Sets(sets)
}

func TestDegenerate(t *testing.T) {
	type row struct {
		name string
		x    *Incidence
		of   func(*Incidence) estimate.Estimate
		want any // a number or a reason
	}
	chao2 := func(x *Incidence) estimate.Estimate { return x.Chao2(.95) }
	jack1 := func(x *Incidence) estimate.Estimate { return x.Jackknife1(.95) }
	point := func(base, run int64) func(*Incidence) estimate.Estimate {
		return func(x *Incidence) estimate.Estimate { return x.Point(base, run, Disjoint, .05) }
	}
	info := func(base, run, first int64) func(*Incidence) estimate.Estimate {
		return func(x *Incidence) estimate.Estimate { return x.NewInfo(base, run, first) }
	}
	at := func(of func(*Incidence, int64) estimate.Estimate, m int64) func(*Incidence) estimate.Estimate {
		return func(x *Incidence) estimate.Estimate { return of(x, m) }
	}
	none, one, same := new(Incidence), letters("ab"), letters("ab", "ab", "ab")
	bare := letters("", "", "")
	const big = math.MaxInt64
	tests := []row{
		{"no interviews: codes", none, (*Incidence).Codes, 0.},
		{"no interviews: uniques", none, (*Incidence).Uniques, 0.},
		{"no interviews: chao2", none, chao2, NoInterviews},
		{"no interviews: chao2 se", none, (*Incidence).Chao2SE, NoInterviews},
		{"no interviews: jackknife 1", none, jack1, NoInterviews},
		{"no interviews: jackknife 1 se", none, (*Incidence).Jackknife1SE, NoInterviews},
		{"no interviews: jackknife 2", none, (*Incidence).Jackknife2, NoInterviews},
		{"no interviews: bootstrap", none, (*Incidence).Bootstrap, NoInterviews},
		{"no interviews: bootstrap se", none, (*Incidence).BootstrapSE, NoInterviews},
		{"no interviews: coverage", none, (*Incidence).Coverage, NoInterviews},
		{"no interviews: new", none, at((*Incidence).NewCodes, 1), NoSuchInterview},
		{"no interviews: rarefied", none, at((*Incidence).Rarefied, 1), NoSuchInterview},
		{"no interviews: point", none, point(4, 2), TooFewInterviews},

		{"one interview: chao2", one, chao2, OneInterview},
		{"one interview: jackknife 1", one, jack1, OneInterview},
		{"one interview: jackknife 2", one, (*Incidence).Jackknife2, OneInterview},
		{"one interview: bootstrap", one, (*Incidence).Bootstrap, OneInterview},
		{"one interview: coverage", one, (*Incidence).Coverage, OneInterview},
		{"one interview: uniques", one, (*Incidence).Uniques, 2.},
		{"one interview: rarefied", one, at((*Incidence).Rarefied, 1), 2.},
		{"one interview: sd", one, at((*Incidence).RarefiedSD, 1), 0.},
		{"one interview: exact sd", one, at((*Incidence).RarefiedSDExact, 1), 0.},
		{"one interview: the zeroth", one, at((*Incidence).NewCodes, 0), NoSuchInterview},
		{"one interview: the second", one, at((*Incidence).CumulativeCodes, 2), NoSuchInterview},
		{"one interview: rarefied to none", one, at((*Incidence).Rarefied, 0), NoSuchInterview},
		{"one interview: rarefied to two", one, at((*Incidence).RarefiedSDExact, 2), NoSuchInterview},

		{"no codes: codes", bare, (*Incidence).Codes, 0.},
		{"no codes: chao2", bare, chao2, NoCodes},
		{"no codes: chao2 se", bare, (*Incidence).Chao2SE, NoCodes},
		{"no codes: jackknife 1", bare, jack1, NoCodes},
		{"no codes: jackknife 2", bare, (*Incidence).Jackknife2, NoCodes},
		{"no codes: bootstrap", bare, (*Incidence).Bootstrap, NoCodes},
		{"no codes: coverage", bare, (*Incidence).Coverage, NoCodes},
		{"no codes: rarefied", bare, at((*Incidence).Rarefied, 2), 0.},
		{"no codes: sd", bare, at((*Incidence).RarefiedSD, 2), 0.},
		{"no codes: new information", bare, info(1, 1, 2), EmptyBase},
		{"no codes: point", bare, point(1, 1), EmptyBase},

		{"all everywhere: coverage", same, (*Incidence).Coverage, 1.},
		{"all everywhere: chao2", same, chao2, 2.},
		{"all everywhere: jackknife 2", same, (*Incidence).Jackknife2, 2.},
		{"all everywhere: bootstrap se", same, (*Incidence).BootstrapSE, 0.},
		{"all everywhere: point", same, point(1, 2), 1.},

		{"base as large as the sample", same, point(3, 1), TooFewInterviews},
		{"base larger than the sample", same, point(4, 1), TooFewInterviews},
		{"run longer than what is left", same, point(2, 2), TooFewInterviews},
		{"run that is all that is left", same, point(1, 2), 1.},
		{"run that ends one too late", same, info(1, 2, 3), TooFewInterviews},
		{"run that ends with the last", same, info(1, 2, 2), 0.},
		{"base of all, run inside it", same, info(3, 1, 3), TooFewInterviews},
		{"one code, once: chao2 se", letters("a", ""), (*Incidence).Chao2SE, 0.}, // from: w²/4 − w²/4
		{"run inside the base", same, info(1, 2, 1), BadRun},
		{"no base", same, info(0, 1, 2), BadRun},
		{"no run", same, info(1, 0, 2), BadRun},
		{"no run: point", same, point(1, 0), BadRun},
		{"huge base", same, point(big, 1), TooFewInterviews},
		{"huge run", same, point(1, big), TooFewInterviews},
		{"huge first", same, info(1, 1, big), TooFewInterviews},
		{"negative", same, info(-big, -big, -big), BadRun},
		{"negative run", same, point(1, -1), BadRun},

		{"new only in the last", letters("a", "a", "b"), point(1, 1), 1.},
		{"never saturated", letters("a", "b", "c"), point(1, 1), NotReached},
		{"all unique: coverage", letters("a", "b", "c"), (*Incidence).Coverage, 1 - 4./6}, // from: 1 − (3/3)(2·2)/(2·2+2)
		{"one unique: coverage", letters("ab", "a", "a"), (*Incidence).Coverage, 1.},      // from: (n−1)(Q₁−1) = 0
		{"one unique: chao2", letters("ab", "a", "a"), chao2, 2.},                         // from: Q₁(Q₁−1) = 0
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := tt.of(tt.x)
			assert.NotEmpty(t, e.Formula)
			if why, ok := tt.want.(estimate.Reason); ok {
				assert.Equal(t, why, e.Undefined)
				return
			}
			assert.Empty(t, e.Undefined)
			assert.InDelta(t, tt.want, e.Value, 1e-15)
		})
	}
}

func TestUnknownOptions(t *testing.T) {
	x := letters("a", "ab", "abc", "a", "a", "a")
	assert.Equal(t, estimate.UnknownOption, x.Point(4, 2, "both", .05).Undefined)
	assert.Equal(t, estimate.UnknownOption, x.Point(4, 2, Overlapping, math.NaN()).Undefined)
	for _, threshold := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for _, row := range x.Rows(of, Options{Thresholds: []float64{threshold}, Runs: []Runs{Overlapping, "both"}, Level: 7}) {
			_, err := row.MarshalJSON()
			assert.NoError(t, err)
			if row.Measure == "saturation_point" {
				assert.Equal(t, estimate.UnknownOption, row.Undefined)
			}
			if row.Measure == "chao2" {
				assert.Contains(t, row.Warnings, estimate.NoInterval, "no such level")
			}
		}
	}
	_, err := Matrix([][]bool{{true}, {true, false}})
	assert.ErrorIs(t, err, ErrRagged)
}

func TestIntervals(t *testing.T) {
	for _, c := range readOracle(t, "testdata/saturation.json") {
		x := matrix(t, c.Incidence)
		switch c.ID {
		case "random-1": // from: by hand with z = 1.959963984540054, S = 20, T = 4.125, se = 6.62028133843268
			e := x.Chao2(.95)
			assert.InDelta(t, 20.451432, e.Lo, 1e-6)
			assert.InDelta(t, 57.692556, e.Hi, 1e-6)
			assert.Equal(t, LogNormal, e.Method)
			assert.NotContains(t, e.Warnings, NoDuplicates)
			assert.NotContains(t, e.Warnings, estimate.FewUnits)
			assert.Empty(t, x.Chao2(0).Method, "none was asked for")
			assert.Less(t, e.Hi, x.Chao2(.99).Hi)
		case "random-6": // from: by hand with t(5) = 2.570581835636314 and the rᵢ of the table
			e := x.Jackknife1(.95)
			assert.InDelta(t, 9.623702, e.Lo, 1e-6)
			assert.InDelta(t, 15.042964, e.Hi, 1e-6)
			assert.Contains(t, e.Warnings, estimate.FewUnits)
			assert.Contains(t, x.Chao2(.95).Warnings, NoDuplicates)
			assert.Contains(t, x.Coverage().Warnings, NoDuplicates)
			assert.Empty(t, x.Jackknife1(0).Method)
		case "edge-all-codes-everywhere":
			e := x.Chao2(.95)
			assert.Contains(t, e.Warnings, estimate.NoInterval, "nothing is unseen, so there is nothing to be uncertain of")
			assert.NotContains(t, e.Warnings, NoDuplicates, "no code is rare")
		case "edge-all-uniques": // from: each interview has one code of its own, so the pseudo-values are equal
			assert.Zero(t, x.Jackknife1SE().Value)
			assert.InDelta(t, 2.04124145231932, x.Jackknife1SEVegan().Value, 1e-12)
		}
	}
	low := letters("ab", "ab", "ac", "ac", "a") // from: by hand: S = 3, Q₁ = 0, Q₂ = 2: 3 − 2·9/20
	assert.InDelta(t, 2.1, low.Jackknife2().Value, 1e-12)
	assert.Contains(t, low.Jackknife2().Warnings, BelowSeen)
}

// With 300 codes of one interview each among 400 interviews the binomials have 120
// digits; from: by hand, each is missed by m draws with probability 1 − m/n.
func TestRarefactionOfMany(t *testing.T) {
	sets := make([][]int, 400)
	for i := range 300 {
		sets[i] = []int{i}
	}
	x := Sets(sets)
	for _, m := range []int64{1, 7, 200, 399} {
		assert.InDelta(t, 300*float64(m)/400, x.Rarefied(m).Value, 1e-12)
		// from: the hypergeometric variance of 300 marked among 400
		variance := float64(m) * .75 * .25 * float64(400-m) / 399
		assert.InDelta(t, math.Sqrt(variance), x.RarefiedSDExact(m).Value, 1e-12)
		assert.InDelta(t, math.Sqrt(variance), x.RarefiedSD(m).Value, 1e-9, "all correlations are the same")
	}
}

func TestNumbersAreCarried(t *testing.T) {
	x := letters("ab", "bc", "a", "d")
	e := x.NewInfo(2, 1, 4)
	require.NotNil(t, e.Num)
	assert.Equal(t, []float64{1, 3, 1. / 3, 4}, []float64{*e.Num, *e.Den, e.Value, float64(e.N)})
	assert.Equal(t, int64(2), x.NewCodes(2).N)
	assert.Equal(t, int64(3), x.CumulativeCodes(3).N)
	assert.Equal(t, int64(4), x.Point(2, 1, Overlapping, .05).N)
	assert.Equal(t, 2., x.Point(2, 1, Overlapping, .05).Value)
	assert.Equal(t, int64(4), x.Rarefied(2).N)
}

// Saturation is said to be reached at the first run that brings little; a later run
// that brings more does not take it back, so it is a warning.
func TestAboveAgain(t *testing.T) {
	sets := func(rows ...string) *Incidence {
		var all [][]string
		for _, row := range rows {
			all = append(all, strings.Split(row, ""))
		}
		return Sets(all)
	}
	late := sets("ab", "a", "a", "a", "c") // base 1: runs of one bring 0, 0, 0, 1 of 2
	point := late.Point(1, 1, Overlapping, 0)
	assert.Equal(t, 1., point.Value)
	assert.Contains(t, point.Warnings, AboveAgain)
	assert.NotContains(t, late.Point(1, 1, Overlapping, .5).Warnings, AboveAgain, "at the threshold is not above it")
	assert.NotContains(t, sets("ab", "a", "a", "a", "b").Point(1, 1, Overlapping, 0).Warnings, AboveAgain)
	assert.NotContains(t, sets("ab", "c", "a", "a").Point(1, 1, Overlapping, 0).Warnings, AboveAgain, "what came before is not again")
}
