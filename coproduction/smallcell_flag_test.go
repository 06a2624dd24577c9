package coproduction

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

func TestFlagSmallCells(t *testing.T) {
	row := func(kind string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: estimate.Subject{Kind: kind, ID: "x"}, Measure: "m", Estimate: e}
	}
	share := func(k, n int64) estimate.Row { return row("study", estimate.Proportion(k, n, .95)) }
	const (
		one   = "disclosure: about one person"
		few   = "disclosure: about fewer than 5 people"
		have  = "disclosure: fewer than 5 are counted"
		lack  = "disclosure: fewer than 5 are not counted"
		three = "disclosure: fewer than 3 are counted"
	)
	tests := []struct {
		name string
		row  estimate.Row
		k    int64
		want string // the warning; empty for none
	}{
		{"a patient, however many visits", row("patient", estimate.Point(.5, 100)), 0, one},
		{"an encounter", row("encounter", estimate.Point(.5, 100)), 0, one},
		{"a patient of whom nothing is known", row("patient", estimate.Undefined(estimate.NoUnits, 0)), 0, one},
		{"a professional under k", row("professional", estimate.Point(.5, 4)), 0, few},
		{"a professional at k", row("professional", estimate.Point(.5, 5)), 0, ""},
		{"undefined, and about few", row("study", estimate.Undefined(estimate.OneCategory, 3)), 0, few},
		{"about nobody", row("study", estimate.Undefined(estimate.NoUnits, 0)), 0, ""},
		{"a share of few", share(2, 4), 0, few},
		{"few have it", share(4, 10), 0, have},
		{"few lack it", share(6, 10), 0, lack},
		{"k of each", share(5, 10), 0, ""},
		{"none", share(0, 20), 0, have},
		{"all", share(20, 20), 0, lack},
		{"another k", share(2, 6), 3, three},
		{"another k, at it", share(3, 6), 3, ""},
		{"k = 1 flags none", row("patient", estimate.Point(1, 1)), 1, ""},
		{"k below 0 flags none", share(0, 1), -5, ""},
		{"a fraction that is no share of people", row("study", estimate.Fraction(estimate.Int(2), estimate.Int(90), 10, estimate.ZeroTotal)), 0, ""},
		{"a mean is no share", row("study", func() estimate.Estimate {
			var m estimate.Mean
			for i := range int64(10) {
				m.Add(i % 2)
			}
			return m.Estimate(.95)
		}()), 20, "disclosure: about fewer than 20 people"},
		{"a mean of few things in many encounters", row("study", func() estimate.Estimate {
			var m estimate.Mean
			for range 10 {
				m.Add(0)
			}
			return m.Estimate(.95)
		}()), 0, ""},
	}
	for _, method := range counting {
		tests = append(tests, tests[0])
		last := &tests[len(tests)-1]
		last.name, last.row, last.want = string(method), row("study", estimate.ProportionBy(method, 4, 10, .95)), have
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := []estimate.Row{tt.row}
			flagged := FlagSmallCells(rows, tt.k)
			want := tt.row
			if tt.want == "" {
				assert.Zero(t, flagged)
			} else {
				assert.Equal(t, 1, flagged)
				want.Warnings = append(slices.Clone(want.Warnings), estimate.Warning(tt.want))
			}
			assert.Equal(t, want, rows[0], "nothing else changes")
			assert.Equal(t, flagged, FlagSmallCells(rows, tt.k), "twice")
			assert.Equal(t, want, rows[0], "is as good as once")
		})
	}
	assert.Zero(t, FlagSmallCells(nil, 0))
}

// Whatever [SmallCells] finds is flagged, and where it finds nothing only the parts
// of shares are.
func TestFlagAgreesWithSmallCells(t *testing.T) {
	var rows []estimate.Row
	for i, kind := range []string{"patient", "encounter", "participant", "professional", "study", "phase"} {
		for n := range int64(9) {
			rows = append(rows, estimate.Row{Of: estimate.Subject{Kind: kind, ID: fmt.Sprint(i, n)}, Estimate: estimate.Point(0, n)})
		}
	}
	for k := range int64(9) {
		mine := slices.Clone(rows)
		assert.Len(t, SmallCells(rows, k), FlagSmallCells(mine, k))
	}
}

func TestFlagLeavesOthersAlone(t *testing.T) {
	shared := make([]estimate.Warning, 1, 8)
	shared[0] = estimate.FewUnits
	rows := []estimate.Row{{Of: estimate.Subject{Kind: "patient", ID: sentinel}, Estimate: estimate.Estimate{Value: 424242, N: 3, Warnings: shared}}}
	require.Equal(t, 1, FlagSmallCells(rows, 0))
	assert.Empty(t, shared[:2][1], "the list of warnings is the row's own")
	assert.NotContains(t, fmt.Sprint(rows[0].Warnings), sentinel)
	assert.NotContains(t, fmt.Sprint(rows[0].Warnings), "424242")
}

// A professional who met few patients is known by any of the rows, however many steps
// and turns these count: 46 steps may be those of four people.
func TestFlagFollowsThePatients(t *testing.T) {
	of := func(id string, patients int64) []estimate.Row {
		subject := estimate.Subject{Kind: "professional", ID: id}
		return []estimate.Row{
			{Of: subject, Measure: "sense_making_share", Estimate: estimate.Proportion(14, 46, .95)},
			{Of: subject, Measure: "links", Estimate: estimate.Undefined(estimate.NoUnits, 0)},
			{Of: subject, Measure: "patients", Estimate: estimate.Count(patients)},
		}
	}
	few := append(of("a", 4), of("b", 5)...)
	assert.Equal(t, 2, FlagSmallCells(few, 0))
	assert.Contains(t, few[0].Warnings, estimate.Warning("disclosure: about fewer than 5 patients"))
	assert.Empty(t, few[1].Warnings, "a row that rests on nothing")
	assert.NotEmpty(t, few[2].Warnings)
	assert.Empty(t, few[3].Warnings, "another professional, who met five")
	assert.Equal(t, 4, FlagSmallCells(append(of("a", 5), of("b", 5)...), 6))

	most := func(contacts int64) []estimate.Row {
		return []estimate.Row{{Of: estimate.Subject{Kind: "professional", ID: "a"}, Measure: "caseload_concentration",
			Estimate: estimate.Fraction(estimate.Int(contacts), estimate.Int(20), 20, estimate.ZeroTotal)}}
	}
	assert.Equal(t, 1, FlagSmallCells(most(4), 0), "four contacts, all with one patient")
	assert.Zero(t, FlagSmallCells(most(5), 0))
}
