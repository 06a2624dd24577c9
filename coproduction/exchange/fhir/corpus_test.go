package fhir_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// corpus returns the files of a folder of the shared data set, or skips the test.
func corpus(t *testing.T, folder, pattern string) (files []exchange.File) {
	t.Helper()
	for _, path := range shareddata.Glob(t, folder+"/"+pattern) {
		files = append(files, exchangetest.OnDisk(path))
	}
	return files
}

// Synthetic data: these figures say nothing about real care.
func TestBulk(t *testing.T) {
	o := imported(t, fhir.Import{}, corpus(t, "fhir-bulk-10", "*.ndjson")...)
	require.NoError(t, o.err)
	counts := map[string]int{}
	for _, r := range o.records {
		switch r := r.(type) {
		case *encounter.Participant:
			counts[string(r.Role)+" "+string(r.Profession)]++
		case *encounter.Encounter:
			assert.Nil(t, r.Presence[1].FromMs)
			assert.Nil(t, r.Presence[1].ToMs)
			counts[string(r.Mode)+" "+string(r.Setting)]++
			assert.Len(t, r.Presence, 2)
			assert.False(t, r.End.IsZero())
		}
	}
	// from: Python 3 json: 1,215 encounters of 13 patients, classes AMB 1,133, IMP 49,
	// EMER 23, HH 9, VR 1; 43 distinct NPIs, all of NUCC 208D00000X
	assert.Equal(t, map[string]int{"patient ": 13, "professional doctor": practitioners(t, o),
		"in-person outpatient-clinic": 1133, "in-person hospital-ward": 49, "in-person emergency": 23, "home-visit home": 9, "video ": 1}, counts)
	assert.Equal(t, map[schema.RuleID]int{"fhir-nothing": 3, "fhir-resource": 1}, o.rules(), "locations, organisations and the log of the export")
	assert.Equal(t, exchange.Count{Read: 1215, Kept: 1215}, o.loss.Of("Encounter"))
	assert.Equal(t, exchange.Count{Read: 13, Kept: 13}, o.loss.Of("Patient"))
	assert.Equal(t, exchange.Count{Read: 4, Dropped: map[string]int64{"no resource": 4}}, o.loss.Of("line"))
	assert.Equal(t, exchange.Count{Read: 1215, Changed: map[string]int64{"found by a reference that is conditional": 1215}}, o.loss.Of("Encounter.participant"))
	assert.Equal(t, exchange.Count{Read: 1215, Kept: 1215}, o.loss.Of("Encounter.participant.period"), "each that of its encounter")
}

// Every element of the real files, and every part of those that a resource defines
// itself, is in a row of the account: as often as a plain reading of the JSON finds it.
func TestBulkElements(t *testing.T) {
	files := append(corpus(t, "fhir-bulk-10", "*.ndjson"), corpus(t, "us-core-r4", "*.json")...)
	o := imported(t, fhir.Import{}, files...)
	require.NoError(t, o.err)
	withParts := []string{"Patient.communication", "Patient.contact", "Patient.link", "Practitioner.qualification", "RelatedPerson.communication", "PractitionerRole.availableTime", // which the resource defines
		"PractitionerRole.notAvailable", "CareTeam.participant", "Encounter.statusHistory", "Encounter.classHistory", "Encounter.participant", "Encounter.diagnosis", "Encounter.hospitalization",
		"Encounter.location", "Goal.target", "Observation.component", "Observation.referenceRange"}
	want := map[string]int64{}
	for _, f := range files {
		in, err := f.Open()
		require.NoError(t, err)
		defer in.Close()
		for d := json.NewDecoder(in); d.More(); {
			var one map[string]any
			require.NoError(t, d.Decode(&one))
			kind, _ := one["resourceType"].(string)
			if kind == "" {
				continue // the log of the export
			}
			want[kind]++
			delete(one, "resourceType")
			for name, value := range one {
				repeated, is := value.([]any)
				if !is {
					repeated = []any{value}
				}
				want[kind+"."+name] += int64(len(repeated))
				for _, item := range repeated {
					if slices.Contains(withParts, kind+"."+name) {
						members, _ := item.(map[string]any)
						for part, inner := range members {
							n := 1
							if list, is := inner.([]any); is {
								n = len(list)
							}
							want[kind+"."+name+"."+part] += int64(n)
						}
					}
				}
			}
		}
	}
	got := map[string]int64{}
	for _, element := range o.loss.Elements() {
		if element != "file" && element != "line" && !strings.Contains(element, " ") {
			got[element] = o.loss.Of(element).Read
		}
		assert.NotContains(t, element, "other", "all are of the standard")
	}
	assert.Equal(t, want, got)
}

// practitioners counts those who are in an encounter, independently of the participants.
func practitioners(t *testing.T, o *outcome) int {
	distinct := map[encounter.ID]bool{}
	for _, e := range o.encounters() {
		require.Len(t, e.Professionals(), 1)
		distinct[e.Professionals()[0]] = true
	}
	return len(distinct)
}

