package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// The tables are synthetic.
const (
	ratingsTable   = "unit,anna,bob\nu1,1,1\nu2,2,2\nu3,3,3\nu4,1,2\nu5,2,\nu6,3,3\n"
	wordsTable     = "anna,bob\nlow,low\nhigh,medium\nmedium,medium\nhigh,high\n,low\n"
	codesTable     = "interview,trust,hope,fear\n1,1,0,0\n2,1,1,0\n3,0,1,0\n4,1,0,0\n5,0,0,1\n6,1,0,0\n7,1,1,0\n"
	eventsTable    = "sequence,code\nv1,ask\nv1,tell\nv2,ask\nv1,ask\nv2,tell\nv2,tell\nv1,explain\n"
	byteOrderMark  = "\uFEFF"
	nothingPrinted = ""
)

// TestMeasuresText: what people read.
func TestMeasuresText(t *testing.T) {
	tests := []struct {
		golden, stdin string
		args          []string
	}{
		{"agreement.txt", ratingsTable, []string{"agreement", "-"}},
		{"agreement-words.txt", wordsTable, []string{"agreement", "-level", "0.9", "-"}},
		{"agreement-order.txt", wordsTable, []string{"agreement", "-order", "low,medium,high", "-scale", "ordinal", "-bootstrap", "200", "-"}},
		{"agreement-study.txt", "", []string{"agreement", clinic}},
		{"disagreements.txt", "", []string{"disagreements", clinic}},
		{"saturation.txt", codesTable, []string{"saturation", "-"}},
		{"saturation-study.txt", "", []string{"saturation", clinic}},
		{"transitions.txt", eventsTable, []string{"transitions", "-"}},
		{"transitions-study.txt", "", []string{"transitions", "-norepeat", clinic}},
		{"indicators-study.txt", "", []string{"indicators", clinic}},
		{"profile.txt", ndjson(t, tinyStudy().Records()), []string{"profile", "-"}},
	}
	for _, tt := range tests {
		t.Run(tt.golden, func(t *testing.T) {
			status, stdout, _ := coprod(t, tt.stdin, tt.args...)
			assert.Equal(t, statusClean, status)
			golden(t, tt.golden, stdout)
			assert.Less(t, strings.Count(stdout, "\n"), 400)
			for line := range strings.Lines(stdout) {
				assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 120, line)
				assert.NotRegexp(t, `^  [a-z]+_[a-z_]+ `, line, "every measure has a title")
			}
		})
	}
}

// TestMeasuresTold: a table and a study are told by content, whatever the name.
func TestMeasuresTold(t *testing.T) {
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	workIn(t, map[string]string{"study.csv": string(study), "table.ndjson": eventsTable, "zip.csv": zipped(t, string(study)),
		"mark.csv": byteOrderMark + "\n " + string(study), "array.csv": "\n\t [" + strings.ReplaceAll(strings.TrimSpace(string(study)), "\n", ",") + "]"})
	_, want, _ := coprod(t, "", "transitions", "study.csv")
	assert.Contains(t, want, "the acts of the steps of 24 encounters; the steps of 1 more are not coded")
	for _, name := range []string{"zip.csv", "array.csv"} {
		status, got, stderr := coprod(t, "", "transitions", name)
		assert.Equal(t, statusClean, status, stderr)
		assert.Equal(t, want, got, name)
	}
	_, stdout, _ := coprod(t, "", "transitions", "mark.csv")
	assert.Contains(t, stdout, "the acts of the steps", "a mark before the first record is no table")
	status, stdout, _ := coprod(t, "", "transitions", "table.ndjson")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, "7 events in 2 sequences\n4 transitions between 2 codes"[:24])
	for text, want := range map[string]bool{"": false, " \n": false, "{": true, " \t\r\n[": true, "\x1f\x8b": true, "\x1f": false, "\x1fa": false, "a{": false,
		byteOrderMark + "{": true, byteOrderMark + "a": false, "\xEF{": true, "1,2": false, strings.Repeat(" ", 1<<20) + "{": false} {
		in, err := (&call{args: []string{"-"}, stdin: strings.NewReader(text)}).input()
		require.NoError(t, err)
		assert.Equal(t, want, in.study, "%.10q", text)
		rest := new(bytes.Buffer)
		_, err = rest.ReadFrom(in)
		require.NoError(t, err)
		assert.Equal(t, text, rest.String(), "nothing is lost by looking")
	}
}

