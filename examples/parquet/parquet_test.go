package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
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
	for _, e := range want.encounters { // Parquet holds milliseconds
		for _, at := range []*time.Time{e.StartUTC, e.EndUTC} {
			if at != nil {
				*at = at.Truncate(time.Millisecond)
			}
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

// Each member of a record is a column, stands in a file of its own, or is named here as
// one that the example leaves out.
func TestMembers(t *testing.T) {
	elsewhere := map[string]string{
		"Encounter.Presence": "presence", "Encounter.Turns": "turns", "Encounter.Steps": "steps",
		"Coding.Target": "target_record and target_pointer",
	}
	out := []string{"Encounter.Cues", "Encounter.Concerns", "Encounter.Decisions", "Encounter.Links"}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range out {
		_, word, _ := strings.Cut(name, ".")
		if !strings.Contains(string(readme), strings.ToLower(word)) {
			t.Errorf("README.md does not say that %s are left out", name)
		}
	}
	for _, pair := range [][2]any{{encounter.Participant{}, participant{}}, {encounter.Encounter{}, meeting{}}, {encounter.Presence{}, presence{}},
		{encounter.Turn{}, turn{}}, {encounter.Step{}, step{}}, {theme.Coding{}, coding{}}} {
		from, to := reflect.TypeOf(pair[0]), reflect.TypeOf(pair[1])
		for i := range from.NumField() {
			name := from.Field(i).Name
			if name == "Role" && from.Name() == "Participant" {
				name = "Kind"
			}
			_, column := to.FieldByName(name)
			full := from.Name() + "." + name
			if !column && elsewhere[full] == "" && !slices.Contains(out, full) && name != "Kind" && name != "Extensions" {
				t.Errorf("%s is in no column", full)
			}
		}
	}
}

// holds holds one row of a table to what it must say.
func holds[T any](t *testing.T, dir, name string, row int, want T) {
	t.Helper()
	if got := back[T](t, dir, name)[row]; !reflect.DeepEqual(got, want) {
		t.Errorf("%s row %d: %v, want %v", name, row, got, want)
	}
}

// What a record says is in its rows, each value in its own column.
func TestColumns(t *testing.T) {
	id := func(last string) encounter.ID {
		return encounter.MustParseID("0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4" + last)
	}
	zone := time.FixedZone("", 3600)
	e := &encounter.Encounter{ID: id("1"), Patient: id("2"), Start: time.Date(2022, 3, 1, 9, 0, 0, 1500000, zone), End: time.Date(2022, 3, 1, 9, 30, 0, 0, zone),
		InitiatedBy: id("3"), Planned: new(true), WithinLimits: new(false), Mode: encounter.Phone,
		RolesNotRecorded:     []encounter.Role{"relative", "observer"},
		LinkKindsNotRecorded: []encounter.LinkKind{"informational"},
		Turns:                []encounter.Turn{{ID: "t1", Speaker: id("2"), Addressees: []encounter.ID{id("3"), id("1")}, StartMs: new(int64(0)), EndMs: new(int64(9)), Words: new(int64(2)), Language: "ar"}},
		Presence:             []encounter.Presence{{Participant: id("2"), Role: "interpreter", Unidentified: true, Profession: "nurse", FromMs: new(int64(3)), ToMs: new(int64(4)), Interpreter: "phone"}},
		Steps: []encounter.Step{{}, {ID: "s2", Act: "tell", By: []encounter.ID{id("2")}, BuildsOn: []encounter.Name{"s1"}, Concerns: []encounter.Name{"c1", "c2"},
			Tool: "teach_back", StartMs: new(int64(5)), EndMs: new(int64(6)), Outcome: "agreed"}}}
	var tab tables
	tab.add(e)
	tab.add(&encounter.Participant{ID: id("4"), Role: "professional", Profession: "nurse", Sector: "hospital", Languages: []string{"da", "ar"}, Age: "30-39", Residence: "5-9-years", Education: "higher", Consent: "given"})
	tab.add(&theme.Coding{ID: id("5"), Target: theme.Target{Record: id("1"), Pointer: "/steps/1"}, Codebook: id("6"), Codes: []theme.CodeID{"T1.a"}, Coder: id("7"), Round: 2})
	dir := t.TempDir()
	if err := errors.Join(write(dir, "encounters", tab.encounters), write(dir, "turns", tab.turns), write(dir, "presence", tab.presence),
		write(dir, "steps", tab.steps), write(dir, "participants", tab.participants), write(dir, "codings", tab.codings)); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "presence", 0, presence{id("1").String(), 0, id("2").String(), "interpreter", true, new("nurse"), new(int64(3)), new(int64(4)), new("phone")})
	holds(t, dir, "steps", 1, step{id("1").String(), 1, "s2", "tell", []string{id("2").String()}, []string{"s1"}, []string{"c1", "c2"}, new("teach_back"), new(int64(5)), new(int64(6)), new("agreed")})
	holds(t, dir, "participants", 0, participant{id("4").String(), "professional", new("nurse"), new("hospital"), new("da ar"), new("30-39"), new("5-9-years"), new("higher"), "given"})
	holds(t, dir, "codings", 0, coding{id("5").String(), id("1").String(), "/steps/1", id("6").String(), []string{"T1.a"}, id("7").String(), 2})
	m := back[meeting](t, dir, "encounters")[0]
	got := []any{m.ID, m.Patient, *m.Start, m.StartUTC.UTC(), *m.End, m.EndUTC.UTC(), *m.InitiatedBy, *m.Planned, *m.WithinLimits, *m.Mode, m.RolesNotRecorded, m.LinkKindsNotRecorded, m.DurationMs, m.Setting}
	want := []any{id("1").String(), id("2").String(), "2022-03-01T09:00:00.0015+01:00", time.Date(2022, 3, 1, 8, 0, 0, 1000000, time.UTC),
		"2022-03-01T09:30:00+01:00", time.Date(2022, 3, 1, 8, 30, 0, 0, time.UTC), id("3").String(), true, false, "phone", []string{"relative", "observer"}, []string{"informational"}, (*int64)(nil), (*string)(nil)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	u := back[turn](t, dir, "turns")[0]
	got = []any{u.Encounter, u.Position, *u.ID, u.Speaker, u.Addressees, *u.StartMs, *u.EndMs, *u.Words, *u.Language, u.Floor}
	want = []any{id("1").String(), int32(0), "t1", id("2").String(), []string{id("3").String(), id("1").String()}, int64(0), int64(9), int64(2), "ar", (*string)(nil)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
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

// A record that stands in two files has one row; one that says something else is an error.
func TestGivenAgain(t *testing.T) {
	const person = `{"kind":"participant","id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01","participantKind":"patient","consent":"given"}`
	dir := t.TempDir()
	for name, text := range map[string]string{"a": person, "b": person, "other": strings.Replace(person, "given", "withdrawn", 1)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	out := in("tables")
	if err := run(t.Context(), []string{"-o", out, in("a"), in("b")}); err != nil {
		t.Fatal(err)
	}
	if rows := back[participant](t, out, "participants"); len(rows) != 1 {
		t.Errorf("%d rows of one participant", len(rows))
	}
	err := run(t.Context(), []string{"-o", in("no"), in("a"), in("other")})
	if err == nil || !strings.Contains(err.Error(), "other:1: an earlier record with this id says something else") {
		t.Error(err)
	}
}
