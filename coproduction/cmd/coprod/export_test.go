package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
)

// clinicFile is the data set of the examples, which is synthetic.
func clinicFile(t *testing.T) string {
	path, err := filepath.Abs(filepath.Join("..", "..", "..", "examples", "clinic", "clinic.ndjson"))
	require.NoError(t, err)
	return path
}

func TestExportTables(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	status, stdout, stderr := runCoprod(t, "export", "csv", "-o", "tables", "-title", "Synthetic", "-authors", "Example, A; Other <https://orcid.org/0000-0002-1825-0097>", clinic)
	assert.Equal(t, statusClean, status, stderr)
	assert.Empty(t, stdout)
	assert.Equal(t, []string{"tables"}, filesHere(t), "nothing else is left behind")
	for name, rows := range map[string]int{"encounters": 25, "participants": 41, "codings": 256, "encounter_turns": 680, "estimates": 126} {
		file, err := os.Open(filepath.Join("tables", name+".csv"))
		require.NoError(t, err)
		all, err := csv.NewReader(file).ReadAll()
		file.Close()
		require.NoError(t, err)
		assert.Len(t, all, rows+1, name) // from: grep -c and jq on clinic.ndjson
	}
	citation, err := os.ReadFile(filepath.Join("tables", "CITATION.cff"))
	require.NoError(t, err)
	assert.Contains(t, string(citation), "family-names: \"Other\"\n    orcid: \"https://orcid.org/0000-0002-1825-0097\"\n")

	status, _, stderr = runCoprod(t, "export", "csv", "-o", "tables", clinic)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod export: tables: there are files in this folder; name a new one\n", stderr)
	require.NoError(t, os.Mkdir("empty", 0o777))
	status, _, stderr = runCoprod(t, "export", "csv", "-o", "empty", clinic)
	assert.Equal(t, statusClean, status, stderr)
}

// The estimates beside the tables are those of coprod profile, byte for byte: of the study
// by its id, with the marks of small cells and of synthetic data.
func TestExportedEstimates(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	for _, k := range []string{"5", "10", "1"} {
		_, want, said := runCoprod(t, "profile", "-format", "csv", "-k", k, clinic)
		status, _, stderr := runCoprod(t, "export", "csv", "-k", k, "-o", "tables"+k, clinic)
		assert.Equal(t, statusClean, status, stderr)
		got, err := os.ReadFile(filepath.Join("tables"+k, "estimates.csv"))
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
		assert.Equal(t, k != "1", strings.Contains(want, "disclosure: about fewer than "+k))
		assert.Equal(t, strings.Count(want, "\n")-1, strings.Count(want, "synthetic data: these records stand for nobody"), "each row")
		assert.Equal(t, k != "1", strings.Contains(said, "about fewer than "+k+" people;"))
		assert.Equal(t, k != "1", strings.Contains(stderr, "there are numbers about fewer than "+k+" people in estimates.csv, which are marked;"))
	}
	described, err := os.ReadFile(filepath.Join("tables5", "datapackage.json"))
	require.NoError(t, err)
	var p struct {
		Resources []struct {
			Name   string
			Schema struct {
				Fields []struct {
					Name       string
					Categories []struct{ Value string }
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(described, &p))
	last := p.Resources[len(p.Resources)-1]
	require.Equal(t, "estimates", last.Name)
	categories := map[string]int{}
	for _, f := range last.Schema.Fields {
		categories[f.Name] = len(f.Categories)
	}
	assert.Equal(t, 4, categories["of_kind"], "study, encounter, patient, professional")
	assert.Equal(t, 6, categories["method"])
	assert.Zero(t, categories["undefined"], "measures have reasons of their own")
	status, _, stderr := runCoprod(t, "export", "csv", "-k", "0", "-o", "x", clinic)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod export: -k must be 1 or more\n", stderr)
}

func TestExportFormats(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	for format, begins := range map[string]string{"refi": "PK\x03\x04", "codebook": "<?xml", "gseq": "% synthetic data: "} {
		out := "Out" + strings.ToUpper(exportEndings[format][0])
		require.NoError(t, os.WriteFile(out, []byte("of an earlier run"), 0o666))
		status, stdout, stderr := runCoprod(t, "export", format, "-o", out, "-loss", "loss.json", clinic)
		assert.Equal(t, statusClean, status, "%s %s", format, stderr)
		assert.Empty(t, stdout)
		written, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(written), begins), format)
		assert.FileExists(t, "loss.json")
		status, stdout, _ = runCoprod(t, "export", format, "-o", "-", clinic)
		assert.Equal(t, statusClean, status)
		assert.Equal(t, string(written), stdout, "%s: the same each time", format)
	}
}

const someID = "5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1"

// Each format takes the flags that are for it, and does what they say.
func TestExportFlags(t *testing.T) {
	const coder = "039d1ad0-e5bf-41ce-bc12-81ae2fe18890"
	clinic := clinicFile(t)
	tests := []struct {
		args []string
		want string // on standard error
		from string
	}{
		{[]string{"refi", "-coder", coder}, "of another coder: 128", "jq on clinic.ndjson: each of two coders gave 128 codings"},
		{[]string{"refi", "-round", "2"}, "coding: 256 read, 0 kept, 0 changed, 256 dropped (of another round: 256)", "jq on clinic.ndjson: all are of round 1"},
		{[]string{"gseq", "-of", "codes", "-coder", coder}, "of another coder: 128", "as above"},
		{[]string{"gseq", "-of", "codes", "-single", "-round", "1"}, "coding: 256 read, ", "as above"},
		{[]string{"gseq", "-of", "turns"}, "turn: 680 read", "jq on clinic.ndjson: 680 turns"},
		{[]string{"csv", "-name", "n", "-title", "T", "-authors", "A", "-data-version", "1", "-keep-text"}, "Written to x: ", "the command"},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			workIn(t, nil)
			status, _, stderr := runCoprod(t, append(append([]string{"export"}, tt.args...), "-o", "x", clinic)...)
			assert.Equal(t, statusClean, status, stderr)
			assert.Contains(t, stderr, tt.want, tt.from)
		})
	}
}

