package tidy_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A folder is the files of a package in memory.
type folder map[string]*bytes.Buffer

type file struct{ *bytes.Buffer }

func (file) Close() error { return nil }

func (f folder) create(name string) (io.WriteCloser, error) {
	if f[name] != nil {
		return nil, errors.New("begun twice")
	}
	f[name] = new(bytes.Buffer)
	return file{f[name]}, nil
}

// rows are the rows of a table, by column.
func (f folder) rows(t testing.TB, name string) (all []map[string]string) {
	t.Helper()
	if f[name+".csv"] == nil {
		return nil
	}
	table, err := csv.NewReader(bytes.NewReader(f[name+".csv"].Bytes())).ReadAll()
	require.NoError(t, err, name)
	for _, row := range table[1:] {
		one := map[string]string{}
		for i, cell := range row {
			one[table[0][i]] = cell
		}
		all = append(all, one)
	}
	return all
}

func written(t testing.TB, e tidy.Export, records ...encounter.Record) (folder, *tidy.Written) {
	t.Helper()
	f := folder{}
	made, err := e.Write(slices.Values(records), f.create)
	require.NoError(t, err)
	assert.True(t, made.Loss.Balanced(), made.Loss.String())
	return f, made
}

// clinic are the records of the example, which are synthetic.
func clinic(t testing.TB) (records []encounter.Record) {
	t.Helper()
	file, err := os.Open("../../../examples/clinic/clinic.ndjson")
	require.NoError(t, err)
	defer file.Close()
	for line, err := range coproduction.Read(t.Context(), file, "clinic") {
		require.NoError(t, err)
		records = append(records, line.Record)
	}
	return records
}

// What the tables hold is what the records hold.
func TestTablesHoldTheRecords(t *testing.T) {
	records := clinic(t)
	f, made := written(t, tidy.Export{}, records...)
	want := map[string]int{}
	for _, r := range records {
		switch r := r.(type) {
		case *encounter.Study:
			want["studies"]++
			want["study_team"] += len(r.Team)
		case *encounter.Participant:
			want["participants"]++
			want["participant_languages"] += len(r.Languages)
		case *encounter.Encounter:
			want["encounters"]++
			want["encounter_presence"] += len(r.Presence)
			want["encounter_turns"] += len(r.Turns)
			want["encounter_steps"] += len(r.Steps)
			want["encounter_cues"] += len(r.Cues)
			want["encounter_concerns"] += len(r.Concerns)
			want["encounter_decisions"] += len(r.Decisions)
			want["encounter_links"] += len(r.Links)
			for _, s := range r.Steps {
				want["encounter_steps_by"] += len(s.By)
				want["encounter_steps_buildsOn"] += len(s.BuildsOn)
			}
			for _, c := range r.Concerns {
				want["encounter_concerns_status"] += len(c.Status)
			}
		case *theme.Codebook:
			want["codebook_codes"] += len(r.Codes)
		case *theme.Coding:
			want["codings"]++
			want["coding_codes"] += len(r.Codes)
		}
	}
	for name, n := range want {
		assert.Len(t, f.rows(t, name), n, name)
		assert.Positive(t, n, name)
	}
	assert.Equal(t, int64(len(records)), func() (n int64) {
		for _, kind := range schema.Kinds() {
			n += made.Loss.Of(string(kind)).Kept
		}
		return n
	}())

	// A record and its cells, one by one.
	i := slices.IndexFunc(records, func(r encounter.Record) bool { e, ok := r.(*encounter.Encounter); return ok && len(e.Turns) > 2 })
	e := records[i].(*encounter.Encounter)
	row := f.rows(t, "encounters")[slices.IndexFunc(f.rows(t, "encounters"), func(r map[string]string) bool { return r["id"] == e.ID.String() })]
	assert.Equal(t, e.Patient.String(), row["patient"])
	assert.Equal(t, string(e.Mode), row["mode"])
	assert.Equal(t, fmt.Sprint(len(e.Turns)), row["turns"], "how many there are")
	for _, r := range f.rows(t, "encounter_turns") {
		if r["encounter_id"] == e.ID.String() && r["turns_position"] == "2" {
			assert.Equal(t, e.Turns[2].Speaker.String(), r["speaker"])
			assert.Equal(t, fmt.Sprint(*e.Turns[2].StartMs), r["startMs"])
		}
	}
}

// Absent, empty, zero and false stay apart.
func TestAbsentAndZero(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	f, _ := written(t, tidy.Export{},
		&encounter.Encounter{ID: id, Patient: id, Planned: new(bool), DurationMs: new(int64), Steps: []encounter.Step{}},
		&encounter.Encounter{ID: id, Patient: id})
	rows := f.rows(t, "encounters")
	assert.Equal(t, []string{"false", "0", "0", ""}, []string{rows[0]["planned"], rows[0]["durationMs"], rows[0]["steps"], rows[0]["turns"]})
	assert.Equal(t, []string{"", "", "", ""}, []string{rows[1]["planned"], rows[1]["durationMs"], rows[1]["steps"], rows[1]["turns"]})
}

