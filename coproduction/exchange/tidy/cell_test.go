package tidy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

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

// What was changed in a text is counted as changed, in the record and in the text.
func TestChangedTexts(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	const safe, null = "a text that begins as a formula does got an apostrophe before it", "null characters in a text were replaced"
	const both = "texts got an apostrophe before them, and null characters were replaced"
	text := "=\x00"
	f, made := written(t, tidy.Export{KeepText: true},
		&encounter.Study{ID: id, Title: "a"}, &encounter.Study{ID: id, Title: "=a"}, &encounter.Study{ID: id, Title: "a\x00"}, &encounter.Study{ID: id, Title: "=a\x00", Methodology: "=b"},
		&encounter.Study{ID: id, Team: []encounter.TeamMember{{Training: "-"}}}, &theme.Source{ID: id, Text: &text}, &theme.Unit{ID: id, Condensation: "c"})
	assert.Equal(t, exchange.Count{Read: 5, Kept: 1, Changed: map[string]int64{safe: 2, null: 1, both: 1}}, made.Loss.Of("study"))
	assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{both: 1}}, made.Loss.Of("source"))
	assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{both: 1}}, made.Loss.Of("source.text"))
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, made.Loss.Of("unit"))
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, made.Loss.Of("unit.condensation"))
	assert.Equal(t, "'-", f.rows(t, "study_team")[0]["training"])

	_, made = written(t, tidy.Export{}, &theme.Source{ID: id, Text: &text})
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, made.Loss.Of("source"), "what was left behind was not changed")
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

// A text that already begins as one made safe does gets an apostrophe too: what was
// written can be told from what was made safe.
func TestSafeTextsAreUndone(t *testing.T) {
	id := encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e")
	for _, text := range []string{"=1", "'=1", "''=1", "'", "''", "'a", "a", "-", "'-", "''a=", "'\tx", "'\u200b="} {
		f, _ := written(t, tidy.Export{}, &encounter.Study{ID: id, Title: text})
		assert.Equal(t, text, unsafe(f.rows(t, "studies")[0]["title"]), "%q", text)
	}
}

// unsafe is the text before it was made safe, as the package's documentation says it.
func unsafe(cell string) string {
	if bare := strings.TrimLeft(cell, "'"); bare != cell && bare != "" && strings.ContainsRune("=+-@\t\r", rune(bare[0])) {
		return cell[1:]
	}
	return cell
}
