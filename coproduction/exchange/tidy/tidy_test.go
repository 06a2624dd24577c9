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
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
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

// A text that a spreadsheet would run is made safe, and listed by its place; numbers are not.
func TestFormulas(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	cited := tidy.Export{Authors: []tidy.Author{{Family: "A"}}}
	for _, begin := range []string{"=", "+", "-", "@", "\t", "\r", "'="} {
		f, made := written(t, cited, &encounter.Study{ID: id, Title: begin + "SECRET, \"quoted\"\nand more"})
		assert.Equal(t, "'"+begin+"SECRET, \"quoted\"\nand more", f.rows(t, "studies")[0]["title"])
		require.Len(t, made.Findings, 1)
		assert.Equal(t, schema.RuleID("tidy-formula"), made.Findings[0].Rule)
		assert.Equal(t, "studies.csv, row 2, column 2: the text begins as a formula does", made.Findings[0].Detail)
		assert.Equal(t, 1, made.Findings[0].Position.Record)
	}
	_, made := written(t, cited, &theme.Unit{ID: id, Range: &theme.Range{Start: -5, End: 3}}, &encounter.Study{ID: id, Title: "a = b"})
	assert.Empty(t, made.Findings)
}

// R ends a text at a null character: it is replaced, and found by its place.
func TestNullCharacters(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	cited := tidy.Export{Authors: []tidy.Author{{Family: "A"}}}
	f, made := written(t, cited, &encounter.Study{ID: id, Title: "\x00a\x00", Methodology: "b"})
	assert.Equal(t, "\uFFFDa\uFFFD", f.rows(t, "studies")[0]["title"])
	require.Len(t, made.Findings, 1)
	assert.Equal(t, schema.RuleID("tidy-null-character"), made.Findings[0].Rule)
	assert.Equal(t, "studies.csv, row 2, column 2: the text has a null character, written as U+FFFD", made.Findings[0].Detail)
}

