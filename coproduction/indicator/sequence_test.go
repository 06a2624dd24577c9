package indicator

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// letters counts letter by letter: each string is a sequence, and - an event without a code.
func letters(lag int, noRepeat bool, sequences ...string) *Transitions {
	t := NewTransitions(lag, noRepeat)
	for _, s := range sequences {
		sequence := strings.Split(s, "")
		for i := range sequence {
			if sequence[i] == "-" {
				sequence[i] = ""
			}
		}
		t.Add(sequence)
	}
	return t
}

// producedTransitions returns rows of every variant.
func producedTransitions(of estimate.Subject) []estimate.Row {
	var rows []estimate.Row
	for _, lag := range []int{1, 2} {
		for _, noRepeat := range []bool{false, true} {
			rows = append(rows, letters(lag, noRepeat, "ABCABDACDBCADCBDA").Table().Rows(of, Options{})...)
		}
	}
	return rows
}

// randomSequences returns strings of letters; with noRepeat no two successive ones are alike.
func randomSequences(random *rand.Rand, codes int, noRepeat bool) []string {
	out := make([]string, 1+random.IntN(4))
	for i := range out {
		var b strings.Builder
		last := -1
		for range random.IntN(60) {
			c := min(random.IntN(codes), random.IntN(codes))
			if noRepeat && c == last {
				continue
			}
			last = c
			b.WriteByte(byte('A' + c))
			if random.IntN(20) == 0 { // something that is not coded
				last = -1
				b.WriteByte('-')
			}
		}
		out[i] = b.String()
	}
	return out
}

func TestTransitionsByHand(t *testing.T) {
	// AABABBA and BAB: from A to A 1, to B 3; from B to A 3, to B 1. n = 8.
	table := letters(1, false, "AABABBA", "BAB").Table()
	tests := []struct {
		name, from string
		got        estimate.Estimate
		want       float64
		n          int64
	}{
		{"count", "AA once; not from the end of the one to the beginning of the other", table.Count("A", "A"), 1, 1},
		{"count", "AB, AB and AB", table.Count("A", "B"), 3, 3},
		{"probability", "3 of 4", table.Probability("A", "B", .95), .75, 4},
		{"expected", "4·4/8", table.Expected("A", "B"), 2, 8},
		{"residual", "(3 − 2)/√(2·½·½)", table.AdjustedResidual("A", "B"), math.Sqrt2, 8},
		{"Yule's Q", "a d − b c = 3·3 − 1·1, over 10", table.YulesQ("A", "B"), .8, 8},
		{"Yule's Q", "turned round", table.YulesQ("A", "A"), -.8, 8},
		{"kappa", "f = 5, 5: t = 2.5, (3 − 2.5)/(5 − 2.5)", table.TransformedKappa("A", "B"), .2, 8},
		{"kappa", "(1 − 2.5)/2.5", table.TransformedKappa("B", "B"), -.6, 8},
		{"Pearson", "4 · 1/2", table.Pearson(), 2, 8},
		{"likelihood ratio", "2 (6 ln 3/2 + 2 ln ½)", table.LikelihoodRatio(), 12*math.Log(1.5) - 4*math.Ln2, 8},
		{"df", "1·1", table.DF(), 1, 8},
		{"changes", "3 + 3", table.Changes(), 6, 8},
		{"stationary", "by symmetry", table.Stationary("A"), .5, 8},
		{"entropy rate", "H(¼)", table.EntropyRate(), -.25*math.Log(.25) - .75*math.Log(.75), 8},
	}
	for _, tt := range tests {
		assert.Empty(t, tt.got.Undefined, tt.name)
		assert.InDelta(t, tt.want, tt.got.Value, 1e-12, "%s (%s)", tt.name, tt.from)
		assert.Equal(t, tt.n, tt.got.N, tt.name)
	}
	assert.Equal(t, []string{"A", "B"}, table.Codes())
	assert.Equal(t, int64(8), table.N())
	p := table.Probability("A", "B", .9)
	assert.Equal(t, estimate.Proportion(3, 4, .9).Lo, p.Lo, "Wilson's interval")
	assert.Equal(t, .9, p.Level)
}

