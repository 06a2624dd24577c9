package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

var updateTables = flag.Bool("update-tables", false, "write the tables that commands print into testdata")

// golden compares what a command prints with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateTables {
		require.NoError(t, os.MkdirAll("testdata", 0o777))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o666))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// ndjson writes records one a line.
func ndjson(t *testing.T, records []encounter.Record) string {
	t.Helper()
	var b []byte
	for _, r := range records {
		var err error
		b, err = coproduction.Append(b, r)
		require.NoError(t, err)
		b = append(b, '\n')
	}
	return string(b)
}

// tinyStudy is two synthetic encounters of one patient.
func tinyStudy() *coproductiontest.StudyBuilder {
	const s = time.Second
	b := coproductiontest.NewStudy(1)
	patient, doctor, nurse := b.Patient("ar"), b.Doctor("da"), b.Nurse("da", "ar")
	interpreter := b.Interpreter("ar", "da")
	first := b.Encounter(patient).With(doctor, nurse).InterpretedBy(interpreter, encounter.InterpreterPhone).
		Starting(time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)).
		Invites(doctor).
		Tells(patient).BuildingOn().
		Step(encounter.ActPrioritise, patient, doctor).BuildingOn().Using(encounter.ToolDrawing).
		Plans(nurse).
		Raises(patient, encounter.DomainHealth, encounter.StatusPrioritised).
		Raises(patient, encounter.DomainHousing, encounter.StatusParked).
		Hints(patient).AnsweredBy(nurse, true, encounter.SpaceProvided).
		Says(doctor, 2*s, 6).Says(patient, 20*s, 50).Interrupts(doctor, s, 4*s, 12).Build()
	b.Encounter(patient).With(doctor).Starting(time.Date(2024, 3, 15, 9, 0, 0, 0, time.UTC)).
		Following(first, encounter.LinkRelational, doctor)
	return b
}

func TestIndicatorsText(t *testing.T) {
	status, stdout, stderr := coprod(t, ndjson(t, tinyStudy().Records()), "indicators", "-")
	assert.Equal(t, statusClean, status)
	assert.Equal(t, "there are numbers about fewer than 5 people; coprod rules privacy-small-cell says why that matters\n", stderr)
	golden(t, "indicators.txt", stdout)
	for line := range strings.Lines(stdout) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 110, line)
	}
}

func TestIndicatorsBy(t *testing.T) {
	b := tinyStudy()
	input := ndjson(t, b.Records())
	var all whole
	for _, r := range b.Records() {
		all.Add(r)
	}
	for _, per := range indicator.Pers() {
		status, stdout, _ := coprod(t, input, "indicators", "-by", string(per), "-format", "json", "-")
		assert.Equal(t, statusClean, status)
		var want bytes.Buffer
		rows := syntheticData(true).label(all.rows(per))
		for i := range rows {
			if per == indicator.PerStudy {
				rows[i].Of.ID = b.Study().ID.String()
			}
		}
		require.NoError(t, estimate.Write(&want, slices.Values(rows)))
		assert.Equal(t, want.String(), stdout, "the bytes that package estimate writes")

		_, text, _ := coprod(t, input, "indicators", "-by", string(per), "-")
		_, sheet, _ := coprod(t, input, "indicators", "-by", string(per), "-format", "csv", "-")
		cells, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
		require.NoError(t, err)
		var table estimate.Table
		require.NoError(t, json.Unmarshal([]byte(stdout), &table))
		require.Len(t, cells, 1+len(table.Estimates))
		for i, row := range table.Estimates {
			if per != indicator.PerStudy {
				assert.Contains(t, text, row.Of.ID, "a block for each")
			}
			assert.Equal(t, []string{row.Of.Kind, row.Of.ID, row.Measure}, cells[i+1][:3])
			assert.Equal(t, row.Defined(), cells[i+1][4] != "")
			assert.Equal(t, string(row.Undefined), cells[i+1][5])
			assert.Equal(t, row.Method == "", cells[i+1][9] == "", "NA is empty")
			if row.Method != "" {
				assert.Equal(t, []string{plain(row.Lo), plain(row.Hi), plain(row.Level), string(row.Method)}, cells[i+1][9:13])
			}
		}
	}
}