// TestMeasuresRefuse: what is not understood is one clear line, and a faulty table
// is findings with places and nothing else.
func TestMeasuresRefuse(t *testing.T) {
	workIn(t, map[string]string{"empty.csv": "", "blank.csv": " \n\n", "folder/x": "", "r.csv": ratingsTable, "w.csv": wordsTable, "c.csv": codesTable, "e.csv": eventsTable,
		"na.csv": "anna,bob\nx,NA\n", "word.csv": "anna,bob\n1,x\n", "semicolon.csv": "anna,bob;c\n1;2\n", "ragged.csv": "a,b\n1,0\n1\n", "study.ndjson": ndjson(t, tinyStudy().Records())})
	const nothing = "1 error: nothing was computed\n"
	tests := []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"agreement"}, 2, "coprod agreement: name one table or study, or - for standard input\n"},
		{[]string{"agreement", "r.csv", "w.csv"}, 2, "coprod agreement: name one table or study, or - for standard input\n"},
		{[]string{"saturation", "none.csv"}, 2, "coprod saturation: none.csv: there is no such file\n"},
		{[]string{"transitions", "folder"}, 2, "coprod transitions: folder: this is a directory; name the files in it\n"},
		{[]string{"agreement", "empty.csv"}, 1, "empty.csv:1:1: error: there is nothing in the table, not even the names of columns [table-no-rows]\n" + nothing},
		{[]string{"saturation", "blank.csv"}, 1, "blank.csv:1:1: error: there is nothing in the table, not even the names of columns [table-no-rows]\n" + nothing},
		{[]string{"transitions", "blank.csv"}, 1, "blank.csv:1:1: error: there is nothing in the table, not even the names of columns [table-no-rows]\n" + nothing},
		{[]string{"disagreements"}, 2, "coprod disagreements: name a file to read, or - for standard input\n"},
		{[]string{"profile"}, 2, "coprod profile: name a file to read, or - for standard input\n"},
		{[]string{"profile", "empty.csv"}, 2, "coprod profile: empty.csv: the file is empty: it holds no record\n"},
		{[]string{"agreement", "-scale", "big", "r.csv"}, 2, "coprod agreement: -scale must be one of nominal, ordinal, interval, ratio\n"},
		{[]string{"agreement", "-weights", "big", "r.csv"}, 2, "coprod agreement: -weights must be one of none, linear, quadratic, ordinal\n"},
		{[]string{"agreement", "-universe", "big", "study.ndjson"}, 2, "coprod agreement: -universe must be one of rated, material, all\n"},
		{[]string{"agreement", "-level", "1", "r.csv"}, 2, "coprod agreement: -level must be between 0 and 1, as 0.95\n"},
		{[]string{"agreement", "-level", "0", "r.csv"}, 2, "coprod agreement: -level must be between 0 and 1, as 0.95\n"},
		{[]string{"agreement", "-level", "NaN", "r.csv"}, 2, "coprod agreement: -level must be between 0 and 1, as 0.95\n"},
		{[]string{"saturation", "-level", "95", "c.csv"}, 2, "coprod saturation: -level must be between 0 and 1, as 0.95\n"},
		{[]string{"agreement", "-bootstrap", "-1", "r.csv"}, 2, "coprod agreement: -bootstrap must be between 0 and 100000\n"},
		{[]string{"agreement", "-bootstrap", "1000000000000000000", "r.csv"}, 2, "coprod agreement: -bootstrap must be between 0 and 100000\n"},
		{[]string{"agreement", "-round", "-1", "study.ndjson"}, 2, "coprod agreement: -round must be 0 or more\n"},
		{[]string{"agreement", "-order", "a,,b", "r.csv"}, 2, "coprod agreement: -order must be words with commas between, each once\n"},
		{[]string{"agreement", "-order", "a,b,a", "r.csv"}, 2, "coprod agreement: -order must be words with commas between, each once\n"},
		{[]string{"agreement", "-na", "\"x", "r.csv"}, 2, "coprod agreement: -na must be words with commas between\n"},
		{[]string{"agreement", "-order", "a,b", "-scale", "ratio", "r.csv"}, 2, "coprod agreement: -order is for the ordinal scale: it gives the categories ranks, and neither numbers nor nothing\n"},
		{[]string{"agreement", "-scale", "nominal", "-weights", "linear", "r.csv"}, 2, "coprod agreement: on a nominal scale all disagreements weigh the same: -weights none\n"},
		{[]string{"agreement", "-scale", "ordinal", "w.csv"}, 2, "coprod agreement: the ratings are words: name them in their order with -order, as -order low,medium,high\n"},
		{[]string{"agreement", "-weights", "linear", "w.csv"}, 2, "coprod agreement: the ratings are words: name them in their order with -order, as -order low,medium,high\n"},
		{[]string{"agreement", "-scale", "ordinal", "study.ndjson"}, 2, "coprod agreement: whether a code was given in a study is yes or no: -scale nominal and -weights none are the ones there are\n"},
		{[]string{"agreement", "-weights", "linear", "study.ndjson"}, 2, "coprod agreement: whether a code was given in a study is yes or no: -scale nominal and -weights none are the ones there are\n"},
		{[]string{"agreement", "-universe", "all", "r.csv"}, 2, "coprod agreement: -universe is for studies; in a table, an empty field is what was not rated\n"},
		{[]string{"disagreements", "-universe", "x", "study.ndjson"}, 2, "coprod disagreements: -universe must be one of rated, material, all\n"},
		{[]string{"disagreements", "-round", "-1", "study.ndjson"}, 2, "coprod disagreements: -round must be 0 or more\n"},
		{[]string{"disagreements", "-format", "xml", "study.ndjson"}, 2, "coprod disagreements: -format must be one of text, json, csv\n"},
		{[]string{"saturation", "-base", "0", "c.csv"}, 2, "coprod saturation: -base must be a whole number, 1 or more\n"},
		{[]string{"saturation", "-base", "4,x", "c.csv"}, 2, "coprod saturation: -base must be a whole number, 1 or more\n"},
		{[]string{"saturation", "-run", "-3", "c.csv"}, 2, "coprod saturation: -run must be a whole number, 1 or more\n"},
		{[]string{"saturation", "-run", "99999999999", "c.csv"}, 2, "coprod saturation: -run must be a whole number, 1 or more\n"},
		{[]string{"saturation", "-threshold", "5", "c.csv"}, 2, "coprod saturation: -threshold must be a number from 0 to 1\n"},
		{[]string{"saturation", "-threshold", "NaN", "c.csv"}, 2, "coprod saturation: -threshold must be a number from 0 to 1\n"},
		{[]string{"saturation", "-runs", "both", "c.csv"}, 2, "coprod saturation: -runs must be one of overlapping, disjoint\n"},
		{[]string{"saturation", "-by", "month", "c.csv"}, 2, "coprod saturation: -by must be one of encounter, source\n"},
		{[]string{"transitions", "-lag", "0", "e.csv"}, 2, "coprod transitions: -lag must be 1 or more\n"},
		{[]string{"transitions", "-format", "xml", "e.csv"}, 2, "coprod transitions: -format must be one of text, json, csv\n"},
		{[]string{"profile", "-k", "0", "study.ndjson"}, 2, "coprod profile: -k must be 1 or more\n"},
		{[]string{"profile", "-by", "moon", "study.ndjson"}, 2, "coprod profile: -by must be one of study, encounter, patient, professional\n"},

		{[]string{"agreement", "na.csv"}, 1, "na.csv:2:3: error: this word may stand for a missing value, or be a category [table-missing-word]\n" + nothing},
		{[]string{"agreement", "word.csv"}, 1, "word.csv:2:3: error: ratings above are numbers, and this is a word [table-ratings-alike]\n" + nothing},
		{[]string{"agreement", "-scale", "interval", "word.csv"}, 1, "word.csv:2:3: error: this is not a number [table-number]\n" + nothing},
		{[]string{"agreement", "-order", "low,high", "w.csv"}, 1, "w.csv:3:6: error: this is none of the declared categories [table-category]\n" +
			"w.csv:4:1: error: this is none of the declared categories [table-category]\nw.csv:4:8: error: this is none of the declared categories [table-category]\n3 errors: nothing was computed\n"},
		{[]string{"agreement", "-format", "json", "semicolon.csv"}, 1, "semicolon.csv:1:9: error: the names of the columns are separated by more than one character [table-delimiter]\n" + nothing},
		{[]string{"saturation", "ragged.csv"}, 1, "ragged.csv:3:1: error: the row has 1 fields, the first row has 2 [table-ragged]\n" + nothing},
		{[]string{"saturation", "r.csv"}, 1, "17 errors: nothing was computed\n"},
		{[]string{"transitions", "-format", "csv", "c.csv"}, 1, "c.csv:1:1: error: no column is named sequence or code [table-column-missing]\n" + nothing},
	}
	for _, tt := range tests {
		status, stdout, stderr := coprod(t, "", tt.args...)
		assert.Equal(t, tt.status, status, tt.args)
		if tt.args[len(tt.args)-1] == "r.csv" && tt.status == statusFindings {
			assert.Contains(t, stderr, "[table-presence]\n")
			assert.NotContains(t, stderr, "u1")
			continue
		}
		assert.Equal(t, tt.stderr, withoutHints(stderr), tt.args)
		assert.Equal(t, nothingPrinted, stdout, tt.args)
	}
}

