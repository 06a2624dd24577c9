package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// filled begins a folder with two files, and with more.
func filled(t *testing.T, name string, more ...string) *folder {
	t.Helper()
	f, err := newFolder(name)
	require.NoError(t, err)
	for _, name := range append([]string{"datapackage.json", "a.csv"}, more...) {
		file, err := f.create(name)
		require.NoError(t, err)
		require.NoError(t, file.Close())
	}
	return f
}

// At any moment an empty folder that is there is as it was, or the new one is whole: here
// it is looked at before and after the one step in which they are exchanged.
func TestEmptyFolderIsExchanged(t *testing.T) {
	workIn(t, nil)
	require.NoError(t, os.Mkdir("x", 0o750))
	f := filled(t, "x")
	assert.Empty(t, namesIn(t, "x"), "nothing stands in it before all is complete")
	swap := f.swap
	f.swap = func(from, to string) error {
		assert.Empty(t, namesIn(t, "x"))
		assert.Equal(t, []string{"a.csv", "datapackage.json"}, namesIn(t, from), "whole beside it")
		err := swap(from, to)
		assert.Equal(t, []string{"a.csv", "datapackage.json"}, namesIn(t, "x"))
		return err
	}
	require.NoError(t, f.put())
	f.discard()
	assert.Equal(t, []string{"x"}, filesHere(t))
	info, err := os.Stat("x")
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o750), info.Mode().Perm(), "it is for the same people")
}

// What comes into an empty folder while tables are made is not lost, nor mixed with them.
func TestFolderIsNoLongerEmpty(t *testing.T) {
	workIn(t, nil)
	require.NoError(t, os.Mkdir("x", 0o777))
	f := filled(t, "x")
	require.NoError(t, os.WriteFile(filepath.Join("x", "a.csv"), []byte("of somebody else"), 0o666))
	assert.EqualError(t, f.put(), "x: there are files in this folder; name a new one")
	f.discard()
	assert.Equal(t, map[string]string{string(filepath.Separator) + "a.csv": "of somebody else"}, contents(t, "x"))
	assert.Equal(t, []string{"x"}, filesHere(t))
}

