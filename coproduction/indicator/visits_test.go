package indicator

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestVisitsPublished(t *testing.T) {
	v := VisitsOf(strings.Fields("A A B A C A A D A A B A"))
	const from = "worked example A A B A C A A D A A B A"
	for _, tt := range []struct {
		name string
		got  estimate.Estimate
		want float64
	}{
		{"UPC 8/12", v.UPC(), .6667},
		{"COC 58/132", v.COC(), .4394},
		{"SECON 3/11", v.SECON(), .2727},
		{"HHI 70/144", v.HHI(), .4861},
		{"MMCI", v.MMCI(), .7297},
		{"K 8/11", v.K(), .7273},
		{"handoffs", v.Handoffs(), 8},
	} {
		assert.InDelta(t, tt.want, tt.got.Value, .5e-4, "%s (%s)", tt.name, from)
	}
	w := VisitsOf([]int{3, 3, 3, 2, 2, 1})
	assert.InDelta(t, .5, w.UPC().Value, .5e-3, "worked example 3, 2, 1")
	assert.InDelta(t, .267, w.COC().Value, .5e-3, "worked example 3, 2, 1")
	assert.Equal(t, []float64{8, 30}, []float64{*w.COC().Num, *w.COC().Den}, "by hand (14 − 6)/(6·5)")
}

// Patients who meet many professionals are counted as those who meet few.
func TestVisitsOfMany(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for most := 1; most < 3*lookThrough; most++ {
		visits := make([]int, 200)
		to := map[int]int64{}
		for i := range visits {
			visits[i] = random.IntN(most)
			to[visits[i]]++
		}
		v := VisitsOf(visits)
		assert.Equal(t, slices.Sorted(maps.Values(to)), v.counts)
		assert.Equal(t, to[visits[199]], v.last)
		assert.Equal(t, int64(200), v.n)
	}
}

func TestVisitsLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	var of estimate.Subject
	for range 500 {
		visits := make([]int, 2+random.IntN(20))
		named := make([]string, len(visits))
		for i := range visits {
			visits[i] = random.IntN(1 + random.IntN(6))
			named[i] = fmt.Sprint("p", 97-visits[i])
		}
		v := VisitsOf(visits)
		assert.Equal(t, v.Rows(of), VisitsOf(named).Rows(of), "other names change nothing")
		slices.Reverse(named)
		assert.Equal(t, v.SECON(), VisitsOf(named).SECON(), "backwards, as many repeats")

		slices.Sort(named)
		sorted := VisitsOf(named)
		for i, row := range sorted.Rows(of) {
			switch row.Measure {
			case "secon", "handoffs", "fraction_of_care_last_provider":
			default:
				assert.Equal(t, v.Rows(of)[i], row, "%s rests on no order", row.Measure)
			}
		}
		assert.GreaterOrEqual(t, sorted.SECON().Value, v.SECON().Value, "sorted, never fewer repeats")

		n := float64(v.n)
		assert.GreaterOrEqual(t, v.UPC().Value, v.HHI().Value)
		assert.GreaterOrEqual(t, v.UPC().Value, v.FractionLastProvider().Value)
		assert.InDelta(t, v.HHI().Value, (v.COC().Value*(n-1)+1)/n, 1e-12, "HHI from COC")
		assert.InDelta(t, v.Handoffs().Value, (1-v.SECON().Value)*(n-1), 1e-9, "handoffs from SECON")
		for _, e := range []estimate.Estimate{v.UPC(), v.COC(), v.SECON(), v.HHI(), v.K(), v.MMCI(), v.MCI(), v.FractionLastProvider()} {
			assert.True(t, 0 <= e.Value && e.Value <= 1, e.Formula)
		}
		// Monotone: once more to the professional met last and most cannot lower it.
		again := VisitsOf(append(slices.Clone(visits), visits[len(visits)-1]))
		assert.GreaterOrEqual(t, again.SECON().Value, v.SECON().Value)
		assert.GreaterOrEqual(t, again.K().Value, v.K().Value)
		assert.GreaterOrEqual(t, again.MMCI().Value, v.MMCI().Value)
	}
}

func TestVisitsDegenerate(t *testing.T) {
	for _, row := range VisitsOf([]string(nil)).Rows(estimate.Subject{}) {
		switch row.Measure {
		case "visits", "providers":
			assert.True(t, row.Defined() && row.Value == 0, row.Measure)
		default:
			assert.Equal(t, estimate.NoVisits, row.Undefined, row.Measure)
		}
	}
	one := VisitsOf([]string{"A"})
	for _, e := range []estimate.Estimate{one.COC(), one.SECON(), one.K()} {
		assert.Equal(t, estimate.TooFewVisits, e.Undefined, e.Formula)
		assert.Equal(t, int64(1), e.N)
	}
	assert.Equal(t, []estimate.Warning{estimate.FewVisits}, VisitsOf([]int{1, 2}).COC().Warnings)
	assert.Empty(t, VisitsOf([]int{1, 2, 1}).COC().Warnings, "three are enough")
	assert.False(t, math.Signbit(VisitsOf([]int{1, 1}).Entropy().Value), "no negative zero")
}

func ExampleVisitsOf() {
	v := VisitsOf([]string{"A", "A", "B", "A", "C", "A", "A", "D", "A", "A", "B", "A"})
	fmt.Printf("UPC %.4f  COC %.4f  SECON %.4f\n", v.UPC().Value, v.COC().Value, v.SECON().Value)
	fmt.Println(VisitsOf([]string{"A"}).COC().Undefined)
	// Output:
	// UPC 0.6667  COC 0.4394  SECON 0.2727
	// fewer than two visits
}
