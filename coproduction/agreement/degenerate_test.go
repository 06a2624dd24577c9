package agreement

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestDegenerate(t *testing.T) {
	nan := math.NaN()
	type why = estimate.Reason
	const defined, one = why(""), estimate.OneCategory
	tests := []struct {
		name                                        string
		rows                                        [][]float64
		percent, cohen, fleiss, gwet, alpha, conger why
		seOfGwet                                    why
	}{
		{"nothing", nil, estimate.NoUnits, NotTwo, NotSeveral, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits},
		{"no coders", [][]float64{{}, {}}, estimate.NoUnits, NotTwo, NotSeveral, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits},
		{"nobody rated", [][]float64{{nan, nan}, {nan, nan}}, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits},
		{"one coder", [][]float64{{1}, {2}, {2}}, NoPairs, NotTwo, NotSeveral, NoPairs, NoPairs, NoPairs, NoPairs},
		{"one coder rated", [][]float64{{1, nan}, {2, nan}}, NoPairs, NoPairs, Incomplete, NoPairs, NoPairs, NoPairs, NoPairs},
		{"no unit rated twice", [][]float64{{1, nan}, {nan, 2}}, NoPairs, NoPairs, Incomplete, NoPairs, NoPairs, NoPairs, NoPairs},
		{"one unit", [][]float64{{1, 2}}, defined, defined, defined, defined, defined, defined, estimate.OneUnit},
		{"one unit, one category", [][]float64{{1, 1}}, defined, one, one, one, one, one, one},
		{"one category", [][]float64{{1, 1}, {1, 1}, {1, 1}}, defined, one, one, one, one, one, one},
		{"one category twice, another once", [][]float64{{1, 1}, {1, 1}, {2, nan}}, defined, one, Incomplete, defined, one, defined, defined},
		{"one rating missing", [][]float64{{1, 1}, {2, 2}, {2, nan}}, defined, defined, Incomplete, defined, defined, defined, defined},
		{"one of three coders never rated", [][]float64{{1, nan, 1}, {2, nan, 2}, {2, nan, 1}}, defined, NotTwo, Incomplete, defined, defined, defined, defined},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := mustNumeric(t, tt.rows)
			assert.Equal(t, tt.percent, table.PercentAgreement(Unweighted, .95).Undefined, "percent")
			assert.Equal(t, tt.cohen, table.CohenKappa(Unweighted, .95).Undefined, "Cohen")
			assert.Equal(t, tt.cohen, table.ScottPi(.95).Undefined, "Scott")
			assert.Equal(t, tt.cohen, table.CohenSE(Linear).Undefined, "SE")
			assert.Equal(t, tt.cohen, table.CohenMax().Undefined, "max")
			assert.Equal(t, tt.fleiss, table.FleissKappa(.95).Undefined, "Fleiss")
			assert.Equal(t, tt.fleiss, table.FleissKappaZ().Undefined, "z")
			assert.Equal(t, tt.gwet, table.Gwet(Quadratic, .95).Undefined, "Gwet")
			assert.Equal(t, tt.gwet, table.BrennanPrediger(OrdinalWeights, .95).Undefined, "Brennan-Prediger")
			assert.Equal(t, tt.conger, table.Conger(Linear, .95).Undefined, "Conger")
			for _, m := range Metrics() {
				assert.Equal(t, tt.alpha, table.Alpha(m, .95).Undefined, m)
				assert.Equal(t, tt.alpha, table.Alpha(m, 0).Undefined, m)
			}
			for _, row := range table.Rows(nobody, Options{}) {
				require.NotContains(t, []float64{math.Inf(1), math.Inf(-1)}, row.Value)
				require.False(t, math.IsNaN(row.Value) || math.IsNaN(row.Lo) || math.IsNaN(row.Hi), row.Measure)
				assert.NotEmpty(t, row.Formula, row.Measure)
				if row.Measure == "gwet_ac_se" {
					assert.Equal(t, tt.seOfGwet, row.Undefined)
				}
			}
		})
	}
	for _, w := range []Weights{"", "cubic"} {
		table := mustNumeric(t, [][]float64{{1, 2}, {2, 2}})
		for name, e := range map[string]estimate.Estimate{
			"percent": table.PercentAgreement(w, .95), "gwet": table.Gwet(w, .95), "conger": table.Conger(w, .95), "cohen": table.CohenKappa(w, .95),
			"fleiss": table.FleissGeneralised(w, .95), "brennan": table.BrennanPrediger(w, .95), "se": table.CohenSE(w), "z": table.CohenZ(w),
		} {
			assert.Equal(t, estimate.UnknownOption, e.Undefined, name)
		}
	}
}