func TestIndicatorsSmallCells(t *testing.T) {
	input := ndjson(t, tinyStudy().Records())
	for per, want := range map[string]string{"patient": " in 1 patient", "professional": " in 2 professionals", "encounter": " in 2 encounters"} {
		_, _, stderr := coprod(t, input, "indicators", "-by", per, "-")
		assert.Equal(t, "there are numbers about fewer than 5 people"+want+"; coprod rules privacy-small-cell says why that matters\n", stderr)
	}
	status, _, stderr := coprod(t, ndjson(t, coproductiontest.Study(1, coproductiontest.Typical(200))), "indicators", "-by", "patient", "-")
	assert.Equal(t, statusClean, status, "a small cell is no fault of the data")
	assert.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %s", stderr)
}

func TestIndicatorsRejected(t *testing.T) {
	records := tinyStudy().Records()
	sound := ndjson(t, records)
	_, want, _ := coprod(t, sound, "indicators", "-format", "json", "-")
	status, got, stderr := coprod(t, sound+"{\"kind\":\"encounter\"}\nnot JSON\n", "indicators", "-format", "json", "-")
	assert.Equal(t, statusFindings, status)
	assert.Equal(t, want, got, "what is sound is computed all the same")
	assert.Contains(t, stderr, "2 of 9 records were rejected; coprod validate says why\n")

	status, stdout, _ := coprod(t, sound+"not JSON\n", "indicators", "-")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stdout, "1 of 8 records were rejected; coprod validate says why\n")

	dangling := slices.DeleteFunc(records, func(r encounter.Record) bool { // the link and the interpreter lead nowhere
		p, ok := r.(*encounter.Participant)
		return ok && p.Role == encounter.RoleInterpreter
	})
	status, stdout, _ = coprod(t, ndjson(t, dangling), "indicators", "-")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stdout, "1 error between records; coprod validate says where\n", "where the numbers are")
	assert.NotContains(t, stdout, "rejected")

	status, got, stderr = coprod(t, sound+sound, "indicators", "-format", "json", "-")
	assert.Equal(t, statusClean, status)
	assert.Equal(t, want, got, "a record that is given twice counts once")
	assert.Contains(t, stderr, "7 records were given before and counted once\n")

	status, stdout, _ = coprod(t, "not JSON\n", "indicators", "-")
	assert.Equal(t, statusFindings, status)
	assert.NotContains(t, stdout, "–", "no table of nothing")
}

func TestIndicatorsDegenerate(t *testing.T) {
	b := coproductiontest.NewStudy(1)
	status, stdout, stderr := coprod(t, ndjson(t, b.Records()), "indicators", "-")
	assert.Equal(t, statusClean, status, "a study without encounters")
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "1 record: 0 encounters of no identified patient with no identified professional\n")
	themes, _, _ := strings.Cut(stdout, string(indicator.Checklists)) // which can be complete or not without data
	for line := range strings.Lines(themes) {
		if strings.HasPrefix(line, "  ") {
			assert.Regexp(t, `  –  |^  \d+  undefined: `, line, "nothing has a value")
		}
	}

	b.Encounter(b.Patient()).With(b.Doctor())
	status, stdout, _ = coprod(t, ndjson(t, b.Records()), "indicators", "-format", "json", "-")
	assert.Equal(t, statusClean, status, "an encounter of which nothing is coded")
	got := estimatesIn(t, stdout)[wholeStudy]
	assert.Equal(t, indicator.NotCoded, got["cues_per_encounter;"].Undefined)
	assert.Equal(t, estimate.Reason("patients with fewer than 2 visits"), got["upc;"].Undefined)
	assert.Equal(t, 0., got["interpreter_share;"].Value)
}

