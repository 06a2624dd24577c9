package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	status, stdout, stderr := runCoprod(t, "export", "csv", "-o", "tables", "-title", "Synthetic", "-authors", "Example, A; Other", clinic)
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
	assert.Contains(t, string(citation), "family-names: \"Other\"\n")

	status, _, stderr = runCoprod(t, "export", "csv", "-o", "tables", clinic)
	assert.Equal(t, statusTrouble, status)
	assert.Equal(t, "coprod export: tables: there are files in this folder; name a new one\n", stderr)
	require.NoError(t, os.Mkdir("empty", 0o777))
	status, _, stderr = runCoprod(t, "export", "csv", "-o", "empty", clinic)
	assert.Equal(t, statusClean, status, stderr)
}

func TestExportFormats(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	for format, begins := range map[string]string{"refi": "PK\x03\x04", "codebook": "<?xml", "gseq": "% acts"} {
		status, stdout, stderr := runCoprod(t, "export", format, "-o", "out", "-loss", "loss.json", clinic)
		assert.Equal(t, statusClean, status, "%s %s", format, stderr)
		assert.Empty(t, stdout)
		written, err := os.ReadFile("out")
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(written), begins), format)
		assert.FileExists(t, "loss.json")
		status, stdout, _ = runCoprod(t, "export", format, "-o", "-", clinic)
		assert.Equal(t, statusClean, status)
		assert.Equal(t, string(written), stdout, "%s: the same each time", format)
	}
}

func TestExportTrouble(t *testing.T) {
	clinic := clinicFile(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no format":       {[]string{}, "name the format first: csv, refi, codebook or gseq"},
		"another format":  {[]string{"word", "-o", "x", clinic}, "name the format first: csv, refi, codebook or gseq"},
		"no output":       {[]string{"refi", clinic}, "name the file to write with -o, or -o - for standard output"},
		"no file":         {[]string{"refi", "-o", "x"}, "name a file to read, or - for standard input"},
		"a missing file":  {[]string{"refi", "-o", "x", "gone"}, "gone: there is no such file"},
		"not a sequence":  {[]string{"gseq", "-of", "cues", "-o", "x", clinic}, "-of must be one of acts, turns, codes"},
		"not an id":       {[]string{"refi", "-coder", "me", "-o", "x", clinic}, "-coder: this is not an id"},
		"not a folder":    {[]string{"csv", "-o", "-", clinic}, "a Data Package is a folder: name one with -o"},
		"nobody's name":   {[]string{"csv", "-o", "x", "-authors", ";", clinic}, "-authors: write them as \"Family, Given; Family, Given\""},
		"no codebook":     {[]string{"codebook", "-o", "x", "visit"}, "the files hold no codebook with codes"},
		"same file twice": {[]string{"refi", "-o", "x", "-loss", "x", clinic}, "-o and -loss name the same file"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"visit": `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"Synthetic"}`})
			status, _, stderr := runCoprod(t, append([]string{"export"}, c.args...)...)
			assert.Equal(t, statusTrouble, status)
			assert.Equal(t, "coprod export: "+c.want+"\n", stderr)
			assert.Equal(t, []string{"visit"}, filesHere(t), "nothing is written")
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
	assert.Contains(t, stdout, `"lost": 9`)
	require.NoError(t, os.WriteFile("c.qdpx", []byte("rubbish"), 0o666))
	status, _, stderr = runCoprod(t, "compare", "a.qdpx", "c.qdpx")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "Nothing was compared.")
	status, _, stderr = runCoprod(t, "compare", "a.qdpx")
	assert.Equal(t, statusTrouble, status)
	assert.Contains(t, stderr, "name two projects")
}
