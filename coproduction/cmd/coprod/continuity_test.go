package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

// coprod runs the command with that standard input.
func coprod(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return status, out.String(), err.String()
}

// estimatesIn reads a table of estimates, by subject and by measure with its parameters.
func estimatesIn(t *testing.T, text string) map[estimate.Subject]map[string]estimate.Row {
	t.Helper()
	var table estimate.Table
	require.NoError(t, json.Unmarshal([]byte(text), &table))
	rows := map[estimate.Subject]map[string]estimate.Row{}
	for _, row := range table.Estimates {
		if row.Of.Kind == wholeStudy.Kind {
			row.Of = wholeStudy // whatever id the study has
		}
		if rows[row.Of] == nil {
			rows[row.Of] = map[string]estimate.Row{}
		}
		k := row.Measure + ";" + paramsOf(row)
		require.NotContains(t, rows[row.Of], k, "twice")
		rows[row.Of][k] = row
	}
	return rows
}

func patient(id string) estimate.Subject { return estimate.Subject{Kind: "patient", ID: id} }

var wholeStudy = estimate.Subject{Kind: "study"}

// TestContinuityOracle computes every case of the oracle as one patient of one
// table, with the columns in another order and the rows mixed.
func TestContinuityOracle(t *testing.T) {
	raw, err := os.ReadFile("../../indicator/testdata/continuity.json")
	require.NoError(t, err)
	var oracle struct {
		Cases []struct {
			ID     string
			Visits []string
			Expect []struct {
				Measure string
				Params  map[string]any
				Value   *float64
			}
		}
	}
	require.NoError(t, json.Unmarshal(raw, &oracle))
	rows := [][]string{{"Professional", "note", "START", "id", "patient"}}
	for longest, i := true, 0; longest; i++ { // the first visit of each, then the second …
		longest = false
		for _, c := range oracle.Cases {
			if i < len(c.Visits) {
				start := time.Date(2020, 1, 1, 8, 0, 0, 0, time.UTC).AddDate(0, 0, i)
				rows = append(rows, []string{c.Visits[i], "x, y", start.Format(time.RFC3339), fmt.Sprint(i), c.ID})
				longest = true
			}
		}
	}
	for _, c := range oracle.Cases {
		if len(c.Visits) == 0 { // the patient is known by a visit to nobody
			rows = append(rows, []string{"", "", "2020-01-01", "1", c.ID})
		}
	}
	for i := 1; i < len(rows)/2; i++ {
		rows[i], rows[len(rows)-i] = rows[len(rows)-i], rows[i]
	}
	var table bytes.Buffer
	require.NoError(t, csv.NewWriter(&table).WriteAll(rows))

	status, stdout, stderr := coprod(t, table.String(), "continuity", "-format", "json", "-")
	require.Equal(t, statusClean, status, stderr)
	got := estimatesIn(t, stdout)
	compared, undefined := 0, 0
	for _, c := range oracle.Cases {
		for _, want := range c.Expect {
			k := want.Measure + ";" + paramsOf(estimate.Row{Params: want.Params})
			require.Contains(t, got[patient(c.ID)], k, c.ID)
			row := got[patient(c.ID)][k]
			if want.Value == nil {
				undefined++
				assert.NotEmpty(t, row.Undefined, "%s %s", c.ID, k)
				continue
			}
			compared++
			assert.Empty(t, row.Undefined, "%s %s", c.ID, k)
			assert.LessOrEqual(t, math.Abs(row.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s", c.ID, k)
		}
	}
	assert.Greater(t, compared, 100)
	assert.NotZero(t, undefined)
}

// shared returns a file of data that nobody on this project made.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(shareddata.Path(t, name))
	require.NoError(t, err)
	return raw
}

// expected are figures of an independent program, printed with nine digits.
type expected struct {
	Patients map[string]map[string]*float64 `json:"per_patient"`
	Summary  map[string]*float64            `json:"summary"`
}

// compare compares the figures with what the command computes of a table.
func (e expected) compare(t *testing.T, rows [][]string) {
	t.Helper()
	var table bytes.Buffer
	require.NoError(t, csv.NewWriter(&table).WriteAll(rows))
	status, stdout, stderr := coprod(t, table.String(), "continuity", "-format", "json", "-")
	require.Equal(t, statusClean, status, stderr)
	got := estimatesIn(t, stdout)
	ids := map[string]string{
		"coc_bice_boxerman": "coc", "herfindahl": "hhi", "k_index": "k_index", "mmci": "mmci",
		"providers": "providers", "secon": "secon", "upc": "upc", "visits": "visits",
	}
	require.NotEmpty(t, e.Patients)
	for id, figures := range e.Patients {
		for name, want := range figures {
			row := got[patient(id)][ids[name]+";"]
			if want == nil {
				assert.False(t, row.Defined(), "%s %s", id, name)
				continue
			}
			assert.InDelta(t, *want, row.Value, 5.1e-10, "%s %s", id, name)
		}
	}
	for name, want := range e.Summary {
		if measure := ids[strings.TrimPrefix(name, "mean_")]; measure != "" && strings.HasPrefix(name, "mean_") {
			assert.InDelta(t, *want, got[wholeStudy][measure+";"].Value, 5.1e-10, name)
		}
	}
	assert.Equal(t, *e.Summary["patients_with_2plus_visits"], float64(got[wholeStudy]["upc;"].N))
	ties := 0.
	for _, name := range []string{"adjacent_ties", "adjacent_ties_in_start_time"} {
		if n := e.Summary[name]; n != nil {
			ties = *n
		}
	}
	said := estimate.Warning(plural(int64(ties), "pair") + " of visits at the same time: put in the order of their ids")
	if ties > 0 {
		assert.Contains(t, got[wholeStudy]["secon;"].Warnings, said)
	}
}

func TestContinuityOfSyntheticFHIR(t *testing.T) {
	encounters := shared(t, "fhir-bulk-10/Encounter.000.ndjson")
	var want struct {
		All        expected `json:"all_classes"`
		Ambulatory expected `json:"ambulatory_only"`
	}
	require.NoError(t, json.Unmarshal(shared(t, "expected/continuity-fhir-bulk-10.json"), &want))
	header := []string{"patient", "start", "professional", "id"}
	all, ambulatory := [][]string{header}, [][]string{header}
	for line := range bytes.Lines(encounters) {
		var e struct {
			ID      string
			Class   struct{ Code string }
			Subject struct{ Reference string }
			Period  struct{ Start string }

			Participant []struct{ Individual struct{ Reference string } }
		}
		require.NoError(t, json.Unmarshal(line, &e))
		professional := ""
		if len(e.Participant) > 0 {
			_, professional, _ = strings.Cut(e.Participant[0].Individual.Reference, "|")
		}
		row := []string{strings.TrimPrefix(e.Subject.Reference, "Patient/"), e.Period.Start, professional, e.ID}
		all = append(all, row)
		if e.Class.Code == "AMB" {
			ambulatory = append(ambulatory, row)
		}
	}
	want.All.compare(t, all)
	want.Ambulatory.compare(t, ambulatory)
}

func TestContinuityOfSyntheticOMOP(t *testing.T) {
	visits := shared(t, "omop-synthea27nj/VISIT_OCCURRENCE.csv")
	var want struct {
		Sorted expected `json:"by_start_then_id"`
	}
	require.NoError(t, json.Unmarshal(shared(t, "expected/continuity-omop-synthea27nj.json"), &want))
	rows, err := csv.NewReader(bytes.NewReader(visits)).ReadAll()
	require.NoError(t, err)
	names := map[string]string{"person_id": "patient", "visit_start_datetime": "start", "provider_id": "professional", "visit_occurrence_id": "id"}
	for i, column := range rows[0] {
		if name := names[column]; name != "" {
			rows[0][i] = name
		}
	}
	want.Sorted.compare(t, rows)
}

func TestContinuityRefuses(t *testing.T) {
	workIn(t, map[string]string{
		"empty.csv":     "",
		"blank.csv":     "\uFEFF\r\n",
		"fault.csv":     "patient,start,professional\np1,2024-01-01,A\n,1 May,A\n",
		"semicolon.csv": "note,patient;start;professional\np1;2024-01-01;A\n",
		"ragged.csv":    "patient,start,professional\np1,2024-01-01\n",
		"folder/x":      "",
	})
	tests := []struct {
		name   string
		args   []string
		status int
		stderr string
	}{
		{"no name", nil, 2, "coprod continuity: name one table of visits, or - for standard input\n"},
		{"two names", []string{"a.csv", "b.csv"}, 2, "coprod continuity: name one table of visits, or - for standard input\n"},
		{"no file", []string{"none.csv"}, 2, "coprod continuity: none.csv: there is no such file\n"},
		{"directory", []string{"folder"}, 2, "coprod continuity: folder: this is a directory; name the files in it\n"},
		{"empty", []string{"empty.csv"}, 2, "coprod continuity: empty.csv: the file is empty: it holds no visit\n"},
		{"blank", []string{"blank.csv"}, 2, "coprod continuity: blank.csv: the file is empty: it holds no visit\n"},
		{"unknown flag", []string{"-by", "x", "fault.csv"}, 2, "coprod continuity: flag provided but not defined: -by (-h shows the flags)\n"},
		{"unknown format", []string{"-format", "xml", "fault.csv"}, 2, "coprod continuity: -format must be one of text, json, csv\n"},
		{"faults", []string{"-format", "json", "fault.csv"}, 1, "fault.csv:3:1: error: the row names no patient [visits-patient]\n" +
			"fault.csv:3:2: error: this is neither a date nor a date and time [visits-start]\n2 errors: nothing was computed\n"},
		{"semicolons", []string{"semicolon.csv"}, 1, "semicolon.csv:1:13: error: the names of the columns are separated by more than one character [visits-delimiter]\n1 error: nothing was computed\n"},
		{"ragged", []string{"-format", "csv", "ragged.csv"}, 1, "ragged.csv:2:1: error: the row has 2 fields, the first row has 3 [visits-ragged]\n1 error: nothing was computed\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, stdout, stderr := coprod(t, "", append([]string{"continuity"}, tt.args...)...)
			assert.Equal(t, tt.status, status)
			assert.Equal(t, tt.stderr, withoutHints(stderr))
			assert.Empty(t, stdout, "nothing is guessed")
		})
	}
}