func TestIndicatorsRefuses(t *testing.T) {
	workIn(t, map[string]string{"empty.ndjson": "", "folder/x": ""})
	tests := []struct {
		args   []string
		stderr string
	}{
		{nil, "coprod indicators: name a file to read, or - for standard input\n"},
		{[]string{"none.ndjson"}, "coprod indicators: none.ndjson: there is no such file\n"},
		{[]string{"folder"}, "coprod indicators: folder: this is a directory; name the files in it\n"},
		{[]string{"empty.ndjson"}, "coprod indicators: empty.ndjson: the file is empty: it holds no record\n"},
		{[]string{"-by", "clinic", "-"}, "coprod indicators: -by must be one of study, encounter, patient, professional\n"},
		{[]string{"-format", "xml", "-"}, "coprod indicators: -format must be one of text, json, csv\n"},
		{[]string{"-deep", "-"}, "coprod indicators: flag provided but not defined: -deep (-h shows the flags)\n"},
	}
	for _, tt := range tests {
		status, stdout, stderr := coprod(t, "", append([]string{"indicators"}, tt.args...)...)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, tt.stderr, stderr)
		assert.Empty(t, stdout)
	}
}

func TestSyntheticIsSaid(t *testing.T) {
	const heading = "SYNTHETIC DATA"
	b := tinyStudy()
	_, stdout, _ := coprod(t, ndjson(t, b.Records()), "indicators", "-")
	assert.True(t, strings.HasPrefix(stdout, heading))
	for _, r := range b.Records() { // one record is enough, of whatever kind
		switch r := r.(type) {
		case *encounter.Study:
			r.Extensions = nil
		case *encounter.Participant:
			r.Extensions = nil
		case *encounter.Encounter:
			r.Extensions = nil
		}
	}
	_, stdout, _ = coprod(t, ndjson(t, b.Records()), "indicators", "-")
	assert.NotContains(t, stdout, heading)
	last := b.Records()[len(b.Records())-1].(*encounter.Encounter)
	for text, want := range map[string]bool{"true": true, "false": false, `"true"`: false} {
		last.Extensions = encounter.Extensions{"synthetic": json.RawMessage(text)}
		_, stdout, _ = coprod(t, ndjson(t, b.Records()), "indicators", "-")
		assert.Equal(t, want, strings.HasPrefix(stdout, heading), text)
	}
}

func TestNumbersForPeople(t *testing.T) {
	share, ms, days, count := unit{"", 1, 3, true}, unit{"s", 1e-3, 2, true}, unit{"days", 1, 2, false}, unit{"", 1, 2, false}
	tests := []struct {
		value float64
		unit  unit
		want  string
	}{
		{2. / 3, share, "0.667"}, {1, share, "1.000"}, {123.456, share, "123.5"},
		{240, ms, "0.24"}, {31400, ms, "31.40"}, {99990, ms, "99.99"}, {100000, ms, "100.0"}, {-500, ms, "-0.50"},
		{20, days, "20"}, {20.5, days, "20.50"}, {3, count, "3"}, {4. / 3, count, "1.33"}, {250.25, count, "250.2"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, number(tt.value, tt.unit))
	}
}

// Every measure that a profile gives has a readable title in the catalogue.
func TestEveryRowHasATitle(t *testing.T) {
	for _, per := range texts(indicator.Pers()) {
		_, stdout, _ := coprod(t, ndjson(t, tinyStudy().Records()), "indicators", "-by", per, "-")
		assert.NotRegexp(t, `(?m)^  [a-z]`, stdout)
	}
}

// Three synthetic encounters of one day, and the links that tell their order.
func TestIndicatorsAlongLinks(t *testing.T) {
	b := coproductiontest.NewStudy(3)
	patient, doctor, nurse := b.Patient(), b.Doctor(), b.Nurse()
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	var made []*encounter.Encounter
	for _, who := range []*encounter.Participant{doctor, nurse, doctor} {
		e := b.Encounter(patient).With(who).Starting(day).Build()
		e.Links = []encounter.Link{}
		if len(made) > 0 {
			e.Links = append(e.Links, encounter.Link{To: made[len(made)-1].ID, Kind: encounter.LinkInformational})
		}
		made = append(made, e)
	}
	study := ndjson(t, b.Records())
	status, out, _ := coprod(t, study, "indicators", "-by", "patient", "-order", "links", "-format", "csv", "-")
	assert.Equal(t, 0, status)
	assert.Regexp(t, `(?m)^.*,handoffs,.*order=links.*,2,`, out, "doctor, nurse, doctor")
	status, _, said := coprod(t, study, "indicators", "-order", "luck", "-")
	assert.Equal(t, 2, status)
	assert.Contains(t, said, "start")
}
