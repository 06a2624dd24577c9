package tidy_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// small are synthetic records: a cell to be quoted, one to be made safe, a list that is
// empty, one that is absent, and one in a list.
func small() []encounter.Record {
	id := func(last string) encounter.ID {
		return encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4" + last)
	}
	text := "not in the package"
	return []encounter.Record{
		&encounter.Participant{ID: id("1"), Role: encounter.RolePatient, Languages: []string{"ar", "da"}, Consent: encounter.ConsentGiven},
		&encounter.Participant{ID: id("2"), Role: encounter.RolePatient, Consent: encounter.ConsentNotAsked},
		&encounter.Encounter{ID: id("3"), Patient: id("1"), DurationMs: new(int64), RolesNotRecorded: []encounter.Role{encounter.RoleInterpreter, encounter.RoleRelative}, LinkKindsNotRecorded: []encounter.LinkKind{encounter.LinkRelational, encounter.LinkManagement}, Steps: []encounter.Step{}, Turns: []encounter.Turn{
			{Speaker: id("1"), StartMs: new(int64), Addressees: []encounter.ID{id("2")}},
		}},
		&encounter.Study{ID: id("4"), Title: "=a, \"b\""},
		&theme.Source{ID: id("5"), Text: &text},
	}
}

var smallExport = tidy.Export{Name: "small", Title: "Synthetic records", Version: "1.0.0",
	Authors:   []tidy.Author{{Family: "Family name", Given: "Given name", ORCID: "https://orcid.org/0000-0000-0000-0000"}},
	Estimates: []byte("of_kind,of_id,measure,value\r\nstudy,,encounters,1\r\n")}

// Every byte of a small package. COPRODUCTION_UPDATE=1 writes it anew.
func TestGolden(t *testing.T) {
	f, made := written(t, smallExport, small()...)
	if os.Getenv("COPRODUCTION_UPDATE") != "" {
		for name, content := range f {
			require.NoError(t, os.WriteFile(filepath.Join("testdata", "small", name), content.Bytes(), 0o644))
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "small"))
	require.NoError(t, err)
	var names []string
	for _, file := range files {
		names = append(names, file.Name())
		want, err := os.ReadFile(filepath.Join("testdata", "small", file.Name()))
		require.NoError(t, err)
		require.Contains(t, f, file.Name())
		assert.Equal(t, string(want), f[file.Name()].String(), file.Name())
	}
	assert.Equal(t, names, slices.Sorted(slices.Values(made.Files)))
	assert.Equal(t, []string{"participants.csv", "participant_languages.csv", "encounters.csv", "encounter_rolesNotRecorded.csv", "encounter_turns.csv", "encounter_turns_addressees.csv", "encounter_linkKindsNotRecorded.csv", "studies.csv", "sources.csv",
		"estimates.csv", "datapackage.json", "labels.R", "labels.do", "CITATION.cff"}, made.Files, "in the order in which they were begun")
}

// In R, the labels' script reads every table: the rows and columns are those of the file,
// a cell is NA where it is empty, and nowhere else, and what it says is what the file says.
func TestLabelsInR(t *testing.T) {
	rscript, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("needs Rscript (Debian package r-base-core)")
	}
	records := clinic(t)
	for r := range coproductiontest.Records(5, 200) {
		records = append(records, r)
	}
	f, _ := written(t, tidy.Export{KeepText: true, Estimates: []byte("measure,value,a \\b c,if\ncoc,-0.5,x,\nuniq,,,y\n")}, records...)
	dir := t.TempDir()
	for name, content := range f {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), content.Bytes(), 0o644))
	}
	run := exec.Command(rscript, "--vanilla", "-e", `
options(warn = 2)
source("labels.R")
cells <- function(x) {
  if (is.factor(x)) return(gsub("([a-z]) ([a-z])", "\\1-\\2", gsub("([a-z]) ([a-z])", "\\1-\\2", as.character(x))))
  if (is.logical(x)) return(tolower(as.character(x)))
  if (is.numeric(x)) return(ifelse(is.na(x), NA, sprintf("%.15g", x)))
  as.vector(x)
}
for (file in list.files(pattern = "\\.csv$")) {
  name <- sub("\\.csv$", "", file)
  d <- get(name)
  raw <- read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE)
  stopifnot(identical(names(d), names(raw)), nrow(d) == nrow(raw))
  for (column in names(raw)) stopifnot(identical(is.na(as.vector(d[[column]])), is.na(raw[[column]])), nchar(attr(d[[column]], "label")) > 0, identical(cells(d[[column]]), raw[[column]]))
  cat(name, nrow(d), "\n")
}
stopifnot(identical(as.vector(estimates$value), c(-0.5, NA)), attr(estimates[["a \\b c"]], "label") == "a \\b c")`)
	run.Dir = dir
	out, err := run.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Equal(t, 1, strings.Count(string(out), "SYNTHETIC DATA: these records stand for nobody.\n"))
	assert.Equal(t, len(f)-3, strings.Count(string(out), "\n")-1, "all but the description and the scripts")
}