// A coder who rated nothing counts nowhere.
func TestSilentCoder(t *testing.T) {
	nan := math.NaN()
	with := mustNumeric(t, [][]float64{{1, nan, 1}, {2, nan, 2}, {2, nan, 1}, {1, nan, 1}})
	without := mustNumeric(t, [][]float64{{1, 1}, {2, 2}, {2, 1}, {1, 1}})
	for _, w := range AllWeights() {
		assert.Equal(t, without.Conger(w, .95), with.Conger(w, .95))
		assert.Equal(t, without.Gwet(w, .95), with.Gwet(w, .95))
		assert.Equal(t, without.FleissGeneralised(w, .95), with.FleissGeneralised(w, .95))
	}
	for _, m := range Metrics() {
		assert.Equal(t, without.Alpha(m, .95), with.Alpha(m, .95))
	}
}

func TestZeroTable(t *testing.T) {
	var table Table
	for _, row := range table.Rows(nobody, Options{}) {
		assert.False(t, row.Defined(), row.Measure)
	}
	assert.Equal(t, NoSuchCategory, mustNumeric(t, [][]float64{{1, 2}, {1, 1}}).FleissKappaCategory(2).Undefined)
	assert.Equal(t, NoSuchCategory, mustNumeric(t, [][]float64{{1, 2}, {1, 1}}).FleissKappaCategory(-1).Undefined)
}

// Categories that each keep to a coder's side add up: independence leaves no error, so z has no value.
func TestZeroErrorUnderIndependence(t *testing.T) {
	constant := mustNumeric(t, [][]float64{{1, 1}, {2, 1}, {3, 1}, {1, 1}})
	apart := mustNumeric(t, [][]float64{{1, 3}, {2, 4}, {1, 4}, {2, 3}})
	for _, w := range []Weights{Unweighted, Linear, Quadratic} {
		assert.Equal(t, 0., constant.CohenSE0(w).Value, w)
		assert.Equal(t, ZeroError, constant.CohenZ(w).Undefined, w)
		assert.InDelta(t, 0, constant.CohenKappa(w, 0).Value, 1e-15, w)
	}
	assert.Equal(t, 0., apart.CohenSE0(Linear).Value, "|k − l| is a sum where all k are below all l")
	assert.NotZero(t, apart.CohenSE0(Quadratic).Value)
}

func TestPercentAgreementAll(t *testing.T) {
	nan := math.NaN()
	table := mustNumeric(t, [][]float64{{1, 1, 1}, {1, 2, 1}, {2, 2, 2}, {2, 2, nan}, {3, 3, 3}})
	e := table.PercentAgreementAll(.95)
	assert.Equal(t, .75, e.Value, "by hand: 3 of the 4 that all rated")
	assert.Equal(t, estimate.Proportion(3, 4, .95).Lo, e.Lo)
	assert.Equal(t, int64(1), e.Excluded)
	assert.Equal(t, NotSeveral, mustNumeric(t, [][]float64{{1}, {1}}).PercentAgreementAll(.95).Undefined)
	assert.Equal(t, estimate.NoUnits, mustNumeric(t, [][]float64{{1, nan}}).PercentAgreementAll(.95).Undefined)
}

