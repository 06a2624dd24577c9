package gseq

import (
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// No record is held in memory, whatever sequences are made: once the next one is asked for,
// it is the garbage collector's.
func TestRecordsAreNotKept(t *testing.T) {
	const n = 50
	for _, of := range Contents() {
		var gone atomic.Int64
		went := func(gone *atomic.Int64) { gone.Add(1) }
		records := func(yield func(encounter.Record) bool) {
			for range n {
				e := &encounter.Encounter{ID: encounter.NewID(), Steps: []encounter.Step{{ID: "s1", Act: encounter.Acts()[0]}}, Turns: []encounter.Turn{{ID: "t1"}}}
				u := &theme.Unit{ID: encounter.NewID(), Encounter: e.ID, Steps: []encounter.Name{"s1"}}
				c := &theme.Coding{ID: encounter.NewID(), Target: theme.Target{Record: u.ID}, Codes: []theme.CodeID{"c"}}
				runtime.AddCleanup(e, went, &gone)
				runtime.AddCleanup(u, went, &gone)
				runtime.AddCleanup(c, went, &gone)
				if !yield(e) || !yield(u) || !yield(c) {
					return
				}
			}
			for until := time.Now().Add(5 * time.Second); gone.Load() < 3*n-3 && time.Now().Before(until); {
				runtime.GC()
				time.Sleep(time.Millisecond)
			}
			assert.GreaterOrEqual(t, gone.Load(), int64(3*n-3), "%s: all but the last of each", of)
		}
		_, err := Export{Of: of}.Write(io.Discard, records)
		require.NoError(t, err)
	}
}

// Data that is synthetic says so at the head of the file, whichever record says it.
func TestSyntheticData(t *testing.T) {
	said := func(value string) encounter.Extensions { return encounter.Extensions{"synthetic": []byte(value)} }
	for _, c := range []struct {
		record    encounter.Record
		synthetic bool
	}{
		{&encounter.Study{Extensions: said("true")}, true},
		{&encounter.Participant{Extensions: said(" true\n")}, true},
		{&encounter.Encounter{Extensions: said("true")}, true},
		{&encounter.Study{Extensions: said("false")}, false},
		{&encounter.Encounter{Extensions: said(`"true"`)}, false},
		{&encounter.Study{}, false},
		{&theme.Unit{Extensions: said("true")}, false},
	} {
		file, _ := write(t, Export{}, []encounter.Record{c.record})
		assert.Equal(t, c.synthetic, strings.HasPrefix(file, "% synthetic data: these records stand for nobody %\n"), file)
	}
}