// TestAgreementFlags: what the flags ask for is what is printed.
func TestAgreementFlags(t *testing.T) {
	rows := func(stdin string, args ...string) map[string]estimate.Row {
		status, stdout, stderr := coprod(t, stdin, append(append([]string{"agreement", "-format", "json"}, args...), "-")...)
		require.Equal(t, statusClean, status, stderr)
		return estimatesIn(t, stdout)[tableSubject("-")]
	}
	all := rows(ratingsTable)
	for _, k := range []string{"krippendorff_alpha;metric=ratio", "gwet_ac;weights=ordinal", "cohen_kappa;weights=quadratic", "cohen_kappa_se0;weights=none"} {
		assert.Contains(t, all, k)
	}
	nominal := rows(ratingsTable, "-scale", "nominal")
	assert.Contains(t, nominal, "krippendorff_alpha;metric=nominal")
	for k := range nominal {
		assert.NotRegexp(t, `metric=(ordinal|interval|ratio)|weights=(linear|quadratic|ordinal)`, k, "on a nominal scale nothing is nearer")
	}
	ratio := rows(ratingsTable, "-scale", "ratio", "-weights", "quadratic")
	assert.Contains(t, ratio, "krippendorff_alpha;metric=ratio")
	assert.NotContains(t, ratio, "krippendorff_alpha;metric=nominal")
	assert.Contains(t, ratio, "gwet_ac;weights=quadratic")
	assert.NotContains(t, ratio, "gwet_ac;weights=none")

	named := rows(wordsTable)
	for k := range named {
		assert.NotRegexp(t, `metric=(ordinal|interval|ratio)|weights=(linear|quadratic|ordinal)`, k, "the alphabet is no order")
	}
	ordered := rows(wordsTable, "-order", "low,medium,high")
	assert.InDelta(t, named["krippendorff_alpha;metric=nominal"].Value, ordered["krippendorff_alpha;metric=nominal"].Value, 1e-12)
	backwards := rows(wordsTable, "-order", "high,medium,low")
	mixed := rows(wordsTable, "-order", "medium,low,high")
	const ordinal = "krippendorff_alpha;metric=ordinal"
	assert.InDelta(t, ordered[ordinal].Value, backwards[ordinal].Value, 1e-12, "the other way round it is the same order")
	assert.NotEqual(t, ordered[ordinal].Value, mixed[ordinal].Value)

	level := rows(ratingsTable, "-level", "0.5")
	assert.Equal(t, .5, level["gwet_ac;weights=none"].Level)
	assert.Greater(t, level["gwet_ac;weights=none"].Lo, all["gwet_ac;weights=none"].Lo, "a lower level is narrower")

	missing := rows(strings.ReplaceAll(ratingsTable, "u5,2,\n", "u5,2,NA\n"), "-na", "NA,99")
	assert.Equal(t, all, missing)
	bare := rows(strings.ReplaceAll(strings.TrimPrefix(ratingsTable, "unit,anna,bob\n"), "u", "1"), "-no-header", "-scale", "nominal")
	assert.EqualValues(t, 3, bare["percent_agreement;weights=none"].N/2, "without names, every column is a coder")
}