func TestTransitionsAtALag(t *testing.T) {
	// ABCAB at lag 2: A→C, B→A, C→B; at lag 4: A→B; at lag 5 none.
	table := letters(2, false, "ABCAB").Table()
	assert.Equal(t, int64(3), table.N())
	for _, pair := range []string{"AC", "BA", "CB"} {
		assert.Equal(t, 1., table.Count(pair[:1], pair[1:]).Value, pair)
	}
	assert.Equal(t, int64(1), letters(4, false, "ABCAB").Table().N())
	assert.Equal(t, []string{"A", "B"}, letters(4, false, "ABCAB").Table().Codes(), "C takes part in no transition")
	assert.Equal(t, NoTransitions, letters(5, false, "ABCAB").Table().Changes().Undefined)
	for _, row := range table.Rows(estimate.Subject{}, Options{}) {
		assert.Equal(t, int64(2), row.Params["lag"], "%s: a lag that is not the default is told", row.Measure)
	}
	for _, row := range letters(1, false, "ABCAB").Table().Rows(estimate.Subject{}, Options{}) {
		assert.NotContains(t, row.Params, "lag", row.Measure)
		assert.NotContains(t, row.Params, "norepeat", row.Measure)
	}
}

func TestEventsWithoutACode(t *testing.T) {
	table := letters(1, false, "AB-BA").Table()
	assert.Equal(t, int64(2), table.N(), "A→B, B→A")
	for _, row := range table.Rows(estimate.Subject{}, Options{}) {
		assert.Equal(t, int64(2), row.Excluded, "%s: B→-, -→B", row.Measure)
	}
	// By hand: f = A 2 (once as the end), B 2 (once cut off): t = 1.
	assert.Equal(t, []int64{2, 2}, table.events)
	assert.Equal(t, 0., table.TransformedKappa("A", "B").Value, "1 − 1")
	assert.Equal(t, NoTransitions, letters(1, false, "---").Table().DF().Undefined)
	assert.Equal(t, []int64{2, 1}, letters(1, false, "ABA-").Table().events, "A, B and the A that is cut off")
	assert.Equal(t, []int64{1, 1}, letters(1, false, "AB-A-").Table().events, "no transition leads to the last A or from it")
	assert.Equal(t, []int64{0, 1}, letters(2, false, "AB-A--A").Table().events, "at lag 2: B→A only, and the last A ends no transition")
}

func TestNoRepeat(t *testing.T) {
	// Three codes that cannot repeat have one degree of freedom, and every residual
	// squared is Pearson's statistic.
	table := letters(1, true, "ABCABCBACABCBABCA").Table()
	require.Equal(t, 1., table.DF().Value)
	chi := table.Pearson().Value
	for _, from := range table.Codes() {
		for _, to := range table.Codes() {
			z := table.AdjustedResidual(from, to)
			if from == to {
				assert.Equal(t, CannotOccur, z.Undefined)
				assert.Equal(t, CannotOccur, table.Expected(from, to).Undefined)
				continue
			}
			assert.InDelta(t, chi, z.Value*z.Value, 1e-9)
		}
	}
	assert.Equal(t, NotForRepeats, table.YulesQ("A", "B").Undefined)
	assert.Equal(t, NotForRepeats, table.TransformedKappa("A", "B").Undefined)

	// A repeat is against the rule: left out, and said on every number.
	with := letters(1, true, "ABCABCBACABCBABCAA").Table()
	assert.Equal(t, table.N(), with.N())
	for i, row := range with.Rows(estimate.Subject{}, Options{}) {
		assert.Equal(t, int64(1), row.Excluded, row.Measure)
		want := table.Rows(estimate.Subject{}, Options{})[i]
		assert.Equal(t, want.Value, row.Value, row.Measure)
	}
	assert.Equal(t, 0., with.Count("A", "A").Value)

	// At lag 2 a code may follow itself, so nothing is empty by design.
	second := letters(2, true, "ABACABC").Table()
	assert.Equal(t, RepeatsAtLag, second.Expected("A", "A").Undefined)
	assert.Equal(t, RepeatsAtLag, second.AdjustedResidual("A", "B").Undefined)
	assert.Equal(t, RepeatsAtLag, second.Pearson().Undefined)
	assert.Equal(t, RepeatsAtLag, second.DF().Undefined)
	assert.Equal(t, 2., second.Count("A", "A").Value)
}

