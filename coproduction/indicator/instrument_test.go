package indicator

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An instrumentCase is the input of one case of the oracle; null is no answer.
type instrumentCase struct {
	ID, Instrument string
	Items          []*int64
	Rows           [][]*int64
	Events         []struct {
		Type       encounter.CueForm
		ElicitedBy encounter.Role `json:"elicited_by"`
		Explicit   bool
		Space      string
	}
	Ratings []struct {
		Respondent, Group, Target string
		Items                     []*int64
	}
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

func answers(items []*int64) []int64 {
	out := make([]int64, len(items))
	for i, item := range items {
		out[i] = NoAnswer
		if item != nil {
			out[i] = *item
		}
	}
	return out
}

func (c instrumentCase) rows(t *testing.T) []estimate.Row {
	of := estimate.Subject{Kind: "case", ID: c.ID}
	switch c.Instrument {
	case "CARE":
		return FormCARE.Rows(of, answers(c.Items))
	case "CollaboRATE (0-9 version)":
		var all CollaboRATE
		for _, row := range c.Rows {
			all.Add(answers(row))
		}
		return all.Rows(of, Options{})
	case "Observer OPTION-5":
		return FormOption5.Rows(of, answers(c.Items))
	case "SDM-Q-9":
		return FormSDMQ9.Rows(of, answers(c.Items))
	case "VR-CoDES (cue/concern; response explicit/non-explicit x provide/reduce space)":
		events := []Event{}
		for _, e := range c.Events {
			space := map[string]encounter.Space{"provide": encounter.SpaceProvided, "reduce": encounter.SpaceReduced}[e.Space]
			events = append(events, Event{e.Type, e.ElicitedBy, true, e.Explicit, space})
		}
		return VRCoDES(of, events, .95)
	case "":
		ratings := make([]Rating, len(c.Ratings))
		for i, r := range c.Ratings {
			ratings[i] = Rating{r.Respondent, r.Group, r.Target, answers(r.Items)}
		}
		return RelationalOf(ratings).Rows(of, Options{})
	}
	require.Fail(t, "unknown instrument", c.Instrument)
	return nil
}

func TestInstrumentOracles(t *testing.T) {
	for _, family := range []string{"instruments", "relational_coordination"} {
		text, err := os.ReadFile("testdata/" + family + ".json")
		require.NoError(t, err)
		var oracle struct{ Cases []instrumentCase }
		require.NoError(t, json.Unmarshal(text, &oracle))
		compared, undefined := 0, 0
		for _, c := range oracle.Cases {
			got := map[string]estimate.Estimate{}
			for _, row := range c.rows(t) {
				got[key(t, row.Measure, row.Params)] = row.Estimate
			}
			for _, want := range c.Expect {
				k := key(t, want.Measure, want.Params)
				require.Contains(t, got, k, c.ID)
				e := got[k]
				if want.Value == nil {
					undefined++
					assert.NotEmpty(t, e.Undefined, "%s %s: must be undefined", c.ID, k)
					continue
				}
				compared++
				assert.Empty(t, e.Undefined, "%s %s", c.ID, k)
				assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", c.ID, k, e.Value, *want.Value)
			}
		}
		t.Logf("%s: %d values, %d undefined; none left out", family, compared, undefined)
		assert.NotZero(t, compared)
	}
}

// producedInstruments returns a row of every measure of instruments.
func producedInstruments(of estimate.Subject) []estimate.Row {
	var all CollaboRATE
	all.Add([]int64{9, 9, 9})
	all.Add([]int64{9, 3, 0})
	return slices.Concat(
		FormCARE.Rows(of, []int64{1, 2, 3, 4, 5, 5, 4, 3, 2, NoAnswer}),
		all.Rows(of, Options{}),
		FormOption5.Rows(of, []int64{0, 1, 2, 3, 4}),
		FormSDMQ9.Rows(of, []int64{0, 1, 2, 3, 4, 5, 4, 3, 2}),
		VRCoDES(of, []Event{{encounter.CueConcern, encounter.RoleProfessional, true, true, encounter.SpaceProvided}}, .95),
		RelationalOf([]Rating{
			{"1", "nurses", "doctors", []int64{1, 2, 3, 4, 5, 4, 3}}, {"1", "nurses", "nurses", []int64{5, 5, 5, 5, 5, 5, 5}},
		}).Rows(of, Options{}),
	)
}

// repeat returns the answer n times.
func repeat(answer int64, n int) []int64 { return slices.Repeat([]int64{answer}, n) }

func TestFormsAtTheirBounds(t *testing.T) {
	with := func(answers []int64, changes ...int64) []int64 {
		copy(answers, changes)
		return answers
	}
	tests := []struct {
		name    string
		of      func([]int64) estimate.Estimate
		answers []int64
		want    any // a number or a reason
		n       int64
	}{
		{"CARE: least", CARE, repeat(1, 10), 10., 10},
		{"CARE: most", CARE, repeat(5, 10), 50., 10},
		{"CARE: two without", CARE, with(repeat(4, 10), NoAnswer, NoAnswer), 40., 8},
		{"CARE: three without", CARE, with(repeat(4, 10), NoAnswer, NoAnswer, NoAnswer), TooFewAnswers, 7},
		{"CARE: under the scale", CARE, with(repeat(4, 10), 0), OutOfScale, 0},
		{"CARE: over the scale", CARE, with(repeat(4, 10), 6), OutOfScale, 0},
		{"CARE: nine items", CARE, repeat(4, 9), WrongItems, 0},
		{"CARE: none", CARE, nil, WrongItems, 0},
		{"OPTION-5: least", Option5, repeat(0, 5), 0., 5},
		{"OPTION-5: most", Option5, repeat(4, 5), 100., 5},
		{"OPTION-5: most, sum", Option5Raw, repeat(4, 5), 20., 5},
		{"OPTION-5: one without", Option5, with(repeat(4, 5), NoAnswer), Unanswered, 4},
		{"OPTION-5: over the scale", Option5Raw, with(repeat(4, 5), 5), OutOfScale, 0},
		{"OPTION-5: under the scale", Option5Raw, with(repeat(4, 5), -2), OutOfScale, 0},
		{"OPTION-5: six items", Option5Raw, repeat(4, 6), WrongItems, 0},
		{"SDM-Q-9: least", SDMQ9, repeat(0, 9), 0., 9},
		{"SDM-Q-9: most", SDMQ9, repeat(5, 9), 100., 9},
		{"SDM-Q-9: most, sum", SDMQ9Raw, repeat(5, 9), 45., 9},
		{"SDM-Q-9: one without", SDMQ9Raw, with(repeat(5, 9), 3, NoAnswer), Unanswered, 8},
		{"SDM-Q-9: over the scale", SDMQ9, with(repeat(5, 9), 6), OutOfScale, 0},
		{"SDM-Q-9: ten items", SDMQ9, repeat(5, 10), WrongItems, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := tt.of(tt.answers)
			assert.NotEmpty(t, e.Formula)
			assert.Equal(t, tt.n, e.N)
			if why, ok := tt.want.(estimate.Reason); ok {
				assert.Equal(t, why, e.Undefined)
				return
			}
			assert.Empty(t, e.Undefined)
			assert.Equal(t, tt.want, e.Value)
		})
	}
	assert.Equal(t, []estimate.Warning{"1 left out: items without an answer, which take the mean of the others"},
		CARE(with(repeat(4, 10), NoAnswer)).Warnings)
	assert.Nil(t, Form("other").Rows(estimate.Subject{}, nil))
	for _, f := range Forms() {
		for _, row := range f.Rows(estimate.Subject{}, nil) {
			assert.Equal(t, WrongItems, row.Undefined)
		}
	}
}

