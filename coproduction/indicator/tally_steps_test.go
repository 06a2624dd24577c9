package indicator

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The steps of the small study, by hand. Who builds on whom in the first encounter:
// the patient on the doctor 2, the doctor on the patient 2, on themselves 1 + 2; the
// nurse nobody. In the second the nurse on the patient 1. What follows: invitation,
// telling, prioritising, planning, and one more; telling, planning.
func TestStepsByHand(t *testing.T) {
	s := newSmallStudy()
	var tally StepTally
	for _, r := range s.records {
		tally.Add(r)
	}
	const none = estimate.Reason("")
	roles := params{"over": "roles"}
	tests := []struct {
		per         Per
		of, measure string
		params      params
		from        string
		want        float64
		n, excluded int64
		why         estimate.Reason
	}{
		{PerEncounter, s.first, "density", nil, "2 of 6", 1. / 3, 3, 0, none},
		{PerEncounter, s.first, "reciprocity_edge", nil, "2 of 2", 1, 3, 0, none},
		{PerEncounter, s.first, "reciprocity_dyadic", nil, "3 of 3", 1, 3, 0, none},
		{PerEncounter, s.first, "reciprocity_weighted", nil, "4 of 4", 1, 3, 0, none},
		{PerEncounter, s.first, "centralization_outdegree", nil, "1 1 0: 1/4", .25, 3, 0, none},
		{PerEncounter, s.second, "centralization_indegree", nil, "1 0: 1/1", 1, 2, 0, none},
		{PerEncounter, s.second, "reciprocity_edge", nil, "0 of 1", 0, 2, 0, none},
		{PerEncounter, s.third, "density", nil, "steps not coded", 0, 0, 1, NotCoded},
		{PerEncounter, s.foreign, "density", nil, "coded, and no step", 0, 0, 1, oneContributor},
		{PerEncounter, s.foreign, "pearson_chi2", nil, "coded, and no step", 0, 0, 0, NoTransitions},
		{PerEncounter, s.foreign, "reciprocity_weighted", roles, "coded, and no step", 0, 0, 0, NoEdges},

		{PerStudy, "", "density", nil, "(2 + 1)/(6 + 2)", .375, 2, 3, none},
		{PerStudy, "", "reciprocity_edge", nil, "(2 + 0)/(2 + 1)", 2. / 3, 2, 3, none},
		{PerStudy, "", "reciprocity_dyadic", nil, "(3 + 0)/(3 + 1)", .75, 2, 3, none},
		{PerStudy, "", "reciprocity_dyadic_nonnull", nil, "1 of 2", .5, 2, 3, none},
		{PerStudy, "", "reciprocity_weighted", nil, "(4 + 0)/(4 + 1)", .8, 2, 3, none},
		{PerStudy, "", "centralization_outdegree", nil, "(1 + 1)/(4 + 1)", .4, 2, 3, none},
		{PerStudy, "", "centralization_indegree", nil, "(1 + 1)/(4 + 1)", .4, 2, 3, none},
		{PerStudy, "", "reciprocity_weighted", roles, "patient on professional 2, back 3: 2·2/5", .8, 2, 5, none}, // 3 on their own side, 2 not coded

		{PerStudy, "", "n_transitions", nil, "4 + 1", 5, 5, 2, none},
		{PerStudy, "", "df", nil, "4 acts that are followed, 4 that follow", 9, 5, 2, none},
		{PerStudy, "", "entropy_rate", params{"base": "e"}, "nothing follows the last", 0, 5, 2, NothingAfter},
		{PerEncounter, s.second, "df", nil, "one of each", 0, 1, 0, none},
		{PerEncounter, s.second, "pearson_chi2", nil, "one of each", 0, 1, 0, NoFreedom},
		{PerEncounter, s.third, "n_transitions", nil, "steps not coded", 0, 0, 1, NotCoded},
		{PerProfessional, s.nurse, "n_transitions", nil, "present at both", 5, 5, 0, none},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.per, " ", tt.measure, tt.params), func(t *testing.T) {
			row := find(t, tally.Rows(tt.per, Options{}), tt.of, tt.measure, tt.params)
			assert.Equal(t, tt.why, row.Undefined, tt.from)
			assert.InDelta(t, tt.want, row.Value, 1e-12, tt.from)
			assert.Equal(t, tt.n, row.N, "n")
			assert.Equal(t, tt.excluded, row.Excluded, "left out: %v", row.Warnings)
		})
	}

	table := tally.Transitions().Table()
	assert.Len(t, table.Codes(), 5)
	assert.Equal(t, 1., table.Count("tell", "plan").Value)
	assert.Equal(t, .5, table.Probability("tell", "prioritise", 0).Value)
	assert.Equal(t, 0., table.Count(string(lastAct(s)), "tell").Value, "not from the end of the first to the beginning of the second")
	direct := new(Transitions)
	for _, r := range s.records {
		if e, ok := r.(*encounter.Encounter); ok {
			direct.AddSteps(e)
		}
	}
	assert.Equal(t, direct.Table(), table, "the tally keeps what the encounters have")
}

// lastAct is the act of the last step of the first encounter.
func lastAct(s smallStudy) encounter.Act {
	for _, r := range s.records {
		if e, ok := r.(*encounter.Encounter); ok && e.ID.String() == s.first {
			return e.Steps[len(e.Steps)-1].Act
		}
	}
	return ""
}

