package coproduction

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestSmallCells(t *testing.T) {
	row := func(kind, id string, n int64) estimate.Row {
		return estimate.Row{Of: estimate.Subject{Kind: kind, ID: id}, Measure: "m", Estimate: estimate.Point(424242, n)}
	}
	const one, few = "this row is about one person", "this row is about fewer than 5 people"
	tests := []struct {
		name string
		rows []estimate.Row
		k    int64
		want []string // pointer and detail
	}{
		{"nothing", nil, 0, nil},
		{"a patient, however many visits", []estimate.Row{row("patient", "p", 100)}, 0, []string{"/estimates/0 " + one}},
		{"an encounter is of one patient", []estimate.Row{row("encounter", "e", 100)}, 0, []string{"/estimates/0 " + one}},
		{"a participant", []estimate.Row{row("participant", "p", 0)}, 2, []string{"/estimates/0 " + one}},
		{"a professional under k", []estimate.Row{row("professional", "a", 4)}, 0, []string{"/estimates/0 " + few}},
		{"a professional at k", []estimate.Row{row("professional", "a", 5)}, 0, nil},
		{"the study under k", []estimate.Row{row("study", "s", 1)}, 5, []string{"/estimates/0 " + few}},
		{"nobody", []estimate.Row{row("study", "s", 0)}, 5, nil},
		{"another k", []estimate.Row{row("study", "s", 9), row("study", "t", 10)}, 10,
			[]string{"/estimates/0 this row is about fewer than 10 people"}},
		{"k = 1 finds none", []estimate.Row{row("patient", "p", 1)}, 1, nil},
		{"k below 0 finds none", []estimate.Row{row("patient", "p", 1)}, -5, nil},
		{"each subject once, at its first small row",
			[]estimate.Row{row("professional", "a", 9), row("professional", "a", 4), row("professional", "a", 3), row("patient", "a", 1), row("professional", "b", 2)}, 0,
			[]string{"/estimates/1 " + few, "/estimates/3 " + one, "/estimates/4 " + few}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range SmallCells(tt.rows, tt.k) {
				assert.Equal(t, schema.RuleID("privacy-small-cell"), f.Rule)
				assert.Equal(t, schema.Warning, f.Severity)
				got = append(got, f.Pointer+" "+f.Detail)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestSmallCellsRepeatNothing(t *testing.T) {
	found := SmallCells([]estimate.Row{{Of: estimate.Subject{Kind: "patient", ID: sentinel}, Estimate: estimate.Point(424242, 3)}}, 0)
	require.Len(t, found, 1)
	assert.NotContains(t, fmt.Sprintf("%+v", found[0]), sentinel)
	assert.NotContains(t, fmt.Sprintf("%+v", found[0]), "424242")
}

func TestOutputRulesAreDocumented(t *testing.T) {
	var ids []schema.RuleID
	for _, r := range append(reportRules(), suppressionRules()...) {
		ids = append(ids, r.ID)
		assert.NotEmpty(t, r.Title)
		assert.NotEmpty(t, r.Why)
		assert.NotEmpty(t, r.Mend)
		assert.Nil(t, r.Check)
		listed, ok := RuleByID(r.ID)
		assert.True(t, ok)
		assert.Equal(t, r.Scope, listed.Scope)
	}
	assert.Equal(t, []schema.RuleID{"privacy-small-cell", "suppression-form", "suppression-reason-given", "suppression-rule-known", "suppression-unused"}, ids)
}
