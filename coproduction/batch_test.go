package coproduction_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// many are records enough for several batches, one in ten broken, in three layouts.
func many(t testing.TB, encounters int) map[string]string {
	t.Helper()
	var records, indented []string
	for r := range coproductiontest.Records(11, encounters) {
		raw, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		if len(records)%10 == 3 {
			raw = bytes.Replace(raw, []byte(`"id":"`), []byte(`"id":"X`), 1)
		}
		records = append(records, string(raw))
		var b bytes.Buffer
		require.NoError(t, json.Indent(&b, raw, "", " "))
		indented = append(indented, b.String())
	}
	return map[string]string{
		"lines":  strings.Join(records, "\n"),
		"array":  "[" + strings.Join(records, ",\n") + "]",
		"values": strings.Join(indented, "\n"),
	}
}

// Law: the number of workers, and how the input comes in, change nothing.
func TestReadTogether(t *testing.T) {
	for layout, text := range many(t, 50) {
		require.Greater(t, len(text), 4*(32<<10), "several batches")
		want := readAll(&coproduction.Validator{Workers: 1}, strings.NewReader(text))
		require.NoError(t, want.err)
		require.Positive(t, want.sum.Rejected)
		for _, workers := range []int{2, 7} {
			for wrapping, input := range map[string]io.Reader{
				"memory":        strings.NewReader(text),
				"waiting":       iotest.HalfReader(strings.NewReader(text)),
				"byte by byte":  iotest.OneByteReader(strings.NewReader(text)),
				"data with EOF": iotest.DataErrReader(strings.NewReader(text)),
				"gzip":          strings.NewReader(zipped(text)),
			} {
				got := readAll(&coproduction.Validator{Workers: workers}, input)
				require.Equal(t, want, got, "%s, %d workers, %s", layout, workers, wrapping)
			}
		}
	}
}

// An error behind several batches comes last, and what was before it is there.
func TestReadTogetherError(t *testing.T) {
	text := many(t, 50)["lines"]
	want := readAll(&coproduction.Validator{Workers: 1}, strings.NewReader(text))
	at := strings.LastIndexByte(text, '\n') + 1
	got := readAll(&coproduction.Validator{Workers: 3}, io.MultiReader(strings.NewReader(text[:at]), iotest.ErrReader(errBroken)))
	assert.ErrorIs(t, got.err, errBroken)
	assert.Equal(t, want.lines[:len(want.lines)-1], got.lines)
}

// Whatever has come is handed on before more is waited for.
func TestReadTogetherDoesNotWait(t *testing.T) {
	for layout, text := range many(t, 50) {
		if layout == "array" {
			text = text[:len(text)-1] + "," // it goes on
		}
		text += "\n"
		want := readAll(new(coproduction.Validator), strings.NewReader(text)).sum.Records
		if layout == "array" {
			want-- // the end of the input in the place of the next element
		}
		r, w := io.Pipe()
		go io.WriteString(w, text)
		n := int64(0)
		for _, err := range (&coproduction.Validator{Workers: 4}).Read(t.Context(), r, "in") {
			require.NoError(t, err)
			if n++; n == want {
				break // the next one would be waited for in vain
			}
		}
		assert.Equal(t, want, n, layout)
		r.Close()
	}
}