// TestAgreementDegenerate: where there is nothing to compare, every coefficient says why.
func TestAgreementDegenerate(t *testing.T) {
	for name, table := range map[string]string{
		"nothing rated": "a,b\n,\n,\n", "one coder": "a\n1\n2\n", "one unit": "a,b\n1,2\n", "one category": "a,b\n1,1\n1,1\n",
		"one category of words": "a,b\nx,x\nx,x\n", "a coder who rated nothing": "a,b\n1,\n2,\n", "no unit rated twice": "a,b\n1,\n,2\n",
	} {
		status, stdout, stderr := coprod(t, table, "agreement", "-format", "json", "-bootstrap", "20", "-")
		assert.Equal(t, statusClean, status, "%s: %s", name, stderr)
		for k, r := range estimatesIn(t, stdout)[tableSubject("-")] {
			if strings.HasPrefix(k, "krippendorff_alpha;") && name != "one unit" || strings.HasPrefix(k, "gwet_ac;") && name != "one unit" {
				assert.NotEmpty(t, r.Undefined, "%s: %s", name, k)
			}
		}
		status, stdout, _ = coprod(t, table, "agreement", "-")
		assert.Equal(t, statusClean, status)
		assert.Equal(t, name == "one category of words", strings.Contains(stdout, "The categories are words"), name)
		assert.NotContains(t, stdout, "NaN")
	}
}