// Which item got which answer changes nothing but to relational coordination.
func TestScoresDoNotDependOnTheOrderOfItems(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for _, s := range []struct {
		scale
		of func([]int64) estimate.Estimate
	}{{careScale, CARE}, {option5Scale, Option5}, {sdmq9Scale, SDMQ9}} {
		for range 50 {
			answers := make([]int64, s.items)
			for i := range answers {
				answers[i] = s.least - 1 + random.Int64N(s.most-s.least+2)
				if answers[i] < s.least {
					answers[i] = NoAnswer
				}
			}
			want := s.of(answers)
			random.Shuffle(len(answers), func(i, j int) { answers[i], answers[j] = answers[j], answers[i] })
			require.Equal(t, want, s.of(answers))
		}
	}
}

func TestCollaboRATE(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	var whole CollaboRATE
	parts := make([]CollaboRATE, 3)
	for range 60 {
		answers := []int64{9 - random.Int64N(3)/2, 9, 9 - random.Int64N(11)}
		if answers[2] == NoAnswer {
			answers[0] = NoAnswer
		}
		whole.Add(answers)
		parts[random.IntN(3)].Add(answers)
	}
	var merged CollaboRATE
	for _, i := range random.Perm(3) {
		merged.Merge(parts[i])
		merged.Merge(CollaboRATE{})
	}
	of := estimate.Subject{Kind: "study"}
	assert.Equal(t, whole.Rows(of, Options{}), merged.Rows(of, Options{}), "merge is whole")

	// from: by hand: 9,9,9 and 0,0,3 of three encounters, one incomplete
	var c CollaboRATE
	for _, row := range [][]int64{{9, 9, 9}, {NoAnswer, 9, 9}, {0, 0, 3}} {
		c.Add(row)
	}
	top, mean := c.Top(.95), c.Mean(.95)
	assert.Equal(t, []float64{50, 100, 2}, []float64{top.Value, *top.Num, *top.Den})
	wilson := estimate.Proportion(1, 2, .95)
	assert.Equal(t, []float64{100 * wilson.Lo, 100 * wilson.Hi}, []float64{top.Lo, top.Hi})
	assert.Equal(t, []float64{5, 30, 6, 0, 9}, []float64{mean.Value, *mean.Num, *mean.Den, mean.Lo, mean.Hi}, "cut to the scale")
	for _, e := range []estimate.Estimate{top, mean, c.Complete(), c.Reportable(0)} {
		assert.Equal(t, int64(1), e.Excluded)
		assert.Contains(t, e.Warnings, estimate.Warning("1 left out: encounters with an unanswered item"))
	}
	assert.Contains(t, mean.Warnings, estimate.FewUnits)
	assert.Equal(t, []float64{0, 1, 1}, []float64{c.Reportable(0).Value, c.Reportable(2).Value, c.Reportable(1).Value})
	assert.Zero(t, c.Reportable(3).Value)
	assert.Empty(t, c.Top(0).Method)

	// from: by hand: means 3 and 5 over encounters, s² = 2, t(.975, 1) = 12.7062: cut to [0, 9];
	// at level .5, t = 1: 4 ± 1
	var d CollaboRATE
	d.Add([]int64{3, 3, 3})
	d.Add([]int64{5, 5, 5})
	half := d.Mean(.5)
	assert.InDelta(t, 3, half.Lo, 1e-12)
	assert.InDelta(t, 5, half.Hi, 1e-12)

	var none CollaboRATE
	assert.Equal(t, 0., none.Complete().Value)
	assert.Equal(t, 0., none.Reportable(0).Value)
	for _, e := range []estimate.Estimate{none.Top(.95), none.Mean(.95)} {
		assert.Equal(t, estimate.NoUnits, e.Undefined)
	}
	for _, bad := range [][]int64{{9, 9}, {9, 9, 10}, {9, 9, -2}, nil} {
		wrong, left := c, CollaboRATE{}
		wrong.Add(bad)
		left.Add(bad)
		left.Merge(c)
		into := c
		into.Merge(wrong)
		for _, e := range []estimate.Estimate{wrong.Top(.95), left.Mean(.95), wrong.Complete(), left.Reportable(0), into.Mean(.95)} {
			assert.NotEmpty(t, e.Undefined)
			assert.NotEmpty(t, e.Formula)
		}
	}
	exactly := CollaboRATE{}
	for i := range 25 {
		assert.Zero(t, exactly.Reportable(0).Value, i)
		exactly.Add([]int64{9, 9, 9})
	}
	assert.Equal(t, 1., exactly.Reportable(0).Value)
}

