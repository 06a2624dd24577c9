package omop_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// synthea returns the tables of synthetic persons, which stand for nobody.
func synthea(t *testing.T) []exchange.File {
	var files []exchange.File
	for _, name := range []string{"CDM_SOURCE.csv", "PERSON.csv", "PROVIDER.csv", "VISIT_OCCURRENCE.csv"} {
		path := shareddata.Path(t, "omop-synthea27nj", name)
		files = append(files, exchange.File{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	return files
}

// Synthetic data: these figures say nothing about real care.
func TestSynthea(t *testing.T) {
	got := imported(t, omop.Import{}, synthea(t)...)
	counts := map[string]int{}
	for _, r := range got.Records {
		switch r := r.(type) {
		case *encounter.Participant:
			counts[string(r.Role)+" "+string(r.Profession)+string(r.Age)]++
		case *encounter.Encounter:
			counts[string(r.Mode)+" "+string(r.Setting)]++
			assert.True(t, r.End.IsZero())
			assert.Len(t, r.Presence, 2)
		}
	}
	// from: counted with Python 3 csv: 919 visits of 14 persons to 28 of 67 providers,
	// all in general practice; concepts 9202 890, 9203 24, 9201 5; ages from birth dates.
	assert.Equal(t, map[string]int{
		"patient 0-17": 13, "patient 18-29": 1, "professional doctor": 28,
		"in-person outpatient-clinic": 890, "in-person emergency": 24, "in-person hospital-ward": 5,
	}, counts)
	assert.Equal(t, map[schema.RuleID]int{"omop-start-midnight": 1, "omop-start-zone": 1}, got.Rules())
	assert.Equal(t, schema.Position{Source: "VISIT_OCCURRENCE.csv", Line: 2, Column: 22, Offset: 364, Length: 19}, got.Findings[0].Position)

	want := map[string]exchange.Count{
		"file":            {Read: 4, Kept: 3, Dropped: map[string]int64{"looked at for the version alone": 1}},
		"source":          {Read: 1, Dropped: map[string]int64{"looked at for the version alone": 1}},
		"person":          {Read: 14, Kept: 14},
		"provider":        {Read: 67, Kept: 28, Dropped: map[string]int64{"in no visit": 39}},
		"visit":           {Read: 919, Kept: 919},
		"preceding visit": {Read: 905, Kept: 905},
		"visit concept":   {Read: 919, Changed: map[string]int64{"mode and setting": 919}},
		"specialty":       {Read: 67, Changed: map[string]int64{"profession": 28}, Dropped: map[string]int64{"in no visit": 39}},
		"birth":           {Read: 14, Changed: map[string]int64{"age band at the first visit": 14}},
		"start":           {Read: 919, Changed: map[string]int64{"the day is known, not the time": 919}},
		"end":             {Read: 919, Dropped: map[string]int64{"the time of day is not known": 919}},
		// from: Python 3 csv, the fields that are not blank, by column, and its json, what is in
		// the records. Pseudonyms: 919 visits, their persons and providers, 905 visits before,
		// 14 persons, 28 providers
		"value": {Read: 13676, Changed: map[string]int64{"pseudonym": 3704, "mode and setting": 919, "profession": 28,
			"age band at the first visit": 42, "the day is known, not the time": 919},
			Dropped: map[string]int64{"tells who somebody is": 1081, "the model has no place for it": 4147, "in no visit": 78,
				"the date and time of the row was taken": 1838, "the time of day is not known": 919, "looked at for the version alone": 1}},
	}
	for _, element := range got.Loss.Elements() {
		assert.Equal(t, want[element], got.Loss.Of(element), element)
	}
}

// Under whatever secret, or none, the numbers are those of the visits: of the visits of one
// day each is linked to the one before.
func TestSyntheaContinuityUnderAnyKey(t *testing.T) {
	var expected struct { // from: the shared data set's independent program
		Sorted struct{ Summary map[string]float64 } `json:"by_start_then_id"`
	}
	doc, err := os.ReadFile(shareddata.Path(t, "expected", "continuity-omop-synthea27nj.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &expected))
	for key := range byte(8) { // half of them had other numbers with ties by id alone
		i := omop.Import{Options: exchange.Options{ID: func(local string) encounter.ID {
			return encounter.Pseudonym(bytes.Repeat([]byte{key}, 32), local)
		}}}
		var tally indicator.VisitTally
		for _, r := range exchangetest.Import(t, i, synthea(t)...).Records {
			tally.Add(r)
		}
		seen := 0
		for _, row := range tally.Rows(indicator.PerStudy, indicator.Options{}) {
			if row.Measure == "secon" {
				seen++
				assert.InDelta(t, expected.Sorted.Summary["mean_secon"], row.Value, 1e-9, "key %d", key)
			}
		}
		assert.Equal(t, 1, seen)
	}
}

func TestSyntheaContinuity(t *testing.T) {
	type figures struct {
		PerPatient map[string]map[string]float64 `json:"per_patient"`
		Summary    map[string]float64
	}
	var expected struct { // from: the shared data set's independent program
		Chain  figures `json:"by_preceding_visit_chain"`
		Sorted figures `json:"by_start_then_id"`
		Links  struct {
			Chain int `json:"chain_links"`
			First int `json:"first_visits"`
			Same  int `json:"links_same_provider"`
		}
	}
	doc, err := os.ReadFile(shareddata.Path(t, "expected", "continuity-omop-synthea27nj.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &expected))

	got := imported(t, omop.Import{}, synthea(t)...)
	var tally indicator.VisitTally
	links, first, same := 0, 0, 0
	to := map[encounter.ID]encounter.ID{}
	for _, r := range got.Records {
		tally.Add(r)
		if e, ok := r.(*encounter.Encounter); ok {
			to[e.ID] = e.Professionals()[0]
		}
	}
	for _, r := range got.Records {
		if e, ok := r.(*encounter.Encounter); ok {
			if len(e.Links) == 0 {
				assert.NotNil(t, e.Links)
				first++
				continue
			}
			links++
			assert.Equal(t, encounter.LinkInformational, e.Links[0].Kind)
			if to[e.Links[0].To] == to[e.ID] {
				same++
			}
		}
	}
	assert.Equal(t, []int{expected.Links.Chain, expected.Links.First, expected.Links.Same}, []int{links, first, same})

	names := map[string]string{"coc": "coc_bice_boxerman", "hhi": "herfindahl", "k_index": "k_index", "mmci": "mmci",
		"secon": "secon", "upc": "upc", "visits": "visits", "providers": "providers"}
	for order, want := range map[indicator.Order]figures{indicator.ByLinks: expected.Chain, indicator.ByStart: expected.Sorted} {
		o := indicator.Options{Order: order}
		seen, ties := 0, 0
		for person, figures := range want.PerPatient {
			for _, row := range tally.Rows(indicator.PerPatient, o) {
				name, ok := names[row.Measure]
				if !ok || row.Of.ID != exchangetest.ID("omop/person/"+person).String() {
					continue
				}
				assert.InDelta(t, figures[name], row.Value, 1e-9, "%s %s %s", order, person, name)
				seen++
				if row.Measure == "secon" {
					for _, w := range row.Warnings {
						if strings.Contains(string(w), "order of their ids") {
							ties++
						}
					}
				}
			}
		}
		assert.Equal(t, 14*len(names), seen)
		assert.Zero(t, ties, "visits of one day are linked one to the other")
		for _, row := range tally.Rows(indicator.PerStudy, o) {
			if name, ok := names[row.Measure]; ok && row.Measure != "visits" && row.Measure != "providers" {
				assert.InDelta(t, want.Summary["mean_"+name], row.Value, 1e-9, "%s %s", order, name)
				assert.Equal(t, want.Summary["patients_with_2plus_visits"], float64(row.N))
			}
		}
	}

	// The whole road: no error between the records; the pairs of one day are notes.
	var study coproduction.StudyRules
	for _, r := range got.Records {
		study.Add(r)
	}
	rules := map[schema.RuleID]int{}
	for _, f := range new(coproduction.Validator).Across(&study) {
		rules[f.Rule]++
	}
	assert.Equal(t, map[schema.RuleID]int{"link-order-unknown": int(math.Round(expected.Sorted.Summary["adjacent_ties"]))}, rules)
}