// TestAgreementBootstrap: intervals of resamples, the same from the same seed, in
// place of the linearised ones.
func TestAgreementBootstrap(t *testing.T) {
	run := func(args ...string) (map[string]estimate.Row, string) {
		status, stdout, stderr := coprod(t, ratingsTable, append(append([]string{"agreement", "-format", "json"}, args...), "-")...)
		require.Equal(t, statusClean, status, stderr)
		return estimatesIn(t, stdout)[tableSubject("-")], stdout
	}
	linear, _ := run()
	drawn, text := run("-bootstrap", "300")
	_, again := run("-bootstrap", "300", "-seed", "1")
	assert.Equal(t, text, again, "the seed is 1 unless told otherwise")
	_, other := run("-bootstrap", "300", "-seed", "2")
	assert.NotEqual(t, text, other)
	const k = "krippendorff_alpha;metric=nominal"
	assert.Equal(t, estimate.Bootstrap(300, 1), drawn[k].Method)
	assert.InDelta(t, linear[k].Value, drawn[k].Value, 1e-12)
	assert.NotEqual(t, linear[k].Lo, drawn[k].Lo)
	assert.NotContains(t, drawn, "gwet_ac_ci_low;level=0.95;weights=none", "bounds of another interval would contradict it")
	assert.Contains(t, linear, "gwet_ac_ci_low;level=0.95;weights=none")
	assert.Contains(t, drawn, "gwet_ac_se;weights=none")
}

// TestMeasuresForms: JSON is what package estimate writes, and CSV has a row for each.
func TestMeasuresForms(t *testing.T) {
	for command, table := range map[string]string{"agreement": ratingsTable, "saturation": codesTable, "transitions": eventsTable} {
		_, stdout, stderr := coprod(t, table, command, "-format", "json", "-")
		assert.Empty(t, stderr)
		var in estimate.Table
		require.NoError(t, json.Unmarshal([]byte(stdout), &in))
		_, sheet, _ := coprod(t, table, command, "-format", "csv", "-")
		rows, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
		require.NoError(t, err)
		require.Len(t, rows, 1+len(in.Estimates))
		for i, r := range in.Estimates {
			assert.Equal(t, []string{"table", "stdin", r.Measure, paramsOf(r)}, rows[i+1][:4])
		}
	}
}

// TestTransitionsSaidOnce: the lag is no parameter of a pair, and said all the same.
func TestTransitionsSaidOnce(t *testing.T) {
	_, stdout, _ := coprod(t, eventsTable, "transitions", "-lag", "2", "-format", "json", "-")
	got := estimatesIn(t, stdout)[tableSubject("-")]["transition_count;from=ask;to=ask"]
	assert.Equal(t, 1., got.Value, "by hand: v1 ask, tell, ask, explain; v2 ask, tell, tell")
	assert.Equal(t, []estimate.Warning{"counted from each event to number 2 after it (lag 2)"}, got.Warnings)
	_, stdout, _ = coprod(t, eventsTable, "transitions", "-format", "json", "-")
	assert.NotContains(t, stdout, "counted")
}

