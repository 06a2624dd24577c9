package agreement

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// DefaultResamples is the number of resamples, unless told otherwise.
const DefaultResamples = 1000

// MaxResamples is the most resamples that are drawn. The bounds of an interval then
// move by less than a hundredth of its width from one seed to another.
const MaxResamples = 100_000

// FewResamples is given where the bounds are among the outermost resamples.
const FewResamples estimate.Warning = "too few resamples for this level: the bounds rest on the outermost of them"

// A Resampling says how [Table.Bootstrap] draws.
type Resampling struct {
	Resamples int     // how many; 0 means [DefaultResamples]
	Seed      uint64  // the same seed gives the same resamples
	Level     float64 // confidence level of the interval; 0 means [DefaultLevel]
	Workers   int     // how many resamples are worked on at a time, which changes no bit; 0 means GOMAXPROCS
}

// Bootstrap returns a coefficient of the table with the interval that resampling
// its units gives.
//
//	θ*₁ … θ*_B   the coefficient of B tables of n units each, drawn with replacement from the n units
//	Lo, Hi       their quantiles at (1 − level)/2 and (1 + level)/2
//	quantile p   between the ordered values ⌊h⌋ and ⌊h⌋ + 1 of 1 … B, h = (B − 1) p + 1 (R's type 7)
//
// It answers how far the coefficient would move had other units of the same kind
// been coded by the same coders; the coders are not resampled. The units are those that
// somebody rated. The categories stay those of the table, also in a resample in which
// one does not occur.
//
//	Unit   that of the coefficient
//	Range  that of the coefficient
//	n      that of the coefficient; warns under [estimate.EnoughUnits]
//
// Undefined as the coefficient is. A resample in which it is undefined, as all its
// ratings are of one category, is left out of the quantiles, and a warning counts
// them. There is no interval, and the warning [estimate.NoInterval], with a level
// outside (0, 1), a number of resamples below 0 or over [MaxResamples], fewer than two
// units that somebody rated, or fewer than two defined resamples; with
// fewer than 2/(1 − level) there is the warning [FewResamples].
//
// To draw n units is to draw how often each different row of ratings occurs, from a
// multinomial distribution: the same law, but the cost of a resample grows with the
// number of different rows and not with n. Where it does not matter which coder gave a
// rating, rows of the same ratings are one. The order of units changes no bit; nor does that
// of coders, where it does not matter. A resample has a generator of its own, PCG with the seed and the number of the resample, so the
// number of workers changes no bit either. No goroutine outlives the call.
//
// It takes memory for the different rows in each worker, 8 bytes a resample, and, where
// the different rows are more than an eighth of the units, 4 bytes a unit.
//
// Source: Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall
// 1993, ch. 13; quantiles: Hyndman RJ, Fan Y. Am Stat 1996;50:361–365,
// doi:10.1080/00031305.1996.10473566.
func (t *Table) Bootstrap(c Coefficient, r Resampling) estimate.Estimate {
	return bootstrap(t.sample(), []Coefficient{c}, r)[0]
}

// bootstrap returns the coefficients with their intervals, from the same resamples.
func bootstrap(s *sample, coefficients []Coefficient, r Resampling) []estimate.Estimate {
	out := make([]estimate.Estimate, len(coefficients))
	var byCoder, others []int
	for i, c := range coefficients {
		switch out[i] = c.estimate(s); {
		case !out[i].Defined():
		case c.coders:
			byCoder = append(byCoder, i)
		default:
			others = append(others, i)
		}
	}
	resamples, level := cmp.Or(r.Resamples, DefaultResamples), cmp.Or(r.Level, DefaultLevel)
	if resamples < 1 || resamples > MaxResamples || s.units < 2 || !(level > 0 && level < 1) {
		for _, i := range append(byCoder, others...) {
			out[i] = out[i].Warn(estimate.NoInterval)
		}
		return out
	}
	replicate := func(s *sample, which []int) {
		values := make([]float64, resamples*len(which)) // of one coefficient after the other
		each(newUrn(s), resamples, r, func(b int, drawn *sample) {
			for j, i := range which {
				e := coefficients[i].estimate(drawn)
				values[j*resamples+b] = e.Value
				if !e.Defined() {
					values[j*resamples+b] = math.NaN()
				}
			}
		})
		for j, i := range which {
			out[i] = percentile(out[i], values[j*resamples:(j+1)*resamples], level, estimate.Bootstrap(resamples, r.Seed))
		}
	}
	if len(byCoder) > 0 {
		replicate(s, byCoder)
	}
	if len(others) > 0 {
		replicate(s.anonymous(), others)
	}
	return out
}

// each calls do with the number of every resample and the resample, several at a time.
func each(u *urn, resamples int, r Resampling, do func(int, *sample)) {
	workers := r.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, resamples)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			draw := newDraw(u)
			random := rand.NewPCG(0, 0)
			for b := w; b < resamples; b += workers {
				random.Seed(r.Seed, uint64(b))
				do(b, draw.resample(random))
			}
		})
	}
	wait.Wait()
}

// percentile returns e with the interval between two quantiles of the values, of
// which those that are NaN are left out. The values are sorted.
func percentile(e estimate.Estimate, values []float64, level float64, by estimate.Method) estimate.Estimate {
	slices.Sort(values) // NaN before all numbers
	without := 0
	for without < len(values) && math.IsNaN(values[without]) {
		without++
	}
	if without > 0 {
		e = e.Warn(estimate.Warning(fmt.Sprintf("undefined in %d of %d resamples, which the interval leaves out", without, len(values))))
	}
	values = values[without:]
	if len(values) < 2 {
		return e.Warn(estimate.NoInterval)
	}
	if float64(len(values))*(1-level) < 2 {
		e = e.Warn(FewResamples)
	}
	return e.Within(quantile(values, (1-level)/2), quantile(values, (1+level)/2), level, by)
}

// quantile returns the p-quantile of sorted values, at least one, as R's type 7.
func quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	low := min(int(h), len(sorted)-1)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + float64((h-float64(low))*(sorted[high]-sorted[low]))
}
