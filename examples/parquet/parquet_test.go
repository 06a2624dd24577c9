package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
)

// back reads a table from its file.
func back[T any](t *testing.T, dir, name string) []T {
	t.Helper()
	rows, err := parquet.ReadFile[T](filepath.Join(dir, name+".parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// same holds what is in a file to what was written, value by value; empty lists and
// absent ones are one in Parquet.
func same[T any](t *testing.T, dir, name string, want []T) {
	t.Helper()
	got := back[T](t, dir, name)
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%s: %d rows, want %d", name, len(got), len(want))
	}
	for i := range want {
		a, b := reflect.ValueOf(got[i]), reflect.ValueOf(want[i])
		for f := range a.NumField() {
			x, y := a.Field(f).Interface(), b.Field(f).Interface()
			if list, ok := x.([]string); ok && len(list) == 0 && b.Field(f).Len() == 0 {
				continue
			}
			if !reflect.DeepEqual(x, y) {
				t.Errorf("%s row %d, %s: %v, want %v", name, i, a.Type().Field(f).Name, x, y)
			}
		}
	}
}

// What is written comes back: a synthetic study, every column.
func TestRoundTrip(t *testing.T) {
	var want tables
	var lines strings.Builder
	for r := range coproductiontest.Records(5, 80) {
		want.add(r)
		raw, err := coproduction.Append(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(raw, '\n'))
	}
	for i := range want.encounters { // Parquet holds milliseconds
		if at := want.encounters[i].StartUTC; at != nil {
			*at = at.Truncate(1e6)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "study.ndjson")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "tables")
	if err := run(t.Context(), []string{"-o", out, file}); err != nil {
		t.Fatal(err)
	}
	same(t, out, "participants", want.participants)
	same(t, out, "encounters", want.encounters)
	same(t, out, "presence", want.presence)
	same(t, out, "turns", want.turns)
	same(t, out, "steps", want.steps)
	same(t, out, "codings", want.codings)

	if err := run(t.Context(), []string{"-o", out, file}); err == nil {
		t.Error("a folder that is there was written into")
	}
}

func TestTrouble(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.ndjson")
	if err := os.WriteFile(bad, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"-o", "x"}, {"-o", "x", "missing"}, {"-o", "x", bad}} {
		if err := run(t.Context(), args); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}