// TestStudyMeasures: what a study gives is named after the study, is labelled, and
// leaves out what is rejected.
func TestStudyMeasures(t *testing.T) {
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	for _, command := range []string{"agreement", "saturation", "transitions", "profile", "indicators"} {
		status, want, stderr := coprod(t, string(study), command, "-format", "json", "-")
		assert.Equal(t, statusClean, status, stderr)
		var table estimate.Table
		require.NoError(t, json.Unmarshal([]byte(want), &table))
		require.NotEmpty(t, table.Estimates)
		for _, r := range table.Estimates {
			assert.Contains(t, r.Warnings, syntheticNote)
			assert.NotEmpty(t, r.Of.ID)
		}
		status, got, stderr := coprod(t, string(study)+"not JSON\n", command, "-format", "json", "-")
		assert.Equal(t, statusFindings, status)
		assert.Equal(t, want, got)
		assert.Contains(t, stderr, "1 of 340 records were rejected; coprod validate says why\n")
		_, got, _ = coprod(t, string(study)+string(study), command, "-format", "json", "-")
		assert.Equal(t, want, got, "%s: a record that is given twice counts once", command)
	}
}

// TestDisagreements: the list in every form, with sums that hold.
func TestDisagreements(t *testing.T) {
	status, stdout, stderr := coprod(t, "", "disagreements", "-format", "json", clinic)
	assert.Equal(t, statusClean, status)
	assert.Empty(t, stderr)
	var d agreement.Disagreements
	require.NoError(t, json.Unmarshal([]byte(stdout), &d))
	assert.Equal(t, d.Places, d.Agreed+d.Disagreed)
	assert.Contains(t, d.Warnings, syntheticNote)
	sides := 0
	for _, one := range d.List {
		sides += len(one.Sides)
	}
	_, sheet, stderr := coprod(t, "", "disagreements", "-format", "csv", clinic)
	assert.Contains(t, stderr, string(syntheticNote))
	rows, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 1+sides)
	assert.Equal(t, strings.Split("disagreement,kind,unit,codebook,disputed,coder,record,pointer,start,end,coded,codes", ","), rows[0])

	status, stdout, _ = coprod(t, ndjson(t, tinyStudy().Records()), "disagreements", "-")
	assert.Equal(t, statusClean, status, "nobody coded anything")
	assert.Contains(t, stdout, "0 places rated by two coders or more: 0 agreed, 0 disagreed")
	status, stdout, _ = coprod(t, ndjson(t, tinyStudy().Records()), "agreement", "-")
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stdout, "There is no coding to compare\n")
}

// TestProfileMarks: numbers about few people carry a mark where they stand.
func TestProfileMarks(t *testing.T) {
	const mark = "disclosure:"
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	marked := func(args ...string) int {
		_, stdout, _ := coprod(t, string(study), append(append([]string{"profile", "-format", "json"}, args...), "-")...)
		return strings.Count(stdout, mark)
	}
	five := marked()
	assert.NotZero(t, five)
	assert.Equal(t, five, marked("-k", "5"))
	assert.Greater(t, marked("-k", "20"), five)
	assert.Zero(t, marked("-k", "1"))
	_, plainly, _ := coprod(t, string(study), "indicators", "-format", "json", "-")
	_, unmarked, _ := coprod(t, string(study), "profile", "-k", "1", "-format", "json", "-")
	every := map[string]bool{}
	for row := range strings.Lines(plainly) {
		every[strings.TrimRight(row, ",\n")] = true
	}
	for row := range strings.Lines(unmarked) {
		assert.True(t, every[strings.TrimRight(row, ",\n")], "the numbers are the same: %s", row)
	}
	assert.Greater(t, strings.Count(plainly, "\n"), strings.Count(unmarked, "\n"), "codes and checklists are no part of the profile")
	assert.Contains(t, plainly, "coreq_completeness")
	_, text, _ := coprod(t, string(study), "profile", "-")
	assert.Contains(t, text, mark)
	for _, theme := range indicator.Themes() {
		assert.Contains(t, text, string(theme))
	}
	_, _, stderr := coprod(t, string(study), "profile", "-k", "30", "-")
	assert.Contains(t, stderr, fmt.Sprintf("fewer than %d people", 30))
}