func TestTransitionsDegenerate(t *testing.T) {
	of := estimate.Subject{}
	for _, tt := range []struct {
		name  string
		table *TransitionTable
		want  estimate.Reason
	}{
		{"nothing", new(Transitions).Table(), NoTransitions},
		{"one event", letters(1, false, "A").Table(), NoTransitions},
		{"one event a sequence", letters(1, true, "A", "B", "").Table(), NoTransitions},
		{"no event coded", letters(1, false, "---").Table(), NoTransitions},
		{"only repeats", letters(1, true, "AAA").Table(), NoTransitions},
		{"no lag", letters(0, false, "ABA").Table(), estimate.UnknownOption},
		{"a lag back", letters(-1, false, "ABA").Table(), estimate.UnknownOption},
	} {
		for _, row := range tt.table.Rows(of, Options{}) {
			assert.Equal(t, tt.want, row.Undefined, "%s: %s", tt.name, row.Measure)
		}
		assert.Equal(t, tt.want, tt.table.Count("A", "B").Undefined, tt.name)
	}

	one := letters(1, false, "AAA").Table() // one code
	assert.Equal(t, 1., one.Probability("A", "A", .95).Value)
	assert.Equal(t, 2., one.Expected("A", "A").Value)
	assert.Equal(t, ZeroVariance, one.AdjustedResidual("A", "A").Undefined)
	assert.Equal(t, estimate.ZeroTotal, one.YulesQ("A", "A").Undefined)
	assert.Equal(t, ZeroVariance, one.TransformedKappa("A", "A").Undefined)
	assert.Equal(t, NoFreedom, one.Pearson().Undefined)
	assert.Equal(t, NoFreedom, one.LikelihoodRatio().Undefined)
	assert.Equal(t, 0., one.DF().Value)
	assert.Equal(t, 1., one.Stationary("A").Value)
	assert.Equal(t, 0., one.EntropyRate().Value)
	assert.Equal(t, NoSuchCode, one.Count("A", "B").Undefined)
	assert.Equal(t, NoSuchCode, one.Count("", "A").Undefined)

	end := letters(1, false, "ABAC").Table() // nothing follows C
	assert.Equal(t, NothingAfter, end.Probability("C", "A", .95).Undefined)
	assert.Equal(t, NothingAfter, end.AdjustedResidual("C", "A").Undefined)
	assert.Equal(t, 0., end.Expected("C", "A").Value)
	assert.Equal(t, NothingAfter, end.Stationary("A").Undefined)
	assert.Equal(t, NothingAfter, end.EntropyRate().Undefined)
	start := letters(1, false, "CABBA").Table() // C follows nothing
	assert.Equal(t, NothingBefore, start.AdjustedResidual("A", "C").Undefined)
	assert.Equal(t, 0., start.Stationary("C").Value, "never come back to")
	assert.Equal(t, 2., start.DF().Value, "(3 − 1)(2 − 1)")

	apart := letters(1, false, "ABAB", "CDCD").Table()
	assert.Equal(t, NotOneChain, apart.Stationary("A").Undefined)
	assert.Equal(t, NotOneChain, apart.EntropyRate().Undefined)
	two := letters(1, true, "ABABA").Table() // two codes that cannot repeat
	assert.Equal(t, 0., two.DF().Value)
	assert.Equal(t, NoFreedom, two.Pearson().Undefined)
	assert.Equal(t, 2., two.Expected("A", "B").Value)
	assert.Equal(t, ZeroVariance, two.AdjustedResidual("A", "B").Undefined)
	hub := letters(1, true, "ABACADABAC").Table() // A takes part in every transition
	assert.Equal(t, 0., hub.DF().Value)
	assert.Equal(t, 2., hub.Expected("A", "B").Value)
	assert.Equal(t, 0., hub.Expected("B", "C").Value, "the totals leave it nothing")
	assert.Equal(t, ZeroVariance, hub.AdjustedResidual("B", "C").Undefined)
	assert.Equal(t, NoFreedom, hub.LikelihoodRatio().Undefined)
}

func TestTooManyCodes(t *testing.T) {
	var many []string
	for i := range MaxCodes {
		many = append(many, fmt.Sprintf("%04d", i))
	}
	var full Transitions
	full.Add(many)
	assert.Len(t, full.Table().Codes(), MaxCodes)
	assert.Empty(t, full.Table().Changes().Undefined)
	full.Add([]string{"one more", many[0]})
	full.Add(many)
	assert.Equal(t, TooManyCodes, full.Table().Changes().Undefined)

	var half, other Transitions
	half.Add(many[:200])
	other.Add([]string{"x", "0001"})
	for i := range 60 {
		other.Add([]string{"x", fmt.Sprint("y", i)})
	}
	require.NoError(t, other.Merge(&half))
	assert.Equal(t, TooManyCodes, other.Table().Changes().Undefined, "together they are too many")
	require.NoError(t, half.Merge(&other))
	assert.Equal(t, TooManyCodes, half.Table().DF().Undefined, "it is caught by merging")
}