func TestBulkContinuity(t *testing.T) {
	var expected struct { // from: the shared data set's independent program
		All struct {
			PerPatient map[string]map[string]float64 `json:"per_patient"`
			Summary    map[string]float64
		} `json:"all_classes"`
		Ambulatory struct {
			PerPatient map[string]map[string]float64 `json:"per_patient"`
		} `json:"ambulatory_only"`
	}
	files := corpus(t, "fhir-bulk-10", "*.ndjson")
	doc, err := corpus(t, "expected", "continuity-fhir-bulk-10.json")[0].Open()
	require.NoError(t, err)
	defer doc.Close()
	require.NoError(t, json.NewDecoder(doc).Decode(&expected))

	o := imported(t, fhir.Import{}, files...)
	names := map[string]string{"coc": "coc_bice_boxerman", "hhi": "herfindahl", "k_index": "k_index", "mmci": "mmci",
		"secon": "secon", "upc": "upc", "visits": "visits", "providers": "providers"}
	for which, want := range map[string]map[string]map[string]float64{"all": expected.All.PerPatient, "ambulatory": expected.Ambulatory.PerPatient} {
		var tally indicator.VisitTally
		for _, r := range o.records {
			if e, ok := r.(*encounter.Encounter); ok && which == "ambulatory" && e.Setting != encounter.SettingOutpatientClinic {
				continue
			}
			tally.Add(r)
		}
		seen := 0
		for patient, figures := range want {
			for _, row := range tally.Rows(indicator.PerPatient, indicator.Options{}) {
				if name, ok := names[row.Measure]; ok && row.Of.ID == exchangetest.ID("fhir/Patient/"+patient).String() {
					assert.InDelta(t, figures[name], row.Value, 1e-9, "%s %s %s", which, patient, name)
					seen++
				}
			}
		}
		assert.Equal(t, len(want)*len(names), seen, which)
		for _, row := range tally.Rows(indicator.PerStudy, indicator.Options{}) {
			if name, ok := names[row.Measure]; ok && which == "all" && row.Measure != "visits" && row.Measure != "providers" {
				assert.InDelta(t, expected.All.Summary["mean_"+name], row.Value, 1e-9, name)
			}
		}
	}

	var study coproduction.StudyRules // the whole road: nothing is wrong between the records
	for _, r := range o.records {
		study.Add(r)
	}
	assert.Empty(t, new(coproduction.Validator).Across(&study))
}

// Who met whom has the same ids with the files of practitioners and without them.
func TestBulkIDs(t *testing.T) {
	with := imported(t, fhir.Import{}, corpus(t, "fhir-bulk-10", "*.ndjson")...)
	without := imported(t, fhir.Import{}, corpus(t, "fhir-bulk-10", "Encounter*.ndjson")...)
	require.Len(t, with.encounters(), 1215)
	assert.Equal(t, with.encounters(), without.encounters())
}

// Compressed, in one file, or as a Bundle: the same records.
func TestBulkEveryWay(t *testing.T) {
	files := corpus(t, "fhir-bulk-10", "[EPR]*.ndjson")
	want := imported(t, fhir.Import{}, files...)
	var all, zipped, bundle bytes.Buffer
	for _, f := range files {
		in, err := f.Open()
		require.NoError(t, err)
		io.Copy(&all, in)
		in.Close()
	}
	w := gzip.NewWriter(&zipped)
	w.Write(all.Bytes())
	w.Close()
	bundle.WriteString("{\n\"type\": \"collection\", \"entry\": [")
	for i, line := range bytes.Split(bytes.TrimSpace(all.Bytes()), []byte("\n")) {
		if i > 0 {
			bundle.WriteString(",\n ")
		}
		bundle.WriteString(`{"resource": `)
		bundle.Write(line)
		bundle.WriteString("}")
	}
	bundle.WriteString("],\n \"resourceType\": \"Bundle\"}")
	for name, data := range map[string][]byte{"one file": all.Bytes(), "gzip": zipped.Bytes(), "bundle": bundle.Bytes()} {
		got := imported(t, fhir.Import{}, exchangetest.File("in", string(data)))
		require.NoError(t, got.err)
		assert.ElementsMatch(t, want.records, got.records, name)
		assert.Empty(t, got.rules(), name)
	}
}

// The examples of US Core.
func TestUSCore(t *testing.T) {
	o := imported(t, fhir.Import{}, corpus(t, "us-core-r4", "*.json")...)
	require.NoError(t, o.err)
	// from: reading the files: three encounters of one patient, of which one has a
	// period and an interpreter is needed in it; nobody takes part in any
	all := o.encounters()
	require.Len(t, all, 3)
	needed := 0
	for _, e := range all {
		assert.Equal(t, exchangetest.ID("fhir/Patient/example"), e.Patient)
		require.Len(t, e.Presence, 2)
		assert.True(t, e.Presence[1].Unidentified)
		if e.Extensions != nil {
			needed++
			assert.Equal(t, "2015-11-01T17:00:14-05:00", e.Start.Format("2006-01-02T15:04:05Z07:00"))
		}
	}
	assert.Equal(t, 1, needed)
	p := o.participant("fhir/Patient/example")
	require.NotNil(t, p)
	assert.Equal(t, []string{"es"}, p.Languages)
	const counted = "counted for the patient, words left behind"
	assert.JSONEq(t, `{"goals":1,"careExperiencePreferences":1,"treatmentInterventionPreferences":1}`, string(p.Extensions["fhir"]))
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{counted: 2}, Dropped: map[string]int64{"no place in the records": 1}}, o.loss.Of("Observation"), "two preferences, and one of another kind")
	for _, one := range []string{"Goal", "Observation of a care experience preference", "Observation of a treatment intervention preference"} {
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{counted: 1}}, o.loss.Of(one), one)
	}
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"tells nobody's profession": 1}}, o.loss.Of("CareTeam"), "its members are in no encounter")
	assert.Equal(t, exchange.Count{Read: 3, Changed: map[string]int64{"a professional who is not identified, as nobody is named": 3}}, o.loss.Of("Encounter without a professional"))
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"in no encounter": 1}}, o.loss.Of("RelatedPerson"), "the niece is in the care team, and in no encounter")
}
