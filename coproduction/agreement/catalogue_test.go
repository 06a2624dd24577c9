package agreement

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestCatalogueIsWhatRowsHave(t *testing.T) {
	rows := slices.Concat(
		mustNumeric(t, [][]float64{{1, 1}, {2, 2.5}, {3, 3}, {1, 2.5}, {4, 4}, {2, 2}}).Rows(nobody, Options{}),
		mustNumeric(t, [][]float64{{1, 1, 1}, {2, 2, 1}, {3, 3, 2}, {1, 2, 1}, {4, 4, 4}, {2, 2, 2}}).Rows(nobody, Options{}),
	)
	var order []string
	used, defined := map[string]map[string]bool{}, map[string]bool{}
	formulas := map[string]string{}
	for _, m := range tableMeasures() {
		formulas[m.ID] = m.Formula
	}
	for _, row := range rows {
		if used[row.Measure] == nil {
			used[row.Measure] = map[string]bool{}
			order = append(order, row.Measure)
		}
		for name := range row.Params {
			used[row.Measure][name] = true
		}
		assert.Equal(t, formulas[row.Measure], row.Formula, row.Measure)
		defined[row.Measure] = defined[row.Measure] || row.Defined()
		if row.Defined() && row.Method != "" {
			assert.LessOrEqual(t, row.Lo, row.Hi, row.Measure)
		}
	}
	params := map[string]map[string]bool{}
	var catalogue []string
	for _, m := range tableMeasures() {
		catalogue = append(catalogue, m.ID)
		params[m.ID] = map[string]bool{}
		for _, p := range m.Params {
			params[m.ID][p.Name] = true
		}
		assert.True(t, defined[m.ID], "%s is never defined", m.ID)
	}
	assert.Equal(t, catalogue, order, "in the order of the rows")
	assert.Equal(t, params, used)
}

func TestCatalogueIsComplete(t *testing.T) {
	seen, formulas := map[[2]string]bool{}, map[string]string{}
	headings := map[string]bool{}
	for _, m := range Measures() {
		v := reflect.ValueOf(m)
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Params" {
				assert.NotEmpty(t, v.Field(i).String(), "%s has no %s", m.ID, name)
			}
		}
		k := [2]string{m.Heading, m.ID}
		assert.False(t, seen[k], "%v twice", k)
		seen[k] = true
		if f, ok := formulas[m.ID]; ok {
			assert.Equal(t, f, m.Formula, "one id, one formula")
		}
		formulas[m.ID] = m.Formula
		headings[m.Heading] = true
	}
	assert.Equal(t, []string{Heading, StudyHeading}, slices.Sorted(maps.Keys(headings)))
	Measures()[0].ID = "mine"
	assert.NotEqual(t, "mine", Measures()[0].ID, "the slice is the caller's own")
}

// Rows are written and read as JSON, with the same parameters.
func TestRowsTravel(t *testing.T) {
	for _, row := range oracleTable(t, "fleiss1971-psychiatrists").Rows(nobody, Options{}) {
		text, err := row.MarshalJSON()
		if assert.NoError(t, err, row.Measure) {
			var back estimate.Row
			assert.NoError(t, back.UnmarshalJSON(text), row.Measure)
			assert.Equal(t, row.Value, back.Value)
		}
	}
}