// A cell of Excel holds 32,767 UTF-16 units (Excel specifications and limits). A longer
// text is written whole, and found.
func TestLongCells(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	e := tidy.Export{KeepText: true, Authors: []tidy.Author{{Family: "A"}}}
	for _, c := range []struct {
		text string
		long bool
	}{
		{strings.Repeat("a", 32767), false},
		{strings.Repeat("a", 32768), true},
		{strings.Repeat("ع", 32767), false},                // two bytes, one unit
		{strings.Repeat("ع", 32768), true},                 //
		{strings.Repeat("\U0001D11E", 16383) + "a", false}, // four bytes, two units
		{strings.Repeat("\U0001D11E", 16384), true},        //
		{"'=" + strings.Repeat("a", 32765), true},          // with its apostrophe
	} {
		f, made := written(t, e, &theme.Source{ID: id, Text: &c.text})
		cell := f.rows(t, "sources")[0]["text"]
		assert.Equal(t, c.text, unsafe(cell))
		found := slices.ContainsFunc(made.Findings, func(f schema.Finding) bool {
			return f.Rule == "tidy-spreadsheet-size" && strings.HasPrefix(f.Detail, "sources.csv, row 2, column ") && strings.HasSuffix(f.Detail, ": the text is longer than a cell of a spreadsheet holds")
		})
		assert.Equal(t, c.long, found, "%d bytes", len(c.text))
	}
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

// A described table: every column has a title and a description of the schema, keys
// lead to tables that are there, and what is in the cells fits what is said of them.
func TestDataPackage(t *testing.T) {
	var records []encounter.Record
	for r := range coproductiontest.Records(3, 60) {
		records = append(records, r)
	}
	f, made := written(t, tidy.Export{Name: "synthetic", Title: "Synthetic study"}, append(records, clinic(t)...)...)
	var p struct {
		Schema    string `json:"$schema"`
		Name      string
		Resources []struct {
			Profile    string `json:"$schema"`
			Name, Path string
			Dialect    struct {
				Profile string `json:"$schema"`
			}
			Schema struct {
				Profile string `json:"$schema"`
				Fields  []struct {
					Name, Type, Title, Description string
					Categories                     []struct{ Value, Label string }
					Constraints                    struct {
						Required         bool
						Pattern          string
						Minimum, Maximum json.Number
					}
				}
				PrimaryKey  []string
				ForeignKeys []struct {
					Fields    []string
					Reference struct {
						Resource string
						Fields   []string
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(f["datapackage.json"].Bytes(), &p))
	assert.Equal(t, "https://datapackage.org/profiles/2.0/datapackage.json", p.Schema)
	keys := map[string]map[string]bool{} // of tables, by resource
	categories, patterns := 0, 0
	for _, r := range p.Resources {
		assert.Regexp(t, `^[a-z0-9._-]+$`, r.Name)
		assert.Nil(t, keys[r.Name], "a name twice, or a file that differs in case alone")
		for what, profile := range map[string]string{"dataresource": r.Profile, "tabledialect": r.Dialect.Profile, "tableschema": r.Schema.Profile} {
			assert.Equal(t, "https://datapackage.org/profiles/2.0/"+what+".json", profile, "the default is version 1.0")
		}
		rows := f.rows(t, strings.TrimSuffix(r.Path, ".csv"))
		require.NotEmpty(t, rows, r.Path)
		names := map[string]bool{}
		for _, field := range r.Schema.Fields {
			assert.False(t, names[field.Name], "%s.%s twice", r.Path, field.Name)
			names[field.Name] = true
			assert.NotEmpty(t, field.Title, "%s.%s", r.Path, field.Name)
			assert.NotEmpty(t, field.Description, "%s.%s", r.Path, field.Name)
			values, labels := map[string]bool{}, map[string]bool{}
			for _, c := range field.Categories {
				values[c.Value], labels[c.Label] = true, true
				assert.NotEmpty(t, c.Label)
			}
			assert.Len(t, labels, len(field.Categories), "%s.%s: labels are unique", r.Path, field.Name)
			if field.Constraints.Pattern != "" {
				patterns++
			}
			pattern := regexp.MustCompile(field.Constraints.Pattern)
			for _, row := range rows {
				cell, ok := row[field.Name]
				require.True(t, ok)
				switch {
				case cell == "":
					assert.False(t, field.Constraints.Required, "%s.%s", r.Path, field.Name)
				case len(values) > 0:
					categories++
					assert.True(t, values[cell], "%s.%s", r.Path, field.Name)
				case field.Type == "integer":
					assert.Regexp(t, `^-?[0-9]+$`, cell)
				case field.Type == "boolean":
					assert.Contains(t, []string{"true", "false"}, cell)
				default:
					assert.Regexp(t, pattern, cell)
				}
			}
		}
		assert.Len(t, rows[0], len(r.Schema.Fields))
		keys[r.Name] = map[string]bool{}
		for _, row := range rows {
			var key []string
			for _, k := range r.Schema.PrimaryKey {
				key = append(key, row[k])
			}
			joined := strings.Join(key, "|")
			assert.False(t, keys[r.Name][joined], "%s: a key twice", r.Path)
			keys[r.Name][joined] = true
		}
		for _, foreign := range r.Schema.ForeignKeys {
			above := keys[foreign.Reference.Resource]
			require.NotNil(t, above, "%s comes behind %s", r.Path, foreign.Reference.Resource)
			for _, row := range rows {
				var key []string
				for _, k := range foreign.Fields {
					key = append(key, row[k])
				}
				assert.True(t, above[strings.Join(key, "|")], "%s leads nowhere", r.Path)
			}
		}
	}
	assert.Positive(t, categories)
	assert.Positive(t, patterns)
	assert.Contains(t, f["datapackage.json"].String(), `"label": "home visit"`)
	assert.Contains(t, f["datapackage.json"].String(), `"label": "30-39"`, "a band is no two words")
	assert.Contains(t, f["datapackage.json"].String(), `phone: by voice only;`, "what values mean is in the description, from the schema")
	assert.Subset(t, made.Files, []string{"encounters.csv", "datapackage.json", "labels.R", "labels.do"})

	again, _ := written(t, tidy.Export{Name: "synthetic", Title: "Synthetic study"}, append(records, clinic(t)...)...)
	assert.Equal(t, f, again, "the same bytes each time")
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
	f, _ := written(t, tidy.Export{Title: "Synthetic", Version: "1.0", Authors: []tidy.Author{{Family: "A \"quoted\" family", Given: "B"}}})
	assert.Equal(t, "cff-version: 1.2.0\nmessage: \"If you use this data set, please cite it as below.\"\ntype: dataset\ntitle: \"Synthetic\"\nversion: \"1.0\"\nauthors:\n  - family-names: \"A \\\"quoted\\\" family\"\n    given-names: \"B\"\n", f["CITATION.cff"].String())
	f, made := written(t, tidy.Export{})
	assert.Nil(t, f["CITATION.cff"])
	assert.Equal(t, []string{"datapackage.json", "labels.R", "labels.do"}, made.Files, "a study without records")
}

func TestEstimates(t *testing.T) {
	f, _ := written(t, tidy.Export{Estimates: []byte("measure,value\ncoc,0.5\n")}, clinic(t)...)
	assert.Equal(t, "measure,value\ncoc,0.5\n", f["estimates.csv"].String())
	assert.Contains(t, f["datapackage.json"].String(), `"path": "estimates.csv"`)
}

// A disk is a file whose writing or closing fails.
type disk struct{ write, close error }

func (d disk) Write(b []byte) (int, error) { return len(b), d.write }
func (d disk) Close() error                { return d.close }

// Whatever file cannot be begun, written or closed, the caller is told.
func TestErrors(t *testing.T) {
	full := errors.New("the disk is full")
	_, err := tidy.Export{}.Write(slices.Values(clinic(t)), func(string) (io.WriteCloser, error) { return nil, full })
	assert.ErrorIs(t, err, full)
	for _, name := range []string{"participants.csv", "encounter_turns_addressees.csv", "estimates.csv", "datapackage.json", "labels.R", "labels.do", "CITATION.cff"} {
		for what, at := range map[string]disk{"begun": {}, "written": {write: full}, "closed": {close: full}} {
			_, err := smallExport.Write(slices.Values(small()), func(file string) (io.WriteCloser, error) {
				switch {
				case file != name:
					return disk{}, nil
				case what == "begun":
					return nil, full
				}
				return at, nil
			})
			assert.ErrorIs(t, err, full, "%s could not be %s", name, what)
		}
	}
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
