package indicator

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestCooccurrenceAsTheManualPrintsIt(t *testing.T) {
	o := Cooccurrence{Both: 5, First: 95, Second: 5}
	assert.Equal(t, "0.0476", fmt.Sprintf("%.4f", o.C().Value), "from: ATLAS.ti manual, 5/(100+10−5), there as .048")
	for _, row := range o.Rows(estimate.Subject{}, nil)[5:] {
		assert.Equal(t, NeitherUncounted, row.Undefined, "%s needs the units with neither code", row.Measure)
	}
}

func TestUnequalCodesAreWarnedOf(t *testing.T) {
	five := Cooccurrence{Both: 2, First: 8, Second: 0, Neither: new(int64(9))}
	six := Cooccurrence{Both: 2, First: 9, Second: 0, Neither: new(int64(9))}
	for i, row := range six.Rows(estimate.Subject{}, nil) {
		assert.NotContains(t, five.Rows(estimate.Subject{}, nil)[i].Warnings, Unequal, "%s: 10 to 2", row.Measure)
		switch row.Measure {
		case "c_coefficient", "jaccard", "dice", "ochiai", "phi", "cohen_kappa":
			assert.Contains(t, row.Warnings, Unequal, "%s: 11 to 2", row.Measure)
		}
	}
}

func TestCooccurrenceDegenerate(t *testing.T) {
	all := func(o Cooccurrence) (reasons []estimate.Reason) {
		for _, row := range o.Rows(estimate.Subject{}, nil) {
			assert.NotEmpty(t, row.Formula)
			reasons = append(reasons, row.Undefined)
		}
		return reasons
	}
	none := new(int64(0))
	const unused, codeUnused = CodesUnused, CodeUnused
	assert.Equal(t, []estimate.Reason{unused, unused, unused, codeUnused, codeUnused, CodeEverywhere, NoProducts, codeUnused, NeverApart, estimate.NoUnits},
		all(Cooccurrence{Neither: none}), "no units")
	assert.Equal(t, []estimate.Reason{unused, unused, unused, codeUnused, codeUnused, CodeEverywhere, NoProducts, codeUnused, NeverApart, estimate.OneCategory},
		all(Cooccurrence{Neither: new(int64(9))}), "neither code used")
	assert.Equal(t, []estimate.Reason{"", "", "", "", "", CodeEverywhere, NoProducts, "", NeverApart, estimate.OneCategory},
		all(Cooccurrence{Both: 9, Neither: none}), "both everywhere")
	for _, o := range []Cooccurrence{{Both: -1, Neither: none}, {First: -1, Neither: none}, {Second: -1, Neither: none}} {
		for _, why := range all(o) {
			assert.Equal(t, estimate.NegativeCount, why)
		}
	}
	for _, why := range all(Cooccurrence{First: math.MaxInt64, Second: math.MaxInt64, Neither: none}) {
		assert.Equal(t, estimate.TooLarge, why)
	}
	assert.Equal(t, estimate.NegativeCount, Cooccurrence{Both: 1, Neither: new(int64(-1))}.Phi().Undefined)
	assert.True(t, Cooccurrence{Both: 1, Neither: new(int64(-1))}.Jaccard().Defined(), "which does not look at it")
	big := Cooccurrence{Both: 1 << 48, First: 1 << 48, Second: 1 << 48, Neither: new(int64(1 << 48))}
	for _, row := range big.Rows(estimate.Subject{}, nil) {
		assert.True(t, row.Defined(), row.Measure)
	}
}

func TestCooccurrenceLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	close := func(want, got float64, law string) { assert.InDelta(t, want, got, 1e-12*(1+math.Abs(want)), law) }
	for range 400 {
		n := func() int64 { return random.Int64N(12) }
		o := Cooccurrence{Both: n(), First: n(), Second: n(), Neither: new(n())}
		swapped := Cooccurrence{Both: o.Both, First: o.Second, Second: o.First, Neither: o.Neither}
		assert.Equal(t, o.Rows(estimate.Subject{}, nil), swapped.Rows(estimate.Subject{}, nil), "swapping the codes changes no bit")

		table := Contingency{{o.Both, o.First}, {o.Second, *o.Neither}}
		if j := o.Jaccard(); j.Defined() {
			close(2*j.Value/(1+j.Value), o.Dice().Value, "Dice is 2J/(1+J)")
			close(j.Value, o.C().Value, "c is J")
		}
		if phi, x := o.Phi(), table.ChiSquare(); phi.Defined() {
			close(x.Value, float64(phi.N)*phi.Value*phi.Value, "χ² is nφ²")
			assert.LessOrEqual(t, math.Abs(o.Kappa().Value), math.Abs(phi.Value)+1e-12, "κ is at most φ")
		}
		if odds := o.OddsRatio(); odds.Defined() {
			close((odds.Value-1)/(odds.Value+1), o.YulesQ().Value, "Q is (OR−1)/(OR+1)")
			close(odds.Value, table.OddsRatio(0).Value, "the table's")
		}
		if lift := o.Lift(); lift.Defined() {
			assert.LessOrEqual(t, o.Jaccard().Value, o.Ochiai().Value+1e-15)
			assert.LessOrEqual(t, o.Ochiai().Value, o.Overlap().Value+1e-15)
		}
		// pₒ and pₑ as kappa's definition has them
		if k, all := o.Kappa(), float64(o.Both+o.First+o.Second+*o.Neither); k.Defined() {
			first, second := float64(o.Both+o.First), float64(o.Both+o.Second)
			agree := float64(o.Both+*o.Neither) / all
			chance := (first*second + (all-first)*(all-second)) / (all * all)
			close((agree-chance)/(1-chance), k.Value, "κ by definition")
		}
		more := Cooccurrence{Both: o.Both, First: o.First, Second: o.Second, Neither: new(*o.Neither + 50)}
		assert.Equal(t, o.Jaccard(), more.Jaccard(), "units with neither code do not matter to J")
	}
}

func ExampleCooccurrence() {
	pair := Cooccurrence{Both: 5, First: 95, Second: 5, Neither: new(int64(45))}
	fmt.Printf("%.4f\n", pair.C().Value)
	fmt.Println(pair.C().Warnings)
	// Output:
	// 0.0476
	// [one code is more than five times as frequent as the other: the coefficient cannot be high]
}

func ExampleContingency() {
	// Encounters with and without a theme: of doctors, of nurses.
	table := Contingency{{3, 1}, {1, 3}}
	fmt.Printf("%.3f of %d\n", table.FisherP().Value, table.FisherP().N)
	fmt.Println(table.ChiSquareP().Warnings)
	// Output:
	// 0.486 of 8
	// [an expected count is under 5: the exact probability is the safer one]
}
