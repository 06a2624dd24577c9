package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// accountOf reads the account that was written.
func accountOf(t *testing.T, name string) (loss exchange.Loss) {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &loss))
	assert.True(t, loss.Balanced(), loss.String())
	return loss
}

// A file given twice is exported once; the copies are counted, and the status is that of
// coprod validate, for which they are no errors (record-again).
func TestExportTwice(t *testing.T) {
	clinic := clinicFile(t)
	for format, out := range map[string]string{"csv": "x", "refi": "x.qdpx", "codebook": "x.qdc", "gseq": "x.sds"} {
		t.Run(format, func(t *testing.T) {
			workIn(t, nil)
			status, _, stderr := runCoprod(t, "export", format, "-o", "once"+out, "-loss", "once.json", clinic)
			require.Equal(t, statusClean, status, stderr)
			status, _, stderr = runCoprod(t, "export", format, "-o", out, "-loss", "loss.json", clinic, clinic)
			assert.Equal(t, statusClean, status)
			// from: wc -l clinic.ndjson
			assert.Contains(t, stderr, "339 records were given before and written once.\n")
			assert.Equal(t, contents(t, "once"+out), contents(t, out), "what is written is the same")

			once, twice := accountOf(t, "once.json"), accountOf(t, "loss.json")
			var copies int64
			for _, element := range twice.Elements() {
				was, is := once.Of(element), twice.Of(element)
				n := is.Dropped["given before"]
				assert.Equal(t, was.Read+n, is.Read, element)
				assert.Equal(t, was.Kept, is.Kept, element)
				copies += n
			}
			assert.Equal(t, int64(339), copies)
			if format == "gseq" {
				assert.Equal(t, exchange.Count{Read: 339, Dropped: map[string]int64{"given before": 339}}, twice.Of("record"))
			}
		})
	}
}

// contents are the bytes of a file, or of those in a folder, by name.
func contents(t *testing.T, name string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, name)] = string(raw)
		return err
	}))
	require.NotEmpty(t, all)
	return all
}

// A record that is not sound is in the account, by its kind where it has one.
func TestExportUnsound(t *testing.T) {
	const study = `{"kind":"study","id":"5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1","title":"Synthetic"}` + "\n"
	workIn(t, map[string]string{"in": study + `{"kind":"encounter"}` + "\n" + `{"kind":"study"}` + "\nrubbish\n" + `{"kind":"SECRET"}` + "\n"})
	status, _, stderr := runCoprod(t, "export", "csv", "-o", "x", "-loss", "loss.json", "in")
	assert.Equal(t, statusFindings, status)
	assert.Contains(t, stderr, "4 records are not sound and left out; coprod validate says why.\n")
	assert.NotContains(t, stderr, "SECRET")
	loss := accountOf(t, "loss.json")
	dropped := func(n int64) exchange.Count {
		return exchange.Count{Read: n, Dropped: map[string]int64{"not sound": n}}
	}
	assert.Equal(t, []string{"encounter", "record", "study"}, loss.Elements())
	assert.Equal(t, dropped(1), loss.Of("encounter"))
	assert.Equal(t, dropped(2), loss.Of("record"))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"not sound": 1}}, loss.Of("study"))
}

// Where the account cannot be written, nothing is, and the other way round.
func TestOutputsTogether(t *testing.T) {
	const talk = "P: yes\nN: no\n"
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("needs /dev/full:", err)
	}
	full.Close()
	clinic := clinicFile(t)
	for name, args := range map[string][]string{
		"csv":                  {"export", "csv", "-o", "out", "-loss", "/dev/full", clinic},
		"csv, no folder":       {"export", "csv", "-o", "out", "-loss", "none/loss.json", clinic},
		"refi":                 {"export", "refi", "-o", "out", "-loss", "/dev/full", clinic},
		"gseq":                 {"export", "gseq", "-o", "out", "-loss", "none/loss.json", clinic},
		"gseq, the other way":  {"export", "gseq", "-o", "/dev/full", "-loss", "loss.json", clinic},
		"convert":              {"convert", "text", "-roles", "P=patient,N=professional:nurse", "-o", "out", "-loss", "/dev/full", "talk"},
		"convert, no folder":   {"convert", "text", "-roles", "P=patient,N=professional:nurse", "-o", "out", "-loss", "none/loss.json", "talk"},
		"convert, other way":   {"convert", "text", "-roles", "P=patient,N=professional:nurse", "-o", "/dev/full", "-loss", "loss.json", "-id-map", "map.csv", "talk"},
		"convert, map of none": {"convert", "text", "-roles", "P=patient,N=professional:nurse", "-o", "out", "-loss", "loss.json", "-id-map", "/dev/full", "talk"},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"talk": talk})
			status, _, stderr := runCoprod(t, args...)
			assert.Equal(t, statusTrouble, status)
			_, last, _ := strings.Cut("\n"+stderr, "\ncoprod ") // behind what was found
			assert.Regexp(t, `^(export|convert): (/dev/full|none/loss\.json): the file cannot be written: .+\n$`, last)
			assert.Equal(t, []string{"talk"}, filesHere(t))
		})
	}
}

