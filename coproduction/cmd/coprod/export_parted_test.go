package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// Estimates that were laid down in parts are those of a profile that was never cut, to the
// last bit; and nothing is left of the parts.
func TestPartsGiveTheSameEstimates(t *testing.T) {
	records := slices.Collect(coproductiontest.Records(11, 60))
	var whole indicator.Profile
	var ids studyIDs
	for _, r := range records {
		whole.Add(r)
		ids.Add(r)
	}
	want := whole.Rows(indicator.PerStudy, indicator.Options{})
	ids.name(want)
	coproduction.FlagSmallCells(want, 5)
	require.Greater(t, len(want), 100)
	for _, every := range []int{11, 137, len(records), len(records) + 1} {
		folder := t.TempDir()
		e := exportedEstimates{folder: folder, every: every}
		for i, r := range records {
			e.Add(r)
			if laid, _ := filepath.Glob(filepath.Join(folder, "*", "*")); i+1 >= every {
				require.Len(t, laid, 7, "a file for each tally")
			} else {
				require.Empty(t, laid)
			}
			if (i+1)%every == 0 {
				require.Zero(t, e.visits.tally.Patients(), "what is laid down is no longer in memory")
			}
		}
		got, err := e.rows(5)
		require.NoError(t, err)
		assert.Equal(t, e.synthetic.label(want), got, "parts of %d records", every)
		assert.Empty(t, namesIn(t, folder))
	}
}

// A part that cannot be laid down, or is not read again as it was written, is an error.
func TestPartsThatFail(t *testing.T) {
	records := slices.Collect(coproductiontest.Records(11, 3))
	e := exportedEstimates{folder: filepath.Join(t.TempDir(), "none"), every: 1}
	for _, r := range records {
		e.Add(r)
	}
	_, err := e.rows(5)
	assert.ErrorIs(t, err, os.ErrNotExist)

	folder := t.TempDir()
	e = exportedEstimates{folder: folder, every: 1}
	for _, r := range records {
		e.Add(r)
	}
	_, err = e.talk.file.Seek(0, io.SeekStart)
	require.NoError(t, err)
	_, err = e.talk.file.WriteString("}")
	require.NoError(t, err)
	_, err = e.rows(5)
	assert.ErrorContains(t, err, "invalid character '}'")
	assert.Empty(t, namesIn(t, folder))
}
