package indicator

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

var enaCodes = []string{"A", "B", "C", "D"}

// producedENA returns rows of every variant.
func producedENA(of estimate.Subject) []estimate.Row {
	lines := randomLines(rand.New(rand.NewPCG(1, 1)), 30)
	return slices.Concat(EpistemicNetworks(enaCodes, 0, lines).Rows(of), EpistemicNetworks(enaCodes, 3, lines).Rows(of))
}

func randomLines(random *rand.Rand, n int) []CodedLine {
	lines := make([]CodedLine, n)
	for i := range lines {
		lines[i] = CodedLine{Unit: string(rune('u' + random.IntN(4))), Conversation: string(rune('1' + random.IntN(3)))}
		for _, code := range append(slices.Clone(enaCodes), "not declared") {
			if random.IntN(4) == 0 {
				lines[i].Codes = append(lines[i].Codes, code)
			}
		}
	}
	return lines
}

func TestENAByHand(t *testing.T) {
	lines := []CodedLine{
		{"x", "1", []string{"A"}},
		{"y", "1", []string{"B"}},           // window 2: AB
		{"x", "2", []string{"C"}},           // another conversation
		{"x", "1", []string{"C", "C", "B"}}, // BC, once
		{"y", "1", nil},
		{"y", "1", []string{"A"}}, // window 2: nothing; 3: AB, AC; all: AB, AC
		{"z", "1", nil},
	}
	tests := []struct {
		window     int
		unit, pair string
		want       float64
	}{
		{2, "y", "AB", 1}, {2, "y", "AC", 0}, {2, "x", "BC", 1}, {2, "x", "AB", 0}, {2, "z", "AB", 0},
		{3, "y", "AB", 2}, {3, "y", "AC", 1}, {3, "x", "BC", 1}, {3, "x", "AB", 1}, {3, "x", "AC", 1},
		{1, "x", "BC", 1}, {1, "y", "AB", 0},
		{0, "y", "AB", 2}, {0, "x", "AC", 1}, {0, "y", "BC", 0},
	}
	for _, tt := range tests {
		n := EpistemicNetworks(enaCodes, tt.window, lines)
		got := n.Connections(tt.unit, tt.pair[:1], tt.pair[1:])
		assert.Equal(t, tt.want, got.Value, tt)
		assert.Equal(t, got, n.Connections(tt.unit, tt.pair[1:], tt.pair[:1]), "either way")
	}
	n := EpistemicNetworks(enaCodes, 3, lines)
	assert.Equal(t, int64(3), n.Connections("y", "A", "B").N, "lines of y")
	assert.InDelta(t, 2/2.23606797749979, n.Weight("y", "A", "B").Value, 1e-12, "2/√(4 + 1)")
	zero := n.Weight("z", "A", "B")
	assert.True(t, zero.Defined())
	assert.Equal(t, 0., zero.Value)
	assert.Contains(t, zero.Warnings, NoConnection)
	variance := n.VarianceExplained()
	assert.Len(t, variance, 2)
	assert.InDelta(t, 1, variance[0].Value, 1e-12, "two units differ along one line")
	assert.Equal(t, int64(2), variance[0].N)
	assert.Equal(t, int64(1), variance[0].Excluded, "z has no direction")
	assert.Equal(t, enaCodes, n.Codes())
	assert.Equal(t, []string{"x", "y", "z"}, n.Units())
}

func TestENADegenerate(t *testing.T) {
	line := []CodedLine{{"x", "1", []string{"A", "B"}}}
	many := make([]string, MaxCodes+1)
	for i := range many {
		many[i] = string(rune('a' + i))
	}
	for _, tt := range []struct {
		name string
		n    *ENA
		want estimate.Reason
	}{
		{"no code", EpistemicNetworks(nil, 0, line), OnePair},
		{"one code", EpistemicNetworks([]string{"A"}, 0, line), OnePair},
		{"a code twice", EpistemicNetworks([]string{"A", "B", "A"}, 0, line), DeclaredTwice},
		{"too many", EpistemicNetworks(many, 0, line), TooManyCodes},
		{"a window of less than nothing", EpistemicNetworks(enaCodes, -1, line), estimate.UnknownOption},
	} {
		assert.Equal(t, tt.want, tt.n.Connections("x", "A", "B").Undefined, tt.name)
		assert.Equal(t, tt.want, tt.n.Weight("x", "A", "B").Undefined, tt.name)
		assert.Equal(t, tt.want, tt.n.VarianceExplained()[0].Undefined, tt.name)
		for _, row := range tt.n.Rows(estimate.Subject{}) {
			assert.Equal(t, tt.want, row.Undefined, tt.name)
		}
	}
	none := EpistemicNetworks(enaCodes, 0, nil)
	assert.Equal(t, estimate.OneUnit, none.VarianceExplained()[0].Undefined)
	assert.Len(t, none.Rows(estimate.Subject{}), 1)
	one := EpistemicNetworks(enaCodes, 0, line)
	assert.Equal(t, 1., one.Weight("x", "A", "B").Value)
	assert.Equal(t, estimate.OneUnit, one.VarianceExplained()[0].Undefined)
	assert.Equal(t, NoSuchUnit, one.Connections("y", "A", "B").Undefined)
	assert.Equal(t, NoSuchCode, one.Connections("x", "A", "E").Undefined)
	assert.Equal(t, NoSuchCode, one.Connections("x", "A", "A").Undefined)
	alike := EpistemicNetworks(enaCodes, 0, append(line, CodedLine{"y", "2", []string{"B", "A"}}))
	assert.Equal(t, AllAlike, alike.VarianceExplained()[0].Undefined)

	var crowd []CodedLine
	for i := range 301 {
		crowd = append(crowd, CodedLine{string(rune('a' + i)), "1", many[i%20 : i%20+2]})
	}
	assert.Equal(t, TooManyFor, EpistemicNetworks(many[:40], 1, crowd).VarianceExplained()[0].Undefined)
	assert.Empty(t, EpistemicNetworks(many[:4], 1, crowd).VarianceExplained()[0].Undefined, "6 pairs are few")
}