func TestExportTrouble(t *testing.T) {
	clinic := clinicFile(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no format":                   {[]string{}, "name the format first: csv, refi, codebook or gseq"},
		"another format":              {[]string{"xlsx", "-o", "x", clinic}, "xlsx: this is no format; the formats are csv (tables for R, Stata and spreadsheets), refi (a project for NVivo, ATLAS.ti, MAXQDA and others), codebook (its codes alone) and gseq (sequences)"},
		"the files first":             {[]string{"visit", "csv", "-o", "x"}, "name the format before the files, as in: coprod export csv -o tables visit; the formats are csv, refi, codebook and gseq"},
		"no number of a round":        {[]string{"gseq", "-round", "two", "-o", "x", clinic}, "-round takes a whole number, as -round 2 (-h shows the flags)"},
		"a number too long":           {[]string{"gseq", "-round", "99999999999999999999", "-o", "x", clinic}, "-round takes a whole number, as -round 2 (-h shows the flags)"},
		"a word for a switch":         {[]string{"csv", "-keep-text=maybe", "-o", "x", clinic}, "-keep-text takes no value (-h shows the flags)"},
		"no folder":                   {[]string{"csv", clinic}, "name the folder to write with -o, as in -o tables"},
		"no output":                   {[]string{"refi", clinic}, "name the file to write with -o, or -o - for standard output"},
		"no file":                     {[]string{"refi", "-o", "x"}, "name a file to read, or - for standard input"},
		"a missing file":              {[]string{"refi", "-o", "x", "gone"}, "gone: there is no such file"},
		"not a sequence":              {[]string{"gseq", "-of", "cues", "-o", "x", clinic}, "-of must be one of acts, turns, codes"},
		"not an id":                   {[]string{"refi", "-coder", "me", "-o", "x", clinic}, "-coder: this is not an id"},
		"not a folder":                {[]string{"csv", "-o", "-", clinic}, "a Data Package is a folder: name one with -o"},
		"nobody's name":               {[]string{"csv", "-o", "x", "-authors", ";", clinic}, "-authors: write them as \"Family, Given; Family, Given\""},
		"same file twice":             {[]string{"refi", "-o", "x", "-loss", "x", clinic}, "-o and -loss name the same file"},
		"same file, two ways":         {[]string{"refi", "-o", "x", "-loss", "./x", clinic}, "-o and -loss name the same file"},
		"a flag of csv":               {[]string{"refi", "-o", "x", "-keep-text", clinic}, "-keep-text says nothing about refi; it is for csv"},
		"a title of a codebook":       {[]string{"codebook", "-o", "x", "-title", "T", clinic}, "-title says nothing about codebook; it is for csv"},
		"a coder of tables":           {[]string{"csv", "-o", "x", "-coder", someID, clinic}, "-coder says nothing about csv; it is for refi, gseq of codes"},
		"a round of tables":           {[]string{"csv", "-o", "x", "-round", "1", clinic}, "-round says nothing about csv; it is for refi, gseq of codes"},
		"a round of a codebook":       {[]string{"codebook", "-o", "x", "-round", "1", clinic}, "-round says nothing about codebook; it is for refi, gseq of codes"},
		"sequences of a project":      {[]string{"refi", "-o", "x", "-of", "codes", clinic}, "-of says nothing about refi; it is for gseq"},
		"single of a project":         {[]string{"refi", "-o", "x", "-single", clinic}, "-single says nothing about refi; it is for gseq of codes"},
		"a round of acts":             {[]string{"gseq", "-o", "x", "-round", "1", clinic}, "-round says nothing about gseq of acts; it is for refi, gseq of codes"},
		"single turns":                {[]string{"gseq", "-of", "turns", "-o", "x", "-single", clinic}, "-single says nothing about gseq of turns; it is for gseq of codes"},
		"blanks":                      {[]string{"refi", "-o", "x", "blank"}, "blank: the file is empty: it holds no record"},
		"over the study":              {[]string{"gseq", "-o", "visit", "visit"}, "visit: this file is to be read, and is named once more behind a flag; name another there"},
		"over the study, another way": {[]string{"refi", "-o", "./visit", clinic, "visit"}, "visit: this file is to be read, and is named once more behind a flag; name another there"},
		"over a hard link":            {[]string{"refi", "-o", "hard", "visit"}, "visit: this file is to be read, and is named once more behind a flag; name another there"},
		"over a symbolic link":        {[]string{"codebook", "-o", "soft", "visit"}, "visit: this file is to be read, and is named once more behind a flag; name another there"},
		"over what a link leads to":   {[]string{"refi", "-o", "visit", "soft"}, "soft: this file is to be read, and is named once more behind a flag; name another there"},
		"over a table":                {[]string{"refi", "-o", "hard", clinic}, "-o hard" + thereAlready(".qdpx", "o")},
		"a codebook over a table":     {[]string{"codebook", "-o", "hard", clinic}, "-o hard" + thereAlready(".qdc", "o")},
		"sequences over a table":      {[]string{"gseq", "-o", "hard", clinic}, "-o hard" + thereAlready(".sds", "o")},
		"the account over another":    {[]string{"csv", "-o", "x", "-loss", "hard", clinic}, "-loss hard" + thereAlready(".json", "loss")},
		"the account over the study":  {[]string{"csv", "-o", "x", "-loss", "visit", "visit"}, "visit: this file is to be read, and is named once more behind a flag; name another there"},
	} {
		t.Run(name, func(t *testing.T) {
			const study = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"Synthetic"}`
			workIn(t, map[string]string{"visit": study})
			linked(t, "visit", "hard", "soft")
			before := filesHere(t)
			require.NoError(t, os.WriteFile("blank", []byte(" \n"), 0o666))
			status, _, stderr := runCoprod(t, append([]string{"export"}, c.args...)...)
			assert.Equal(t, statusTrouble, status)
			assert.Equal(t, "coprod export: "+c.want+"\n", stderr)
			assert.Equal(t, append([]string{"blank"}, before...), filesHere(t), "nothing is written")
			for _, name := range before {
				kept, err := os.ReadFile(name)
				require.NoError(t, err)
				assert.Equal(t, study, string(kept), name)
			}
		})
	}
}

// A file in which nothing would be is not written, and what was read is accounted for.
func TestExportWithoutContent(t *testing.T) {
	const study = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"Synthetic"}`
	clinic := clinicFile(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no act":               {[]string{"gseq", "study"}, "the files hold no step that would be written, so the exit status is 1.\n"},
		"no turn":              {[]string{"gseq", "-of", "turns", "study"}, "the files hold no turn with times that would be written, so the exit status is 1.\n"},
		"no code":              {[]string{"gseq", "-of", "codes", "study"}, "the files hold no code on a step or turn that would be written, so the exit status is 1.\n"},
		"no code of a round":   {[]string{"gseq", "-of", "codes", "-round", "2", clinic}, "of another round: 256"}, // jq on clinic.ndjson: all are of round 1
		"no codebook":          {[]string{"codebook", "study"}, "Nothing could be exported: the files hold no codebook with codes that would be written, so the exit status is 1.\n"},
		"nothing of a project": {[]string{"refi", "study"}, "the files hold no codebook with codes and no source that would be written, so the exit status is 1.\n"},
	} {
		for _, out := range []string{"-", "out"} {
			t.Run(name+" "+out, func(t *testing.T) {
				workIn(t, map[string]string{"study": study})
				status, stdout, stderr := runCoprod(t, append([]string{"export", "-o", out}, c.args...)...)
				assert.Equal(t, statusFindings, status)
				assert.Empty(t, stdout)
				assert.Contains(t, stderr, c.want)
				assert.NotContains(t, stderr, "coprod export:", "the command was understood, and the files were read")
				assert.Equal(t, []string{"study"}, filesHere(t))
				runCoprod(t, append([]string{"export", "-o", out, "-loss", "loss.json"}, c.args...)...)
				accountOf(t, "loss.json")
			})
		}
	}
}

// linked makes a hard and a symbolic link to a file.
func linked(t *testing.T, name, hard, soft string) {
	t.Helper()
	if err := errors.Join(os.Link(name, hard), os.Symlink(name, soft)); err != nil {
		t.Skip("needs a file system with hard and symbolic links:", err)
	}
}

// A study that comes by standard input is a file as well, where the shell opened one.
func TestExportOverStandardInput(t *testing.T) {
	const study = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"Synthetic"}`
	workIn(t, map[string]string{"visit": study})
	file, err := os.Open("visit")
	require.NoError(t, err)
	defer file.Close()
	var stderr bytes.Buffer
	status := run(t.Context(), []string{"export", "refi", "-o", "visit", "-"}, file, io.Discard, &stderr)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod export: stdin: this file is to be read, and is named once more behind a flag; name another there\n", stderr.String())
	kept, err := os.ReadFile("visit")
	require.NoError(t, err)
	assert.Equal(t, study, string(kept))
}

// Where no record is sound, nothing is made of them: what is there stays.
func TestExportOfNothing(t *testing.T) {
	for _, format := range []string{"refi", "codebook", "gseq", "csv"} {
		t.Run(format, func(t *testing.T) {
			there, out := "out.x", "tables"
			if format != "csv" {
				there = "out" + exportEndings[format][0]
				out = there
			}
			workIn(t, map[string]string{"in": `{"kind":"study"}` + "\nrubbish\n", there: "as it was", "loss.json": "as it was"})
			status, stdout, stderr := runCoprod(t, "export", format, "-o", out, "-loss", "loss.json", "in")
			assert.Equal(t, statusFindings, status)
			assert.Empty(t, stdout)
			assert.Equal(t, "No record of 2 is sound, so nothing was written; coprod validate says why.\n", stderr)
			assert.Equal(t, []string{"in", "loss.json", there}, filesHere(t))
			for _, name := range []string{there, "loss.json"} {
				kept, err := os.ReadFile(name)
				require.NoError(t, err)
				assert.Equal(t, "as it was", string(kept))
			}
		})
	}
}

// A full disk is said.
func TestCompareUnwritten(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("needs /dev/full:", err)
	}
	defer full.Close()
	clinic := clinicFile(t)
	workIn(t, nil)
	runCoprod(t, "export", "refi", "-o", "a.qdpx", clinic)
	for _, format := range []string{"text", "json"} {
		var stderr bytes.Buffer
		assert.Equal(t, statusTrouble, run(t.Context(), []string{"compare", "-format", format, "a.qdpx", "a.qdpx"}, nil, full, &stderr))
		assert.Contains(t, stderr.String(), "coprod compare: write /dev/full: ")
	}
}

// A finding tells the file, and which of its records it is about, though some records
// before it were left out.
func TestExportPlaces(t *testing.T) {
	const unsound = `{"kind":"study"}` + "\n"
	source := func(id string) string {
		return `{"kind":"source","id":"` + id + `","form":"transcript","sha256":"` + strings.Repeat("0", 64) + `","length":1}` + "\n"
	}
	const book = `{"kind":"codebook","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"B","version":"1","themes":[{"id":"T","name":"T","definition":"d"}],"codes":[]}` + "\n"
	for name, c := range map[string]struct{ b, want string }{
		"at the beginning": {unsound + unsound + source(someID), "b.ndjson: record 3: warning: the text was not kept [refi-export-text]\n"},
		"in between":       {strings.Replace(book, "f7a1", "f7a3", 1) + unsound + unsound + source(someID), "b.ndjson: record 4: warning: the text was not kept [refi-export-text]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"a.ndjson": strings.Replace(book, "f7a1", "f7a2", 1), "b.ndjson": c.b})
			status, _, stderr := runCoprod(t, "export", "refi", "-o", "x", "a.ndjson", "b.ndjson")
			assert.Equal(t, statusFindings, status, stderr)
			assert.Contains(t, stderr, "a.ndjson: record 1: note: ")
			assert.Contains(t, stderr, c.want)
			assert.Contains(t, stderr, "2 records are not sound and left out; coprod validate says why.\n")
		})
	}
}

// A project against one that came back with its codes and none of its selections.
func TestCompare(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	runCoprod(t, "export", "refi", "-o", "a.qdpx", clinic)
	runCoprod(t, "export", "codebook", "-o", "b.qdc", clinic)
	status, stdout, stderr := runCoprod(t, "compare", "a.qdpx", "a.qdpx")
	assert.Equal(t, statusClean, status, stderr)
	assert.True(t, strings.HasPrefix(stdout, "38 of 38 codes, 9 of 9 selections and 5 of 5 codings came back\n"), stdout)
	status, stdout, _ = runCoprod(t, "compare", "a.qdpx", "b.qdc")
	assert.Equal(t, statusFindings, status)
	assert.True(t, strings.HasPrefix(stdout, "38 of 38 codes, 0 of 9 selections and 0 of 5 codings came back\n"), stdout)
	status, stdout, _ = runCoprod(t, "compare", "-format", "json", "-list", "a.qdpx", "b.qdc")
	assert.Equal(t, statusFindings, status)
	var form struct {
		Kinds []refi.Kept
		Items []struct{ Kind, Fate, A, B, Code, Coder string }
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &form), "the whole is one value of JSON")
	notSame := 0
	for _, kind := range form.Kinds {
		notSame += kind.Altered + kind.Lost + kind.Added
		if kind.Kind == "selection" {
			assert.Equal(t, 9, kind.Lost)
		}
	}
	assert.Len(t, form.Items, notSame)
	assert.Contains(t, stdout, `"items": [`)
	_, stdout, _ = runCoprod(t, "compare", "-format", "json", "a.qdpx", "b.qdc")
	assert.NotContains(t, stdout, `"items"`, "GUIDs may lead to people: who asks alone gets them")
	_, stdout, _ = runCoprod(t, "compare", "-list", "a.qdpx", "b.qdc")
	_, listed, found := strings.Cut(stdout, "\nkind\tfate\tin A\tin B\tnot alike\tcode\tcoder\n")
	require.True(t, found, stdout)
	lines := strings.Split(strings.TrimSuffix(listed, "\n"), "\n")
	require.Len(t, lines, notSame)
	for i, item := range form.Items {
		got := strings.Split(lines[i], "\t")
		require.Len(t, got, 7)
		assert.Equal(t, []string{item.Kind, item.Fate, item.A, item.B, item.Code, item.Coder}, append(got[:4:4], got[5:]...))
		assert.Equal(t, "lost", item.Fate, "a codebook holds nothing that the project does not")
		assert.Equal(t, item.Kind == "coding", item.Code != "" && item.Coder != "")
	}
	require.NoError(t, os.WriteFile("c.qdpx", []byte("rubbish"), 0o666))
	status, _, stderr = runCoprod(t, "compare", "a.qdpx", "c.qdpx")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "Nothing was compared: compare takes two projects or codebooks of REFI-QDA (.qdpx, .qde, .qdc).\n")
	for args, want := range map[string]string{
		"a.qdpx " + clinic: filepath.ToSlash(clinic) + ": this looks like records (JSON with records that have a kind); compare takes two projects or codebooks of REFI-QDA (.qdpx, .qde, .qdc)",
		"- -":              "standard input can be one of the projects, and not both",
		"a.qdpx gone.qdpx": "gone.qdpx: there is no such file",
	} {
		status, stdout, stderr = runCoprod(t, append([]string{"compare"}, strings.Fields(args)...)...)
		assert.Equal(t, statusTrouble, status, args)
		assert.Empty(t, stdout)
		assert.Equal(t, "coprod compare: "+want+"\n", stderr)
	}
	status, _, stderr = runCoprod(t, "compare", "a.qdpx")
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "name two projects")
}

// Each cell that was made safe for spreadsheets is listed, with its place; the hint once.
func TestExportListsSafeCells(t *testing.T) {
	workIn(t, map[string]string{"study": `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a3","title":"=1+1"}` + "\n" +
		`{"kind":"codebook","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"-B","version":"+1","themes":[{"id":"T","name":"@T","definition":"d"}],"codes":[]}` + "\n"})
	status, _, stderr := runCoprod(t, "export", "csv", "-o", "tables", "study")
	assert.Equal(t, statusClean, status)
	for _, place := range []string{"study: record 1: note: studies.csv, row 2, column 2: ", "study: record 2: note: codebooks.csv, row 2, column 2: ",
		"study: record 2: note: codebooks.csv, row 2, column 3: ", "study: record 2: note: codebook_themes.csv, row 2, column 4: "} {
		assert.Contains(t, stderr, place+"the text begins as a formula does [tidy-formula]\n")
	}
	assert.Equal(t, 4, strings.Count(stderr, "[tidy-formula]"))
	assert.Equal(t, 1, strings.Count(stderr, "take the apostrophe off"))
}
