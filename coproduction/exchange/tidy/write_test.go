package tidy_test

import (
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

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

// A Data Package has one resource at least (Data Package 2.0, resources): without any no
// file is begun.
func TestNothingToWrite(t *testing.T) {
	f := folder{}
	made, err := tidy.Export{}.Write(slices.Values([]encounter.Record(nil)), f.create)
	assert.ErrorIs(t, err, tidy.ErrEmpty)
	assert.Empty(t, f)
	assert.Empty(t, made.Files)
	f, _ = written(t, tidy.Export{Estimates: []byte("measure,value\n")})
	assert.Contains(t, f["datapackage.json"].String(), `"path": "estimates.csv"`)
}