// TestAgreementOfAStudyResampled: the codings of a study have intervals of resamples,
// the same for the same seed, with count and seed in the method.
func TestAgreementOfAStudyResampled(t *testing.T) {
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	_, first, _ := coprod(t, string(study), "agreement", "-bootstrap", "50", "-seed", "3", "-format", "json", "-scale", "nominal", "-weights", "none", "-")
	_, again, _ := coprod(t, string(study), "agreement", "-bootstrap", "50", "-seed", "3", "-format", "json", "-")
	_, other, _ := coprod(t, string(study), "agreement", "-bootstrap", "50", "-seed", "4", "-format", "json", "-")
	assert.Equal(t, first, again)
	assert.NotEqual(t, first, other)
	assert.Contains(t, first, `"method":"bootstrap-percentile, 50 resamples, seed 3"`)
	for _, measure := range []string{"scott_pi", "cohen_kappa", "fleiss_kappa", "brennan_prediger", "gwet_ac", "artstein_poesio_beta", "krippendorff_alpha_per_code"} {
		assert.Contains(t, first, `"measure":"`+measure+`"`)
	}
}

// TestCompressedTable: a table may be compressed, as a study may, and is told from one
// by what is inside.
func TestCompressedTable(t *testing.T) {
	_, want, _ := coprod(t, ratingsTable, "agreement", "-format", "csv", "-")
	status, got, stderr := coprod(t, zipped(t, ratingsTable), "agreement", "-format", "csv", "-")
	assert.Equal(t, statusClean, status, stderr)
	assert.Equal(t, want, got)
	study, err := os.ReadFile(clinic)
	require.NoError(t, err)
	_, want, _ = coprod(t, string(study), "agreement", "-format", "csv", "-")
	_, got, _ = coprod(t, zipped(t, string(study)), "agreement", "-format", "csv", "-")
	assert.Equal(t, want, got)
	whole := zipped(t, ratingsTable)
	_, want, _ = coprod(t, ratingsTable, "agreement", "-format", "csv", "-")
	status, got, stderr = coprod(t, whole+strings.Repeat("\x00", 512), "agreement", "-format", "csv", "-")
	assert.Equal(t, statusClean, status, "zeros behind the end are padding: "+stderr)
	assert.Equal(t, want, got)
	status, _, stderr = coprod(t, whole[:len(whole)-6], "agreement", "-")
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "the gzip file is damaged, or was not written whole")
}

// TestMarksAcrossHeadings: what the text shows is marked as JSON is, where that which
// marks a row (how many patients a professional met) stands under another heading.
func TestMarksAcrossHeadings(t *testing.T) {
	study, err := os.Open(clinic)
	require.NoError(t, err)
	defer study.Close()
	w := whole{profileOnly: true}
	for line, err := range coproduction.Read(t.Context(), study, "clinic") {
		require.NoError(t, err)
		w.Add(line.Record)
	}
	for _, per := range indicator.Pers() {
		mark := func(rows []estimate.Row) { coproduction.FlagSmallCells(rows, 5) }
		want := w.rows(per)
		mark(want)
		marks := map[string]int{}
		for _, r := range want {
			marks[fmt.Sprint(r.Of, r.Measure, r.Params, r.Warnings)]++
		}
		for _, rows := range w.marked(per, mark) {
			for _, r := range rows {
				marks[fmt.Sprint(r.Of, r.Measure, r.Params, r.Warnings)]--
			}
		}
		for row, n := range marks {
			assert.Zero(t, n, row)
		}
	}
}

// TestOtherSeparators: what spreadsheets write where the comma is the decimal sign gives the
// same numbers as a table with commas.
func TestOtherSeparators(t *testing.T) {
	for command, table := range map[string]string{"agreement": ratingsTable, "saturation": codesTable, "transitions": eventsTable, "continuity": "patient,start,professional\np1,2024-01-01,A\np1,2024-02-01,B\n"} {
		_, want, _ := coprod(t, table, command, "-format", "csv", "-")
		for separator, name := range map[string]string{";": "semicolons", "\t": "tabs", "|": "vertical bars"} {
			status, got, stderr := coprod(t, strings.ReplaceAll(table, ",", separator), command, "-format", "csv", "-")
			assert.Equal(t, statusClean, status, "%s %s: %s", command, name, stderr)
			assert.Equal(t, want, got)
			assert.Contains(t, stderr, "note: fields are separated by "+name)
		}
	}
}
