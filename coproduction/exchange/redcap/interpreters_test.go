package redcap_test

import (
	"fmt"
	"strings"
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
	details := map[string]string{
		"this is not a value that interpreter can have, nor mapped to one; it can have in-person, phone, video, ad-hoc, none":  "odd",
		"no answer that is mapped to interpreter can name one, so that none does not say that there was none (1 in this file)": "none",
	}
	for name, tt := range map[string]struct {
		mapped   redcap.Map
		export   string
		told     []bool // whether the encounter tells of interpreters
		findings string // of values: the lines, in what order, and which of the two it is
	}{
		"yes and no":                     {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + both, []bool{false, false, false}, "2 odd, 3 none"},
		"no alone":                       {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + no, []bool{false}, "2 none"},
		"a yes that the map explains":    {redcap.Map{{Theirs: "tolk", Values: map[string]string{"1": "phone"}}}, "id,visit,tolk\n" + both, []bool{true, true, false}, ""},
		"a no that the map explains":     {redcap.Map{{Theirs: "tolk", Values: map[string]string{"0": "none"}}}, "id,visit,tolk\n" + both, []bool{false, false, false}, "2 odd, 3 none"},
		"beside a field of modes":        {redcap.Map{{Theirs: "tolk"}, {Theirs: "way"}}, "id,visit,tolk,way\n1,2024-03-01 09:30Z,1,1\n2,2024-03-01 09:30Z,0,\n3,2024-03-01 09:30Z,1,2\n", []bool{true, true, false}, "2 odd, 4 odd, 4 odd"},
		"labels of which one is a mode":  {redcap.Map{{Theirs: "way"}}, "id,visit,way\n1,2024-03-01 09:30Z,2\n2,2024-03-01 09:30Z,3\n", []bool{false, true}, "2 odd"},
		"labels of which none is":        {redcap.Map{{Theirs: "kin"}}, "id,visit,kin\n1,2024-03-01 09:30Z,2\n2,2024-03-01 09:30Z,3\n", []bool{false, false}, "2 odd, 3 none"},
		"a box that is not checked":      {redcap.Map{{Theirs: "box"}}, "id,visit,box___1\n" + both, []bool{false, false, false}, "2 odd"},
		"a field of words":               {redcap.Map{{Theirs: "free"}}, "id,visit,free\n" + no, []bool{true}, ""},
		"one that no dictionary has":     {redcap.Map{{Theirs: "gone"}}, "id,visit,gone\n" + no, []bool{true}, ""},
		"of which the map says none":     {redcap.Map{{Theirs: "gone", Values: map[string]string{"0": "none"}}}, "id,visit,gone\n" + no, []bool{false}, "2 none"},
		"yes in another part of a study": {redcap.Map{{Theirs: "tolk"}}, "id,visit,tolk\n" + yes, []bool{false}, "2 odd"},
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
			var findings []string
			for _, f := range got.Findings {
				if f.Rule == "redcap-value" {
					findings = append(findings, fmt.Sprint(f.Position.Line, " ", details[f.Detail]))
				}
			}
			assert.Equal(t, tt.findings, strings.Join(findings, ", "))
			assert.Equal(t, int64(strings.Count(tt.findings, "none")), got.Loss.Of("value").Dropped["no interpreter, of answers that cannot name one"])
		})
	}
}