func TestTransitionCautions(t *testing.T) {
	table := letters(1, false, "AABABBA", "BAB").Table()
	assert.Contains(t, table.AdjustedResidual("A", "B").Warnings, FewExpected, "expected 2")
	assert.Contains(t, table.Pearson().Warnings, estimate.Warning("4 of 4 expected counts are under 5: chi-square is a poor approximation"))
	assert.NotContains(t, fmt.Sprint(table.AdjustedResidual("A", "B").Warnings), "cells")
	long := letters(1, false, strings.Repeat("AABABBA", 20)).Table()
	assert.Empty(t, long.AdjustedResidual("A", "B").Warnings)
	assert.Empty(t, long.Pearson().Warnings)
	five := letters(1, false, strings.Repeat("ABCDEECBDA", 9)).Table()
	assert.Contains(t, fmt.Sprint(five.AdjustedResidual("A", "B").Warnings), "one of 25 cells")
	twenty := letters(1, true, strings.Repeat("ABCDECEBDA", 9)+"E").Table()
	assert.Contains(t, fmt.Sprint(twenty.AdjustedResidual("A", "B").Warnings), "one of 20 cells")
}

func TestTransitionsMerge(t *testing.T) {
	one := letters(1, false, "ABBA")
	assert.ErrorIs(t, one.Merge(letters(2, false, "ABBA")), ErrLag)
	assert.ErrorIs(t, one.Merge(letters(1, true, "ABA")), ErrLag)
	require.NoError(t, one.Merge(new(Transitions)), "the zero value counts at lag 1")
	assert.Equal(t, int64(3), one.Table().N())
	require.NoError(t, one.Merge(one))
	assert.Equal(t, letters(1, false, "ABBA", "ABBA").Table(), one.Table(), "with itself, twice")
	before := one.Table()
	one.Add([]string{"A", "C"})
	assert.Equal(t, int64(6), before.N(), "a table stays as it was")
}

func TestTransitionsForm(t *testing.T) {
	const good = `{"tally":"transitions/1","lag":1,"counts":[{"from":"A","to":"B","n":2}],"ends":[{"code":"B","n":1}]}`
	var c Transitions
	require.NoError(t, json.Unmarshal([]byte(good), &c))
	text, err := json.Marshal(c)
	require.NoError(t, err)
	assert.Equal(t, good, string(text))
	for _, change := range [][2]string{
		{"transitions/1", "transitions/2"}, {`"lag":1`, `"lag":0`}, {`"n":2`, `"n":-2`},
		{`"n":1`, `"n":-1`}, {`"n":2`, `"n":9223372036854775807`}, {`"lag":1`, `"lag":1,"lost":-1`},
		{`"lag":1`, `"lag":1,"broken":"because"`}, {good, `[]`}, {`"n":1`, `"n":9223372036854775807`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, bad)
		assert.ErrorIs(t, json.Unmarshal([]byte(bad), &c), ErrTally, bad)
		again, _ := json.Marshal(c)
		assert.Equal(t, good, string(again), "refused, and left as it was")
	}
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(good, `"n":1`, `"n":3`, 1)), &c))
	assert.Equal(t, estimate.Contradiction, c.Table().DF().Undefined, "3 ends after 2 transitions")

	broken := letters(0, false)
	text, err = json.Marshal(broken)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &c))
	assert.Equal(t, estimate.UnknownOption, c.Table().DF().Undefined)
	sum := letters(1, false, "AB")
	require.NoError(t, sum.Merge(&c))
	assert.Equal(t, estimate.UnknownOption, sum.Table().DF().Undefined, "what is not known stays so")
}

func FuzzTransitionsForm(f *testing.F) {
	for _, c := range []*Transitions{new(Transitions), letters(2, true, "ABCABDACDBCADCBDA"), letters(1, true, "ABACAC"), letters(0, false)} {
		text, err := json.Marshal(c)
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, form []byte) {
		var c Transitions
		if json.Unmarshal(form, &c) != nil {
			return
		}
		for _, row := range c.Table().Rows(estimate.Subject{}, Options{}) {
			if text, err := row.MarshalJSON(); err != nil {
				t.Error(err)
			} else if err := new(estimate.Row).UnmarshalJSON(text); err != nil {
				t.Errorf("%s: %s", err, text)
			}
		}
		text, err := json.Marshal(c)
		require.NoError(t, err)
		var again Transitions
		require.NoError(t, json.Unmarshal(text, &again))
	})
}
