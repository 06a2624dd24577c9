package coproduction_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// checked are records, sound and unsound ones by turns.
func checked() []encounter.Record {
	var all []encounter.Record
	for r := range coproductiontest.Records(5, 60) {
		all = append(all, r)
		if e, ok := r.(*encounter.Encounter); ok {
			unsound := *e
			unsound.Patient = encounter.ID{}
			all = append(all, &unsound, robot{},
				&encounter.Study{ID: e.ID, Title: "x", Extensions: encounter.Extensions{"a": json.RawMessage("{")}})
		}
	}
	return all
}

// Law: a checker says of each record what Check says, whatever it was asked before.
func TestChecker(t *testing.T) {
	checker, faulty := new(coproduction.Validator).Checker(), 0
	for _, r := range checked() {
		line, found := checker.Check(r)
		require.Equal(t, coproduction.Check(r), found)
		want, err := coproduction.Append(nil, r)
		if len(found) > 0 {
			faulty++
		}
		if err != nil {
			require.Nil(t, line)
			continue
		}
		require.Equal(t, string(want), string(line))
	}
	assert.NotZero(t, faulty)
}

// Law: to judge a sound record takes no memory beyond what it takes to write it.
func TestCheckerAllocatesNoMore(t *testing.T) {
	checker := new(coproduction.Validator).Checker()
	for r := range coproductiontest.Records(3, 5) {
		if _, ok := r.(*encounter.Encounter); !ok {
			continue
		}
		_, found := checker.Check(r)
		require.Empty(t, found)
		written := testing.AllocsPerRun(20, func() { coproduction.Append(nil, r) })
		judged := testing.AllocsPerRun(20, func() { checker.Check(r) })
		most := written
		if raced {
			most += 20
		}
		assert.LessOrEqual(t, judged, most)
	}
}
