package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Boxes of a form that nobody filled in are exported as 0 all the same: that says neither that
// nothing was there, nor that no interpreter was. A synthetic project.
func TestFormsNobodyFilledIn(t *testing.T) {
	words := head + "id,worries,,text,Record,,,,,,,\nvisit,seen,,text,Visit,,,,,,,\n" +
		"worry,worries,,checkbox,Worries,\"1, housing | 2, work\",,,,,,\ntolk,worries,,checkbox,Tolk,\"1, phone | 2, video\",,,,,,\n" +
		"remark,worries,,notes,Remark,,,,,,,\nsum,worries,,calc,Sum,1+1,,,,,,\n"
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Concern, Theirs: "worry"}, {Ours: redcap.Interpreter, Theirs: "tolk"}}
	const names, labels = "id,visit,seen_complete,worry___1,worry___2,tolk___1,tolk___2,remark,sum,worries_complete\n",
		"Record,Visit,Complete?,Worries (choice=housing),Worries (choice=work),Tolk (choice=phone),Tolk (choice=video),Remark,Sum,Complete?\n"
	for name, tt := range map[string]struct {
		header, cells string
		concerns      int // -1: not looked for
		told          bool
		empty         int64
	}{
		"never opened":                 {names, "0,0,0,0,,,", -1, false, 4},
		"incomplete, as all are first": {names, "0,0,0,0,,,0", -1, false, 4},
		"a calculation is no answer":   {names, "0,0,0,0,,2,0", -1, false, 4},
		"under labels":                 {labels, "Unchecked,Unchecked,Unchecked,Unchecked,,,Incomplete", -1, false, 4},
		"complete":                     {names, "0,0,0,0,,,2", 0, true, 0},
		"unverified":                   {names, "0,0,0,0,,,1", 0, true, 0},
		"complete, under labels":       {labels, "Unchecked,Unchecked,Unchecked,Unchecked,,,Complete", 0, true, 0},
		"a remark":                     {names, "0,0,0,0,x,,0", 0, true, 0},
		"one of the boxes":             {names, "0,1,0,0,,,0", 1, true, 0},
		"a box of another field":       {names, "0,0,1,0,,,0", 0, true, 0},
		"statuses in another place":    {"id,visit,worries_complete,worry___1,worry___2,tolk___1,tolk___2,remark,sum,seen_complete\n", "0,0,0,0,,,0", 0, true, 0},
		"no status in the export":      {"id,visit,seen_complete,worry___1,worry___2,tolk___1,tolk___2,remark,sum\n", "0,0,0,0,,", 0, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, redcap.Import{Map: m}, exchangetest.File("d", words), exchangetest.File("e", tt.header+"1,2024-03-01 09:30Z,2,"+tt.cells+"\n"))
			require.Len(t, got.Records, 2)
			e := got.Records[1].(*encounter.Encounter)
			assert.Equal(t, tt.concerns >= 0, e.Concerns != nil, "whether concerns were looked for")
			assert.Len(t, e.Concerns, max(tt.concerns, 0))
			assert.Equal(t, tt.told, e.Records(encounter.RoleInterpreter))
			assert.Equal(t, tt.empty, got.Loss.Of("value").Dropped["check box of a form that nobody filled in"])
		})
	}
	two := imported(t, redcap.Import{Map: m}, exchangetest.File("d", words), exchangetest.File("e", names+"1,2024-03-01 09:30Z,2,0,0,0,0,,,2\n2,2024-03-01 09:30Z,2,0,0,0,0,,,0\n3,2024-03-01 09:30Z,2,0,0,0,0,,,1\n"))
	var told []bool
	for _, r := range two.Records[3:] {
		told = append(told, r.(*encounter.Encounter).Concerns != nil)
	}
	assert.Equal(t, []bool{true, false, true}, told, "row by row")
}
