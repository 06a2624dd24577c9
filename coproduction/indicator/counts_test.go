package indicator

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestConcentrationPublished(t *testing.T) {
	team := []int64{3, 3, 1} // doctors, nurses, social worker
	tests := []struct {
		name, from string
		got        estimate.Estimate
		want       float64
		digits     int
	}{
		{"Blau", "the study's seven professionals; by hand 30/49", GiniSimpson(team), .6122, 4},
		{"Hill 2", "the study's seven professionals; by hand 49/19", Hill(team, 2), 2.579, 3},
		{"Hill 0", "by hand", Hill(team, 0), 3, 3},
		{"normalised", "by hand (30/49)/(2/3)", BlauNormalised(team), .9184, 4},
		{"Gini", "by hand: sorted 1 3 3, (−2·1 + 0·3 + 2·3)/(3·7)", Gini(team, false), .1905, 4},
		{"unbiased", "by hand 1 − 12/42", GiniSimpsonUnbiased(team), .7143, 4},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, tt.got.Value, .5*math.Pow10(-tt.digits), "%s (%s)", tt.name, tt.from)
		assert.Equal(t, int64(7), tt.got.N, tt.name)
	}
}

// Laws of every measure of counts, on synthetic counts: the order changes no bit,
// a common factor nothing (but the unbiased index), and the ranges hold.
func TestConcentrationLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var of estimate.Subject
	for range 300 {
		counts := make([]int64, 1+random.IntN(9))
		for i := range counts {
			counts[i] = random.Int64N(12)
		}
		before := slices.Clone(counts)
		rows := Concentration(of, counts)
		assert.Equal(t, before, counts, "not modified")

		shuffled := slices.Clone(counts)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		assert.Equal(t, rows, Concentration(of, shuffled))

		k := int64(len(counts))
		for i := range shuffled {
			shuffled[i] *= 1000
		}
		for i, scaled := range Concentration(of, shuffled) {
			row := rows[i]
			if row.Undefined != estimate.OneUnit { // a thousand of one are no longer one
				assert.Equal(t, row.Undefined, scaled.Undefined, row.Measure)
			}
			if !row.Defined() {
				continue
			}
			if row.Measure != "gini_simpson_unbiased" {
				assert.InDelta(t, row.Value, scaled.Value, 1e-12, row.Measure)
			}
			most := 1.0
			switch row.Measure {
			case "hill", "inverse_simpson":
				most = float64(k)
				assert.GreaterOrEqual(t, row.Value, 1-1e-12, row.Measure)
			case "shannon":
				most = math.Log2(float64(k))
			}
			assert.GreaterOrEqual(t, row.Value, 0., row.Measure)
			assert.LessOrEqual(t, row.Value, most+1e-12, row.Measure)
		}
		for q := range uint(40) { // falls as q rises, and ends above 1/p₁
			lower, higher := Hill(counts, q), Hill(counts, q+1)
			if lower.Defined() {
				assert.GreaterOrEqual(t, lower.Value, higher.Value-1e-12, "q = %d, %v", q, counts)
				assert.GreaterOrEqual(t, higher.Value, 1/BergerParker(counts).Value-1e-9)
			}
		}
		if b, h := BlauNormalised(counts), HHINormalised(counts); b.Defined() {
			assert.InDelta(t, 1, b.Value+h.Value, 1e-15, "Blau* + HHI* = 1")
		}
	}
	for k := range 60 { // rounding must not carry equal shares past 1
		assert.LessOrEqual(t, Pielou(slices.Repeat([]int64{3}, k+2), Declared).Value, 1.)
	}
	assert.InDelta(t, 2, Hill([]int64{5, 5, 0}, 100_000).Value, 1e-3, "no underflow at a high order")
}

func TestConcentrationDegenerate(t *testing.T) {
	var of estimate.Subject
	for _, tt := range []struct {
		name   string
		counts []int64
		want   estimate.Reason
	}{
		{"no category", nil, estimate.NoUnits},
		{"all zero", []int64{0, 0}, estimate.ZeroTotal},
		{"negative", []int64{3, -1}, estimate.NegativeCount},
		{"too many", []int64{math.MaxInt64, 1}, estimate.TooLarge},
	} {
		for _, row := range Concentration(of, tt.counts) {
			assert.Equal(t, tt.want, row.Undefined, "%s: %s", tt.name, row.Measure)
			assert.NotEmpty(t, row.Formula)
		}
	}
	for _, row := range Concentration(of, []int64{1}) { // one of one
		switch row.Measure {
		case "hhi_normalised", "blau_normalised", "pielou":
			assert.Equal(t, estimate.OneCategory, row.Undefined, row.Measure)
		case "gini_simpson_unbiased":
			assert.Equal(t, estimate.OneUnit, row.Undefined)
		}
	}
	assert.Equal(t, estimate.OneCategory, Gini([]int64{7}, true).Undefined)
	assert.Equal(t, estimate.UnknownOption, Shannon([]int64{1, 2}, "10").Undefined)
	assert.Equal(t, estimate.UnknownOption, Pielou([]int64{1, 2}, "").Undefined)

	half := []int64{math.MaxInt64 / 2, math.MaxInt64 / 2} // squares past 2¹²⁴
	assert.Equal(t, .5, HHI(half).Value)
	assert.Equal(t, 1., BlauNormalised(half).Value)
	assert.Equal(t, 0., Gini(half, true).Value)
	assert.InDelta(t, 2, Hill(half, 3).Value, 1e-12)
}

func ExampleHill() {
	team := []int64{3, 3, 1} // doctors, nurses, social worker
	for q := range uint(3) {
		fmt.Printf("q = %d: %.3f professions\n", q, Hill(team, q).Value)
	}
	// Output:
	// q = 0: 3.000 professions
	// q = 1: 2.730 professions
	// q = 2: 2.579 professions
}

func ExampleGiniSimpson() {
	e := GiniSimpson([]int64{3, 3, 1})
	fmt.Printf("%s = %.4f, n = %d\n", e.Formula, e.Value, e.N)
	fmt.Println(GiniSimpson([]int64{0, 0}).Undefined)
	// Output:
	// 1 − Σ pᵢ² = 0.6122, n = 7
	// the total is zero
}