func TestStepCautions(t *testing.T) {
	s := newSmallStudy()
	var tally StepTally
	for _, r := range s.records {
		tally.Add(r)
	}
	rows := tally.Rows(PerStudy, Options{})
	density := find(t, rows, "", "density", nil)
	assert.Equal(t, estimate.LinearisedT, density.Method, "encounters are the units")
	assert.Contains(t, density.Warnings, Clustered, "both encounters are of one patient")
	assert.Contains(t, density.Warnings, estimate.FewUnits)
	assert.Contains(t, density.Warnings, estimate.Warning("3 left out: times that somebody built on themselves"))
	assert.LessOrEqual(t, density.Hi, 1.)
	assert.GreaterOrEqual(t, density.Lo, 0.)
	assert.Contains(t, find(t, rows, "", "n_transitions", nil).Warnings, PooledSteps)
	alone := find(t, tally.Rows(PerEncounter, Options{}), s.first, "n_transitions", nil)
	assert.NotContains(t, alone.Warnings, PooledSteps)
	assert.Empty(t, find(t, tally.Rows(PerEncounter, Options{}), s.second, "density", nil).Warnings, "one network needs no interval")

	b := coproductiontest.NewStudy(8) // nobody builds on anybody
	patient, doctor := b.Patient(), b.Doctor()
	for range 2 {
		b.Encounter(patient).With(doctor).Tells(patient).Asks(doctor)
	}
	var flat StepTally
	for _, r := range b.Records() {
		flat.Add(r)
	}
	assert.Equal(t, NoEdges, find(t, flat.Rows(PerStudy, Options{}), "", "reciprocity_edge", nil).Undefined)
	assert.Equal(t, 0., find(t, flat.Rows(PerStudy, Options{}), "", "density", nil).Value)
	assert.Equal(t, NoEdges, find(t, flat.Rows(PerStudy, Options{}), "", "reciprocity_weighted", params{"over": "roles"}).Undefined)
}

func TestStepsOfOneAlone(t *testing.T) {
	b := coproductiontest.NewStudy(9)
	patient, doctor := b.Patient(), b.Doctor()
	b.Encounter(patient).With(doctor).Tells(patient).Tells(patient).BuildingOn()
	var tally StepTally
	for _, r := range b.Records() {
		tally.Add(r)
	}
	for _, m := range netMeasures() {
		row := find(t, tally.Rows(PerStudy, Options{}), "", m.id, nil)
		assert.Equal(t, oneContributor, row.Undefined, m.id)
		assert.Equal(t, int64(1), row.Excluded, "the doctor was there and contributed nothing")
	}
	b.Encounter(patient).With(doctor).Tells(patient).Asks(doctor).BuildingOn()
	tally.Add(b.Records()[len(b.Records())-1])
	row := find(t, tally.Rows(PerStudy, Options{}), "", "density", nil)
	assert.Equal(t, .5, row.Value)
	assert.Equal(t, []int64{2, 1}, []int64{row.N, row.Excluded}, "the network of the second")
}

func TestStepCrowd(t *testing.T) {
	e := &encounter.Encounter{ID: encounter.NewID(), Steps: []encounter.Step{{ID: "s1", Act: encounter.ActTell}}}
	for range MaxContributors + 1 {
		e.Steps[0].By = append(e.Steps[0].By, encounter.NewID())
	}
	var tally StepTally
	tally.Add(e)
	row := find(t, tally.Rows(PerStudy, Options{}), "", "density", nil)
	assert.Equal(t, tooManyAtOnce, row.Undefined)
	assert.Equal(t, int64(1), row.Excluded)
}

// What a form from elsewhere claims and cannot be is left out or undefined, never
// a number.
func TestStepFormsFromElsewhere(t *testing.T) {
	for _, tt := range []struct {
		card, measure string
		params        params
		why           estimate.Reason
	}{
		{`"people":{"nodes":3,"mutual":4}`, "density", nil, estimate.Contradiction},
		{`"people":{"nodes":3,"mutual":2,"oneWay":2}`, "density", nil, estimate.Contradiction},
		{`"people":{"nodes":3,"returned":2,"weight":1}`, "reciprocity_weighted", nil, estimate.Contradiction},
		{`"people":{"nodes":3,"outSpread":5}`, "centralization_outdegree", nil, estimate.Contradiction},
		{`"people":{"nodes":3,"inSpread":-1}`, "centralization_indegree", nil, estimate.Contradiction},
		{`"people":{"nodes":9223372036854775807}`, "density", nil, estimate.Contradiction},
		{`"people":{"nodes":-5}`, "density", nil, oneContributor},
		{`"acts":[{"from":"a","to":"b","n":-1}]`, "df", nil, estimate.NegativeCount},
		{`"acts":[{"from":"a","to":"b","n":9223372036854775807}]`, "df", nil, estimate.TooLarge},
		{`"ends":[{"code":"a","n":1}]`, "df", nil, estimate.Contradiction},
		{`"acts":[{"from":"a","to":"b","n":1}],"ends":[{"code":"a","n":1}]`, "df", nil, estimate.Contradiction},
		{`"roles":[{"from":"patient","to":"professional","n":-1}]`, "reciprocity_weighted", params{"over": "roles"}, estimate.NegativeCount},
		{`"roles":[{"from":"patient","to":"professional","n":9223372036854775807}]`, "reciprocity_weighted", params{"over": "roles"}, estimate.TooLarge},
		{`"roles":[{"from":"a","to":"b","n":1},{"from":"c","to":"d","n":1},{"from":"e","to":"f","n":1},{"from":"g","to":"h","n":1}]`, "reciprocity_weighted", params{"over": "roles"}, estimate.Contradiction},
	} {
		var tally StepTally
		require.NoError(t, json.Unmarshal([]byte(`{"tally":"steps/1","encounters":[{"encounter":"1","patient":"2","stepsCoded":true,`+tt.card+`}]}`), &tally))
		assert.Equal(t, tt.why, find(t, tally.Rows(PerStudy, Options{}), "", tt.measure, tt.params).Undefined, tt.card)
	}
}