// Every pair of coders must have a kappa for Light's, and a category must have been used.
func TestPartlyUndefined(t *testing.T) {
	table := mustNumeric(t, [][]float64{{1, 1, 1}, {1, 1, 2}, {1, 1, 1}})
	assert.Equal(t, estimate.OneCategory, table.LightKappa().Undefined, "the first two used one category")
	assert.True(t, table.FleissKappa(0).Defined())
	declared, err := Coded(2, []string{"a", "b", "c"}, []int32{0, 1, 0, 0, 1, 1})
	require.NoError(t, err)
	assert.Equal(t, estimate.OneCategory, declared.FleissKappaCategory(2).Undefined)
	for _, row := range declared.Rows(nobody, Options{}) {
		assert.NotEqual(t, params{"category": "c"}, row.Params, "no row for a category that was never given")
	}
	tied := mustNumeric(t, [][]float64{{1, 2}, {1, 2}, {1, 2}})
	assert.Equal(t, estimate.OneCategory, tied.KendallW().Undefined, "each coder left all units tied")
	assert.Equal(t, estimate.OneUnit, mustNumeric(t, [][]float64{{1, 2}}).KendallW().Undefined)
	level := tied.CohenKappa(Unweighted, 2)
	assert.Contains(t, level.Warnings, estimate.NoInterval, "no such level")
}

// Long rows with many categories fit no number of 64 bits, and are grouped all the same.
func TestRowsOfManyCoders(t *testing.T) {
	const coders = 40
	ratings := make([]int32, 0, 6*coders)
	for u := range 6 {
		for c := range coders {
			ratings = append(ratings, int32((u/2+c%(1+u/2))%4))
		}
	}
	table, err := Coded(coders, []string{"a", "b", "c", "d"}, ratings)
	require.NoError(t, err)
	s := table.sample()
	assert.Len(t, s.rows, 3, "each unit twice")
	assert.Equal(t, int64(6), s.units)
	for _, m := range []Metric{Nominal, Ordinal} {
		assert.InDelta(t, textbookAlpha(table, textbookDistance(table, m)), table.Alpha(m, .95).Value, 1e-12)
	}
}

// What one of two coders rated alone is left out of Scott's pi and its error, and so
// it is among the rows, where other coefficients have counted it before.
func TestScottLeavesOutUnitsRatedOnce(t *testing.T) {
	nan := math.NaN()
	both := [][]float64{{1, 1}, {2, 2}, {2, 1}, {1, 1}, {3, 3}, {3, 2}, {1, 1}, {2, 2}, {3, 3}, {1, 2}, {2, 2}, {3, 3}}
	without := mustNumeric(t, both)
	with := mustNumeric(t, append([][]float64{{1, nan}, {nan, 3}, {nan, 3}}, both...))
	want, got := without.ScottPi(.9), with.ScottPi(.9)
	assert.Equal(t, []float64{want.Value, want.Lo, want.Hi}, []float64{got.Value, got.Lo, got.Hi})
	assert.Equal(t, int64(3), got.Excluded)
	rows := rowsOf(t, with, Options{Level: .9})
	assert.Equal(t, got, rows[`scott_pi{"weights":"none"}`])
	assert.Equal(t, rowsOf(t, without, Options{Level: .9})[`scott_pi_se{"weights":"none"}`].Value, rows[`scott_pi_se{"weights":"none"}`].Value)
	for _, w := range []Weights{Unweighted, Linear, Quadratic} {
		want, got := without.CohenKappa(w, .9), with.CohenKappa(w, .9)
		assert.Equal(t, []float64{want.Value, want.Lo, want.Hi}, []float64{got.Value, got.Lo, got.Hi})
		assert.Equal(t, without.CohenSE0(w).Value, with.CohenSE0(w).Value)
	}
}