func TestVRCoDES(t *testing.T) {
	event := func(form encounter.CueForm, by encounter.Role, space encounter.Space) Event {
		return Event{Form: form, ElicitedBy: by, Answered: space != "none", Space: space}
	}
	const cue, concern = encounter.CueHint, encounter.CueConcern
	const patient, professional = encounter.RolePatient, encounter.RoleProfessional
	tests := []struct {
		name   string
		events []Event
		want   [5]any // numbers and reasons, in the order of the rows
		left   [5]int64
	}{
		{"not coded", nil, [5]any{NotCoded, NotCoded, NotCoded, NotCoded, NotCoded}, [5]int64{}},
		{"none there", []Event{}, [5]any{0., estimate.NoUnits, estimate.NoUnits, estimate.NoUnits, estimate.NoUnits}, [5]int64{}},
		{"no response", []Event{event(cue, patient, "none"), event(concern, professional, "none")}, [5]any{2., .5, .5, estimate.NoUnits, estimate.NoUnits}, [5]int64{0, 0, 0, 2, 2}},
		{"half coded", []Event{event("", patient, encounter.SpaceProvided), event(concern, "", ""), event(cue, professional, "none")}, [5]any{3., .5, .5, 1., 0.}, [5]int64{0, 1, 1, 2, 1}},
		{"another form", []Event{event("sigh", patient, encounter.SpaceReduced)}, [5]any{1., OutOfScale, 0., 0., 0.}, [5]int64{}},
		{"another role", []Event{event(cue, "cat", encounter.SpaceReduced)}, [5]any{1., 0., OutOfScale, 0., 0.}, [5]int64{}},
		{"another space", []Event{event(cue, patient, "much")}, [5]any{1., 0., 0., OutOfScale, 0.}, [5]int64{}},
		{"by an interpreter", []Event{event(cue, encounter.RoleInterpreter, encounter.SpaceReduced)}, [5]any{1., 0., 0., 0., 0.}, [5]int64{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i, row := range VRCoDES(estimate.Subject{}, tt.events, .95) {
				assert.NotEmpty(t, row.Formula)
				assert.Equal(t, tt.left[i], row.Excluded, row.Measure)
				if why, ok := tt.want[i].(estimate.Reason); ok {
					assert.Equal(t, why, row.Undefined, row.Measure)
					continue
				}
				assert.Empty(t, row.Undefined, row.Measure)
				assert.Equal(t, tt.want[i], row.Value, row.Measure)
			}
		})
	}
}

// The events of an encounter give the shares that the tally of cues gives.
func TestEventsOfEncounters(t *testing.T) {
	same := map[string]string{"cues_elicited": "share_elicited_by_professional", "cues_given_space": "share_provide_space", "cues_explicit": "share_explicit_response"}
	compared := 0
	for _, r := range study(3) {
		e, ok := r.(*encounter.Encounter)
		if !ok {
			continue
		}
		var tally CueTally
		tally.Add(e)
		rows := VRCoDES(estimate.Subject{}, EventsOf(e), .95)
		for _, row := range tally.Rows(PerEncounter, Options{}) {
			if other, ok := same[row.Measure]; ok {
				compared++
				own := find(t, rows, "", other, nil)
				assert.Equal(t, row.Undefined, own.Undefined, row.Measure)
				assert.Equal(t, row.Value, own.Value, row.Measure)
				assert.Equal(t, row.N, own.N, row.Measure)
			}
		}
	}
	assert.NotZero(t, compared)
}
