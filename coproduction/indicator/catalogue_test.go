package indicator

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// produced returns a row of every measure and variant.
func produced() []estimate.Row {
	of := estimate.Subject{Kind: "synthetic", ID: "1"}
	var studies []estimate.Row
	p := newSmallStudy().profile()
	for _, o := range everyOptions() {
		for _, per := range Pers() {
			studies = append(studies, p.Rows(per, o)...)
		}
	}
	studies = append(studies, producedTransitions(of)...)
	studies = append(studies, producedENA(of)...)
	studies = append(studies, producedCodes(of)...)
	studies = append(studies, producedInstruments(of)...)
	studies = slices.DeleteFunc(studies, func(r estimate.Row) bool { return !r.Defined() })
	return slices.Concat(
		studies,
		Concentration(of, []int64{3, 3, 1}),
		VisitsOf([]int{1, 1, 2}).Rows(of),
		TalkOf([]Turn{
			{Speaker: 1, Role: encounter.RolePatient, Start: 0, End: 900, Words: 3, Timed: true, Counted: true},
			{Speaker: 2, Role: encounter.RoleProfessional, Floor: encounter.FloorInterruption, Start: 500, End: 1500, Words: 4, Timed: true, Counted: true},
		}).Rows(of),
	)
}

func TestCatalogueIsWhatIsProduced(t *testing.T) {
	catalogue, params, formulas := map[string]bool{}, map[string]map[string]bool{}, map[string]string{}
	for _, m := range Measures() {
		catalogue[m.ID] = true
		if params[m.ID] == nil {
			params[m.ID] = map[string]bool{}
		}
		for _, p := range m.Params {
			params[m.ID][p.Name] = true
		}
		formulas[m.ID] = m.Formula
	}
	ids, used := map[string]bool{}, map[string]map[string]bool{}
	for _, row := range produced() {
		ids[row.Measure] = true
		assert.True(t, row.Defined(), row.Measure)
		if used[row.Measure] == nil {
			used[row.Measure] = map[string]bool{}
		}
		for name := range row.Params {
			used[row.Measure][name] = true
		}
		if !row.Defined() || row.Measure == "gini" || row.Measure == "opening_ms" { // two formulas each, both printed
			assert.NotEmpty(t, row.Formula)
			continue
		}
		formula := strings.TrimSuffix(row.Formula, ", totals over encounters")
		for _, over := range []string{"mean over encounters of ", "mean over patients of ", "mean over professionals of "} {
			formula = strings.TrimPrefix(formula, over)
		}
		assert.Equal(t, formulas[row.Measure], formula, row.Measure)
	}
	assert.Equal(t, slices.Sorted(maps.Keys(catalogue)), slices.Sorted(maps.Keys(ids)))
	assert.Equal(t, params, used)
}

func TestCatalogueIsComplete(t *testing.T) {
	seen, formulas := map[[2]string]bool{}, map[string]string{}
	theme := 0
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
		at := slices.Index(Headings(), Theme(m.Heading))
		assert.GreaterOrEqual(t, at, theme, "%s: in the order of the themes", m.ID)
		theme = at
	}
	Measures()[0].ID = "mine"
	assert.NotEqual(t, "mine", Measures()[0].ID, "the slice is the caller's own")
}