// few is what is said where a patient could be told from the numbers.
const few = "there are numbers about fewer than 5 people in %s; coprod rules privacy-small-cell says why that matters\n"

// withoutHints leaves out the lines that say how to mend what stands above them.
func withoutHints(stderr string) string {
	var kept strings.Builder
	for line := range strings.Lines(stderr) {
		if !strings.HasPrefix(line, "   ") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// TestContinuityMissing: a word for a missing value is nobody, and never one person
// whom every patient has met.
func TestContinuityMissing(t *testing.T) {
	const table = "patient,start,professional\np1,2024-01-01,NA\np1,2024-01-02,anna\np1,2024-01-03,unknown\np1,2024-01-04,anna\n"
	status, stdout, stderr := coprod(t, table, "continuity", "-format", "json", "-")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stderr, "stdin:2:15: warning: this word stands for a missing value [visits-missing-word]\n")
	got := estimatesIn(t, stdout)
	assert.Equal(t, 1., got[patient("p1")]["providers;"].Value)
	assert.Contains(t, got[patient("p1")]["visits;"].Warnings, estimate.Warning("2 left out: visits to no identified professional"))

	status, stdout, stderr = coprod(t, "patient,start,professional\nNA,2024-01-01,anna\n", "continuity", "-")
	assert.Equal(t, statusFindings, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "[visits-patient]")
}

// TestContinuityPrivacy: an identification number is no pseudonym, and is not repeated.
func TestContinuityPrivacy(t *testing.T) {
	const table = "patient,start,professional\n070761-4285,2024-01-01,anna@example.org\n070761-4285,2024-01-02,anna@example.org\n"
	status, stdout, stderr := coprod(t, table, "continuity", "-")
	assert.Equal(t, statusFindings, status)
	assert.Empty(t, stdout)
	assert.Equal(t, "stdin:2:1: error: this id has a shape that tells who somebody is [privacy-cpr]\n"+
		"stdin:2:24: error: this id has a shape that tells who somebody is [privacy-email]\n2 errors: nothing was computed\n", withoutHints(stderr))
	assert.NotContains(t, stderr, "070761")
}

func TestContinuityTolerates(t *testing.T) {
	status, stdout, stderr := coprod(t, "\uFEFFpatient,start,professional\np1,2024-01-01,A\np1,2024-01-02,\n", "continuity", "-format", "json", "-")
	assert.Equal(t, statusClean, status)
	assert.Equal(t, "stdin:1:1: note: the table begins with a byte order mark [visits-byte-order-mark]\n"+
		"   nothing here, for Excel writes one in each CSV UTF-8; save it without one where another tool stumbles\n"+fmt.Sprintf(few, "1 subject"), stderr)
	got := estimatesIn(t, stdout)
	assert.Equal(t, 1., got[patient("p1")]["visits;"].Value)
	assert.Equal(t, []estimate.Warning{"1 left out: visits to no identified professional"}, got[patient("p1")]["visits;"].Warnings)
	assert.Equal(t, estimate.Reason("patients with fewer than 2 visits"), got[wholeStudy]["upc;"].Undefined)
}

// smallTable is synthetic: one patient whose figures are in every textbook of the
// field, and one with a single visit.
const smallTable = `patient,start,professional
P1,2024-01-01,A
P1,2024-01-02,A
P1,2024-01-03,B
P1,2024-01-04,A
P1,2024-01-05,C
P1,2024-01-06,A
P1,2024-01-07,A
P1,2024-01-08,D
P1,2024-01-09,A
P1,2024-01-10,A
P1,2024-01-11,B
P1,2024-01-12,A
P2,2024-01-01,A
`

func TestContinuityText(t *testing.T) {
	status, stdout, stderr := coprod(t, smallTable, "continuity", "-")
	assert.Equal(t, statusClean, status)
	assert.Equal(t, fmt.Sprintf(few, "3 subjects"), stderr)
	golden(t, "continuity.txt", stdout)
}

func TestContinuityCSV(t *testing.T) {
	status, stdout, _ := coprod(t, smallTable, "continuity", "-format", "csv", "-")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, "\r\n", "RFC 4180")
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, strings.Split("of_kind,of_id,measure,params,value,undefined,n,num,den,lo,hi,level,method,warnings", ","), rows[0])
	assert.Contains(t, rows, []string{"patient", "P1", "upc", "", "0.6666666666666666", "", "12", "8", "12", "", "", "", "", ""})
	assert.Contains(t, rows, []string{"patient", "P2", "coc", "", "", "fewer than two visits", "1", "", "", "", "", "", "", ""})
}
