package saturation

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCatalogueIsWhatIsProduced(t *testing.T) {
	catalogue, order := map[string]map[string]bool{}, []string{}
	formulas := map[string]string{}
	for _, m := range Measures() {
		assert.NotContains(t, catalogue, m.ID, "twice")
		catalogue[m.ID], order, formulas[m.ID] = map[string]bool{}, append(order, m.ID), m.Formula
		for _, p := range m.Params {
			catalogue[m.ID][p.Name] = true
			assert.NotEmpty(t, p.Values)
		}
		v := reflect.ValueOf(m)
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Params" {
				assert.NotEmpty(t, v.Field(i).String(), "%s has no %s", m.ID, name)
			}
		}
	}
	produced, seen := map[string]map[string]bool{}, []string{}
	for _, row := range letters("ab", "bc", "", "a", "d", "a", "a").Rows(of, everyOption) {
		if produced[row.Measure] == nil {
			produced[row.Measure], seen = map[string]bool{}, append(seen, row.Measure)
		}
		for name := range row.Params {
			produced[row.Measure][name] = true
		}
		if row.Measure == "rarefied_codes_sd" { // two formulas, both printed
			assert.Contains(t, formulas[row.Measure], row.Formula)
			continue
		}
		assert.Equal(t, formulas[row.Measure], row.Formula, row.Measure)
	}
	assert.Equal(t, catalogue, produced)
	assert.Equal(t, order, seen, "in the order of the catalogue")
	Measures()[0].ID = "mine"
	assert.NotEqual(t, "mine", Measures()[0].ID, "the slice is the caller's own")
}

// With no options the rows are those of the defaults.
func TestDefaults(t *testing.T) {
	x := letters("ab", "bc", "", "a", "d", "a", "a", "a")
	assert.Equal(t, x.Rows(of, Options{}), x.Rows(of, Options{
		Level: .95, Bases: []int64{4}, RunLengths: []int64{2, 3}, Runs: []Runs{Overlapping}, Thresholds: []float64{.05, 0},
	}))
	assert.Equal(t, ByEncounter, Options{}.by())
}
