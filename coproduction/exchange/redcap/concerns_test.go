package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// That there were no concerns is known where a row says so, and not where an answer was not
// understood. A synthetic project.
func TestNoConcerns(t *testing.T) {
	words := head + "id,f,,text,Record,,,,,,,\nvisit,f,,text,Visit,,,,,,,\nworry,f,,checkbox,Worry,\"1, housing | 2, Pets\",,,,,,\n" +
		"grief,f,,checkbox,Grief,\"1, housing | 2, Nothing of this\",,,,,,\nmain,f,,radio,Main,\"1, work | 2, none | 3, Pets\",,,,,,\n"
	const uncoded = -1
	for name, tt := range map[string]struct {
		theirs, header, cells string
		concerns              int
		dropped               map[string]int64
	}{
		"one":                          {"worry", "worry___1,worry___2", "1,0", 1, map[string]int64{"check box that is not checked": 1}},
		"no box":                       {"worry", "worry___1,worry___2", "0,0", 0, map[string]int64{"check box that is not checked": 2}},
		"one that is not understood":   {"worry", "worry___1,worry___2", "0,1", uncoded, map[string]int64{"check box that is not checked": 1, "mapped, but not understood": 1}},
		"one beside it":                {"worry", "worry___1,worry___2", "1,1", 1, map[string]int64{"mapped, but not understood": 1}},
		"a box for none":               {"grief", "grief___1,grief___2", "0,1", 0, map[string]int64{"check box that is not checked": 1, "no concern": 1}},
		"a box for none, not checked":  {"grief", "grief___1,grief___2", "0,0", uncoded, map[string]int64{"check box that is not checked": 2}},
		"none":                         {"main", "main", "2", 0, map[string]int64{"no concern": 1}},
		"an answer not understood":     {"main", "main", "3", uncoded, map[string]int64{"mapped, but not understood": 1}},
		"no answer":                    {"main", "main", "", uncoded, nil},
		"an answer that is understood": {"main", "main", "1", 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"},
				{Ours: redcap.Concern, Theirs: tt.theirs, Values: map[string]string{"Nothing of this": "none"}}}
			got := imported(t, redcap.Import{Map: m}, exchangetest.File("d", words), exchangetest.File("e", "id,visit,"+tt.header+"\n1,2024-03-01 09:30Z,"+tt.cells+"\n"))
			e := got.Records[1].(*encounter.Encounter)
			assert.Equal(t, tt.concerns == uncoded, e.Concerns == nil)
			assert.Len(t, e.Concerns, max(tt.concerns, 0))
			assert.Equal(t, tt.dropped, got.Loss.Of("value").Dropped)
		})
	}
}