// Standard output comes first: where it is closed, no account is written.
func TestStandardOutputComesFirst(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("needs /dev/full:", err)
	}
	defer full.Close()
	clinic := clinicFile(t)
	workIn(t, nil)
	var stderr strings.Builder
	assert.Equal(t, statusTrouble, run(t.Context(), []string{"export", "gseq", "-o", "-", "-loss", "loss.json", clinic}, nil, full, &stderr))
	assert.Equal(t, "coprod export: write /dev/full: no space left on device\n", stderr.String())
	assert.Empty(t, filesHere(t))
	stderr.Reset()
	assert.Equal(t, statusTrouble, run(t.Context(), []string{"export", "gseq", "-o", "acts.sds", "-loss", "-", clinic}, nil, full, &stderr))
	assert.Equal(t, "coprod export: write /dev/full: no space left on device\n", stderr.String())
	assert.Empty(t, filesHere(t))
}

// A second file that cannot be moved to its place: the first is taken back, or the error says
// that it replaced an earlier one.
func TestSecondFileFails(t *testing.T) {
	workIn(t, map[string]string{"first": "earlier"})
	c := &call{}
	first, err := c.draft("first")
	require.NoError(t, err)
	second, err := c.draft("second")
	require.NoError(t, err)
	require.NoError(t, os.Mkdir("second", 0o777))
	err = keep(first, second)
	require.Error(t, err)
	assert.Regexp(t, `^second: the file cannot be written: .+; written already: first$`, err.Error())
	second.discard()
	assert.ElementsMatch(t, []string{"first", "second"}, filesHere(t))

	first, err = c.draft("new")
	require.NoError(t, err)
	require.NoError(t, os.Remove("second"))
	second, err = c.draft("second")
	require.NoError(t, err)
	require.NoError(t, os.Mkdir("second", 0o777))
	err = keep(first, second)
	require.Error(t, err)
	assert.Regexp(t, `^second: the file cannot be written: [^;]+$`, err.Error())
	second.discard()
	assert.ElementsMatch(t, []string{"first", "second"}, filesHere(t))
}

// A folder that is there and empty becomes the tables, under whatever name it is given; it is
// for the same people, and a link stays a link. That in which the run works stays the same.
func TestExportIntoFolder(t *testing.T) {
	clinic := clinicFile(t)
	for _, out := range []string{".", "empty", "empty/", "./empty", "link", "link/"} {
		t.Run(out, func(t *testing.T) {
			workIn(t, nil)
			if out != "." {
				require.NoError(t, os.Mkdir("empty", 0o700))
				if err := os.Symlink("empty", "link"); err != nil {
					t.Skip("needs symbolic links:", err)
				}
			}
			before, err := os.Stat(out)
			require.NoError(t, err)
			status, _, stderr := runCoprod(t, "export", "csv", "-o", out, clinic)
			assert.Equal(t, statusClean, status, stderr)
			after, err := os.Stat(out)
			require.NoError(t, err)
			if out == "." {
				assert.True(t, os.SameFile(before, after))
			}
			assert.Equal(t, before.Mode(), after.Mode())
			entries, err := os.ReadDir(out)
			require.NoError(t, err)
			assert.Len(t, entries, 35, "as many as are said to be written, and no draft")
			assert.FileExists(t, filepath.Join(out, "datapackage.json"))
			if out != "." {
				info, err := os.Lstat("link")
				require.NoError(t, err)
				assert.NotZero(t, info.Mode()&fs.ModeSymlink)
			}
			status, _, stderr = runCoprod(t, "export", "csv", "-o", out, clinic)
			assert.Equal(t, statusTrouble, status)
			assert.Equal(t, "coprod export: "+out+": there are files in this folder; name a new one\n", stderr)
		})
	}
}

// What is no folder is refused, and left as it is.
func TestExportIntoNoFolder(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, map[string]string{"file": "as it was"})
	if err := errors.Join(os.Symlink("gone", "link"), os.Symlink("file", "to-file")); err != nil {
		t.Skip("needs symbolic links:", err)
	}
	for out, want := range map[string]string{
		"link":    "link: this link leads to no folder; name one, or a new one",
		"file":    "file: this is a file; a Data Package is a folder: name an empty or a new one",
		"to-file": "to-file: this is a file; a Data Package is a folder: name an empty or a new one",
		"no/more": "no/more: the file cannot be written: the folder that it should be in is not there; make it first",
	} {
		status, _, stderr := runCoprod(t, "export", "csv", "-o", out, clinic)
		assert.Equal(t, statusTrouble, status)
		assert.Equal(t, "coprod export: "+want+"\n", stderr)
		assert.ElementsMatch(t, []string{"file", "link", "to-file"}, filesHere(t))
	}
}

// A folder that cannot be exchanged is left empty where a file cannot be put in it, or none is made.
func TestFolderIsFilledWhole(t *testing.T) {
	workIn(t, map[string]string{"bad": `{"kind":"study"}` + "\n"})
	require.NoError(t, os.Mkdir("x", 0o777))
	status, _, _ := runCoprod(t, "export", "csv", "-o", "x", "bad")
	assert.Equal(t, statusFindings, status)
	entries, err := os.ReadDir("x")
	require.NoError(t, err)
	assert.Empty(t, entries)

	t.Chdir("x")
	f := filled(t, ".", "z.csv")
	require.NoError(t, os.WriteFile("z.csv", []byte("of somebody else"), 0o666))
	assert.EqualError(t, f.put(), "z.csv: the file cannot be written: file already exists")
	f.discard()
	assert.Equal(t, map[string]string{string(filepath.Separator) + "z.csv": "of somebody else"}, contents(t, filepath.Join("..", "x")))
}