// Laws: the definition read literally gives the same counts; the order of
// conversations, of a line's codes and the names of units change no bit; weights
// have length 1, and the variances add up.
func TestENALaws(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	for range 60 {
		lines := randomLines(random, random.IntN(60))
		for _, window := range []int{0, 1, 2, 5} {
			n := EpistemicNetworks(enaCodes, window, lines)
			rows := n.Rows(estimate.Subject{})
			for _, unit := range n.Units() {
				var length float64
				for j, b := range enaCodes {
					for _, a := range enaCodes[:j] {
						assert.Equal(t, connectionsRead(lines, window, unit, a, b), n.Connections(unit, a, b).Value)
						length += n.Weight(unit, a, b).Value * n.Weight(unit, a, b).Value
					}
				}
				if length != 0 {
					assert.InDelta(t, 1, length, 1e-12)
				}
			}
			var sum float64
			last := 2.
			for _, e := range n.VarianceExplained() {
				if !e.Defined() {
					sum = 1
					break
				}
				sum += e.Value
				assert.LessOrEqual(t, e.Value, last)
				last = e.Value
			}
			assert.InDelta(t, 1, sum, 1e-12)

			apart := slices.Clone(lines) // conversation after conversation
			slices.SortStableFunc(apart, func(a, b CodedLine) int { return -compareStrings(a.Conversation, b.Conversation) })
			for i := range apart {
				apart[i].Codes = slices.Clone(apart[i].Codes)
				slices.Reverse(apart[i].Codes)
			}
			assert.Equal(t, rows, EpistemicNetworks(enaCodes, window, apart).Rows(estimate.Subject{}))
			for i := range apart {
				apart[i].Unit = string('z' - (rune(apart[i].Unit[0]) - 'u'))
			}
			assert.Equal(t, n.VarianceExplained(), EpistemicNetworks(enaCodes, window, apart).VarianceExplained())
		}
	}
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// connectionsRead counts by the words of the definition.
func connectionsRead(lines []CodedLine, window int, unit, a, b string) (n float64) {
	for i, line := range lines {
		var near []CodedLine
		for _, earlier := range slices.Backward(lines[:i+1]) {
			if earlier.Conversation == line.Conversation && (window == 0 || len(near) < window) {
				near = append(near, earlier)
			}
		}
		within := func(code string) bool {
			return slices.ContainsFunc(near, func(l CodedLine) bool { return slices.Contains(l.Codes, code) })
		}
		if line.Unit == unit && (slices.Contains(line.Codes, a) && within(b) || slices.Contains(line.Codes, b) && within(a)) {
			n++
		}
	}
	return n
}

func TestEigenvalues(t *testing.T) {
	tests := []struct {
		from   string
		matrix [][]float64
		want   []float64
	}{
		{"by hand: (2 − λ)² = 1", [][]float64{{2, 1}, {1, 2}}, []float64{3, 1}},
		{"diagonal", [][]float64{{1, 0, 0}, {0, 5, 0}, {0, 0, 3}}, []float64{5, 3, 1}},
		{"by hand: rank one, 1 + 4 + 9", [][]float64{{1, 2, 3}, {2, 4, 6}, {3, 6, 9}}, []float64{14, 0, 0}},
		{"by hand: 2 − 2 cos(kπ/4)", [][]float64{{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}}, []float64{3.414213562373095, 2, .585786437626905}},
	}
	for _, tt := range tests {
		for i, v := range eigenvalues(tt.matrix) {
			assert.InDelta(t, tt.want[i], v, 1e-12, tt.from)
		}
	}
	random := rand.New(rand.NewPCG(19, 20))
	for range 20 { // the products of rows and those of columns have the same spectrum
		wide := make([][]float64, 3+random.IntN(3))
		for i := range wide {
			for range 12 {
				wide[i] = append(wide[i], random.NormFloat64())
			}
		}
		tall := make([][]float64, 12)
		for p := range tall {
			for _, v := range wide {
				tall[p] = append(tall[p], v[p])
			}
		}
		one, other := eigenvalues(products(wide)), eigenvalues(products(tall))
		for i := range one {
			assert.InDelta(t, one[i], other[i], 1e-10*one[0])
		}
	}
}