// Free text and a study's own fields are left behind, and counted.
func TestLeftBehind(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	text := "SECRET"
	records := []encounter.Record{&theme.Source{ID: id, Text: &text}, &theme.Unit{ID: id, Condensation: text, Extensions: encounter.Extensions{"a": []byte(`"SECRET"`)}}, &theme.MemberCheck{ID: id, Why: text}}
	f, made := written(t, tidy.Export{}, records...)
	for name, b := range f {
		assert.NotContains(t, b.String(), "SECRET", name)
	}
	drop := func(why string) exchange.Count { return exchange.Count{Read: 1, Dropped: map[string]int64{why: 1}} }
	assert.Equal(t, drop("free text"), made.Loss.Of("source.text"))
	assert.Equal(t, drop("a study's own fields have no column"), made.Loss.Of("extension"))
	f, made = written(t, tidy.Export{KeepText: true}, records...)
	assert.Equal(t, "SECRET", f.rows(t, "units")[0]["condensation"])
	assert.Equal(t, "SECRET", f.rows(t, "sources")[0]["text"])
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, made.Loss.Of("membercheck.why"))
}

// The scripts name every table and column, with names that Stata takes, and brackets and
// quotes that close.
func TestScripts(t *testing.T) {
	f, _ := written(t, tidy.Export{}, clinic(t)...)
	r, stata := f["labels.R"].String(), f["labels.do"].String()
	for name := range f {
		if table, ok := strings.CutSuffix(name, ".csv"); ok {
			assert.Contains(t, r, table+" <- table_of(\""+name+"\")\n")
			assert.Contains(t, stata, "import delimited using \""+name+"\"")
			assert.Contains(t, stata, "save \""+table+".dta\", replace\n")
		}
	}
	assert.Equal(t, strings.Count(r, "("), strings.Count(r, ")"))
	for line := range strings.Lines(r) {
		assert.Zero(t, strings.Count(strings.ReplaceAll(line, `\"`, ""), `"`)%2, line)
	}
	for _, m := range regexp.MustCompile(`(?m)^rename v[0-9]+ (\S+)$`).FindAllStringSubmatch(stata, -1) {
		assert.Regexp(t, `^[A-Za-z_][A-Za-z0-9_]{0,31}$`, m[1])
	}
	assert.Equal(t, strings.Count(stata, "`\""), strings.Count(stata, "\"'"))
	assert.Contains(t, r, `encounters[["mode"]] <- factor(encounters[["mode"]], levels = c("in-person", "phone", "video", "text-message", "home-visit"), labels = c("in person", "phone", "video", "text message", "home visit"))`)
}

// A citation names whom the caller named, and nobody else.
func TestCitation(t *testing.T) {
	f, _ := written(t, tidy.Export{Title: "Synthetic", Version: "1.0", Authors: []tidy.Author{{Family: "A \"quoted\" family", Given: "B"}}}, small()...)
	assert.Equal(t, "cff-version: 1.2.0\nmessage: \"If you use this data set, please cite it as below.\"\ntype: dataset\ntitle: \"Synthetic\"\nversion: \"1.0\"\nauthors:\n  - family-names: \"A \\\"quoted\\\" family\"\n    given-names: \"B\"\n", f["CITATION.cff"].String())
	f, made := written(t, tidy.Export{}, small()...)
	assert.Nil(t, f["CITATION.cff"])
	assert.NotContains(t, made.Files, "CITATION.cff")
}

