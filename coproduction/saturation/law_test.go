package saturation

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

var of = estimate.Subject{Kind: "study"}

// randomSets returns the codes of up to 14 interviews; common codes, rare ones, and
// interviews without any.
func randomSets(random *rand.Rand) [][]int {
	sets := make([][]int, 2+random.IntN(13))
	codes := 1 + random.IntN(20)
	for i := range sets {
		for code := range codes {
			if random.Float64() < 1/float64(1+code) {
				sets[i] = append(sets[i], code)
			}
		}
	}
	return sets
}

func values(rows []estimate.Row) (v []estimate.Estimate) {
	for _, row := range rows {
		v = append(v, row.Estimate)
	}
	return v
}

func TestLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		sets := randomSets(random)
		x := Sets(sets)
		n, seen := x.n(), x.Codes().Value
		want := values(x.Rows(of, everyOption))

		// Calling the codes by other names, listing them in another order or twice, and
		// declaring codes that nobody saw changes no bit.
		names := random.Perm(40)
		table := make([][]bool, n)
		renamed := make([][]string, n)
		for i, set := range sets {
			table[i] = make([]bool, 40)
			for _, code := range set {
				table[i][names[code]] = true
				renamed[i] = append(renamed[i], string(rune('a'+names[code])), string(rune('a'+names[code])))
			}
			random.Shuffle(len(renamed[i]), func(a, b int) { renamed[i][a], renamed[i][b] = renamed[i][b], renamed[i][a] })
		}
		again, err := Matrix(table)
		require.NoError(t, err)
		require.Equal(t, want, values(again.Rows(of, everyOption)))
		require.Equal(t, want, values(Sets(renamed).Rows(of, everyOption)))

		// The order of the interviews matters to what rests on it, and to nothing else.
		shuffled := slices.Clone(sets)
		random.Shuffle(len(shuffled), func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		for i, row := range Sets(shuffled).Rows(of, Options{})[2*n:] {
			if row.Measure != "saturation_new_info" && row.Measure != "saturation_point" {
				require.Equal(t, x.Rows(of, Options{})[2*n:][i], row)
			}
		}

		// Accumulation is a running sum, and its end is what was seen.
		var sum float64
		for i := range n {
			sum += x.NewCodes(i + 1).Value
			require.Equal(t, sum, x.CumulativeCodes(i+1).Value)
		}
		require.Equal(t, seen, sum)

		// Rarefaction runs from the mean of an interview to what was seen, and bends down.
		require.InDelta(t, float64(x.given())/float64(n), x.Rarefied(1).Value, 1e-12)
		require.Equal(t, seen, x.Rarefied(n).Value)
		require.Zero(t, x.RarefiedSD(n).Value)
		require.Zero(t, x.RarefiedSDExact(n).Value)
		for m := int64(2); m <= n; m++ {
			rise := x.Rarefied(m).Value - x.Rarefied(m-1).Value
			require.GreaterOrEqual(t, rise, -1e-12)
			if m > 2 {
				require.LessOrEqual(t, rise, x.Rarefied(m-1).Value-x.Rarefied(m-2).Value+1e-12)
			}
		}
		// The approximation is the definition at one interview and at all but one.
		for _, m := range []int64{1, n - 1, n} {
			require.InDelta(t, x.RarefiedSDExact(m).Value, x.RarefiedSD(m).Value, 1e-9)
		}

		// No estimate but the second jackknife is under what was seen.
		for _, e := range []estimate.Estimate{x.Chao2(.95), x.Jackknife1(.95), x.Bootstrap()} {
			require.GreaterOrEqual(t, e.Value, seen)
			if e.Method == LogNormal {
				require.LessOrEqual(t, seen, e.Lo)
			}
			if e.Method != "" {
				require.LessOrEqual(t, e.Lo, e.Value)
				require.LessOrEqual(t, e.Value, e.Hi)
			}
		}
		require.LessOrEqual(t, x.Jackknife1SE().Value, x.Jackknife1SEVegan().Value+1e-12)

		// One more interview without codes adds nothing to what was seen, and leaves room for more.
		more := Sets(append(slices.Clone(sets), nil))
		require.Equal(t, seen, more.Codes().Value)
		require.Zero(t, more.NewCodes(n+1).Value)
		require.GreaterOrEqual(t, more.Chao2(.95).Value, x.Chao2(.95).Value)
		require.Equal(t, x.Uniques().Value, more.Uniques().Value)
	}
}

// Every way of drawing m interviews, one by one.
func TestRarefactionIsTheMeanOverAllDraws(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		sets := randomSets(random)
		sets = sets[:min(len(sets), 8)]
		x := Sets(sets)
		n := len(sets)
		count, sum, squares := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
		for which := 1; which < 1<<n; which++ {
			var drawn [][]int
			for i := range n {
				if which>>i&1 == 1 {
					drawn = append(drawn, sets[i])
				}
			}
			seen := Sets(drawn).Codes().Value
			count[len(drawn)]++
			sum[len(drawn)] += seen
			squares[len(drawn)] += seen * seen
		}
		for m := 1; m <= n; m++ {
			mean := sum[m] / count[m]
			require.InDelta(t, mean, x.Rarefied(int64(m)).Value, 1e-9)
			require.InDelta(t, squares[m]/count[m]-mean*mean, math.Pow(x.RarefiedSDExact(int64(m)).Value, 2), 1e-9)
		}
	}
}

// The standard error of the jackknife is that of its pseudo-values: leave each
// interview out, and take n S − (n−1) S without it.
func TestJackknifeIsThatOfItsPseudoValues(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 30 {
		sets := randomSets(random)
		n := float64(len(sets))
		var pseudo []float64
		var mean float64
		for i := range sets {
			rest := Sets(slices.Delete(slices.Clone(sets), i, i+1))
			v := n*Sets(sets).Codes().Value - (n-1)*rest.Codes().Value
			pseudo = append(pseudo, v)
			mean += v / n
		}
		var squares float64
		for _, v := range pseudo {
			squares += (v - mean) * (v - mean)
		}
		e := Sets(sets).Jackknife1(.95)
		require.InDelta(t, mean, e.Value, 1e-9)
		require.InDelta(t, math.Sqrt(squares/n/(n-1)), Sets(sets).Jackknife1SE().Value, 1e-9)
	}
}

// A lower threshold is never reached earlier, and disjoint runs are some of the overlapping ones.
func TestPointsAreOrdered(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for range 200 {
		x := Sets(randomSets(random))
		for _, run := range []int64{1, 2, 3} {
			for _, base := range []int64{1, 2, 4} {
				last := 0.
				for _, threshold := range []float64{1, .5, .2, .05, 0} {
					e, apart := x.Point(base, run, Overlapping, threshold), x.Point(base, run, Disjoint, threshold)
					if e.Defined() {
						require.LessOrEqual(t, last, e.Value)
						last = e.Value
						require.LessOrEqual(t, x.NewInfo(base, run, int64(e.Value)+1).Value, threshold)
					} else if e.Undefined == NotReached {
						last = math.Inf(1)
					}
					if apart.Defined() {
						require.True(t, e.Defined())
						require.LessOrEqual(t, e.Value, apart.Value)
						require.Zero(t, (int64(apart.Value)-base)%run)
					}
					if run == 1 {
						require.Equal(t, e, apart)
					}
				}
			}
		}
	}
}
