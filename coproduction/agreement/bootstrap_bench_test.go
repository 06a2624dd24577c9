package agreement

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// textbookBootstrap draws units one by one and counts the pairs of their ratings in a
// map each time, as the definition says.
func textbookBootstrap(rows [][2]int32, resamples int, seed uint64) (lo, hi float64) {
	random := rand.New(rand.NewPCG(seed, 0))
	values := make([]float64, resamples)
	for b := range values {
		pairs := map[[2]int32]float64{}
		for range rows {
			row := rows[random.IntN(len(rows))]
			pairs[[2]int32{row[0], row[1]}]++
			pairs[[2]int32{row[1], row[0]}]++
		}
		totals, n, apart := map[int32]float64{}, 0., 0.
		for p, count := range pairs {
			totals[p[0]] += count
			n += count
			if p[0] != p[1] {
				apart += count
			}
		}
		expected := n * n
		for _, count := range totals {
			expected -= count * count
		}
		values[b] = 1 - (n-1)*apart/expected
	}
	slices.Sort(values)
	return quantile(values, .025), quantile(values, .975)
}

// BenchmarkBootstrap compares 1,000 resamples of 2 × 100,000 nominal ratings, for
// Krippendorff's alpha, with the textbook version (of which it draws 10, and reports
// the time of 1,000), both on one core.
func BenchmarkBootstrap(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	numbers := simulated(random, 100_000, 2, 5, 0)
	rows := make([][2]int32, len(numbers))
	for i, row := range numbers {
		rows[i] = [2]int32{int32(row[0]), int32(row[1])}
	}
	table, _ := Numeric(numbers)
	b.Run("textbook", func(b *testing.B) {
		for b.Loop() {
			textbookBootstrap(rows, 10, 1)
		}
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)*100, "ms/1000")
	})
	for _, c := range []struct {
		name string
		of   Coefficient
	}{{"alpha nominal", Alpha(Nominal)}, {"alpha interval", Alpha(Interval)}, {"Cohen's kappa", CohenKappa(Unweighted)}, {"beta nominal", Beta(Nominal)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table.Bootstrap(c.of, Resampling{Seed: 1, Workers: 1})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/1000")
		})
	}
	missing, _ := Numeric(simulated(random, 100_000, 5, 5, .2))
	b.Run("alpha nominal, 5 coders with missing ratings", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			missing.Bootstrap(Alpha(Nominal), Resampling{Seed: 1, Workers: 1})
		}
	})
}