// Data that is synthetic says so wherever a program or a person looks first; a record that
// says nothing of the kind makes nobody say it.
func TestSyntheticData(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	said := func(value string) encounter.Extensions { return encounter.Extensions{"synthetic": []byte(value)} }
	const note = "SYNTHETIC DATA: these records stand for nobody."
	for name, c := range map[string]struct {
		record    encounter.Record
		synthetic bool
	}{
		"a study":       {&encounter.Study{ID: id, Extensions: said("true")}, true},
		"a participant": {&encounter.Participant{ID: id, Extensions: said(" true ")}, true},
		"an encounter":  {&encounter.Encounter{ID: id, Extensions: said("true")}, true},
		"false":         {&encounter.Study{ID: id, Extensions: said("false")}, false},
		"a word":        {&encounter.Study{ID: id, Extensions: said(`"true"`)}, false},
		"nothing":       {&encounter.Study{ID: id}, false},
		"a unit":        {&theme.Unit{ID: id, Extensions: said("true")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := tidy.Export{Title: "Visits", Authors: []tidy.Author{{Family: "A"}}, Estimates: []byte("measure\ncoc\n")}
			f, _ := written(t, e, c.record)
			var p struct {
				Title, Description string
				Keywords           []string
				Resources          []struct{ Description string }
			}
			require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
			cited := f["CITATION.cff"].String()
			if !c.synthetic {
				assert.Equal(t, "Visits", p.Title)
				assert.Empty(t, p.Keywords)
				for file, content := range f {
					assert.NotContains(t, content.String(), "SYNTHETIC", file)
				}
				assert.Contains(t, cited, "title: \"Visits\"\n")
				return
			}
			assert.Equal(t, "Synthetic data: Visits", p.Title)
			assert.Equal(t, []string{"synthetic data"}, p.Keywords)
			require.Len(t, p.Resources, 2)
			for _, about := range []string{p.Description, p.Resources[0].Description, p.Resources[1].Description} {
				assert.True(t, strings.HasPrefix(about, note+" "), about)
			}
			assert.Contains(t, cited, "title: \"Synthetic data: Visits\"\n")
			assert.Contains(t, f["labels.R"].String(), "message(\""+note+"\")\n")
			assert.Contains(t, f["labels.do"].String(), "display as text \""+note+"\"\n")
			assert.Equal(t, 2, strings.Count(f["labels.do"].String(), "label data `\""+note+"\"'\nsave"), "each table")

			e.Title = ""
			f, _ = written(t, e, c.record)
			assert.Contains(t, f["datapackage.json"].String(), `"title": "Synthetic data",`)
			assert.Contains(t, f["CITATION.cff"].String(), "title: \"Synthetic data: Records of a study\"\n")
			e.Title = "SYNTHETIC visits"
			f, _ = written(t, e, c.record)
			assert.Contains(t, f["datapackage.json"].String(), `"title": "SYNTHETIC visits",`, "once is enough")
		})
	}
}

func TestEstimates(t *testing.T) {
	f, _ := written(t, tidy.Export{Estimates: []byte("measure,value\ncoc,0.5\n")}, clinic(t)...)
	assert.Equal(t, "measure,value\ncoc,0.5\n", f["estimates.csv"].String())
	assert.Contains(t, f["datapackage.json"].String(), `"path": "estimates.csv"`)
}

// Columns of estimates with a vocabulary are described by it, and by what else is in them;
// a number is none.
func TestCategoriesOfEstimates(t *testing.T) {
	f, _ := written(t, tidy.Export{Estimates: []byte("of_kind,value,method\nstudy,0.5,\nstudy,,another-one\n"),
		EstimateCategories: map[string][]string{"of_kind": {"study", "encounter"}, "method": {"student-t"}, "value": {"0.5"}, "absent": {"x"}}})
	var p struct {
		Resources []struct {
			Schema struct {
				Fields []struct {
					Name        string
					Categories  []struct{ Value, Label string }
					Constraints struct{ Enum []string }
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
	fields := p.Resources[0].Schema.Fields
	assert.Equal(t, []struct{ Value, Label string }{{"study", "study"}, {"encounter", "encounter"}}, fields[0].Categories)
	assert.Equal(t, []string{"study", "encounter"}, fields[0].Constraints.Enum)
	assert.Empty(t, fields[1].Categories)
	assert.Equal(t, []struct{ Value, Label string }{{"student-t", "student t"}, {"another-one", "another one"}}, fields[2].Categories)
	assert.Contains(t, f["labels.R"].String(), `levels = c("student-t", "another-one")`)
}

// A rule's id is for ever.
func TestRules(t *testing.T) {
	var ids []schema.RuleID
	for _, r := range tidy.Rules() {
		ids = append(ids, r.ID)
		assert.NotEmpty(t, r.Title)
		assert.NotEmpty(t, r.Why)
		assert.NotEmpty(t, r.Mend)
	}
	assert.Equal(t, []schema.RuleID{"tidy-citation-authors", "tidy-findings-capped", "tidy-formula", "tidy-null-character", "tidy-spreadsheet-size"}, ids)
}

func ExampleExport_Write() {
	var records iter.Seq[encounter.Record] = slices.Values([]encounter.Record{
		&encounter.Participant{ID: encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"), Role: encounter.RolePatient, Languages: []string{"ar", "da"}, Consent: encounter.ConsentGiven},
	})
	files := folder{}
	if _, err := (tidy.Export{}).Write(records, files.create); err != nil {
		fmt.Println(err)
	}
	fmt.Print(files["participant_languages.csv"])
	// Output:
	// participant_id,languages_position,languages
	// 0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e,0,ar
	// 0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e,1,da
}
