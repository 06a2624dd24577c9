package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Where no answer can name an interpreter, as of yes and no, the rows that say that there was none
// are no encounters without one: those with one could not be counted beside them.
func TestInterpretersThatNobodyCanName(t *testing.T) {
	words := head + "id,f,,text,Record,,,,,,,\nvisit,f,,text,Visit,,,,,,,\ntolk,f,,yesno,Tolk,,,,,,,\nway,f,,radio,Way,\"1, phone | 2, Family | 3, none\",,,,,,\n" +
		"kin,f,,radio,Kin,\"2, Family | 3, none\",,,,,,\nbox,f,,checkbox,Box,\"1, Tolk\",,,,,,\nfree,f,,text,Free,,,,,,,\n"
	const yes, no, both = "1,2024-03-01 09:30Z,1\n", "2,2024-03-01 09:30Z,0\n", "1,2024-03-01 09:30Z,1\n2,2024-03-01 09:30Z,0\n3,2024-03-01 09:30Z,\n"
	for name, tt := range map[string]struct {
		mapped   redcap.Map
		export   string
		told     []bool // whether the encounter tells of interpreters
		findings int    // of values
	}{
		"yes and no":                     {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + both, []bool{false, false, false}, 2},
		"no alone":                       {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + no, []bool{false}, 1},
		"a yes that the map explains":    {redcap.Map{{Theirs: "tolk", Values: map[string]string{"1": "phone"}}}, "id,visit,tolk\n" + both, []bool{true, true, false}, 0},
		"a no that the map explains":     {redcap.Map{{Theirs: "tolk", Values: map[string]string{"0": "none"}}}, "id,visit,tolk\n" + both, []bool{false, false, false}, 2},
		"beside a field of modes":        {redcap.Map{{Theirs: "tolk"}, {Theirs: "way"}}, "id,visit,tolk,way\n1,2024-03-01 09:30Z,1,1\n2,2024-03-01 09:30Z,0,\n3,2024-03-01 09:30Z,1,2\n", []bool{true, true, false}, 3},
		"labels of which one is a mode":  {redcap.Map{{Theirs: "way"}}, "id,visit,way\n1,2024-03-01 09:30Z,2\n2,2024-03-01 09:30Z,3\n", []bool{false, true}, 1},
		"labels of which none is":        {redcap.Map{{Theirs: "kin"}}, "id,visit,kin\n1,2024-03-01 09:30Z,2\n2,2024-03-01 09:30Z,3\n", []bool{false, false}, 2},
		"a box that is not checked":      {redcap.Map{{Theirs: "box"}}, "id,visit,box___1\n" + both, []bool{false, false, false}, 1},
		"a field of words":               {redcap.Map{{Theirs: "free"}}, "id,visit,free\n" + no, []bool{true}, 0},
		"one that no dictionary has":     {redcap.Map{{Theirs: "gone"}}, "id,visit,gone\n" + no, []bool{true}, 0},
		"of which the map says none":     {redcap.Map{{Theirs: "gone", Values: map[string]string{"0": "none"}}}, "id,visit,gone\n" + no, []bool{false}, 1},
		"yes in another part of a study": {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + yes, []bool{false}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}}
			for _, one := range tt.mapped {
				one.Ours = redcap.Interpreter
				m = append(m, one)
			}
			got := imported(t, redcap.Import{Map: m}, exchangetest.File("d", words), exchangetest.File("e", tt.export))
			var told []bool
			for _, r := range got.Records {
				if e, ok := r.(*encounter.Encounter); ok {
					told = append(told, e.Records(encounter.RoleInterpreter))
				}
			}
			assert.Equal(t, tt.told, told)
			values := 0
			for _, f := range got.Findings {
				if f.Rule == "redcap-value" {
					values++
				}
			}
			assert.Equal(t, tt.findings, values)
		})
	}
}
