package agreement

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Resamples change the intervals of a code's coefficients and nothing else: not which
// rows there are, and no value.
func TestCodingsResampled(t *testing.T) {
	for _, u := range Universes() {
		plain := tallied(universeStudy()...).Rows(CodingOptions{Universe: u})
		drawn := tallied(universeStudy()...).Rows(CodingOptions{Universe: u, Level: .9, Resampling: &Resampling{Resamples: 60, Seed: 3}})
		require.Len(t, drawn, len(plain))
		method := estimate.Bootstrap(60, 3)
		resampled := 0
		for i, r := range drawn {
			assert.Equal(t, plain[i].Measure, r.Measure)
			assert.Equal(t, plain[i].Params, r.Params)
			assert.Equal(t, plain[i].Value, r.Value, r.Measure)
			assert.Equal(t, plain[i].Undefined, r.Undefined, r.Measure)
			assert.Equal(t, plain[i].Formula, r.Formula, r.Measure)
			if r.Method == method {
				resampled++
				assert.Equal(t, .9, r.Level)
				assert.Contains(t, r.Params, "code")
			}
		}
		assert.NotZero(t, resampled, u)
		assert.Equal(t, drawn, tallied(universeStudy()...).Rows(CodingOptions{Universe: u, Level: .9, Resampling: &Resampling{Resamples: 60, Seed: 3, Workers: 3}}), "by any number of workers")
		assert.NotEqual(t, drawn, tallied(universeStudy()...).Rows(CodingOptions{Universe: u, Level: .9, Resampling: &Resampling{Resamples: 60, Seed: 4}}), "another seed")
	}
}

// A code has every coefficient that a table of yes and no has, Scott's pi and Cohen's
// kappa with two coders alone.
func TestCodingsHaveEveryCoefficient(t *testing.T) {
	named := map[string]bool{}
	for _, r := range tallied(universeStudy()...).Rows(CodingOptions{}) {
		if _, ok := r.Params["code"]; ok {
			named[r.Measure] = true
		}
	}
	for _, c := range coefficients(yesOrNo) {
		switch c.measure {
		case "scott_pi", "cohen_kappa":
			assert.False(t, named[c.measure], "three coders")
		case "krippendorff_alpha":
			assert.True(t, named["krippendorff_alpha_per_code"])
		default:
			assert.True(t, named[c.measure], c.measure)
		}
	}
	var catalogue []string
	for _, m := range codingMeasures() {
		catalogue = append(catalogue, m.ID)
	}
	for measure := range named {
		assert.True(t, slices.Contains(catalogue, measure), measure)
	}
}
