package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// REDCap gives each missing data code that was used a column of a check box of its own,
// beside those of the choices. It says nothing of the patient or the visit.
func TestMissingBox(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"},
		{Ours: redcap.Concern, Theirs: "topics", Values: map[string]string{"1": "housing"}}}
	words := head + "record_id,who,,text,Record,,,,,,,\nvisit,who,,text,Visit,,,date_ymd,,,,\nstaff,who,,text,Staff,,,,,,,\ntopics,who,,checkbox,Topics,\"1, Housing\",,,,,,\n"
	for name, files := range map[string][]exchange.File{
		"with a dictionary": {exchangetest.File("e", "record_id,visit,staff,topics___1,topics____99\n1,,,,1\n2,,,1,0\n"), exchangetest.File("d", words)},
		"without one":       {exchangetest.File("e", "record_id,visit,staff,topics___1,topics____99\n1,,,,1\n2,,,1,0\n")},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, redcap.Import{Map: m, Missing: []string{"-99"}}, files...)
			assert.Empty(t, got.Findings)
			require.Len(t, got.Records, 3, "two patients and one visit")
			e := got.Records[2].(*encounter.Encounter)
			assert.Equal(t, exchangetest.ID("redcap/record/2"), e.Patient)
			assert.Len(t, e.Concerns, 1)
			assert.Equal(t, map[string]int64{"missing data code": 2}, got.Loss.Of("value").Dropped)
		})
	}
}

// Of two choices with one code the first counts, and codes that differ in a digit have
// columns of their own.
func TestChoicesAlike(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "id"},
		{Ours: redcap.Mode, Theirs: "way"}, {Ours: redcap.Concern, Theirs: "topics"}}
	words := exchangetest.File("d", head+"id,who,,text,Id,,,,,,,\nvisit,who,,text,Visit,,,,,,,\nway,who,,radio,Way,\"1, Phone | 1, Video\",,,,,,\n"+
		"topics,who,,checkbox,Topics,\"1-, Economy | 10, Housing\",,,,,,\n")
	got := imported(t, redcap.Import{Map: m}, words, exchangetest.File("e", "id,visit,way,topics___1_,topics___10\n1,,1,0,1\n"))
	require.Empty(t, got.Findings)
	e := got.Records[len(got.Records)-1].(*encounter.Encounter)
	assert.Equal(t, encounter.Phone, e.Mode)
	alike := exchangetest.File("d", head+"id,who,,text,Id,,,,,,,\nvisit,who,,text,Visit,,,,,,,\nway,who,,text,Way,,,,,,,\ntopics,who,,checkbox,Topics,\"1-, Economy | 1+, Housing\",,,,,,\n")
	first := imported(t, redcap.Import{Map: m}, alike, exchangetest.File("e", "id,visit,way,topics___1_\n1,,,1\n"))
	assert.Equal(t, encounter.DomainEconomy, first.Records[len(first.Records)-1].(*encounter.Encounter).Concerns[0].Domain, "of two codes that a column could be of the first")
	assert.Equal(t, encounter.DomainHousing, e.Concerns[0].Domain)
}
