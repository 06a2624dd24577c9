package tidy_test

import (
	"io"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Rows go to their files one by one: no record is held once the next one is asked for, and
// no row but what a file has not yet taken.
func TestRowsStream(t *testing.T) {
	const n = 200
	var gone, bytes atomic.Int64
	records := func(yield func(encounter.Record) bool) {
		for range n {
			e := &encounter.Encounter{ID: encounter.NewID(), Turns: make([]encounter.Turn, 20)}
			runtime.AddCleanup(e, func(gone *atomic.Int64) { gone.Add(1) }, &gone)
			if !yield(e) {
				return
			}
		}
		for until := time.Now().Add(5 * time.Second); gone.Load() < n-1 && time.Now().Before(until); {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		assert.GreaterOrEqual(t, gone.Load(), int64(n-1), "all but the last")
		assert.Greater(t, bytes.Load(), int64(n*20*36-4096), "4,000 turns, each with the id of its encounter, but for a buffer")
	}
	_, err := tidy.Export{}.Write(records, func(string) (io.WriteCloser, error) { return counted{&bytes}, nil })
	require.NoError(t, err)
}

// counted counts what is written.
type counted struct{ bytes *atomic.Int64 }

func (c counted) Write(b []byte) (int, error) { c.bytes.Add(int64(len(b))); return len(b), nil }
func (c counted) Close() error                { return nil }