// No goroutine is left behind, however the loop ends.
func TestReadTogetherLeavesNothing(t *testing.T) {
	text := many(t, 50)["lines"]
	before := runtime.NumGoroutine()
	v := &coproduction.Validator{Workers: 8}
	readAll(v, strings.NewReader(text))
	readAll(v, io.MultiReader(strings.NewReader(text), iotest.ErrReader(errBroken)))
	for _, stop := range []int{1, 40, 90} {
		n := 0
		for range v.Read(t.Context(), strings.NewReader(text), "in") {
			if n++; n == stop {
				break
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		n = 0
		var last error
		for _, err := range v.Read(ctx, strings.NewReader(text), "in") {
			if last = err; err == nil {
				if n++; n == stop {
					cancel()
				}
			}
		}
		assert.ErrorIs(t, last, context.Canceled)
		assert.Equal(t, stop, n)
		cancel()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// A reading that is given up while its last line is looked at says so, whoever read it.
func TestReadCancelledAtTheEnd(t *testing.T) {
	text := many(t, 50)["lines"]
	lines := strings.Count(text, "\n")
	for _, workers := range []int{1, 2, 8} {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		var last error
		for _, err := range (&coproduction.Validator{Workers: workers}).Read(ctx, strings.NewReader(text), "in") {
			if last = err; err == nil {
				if n++; n == lines {
					cancel()
				}
			}
		}
		cancel()
		assert.Equal(t, lines, n)
		assert.ErrorIs(t, last, context.Canceled, "%d workers", workers)
	}
}

// A rule that ends its goroutine, as a failing test does, loses no record in silence.
func TestReadTogetherGoexit(t *testing.T) {
	text := many(t, 50)["lines"]
	alone := strings.Count(text[:2*(32<<10)], "\n") // more records than are read before there is a second goroutine
	told := 0
	for round := range 20 {
		var asked atomic.Int32
		both := make(chan struct{}) // goroutines are in the rule, of which one is the caller's own
		panicked := make(chan any, 1)
		go func() {
			defer func() { panicked <- recover() }()
			v := &coproduction.Validator{Workers: 2, Rules: []coproduction.Rule{{
				Rule: schema.Rule{ID: "own-rule", Severity: schema.Error}, Scope: coproduction.ScopeRecord,
				Check: func(encounter.Record, coproduction.Report) {
					n := int(asked.Add(1)) - alone
					switch n {
					case 1:
						<-both
					case 2:
						close(both)
					}
					if n == 1+round%2 {
						runtime.Goexit()
					}
				},
			}}}
			for l, err := range v.Read(t.Context(), strings.NewReader(text), "in") {
				if l == nil || err != nil {
					panic("a line is missing")
				}
			}
			panic("the reading went on to its end")
		}()
		if p := <-panicked; p != nil { // nil where the caller's own goroutine was ended
			assert.Contains(t, p, "a rule has ended the goroutine")
			told++
		}
	}
	assert.NotZero(t, told)
}

// A rule that panics, panics where the caller can see it.
func TestReadTogetherPanics(t *testing.T) {
	text := many(t, 50)["lines"]
	n := 0
	v := &coproduction.Validator{Workers: 2, Rules: []coproduction.Rule{{
		Rule: schema.Rule{ID: "own-rule", Severity: schema.Error}, Scope: coproduction.ScopeRecord,
		Check: func(r encounter.Record, _ coproduction.Report) {
			if r.RecordKind() == "coding" {
				panic("a fault of the rule")
			}
		},
	}}}
	defer func() {
		assert.Contains(t, fmt.Sprint(recover()), "a fault of the rule")
		assert.Positive(t, n)
	}()
	for range v.Read(t.Context(), strings.NewReader(text), "in") {
		n++
	}
	t.Error("no panic")
}

// A file is read ahead, whatever wraps it, and gives what memory gives.
func TestReadTogetherFile(t *testing.T) {
	text := many(t, 50)["lines"]
	name := filepath.Join(t.TempDir(), "records.ndjson")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	v := &coproduction.Validator{Workers: 3}
	assert.Equal(t, readAll(v, strings.NewReader(text)), readAll(v, file))
}

// A record longer than a batch is one on its own, and its bytes are not held on to.
func TestReadTogetherLongRecord(t *testing.T) {
	record := mixed(t)[0]
	long := strings.Replace(record, `{`, `{"extensions":{"note":"`+strings.Repeat("x", 1<<20)+`"},`, 1)
	text := strings.Repeat(record+"\n", 100) + strings.Repeat(long+"\n", 3) + strings.Repeat(record+"\n", 100)
	want := readAll(&coproduction.Validator{Workers: 1}, strings.NewReader(text))
	got := readAll(&coproduction.Validator{Workers: 2}, strings.NewReader(text))
	assert.Equal(t, int64(203), got.sum.Records)
	assert.True(t, errors.Is(got.err, want.err) && len(got.lines) == len(want.lines))
	assert.Equal(t, want.sum, got.sum)
}
