package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Boxes of which none that is understood is checked do not say that there was nothing, where
// another one is checked, or cannot be read, or says that the answer is missing. A synthetic
// project.
func TestBoxesThatAreNotUnderstood(t *testing.T) {
	words := head + "id,f,,text,Record,,,,,,,\nvisit,f,,text,Visit,,,,,,,\nworry,f,,checkbox,Worry,\"1, housing | 2, Pets\",,,,,,\n" +
		"tolk,f,,checkbox,Tolk,\"1, phone | 2, Sign\",,,,,,\nway,f,,radio,Way,\"1, phone | 2, none | 3, Sign\",,,,,,\n"
	const worries, tolks = "worry___1,worry___2", "tolk___1,tolk___2"
	for name, tt := range map[string]struct {
		header, cells string
		coded, told   bool // whether concerns were looked for, and an interpreter
	}{
		"none is checked":                    {worries + "," + tolks, "0,0,0,0", true, true},
		"one that is understood":             {worries + "," + tolks, "1,0,1,0", true, true},
		"one that is not":                    {worries + "," + tolks, "0,1,0,1", false, false},
		"one that cannot be read":            {worries + "," + tolks, "0,x,0,x", false, false},
		"one that is no text":                {worries + "," + tolks, "0,\xff,0,\xff", false, false},
		"one with a missing data code":       {worries + "," + tolks, "0,-99,0,-99", false, false},
		"the box of a missing data code":     {worries + ",worry____99," + tolks + ",tolk____99", "0,0,1,0,0,1", false, false},
		"that box of a concern alone":        {worries + ",worry____99," + tolks + ",tolk____99", "0,0,1,0,0,0", false, true},
		"that box of an interpreter alone":   {worries + ",worry____99," + tolks + ",tolk____99", "0,0,0,0,0,1", true, false},
		"that box, not checked":              {worries + ",worry____99," + tolks + ",tolk____99", "0,0,0,0,0,0", true, true},
		"beside a field that says none":      {"way," + tolks, "2,0,1", false, false},
		"a field that is not understood":     {"way," + tolks, "3,0,0", false, false},
		"beside an interpreter who is named": {"way," + tolks, "1,0,1", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Concern, Theirs: "worry"},
				{Ours: redcap.Interpreter, Theirs: "tolk"}, {Ours: redcap.Interpreter, Theirs: "way"}}
			got := imported(t, redcap.Import{Map: m, Missing: []string{"-99"}}, exchangetest.File("d", words),
				exchangetest.File("e", "id,visit,"+tt.header+"\n1,2024-03-01 09:30Z,"+tt.cells+"\n"))
			e := got.Records[1].(*encounter.Encounter)
			assert.Equal(t, tt.coded, e.Concerns != nil, "concerns")
			assert.Equal(t, tt.told, e.Records(encounter.RoleInterpreter), "interpreter")
		})
	}
}

// The box of a missing data code is known by its name where there is no dictionary, and leaves
// open what its own field is mapped to, and nothing else.
func TestMissingBoxesWithoutDictionary(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Concern, Theirs: "worry"}, {Ours: redcap.Interpreter, Theirs: "tolk"}, {Ours: redcap.Mode, Theirs: "way"}}
	for cells, want := range map[string][2]bool{"0,1,0,0": {false, true}, "0,0,0,1": {true, false}, "0,0,0,0": {true, true}} {
		got := imported(t, redcap.Import{Map: m, Missing: []string{"-99"}}, exchangetest.File("e", "id,way,worry___housing,worry____99,tolk___phone,tolk____99\n1,phone,"+cells+"\n"))
		e := got.Records[1].(*encounter.Encounter)
		assert.Equal(t, want, [2]bool{e.Concerns != nil, e.Records(encounter.RoleInterpreter)}, "concerns and interpreter, of %s", cells)
	}
}
