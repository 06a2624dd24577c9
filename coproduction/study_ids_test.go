package coproduction_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// ofIDs are the findings of StudyRules that are about ids alone.
func ofIDs(found []schema.Finding) []schema.Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f schema.Finding) bool {
		return f.Rule != "id-unique" && f.Rule != "record-again" && f.Detail != "no record has this id"
	})
}

// Law: two passes find what StudyRules finds of ids, however the records are dealt out.
func TestStudyIDs(t *testing.T) {
	unique, again, missing := 0, 0, 0
	for seed := range uint64(40) {
		_, text := flawed(t, seed)
		all := read(text)
		var study coproduction.StudyRules
		var ids, half coproduction.StudyIDs
		for i := range all.lines {
			l := &all.lines[i]
			study.AddLine(l)
			[]*coproduction.StudyIDs{&ids, &half}[i%2].AddLine(l)
		}
		ids.Merge(&half)
		want := ofIDs(study.Findings())
		doubts := ids.Doubts()
		if len(want) > 0 {
			assert.False(t, doubts.None())
		}
		for i := range all.lines {
			doubts.AddLine(&all.lines[i])
		}
		require.Equal(t, asJSON(t, want), asJSON(t, append([]schema.Finding{}, doubts.Findings()...)), "seed %d", seed)
		for _, f := range want {
			switch f.Rule {
			case "id-unique":
				unique++
			case "record-again":
				again++
			default:
				missing++
			}
		}
	}
	assert.Greater(t, unique, 20)
	assert.Greater(t, again, 20)
	assert.Greater(t, missing, 100)
}

// Law: so it is with records that were built in Go, and a sound study raises no doubt.
func TestStudyIDsAdd(t *testing.T) {
	records := coproductiontest.Study(3, coproductiontest.Typical(30))
	var ids coproduction.StudyIDs
	for _, r := range records {
		ids.Add(r)
	}
	ids.Add(nil)
	assert.True(t, ids.Doubts().None())
	ids.Add(records[1])
	doubts := ids.Doubts()
	require.False(t, doubts.None())
	for _, r := range append(slices.Clone(records), records[1], nil) {
		doubts.Add(r)
	}
	found := doubts.Findings()
	require.Len(t, found, 1)
	assert.Equal(t, schema.RuleID("record-again"), found[0].Rule)
}

// An id is 8 to 16 bytes, and one that is referred to again and again is one.
func TestStudyIDsMemory(t *testing.T) {
	const n = 400_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	ids := new(coproduction.StudyIDs)
	e := &encounter.Encounter{Patient: idOf("p"), Presence: []encounter.Presence{{Participant: idOf("p")}, {Participant: idOf("d")}}}
	l := &coproduction.Line{Record: e}
	for i := range n {
		binary.BigEndian.PutUint64(l.ID[8:], uint64(i)) // as alike as ids can be
		ids.AddLine(l)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := float64(after.HeapAlloc-before.HeapAlloc) / n
	t.Logf("%.1f bytes an id", each)
	assert.Less(t, each, 16.0)
	d := ids.Doubts()
	e.ID = l.ID
	d.AddLine(l)
	assert.Len(t, d.Findings(), 2, "of all ids only those of the two people are not there")
}

// Over more records than memory would hold the cards of, ids are checked in two passes.
func ExampleStudyIDs() {
	const study = `{"kind":"unit","id":"c232ab00-9414-4c3c-9c2e-9f6bdeced846","encounter":"0e3b0f54-5a0c-4a3c-9c2e-5b0e0f0a7f0d","turns":["t1"]}`
	pass := func(t coproduction.Tally) {
		if _, err := coproduction.Collect(coproduction.Read(context.Background(), strings.NewReader(study), "units.ndjson"), t); err != nil {
			fmt.Println(err)
		}
	}
	var ids coproduction.StudyIDs
	pass(&ids)
	if doubts := ids.Doubts(); !doubts.None() {
		pass(doubts)
		for _, f := range doubts.Findings() {
			fmt.Println(f.Position.Line, f.Pointer, f.Detail)
		}
	}
	// Output:
	// 1 /encounter no record has this id
}