// Where a system exchanges in steps, each may fail, or the run be killed behind it: the folder
// is as it was or the new one is whole; or the new one is whole beside it, and the error names it.
func TestExchangeBySteps(t *testing.T) {
	fails := errors.New("fails")
	failing := func(string, string) error { return fails }
	whole := []string{"a.csv", "datapackage.json"}
	for name, c := range map[string]struct {
		remove func(string) error
		rename func(from, to string) error
		err    string
		want   map[string][]string // what is in each folder
	}{
		"all goes well":            {os.Remove, os.Rename, "", map[string][]string{"x": whole}},
		"the first fails":          {func(string) error { return fails }, os.Rename, "fails", map[string][]string{"x": nil, "new": whole}},
		"the second fails":         {os.Remove, failing, "fails", map[string][]string{"x": nil, "new": whole}},
		"killed between":           {os.Remove, func(string, string) error { panic("killed") }, "", map[string][]string{"new": whole}},
		"the second and its undo":  {func(string) error { return os.Rename("x", "y") }, func(string, string) error { return errors.Join(os.WriteFile("x", nil, 0o666), fails) }, "fails; all of it is whole in new: rename that yourself", map[string][]string{"y": nil, "new": whole}},
		"a file came in meanwhile": {func(name string) error { return &fs.PathError{Op: "remove", Path: name, Err: fs.ErrExist} }, os.Rename, "remove x: file already exists", map[string][]string{"x": nil, "new": whole}},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, map[string]string{"new/a.csv": "", "new/datapackage.json": ""})
			require.NoError(t, os.Mkdir("x", 0o700))
			var err error
			func() {
				defer func() { recover() }()
				err = exchangeBySteps("new", "x", c.remove, c.rename)
			}()
			if c.err == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, c.err)
			}
			got := map[string][]string{}
			for _, name := range filesHere(t) {
				if info, err := os.Stat(name); err == nil && info.IsDir() {
					got[name] = namesIn(t, name)
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// Tables that could be neither put in their place nor taken back stay, and the error says where.
func TestFolderLeftBeside(t *testing.T) {
	workIn(t, nil)
	require.NoError(t, os.Mkdir("x", 0o777))
	f := filled(t, "x")
	draft := f.draft
	f.swap = func(from, to string) error { return &leftBeside{from, errors.Join(os.Remove(to), fs.ErrPermission)} }
	assert.EqualError(t, f.put(), "x: the file cannot be written: permission denied; all of it is whole in "+draft+": rename that yourself")
	f.discard()
	assert.Equal(t, []string{"a.csv", "datapackage.json"}, namesIn(t, draft))
}

// The folder in which somebody works is not exchanged under their feet: it is said that its
// files come one by one, before they do, and datapackage.json comes last.
func TestFolderOfWorkIsFilled(t *testing.T) {
	clinic := clinicFile(t)
	workIn(t, nil)
	status, _, stderr := runCoprod(t, "export", "csv", "-o", ".", clinic)
	assert.Equal(t, statusClean, status)
	assert.Contains(t, stderr, ".: this is the folder in which you work, and cannot be exchanged for the new tables as a whole: they are moved into it one by one. Where datapackage.json is missing in it afterwards, they are not all there.\n")
	workIn(t, nil)
	f := filled(t, ".")
	f.warn = func(string) { assert.NotContains(t, filesHere(t), "a.csv") }
	require.NoError(t, f.put())
	f.discard()
	assert.Equal(t, []string{"a.csv", "datapackage.json"}, filesHere(t))
	require.NoError(t, os.Mkdir("x", 0o777))
	_, _, stderr = runCoprod(t, "export", "csv", "-o", "x", clinic)
	assert.NotContains(t, stderr, "one by one")
}

// An untimely importer makes one record, and then a folder where the records go.
type untimely struct{ place string }

func (u untimely) Read(_ context.Context, _ []exchange.File, to *exchange.Sink) error {
	to.Loss.Read("row", 1)
	to.Loss.Keep("row", 1)
	return errors.Join(to.Record(&encounter.Participant{ID: encounter.NewID(), Role: encounter.RolePatient, Consent: encounter.ConsentGiven}), os.Mkdir(u.place, 0o777))
}

// Records come behind their account and their map, so that they never stand without them;
// where they cannot be put in their place, the others are taken back. What replaced an earlier
// file cannot be, and is named.
func TestRecordsComeLast(t *testing.T) {
	for name, c := range map[string]struct {
		before map[string]string
		fails  string
		err    string
		stays  []string
	}{
		"nothing was there":       {nil, "out.ndjson", `^out\.ndjson: the file cannot be written: [^;]+$`, []string{"out.ndjson"}},
		"an account was there":    {map[string]string{"loss.json": "old"}, "out.ndjson", `^out\.ndjson: the file cannot be written: .+; written already: loss\.json$`, []string{"loss.json", "out.ndjson"}},
		"the account fails":       {map[string]string{"out.ndjson": "old"}, "loss.json", `^loss\.json: the file cannot be written: [^;]+$`, []string{"loss.json", "out.ndjson"}},
		"the map fails, as first": {map[string]string{"out.ndjson": "old", "loss.json": "old"}, "map.csv", `^map\.csv: the file cannot be written: [^;]+$`, []string{"loss.json", "map.csv", "out.ndjson"}},
	} {
		t.Run(name, func(t *testing.T) {
			workIn(t, c.before)
			call := &call{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard}
			ids, err := call.ids("", true)
			require.NoError(t, err)
			s := &converting{call: call, ctx: t.Context(), ids: ids, progress: newProgress(io.Discard),
				conversion: &conversion{out: "out.ndjson", loss: "loss.json", idMap: "map.csv"}}
			_, err = s.run(untimely{c.fails}, nil)
			require.Error(t, err)
			assert.Regexp(t, c.err, err.Error())
			assert.ElementsMatch(t, c.stays, filesHere(t))
			for name := range c.before {
				if raw, err := os.ReadFile(name); err == nil && name == "out.ndjson" {
					assert.Equal(t, "old", string(raw), "the records that were there stay")
				}
			}
		})
	}
}