// What the caller gave is looked at before a file is begun.
func TestWhatIsGiven(t *testing.T) {
	for _, c := range []struct {
		give tidy.Export
		says string
	}{
		{tidy.Export{Name: "A Study"}, "tidy: Name has other characters than a-z, 0-9, hyphens, dots and underscores between them"},
		{tidy.Export{Name: "a-"}, "tidy: Name has other characters than a-z, 0-9, hyphens, dots and underscores between them"},
		{tidy.Export{Authors: []tidy.Author{{Family: "A"}, {Given: "B"}}}, "tidy: author 2 has no family name"},
		{tidy.Export{Authors: []tidy.Author{{Family: "A", ORCID: "0000-0000-0000-0000"}}}, "tidy: the ORCID of author 1 is not an address https://orcid.org/0000-0000-0000-0000"},
		{tidy.Export{Estimates: []byte{}}, "tidy: Estimates is not a table of comma-separated values with a header"},
		{tidy.Export{Estimates: []byte("a,b\nSECRET\n")}, "tidy: Estimates is not a table of comma-separated values with a header"},
		{tidy.Export{Estimates: []byte("a,b\n1,-0.5\n2,-SECRET\n")}, "tidy: a text in row 3, column 2 of Estimates begins as a formula of a spreadsheet does"},
		{tidy.Export{Estimates: []byte("a,@b\n1,-0.5\n")}, "tidy: a text in row 1, column 2 of Estimates begins as a formula of a spreadsheet does"},
		{tidy.Export{Estimates: []byte("a,a\n1,2\n")}, "tidy: the header of Estimates has a column without a name, or a name twice"},
	} {
		made, err := c.give.Write(slices.Values(small()), func(string) (io.WriteCloser, error) {
			t.Error("a file is begun")
			return nil, errors.New("not here")
		})
		assert.EqualError(t, err, c.says)
		assert.Empty(t, made.Files)
	}
}

// Estimates that come behind the records are looked at before their file is begun.
func TestEstimatesThatComeLater(t *testing.T) {
	f := folder{}
	e := tidy.Export{EstimatesOf: func() ([]byte, error) { return []byte("a\n=1\n"), nil }}
	_, err := e.Write(slices.Values(small()), f.create)
	assert.EqualError(t, err, "tidy: a text in row 2, column 1 of Estimates begins as a formula of a spreadsheet does")
	assert.NotContains(t, f, "estimates.csv")
	failed := errors.New("no estimates")
	e.EstimatesOf = func() ([]byte, error) { return nil, failed }
	_, err = e.Write(slices.Values(small()), folder{}.create)
	assert.ErrorIs(t, err, failed)
	f, _ = written(t, tidy.Export{EstimatesOf: func() ([]byte, error) { return []byte("measure,value\ncoc,+0.5\n"), nil }}, small()...)
	assert.Equal(t, "measure,value\ncoc,+0.5\n", f["estimates.csv"].String(), "a number is no formula")
}

// More than 1000 cells that were made safe are listed as 1000 and counted; each is safe.
func TestFindingsAreCapped(t *testing.T) {
	var records []encounter.Record
	for range 1200 {
		s := small()[3]
		records = append(records, s)
	}
	e := smallExport
	f, made := written(t, e, records...)
	require.Len(t, made.Findings, 1001)
	assert.Equal(t, "tidy-findings-capped", string(made.Findings[1000].Rule))
	assert.Contains(t, made.Findings[1000].Detail, "1200")
	assert.Equal(t, 1200, bytes.Count(f["studies.csv"].Bytes(), []byte(",\"'=a, \"\"b\"\"\"")))
}
