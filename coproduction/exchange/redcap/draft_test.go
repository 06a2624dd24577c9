package redcap_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The same instant in two files is no conflict, whatever its zone.
func TestSameStart(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}, {Ours: redcap.End, Theirs: "left"}}
	one := "id,visit,staff,left\n1,2024-03-01 09:30+05:30,7,2024-03-01 10:00+05:30\n"
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("a", one), exchangetest.File("b", one))
	assert.Empty(t, got.Findings)
	got = imported(t, redcap.Import{Map: m}, exchangetest.File("a", one), exchangetest.File("b", strings.Replace(one, "09:30", "09:31", 1)))
	assert.Equal(t, []string{"b redcap-conflict 2:3 @22"}, exchangetest.Places(got.Findings))
}

// A day and its midnight are not the same: of the one the time of day is known.
func TestMidnight(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("a", "id,visit,staff\n1,2024-03-01 00:00Z,7\n"), exchangetest.File("b", "id,visit,staff\n1,2024-03-01,7\n"))
	assert.Equal(t, 1, got.Rules()["redcap-conflict"])
}

// A row tells whether an interpreter took part where it names one or says that there was
// none; where nothing is answered, nobody can tell. Of professionals it tells none apart from
// those that it names.
func TestRolesNotRecorded(t *testing.T) {
	const none = "redcap_repeat_instance"
	interpreter, both := []encounter.Role{encounter.RoleInterpreter}, []encounter.Role{encounter.RoleProfessional, encounter.RoleInterpreter}
	professional := []encounter.Role{encounter.RoleProfessional}
	for _, tt := range []struct {
		name, fields, head, row string
		want                    []encounter.Role
	}{
		{"no field", "", none, "", both},
		{"empty", "interpreter,tolk", "tolk", "", both},
		{"a code that the missing stand for", "interpreter,tolk", "tolk", "-99", both},
		{"a mode that is not told", "interpreter,tolk", "tolk", "yes", both},
		{"none", "interpreter,tolk", "tolk", "none", professional},
		{"no", "interpreter,tolk", "tolk", "0", professional},
		{"a mode", "interpreter,tolk", "tolk", "phone", professional},
		{"of two fields one", "interpreter,tolk\ninterpreter,tolk2", "tolk,tolk2", ",none", professional},
		{"boxes, of which none is checked", "interpreter,tolk", "tolk___phone,tolk___video", "0,0", professional},
		{"boxes that are empty", "interpreter,tolk", "tolk___phone,tolk___video", ",", both},
		{"boxes, of which one is", "interpreter,tolk", "tolk___phone,tolk___video", "0,1", professional},
		{"boxes, of which one would say so", "interpreter,tolk", "tolk___phone,tolk___none", "0,0", both},
		{"boxes, of which the first would", "interpreter,tolk", "tolk___none,tolk___phone", "0,0", both},
		{"boxes, of which one says so", "interpreter,tolk", "tolk___phone,tolk___none", "0,1", professional},
		{"a professional", "professional,staff", "staff", "AB", interpreter},
		{"a profession", "profession,role", "role", "nurse", interpreter},
		{"no professional", "professional,staff", "staff", "", both},
		{"boxes of professionals", "professional,staff", "staff___7,staff___8", "0,0", both},
	} {
		m, findings, err := redcap.ParseMap(strings.NewReader("ours,theirs\npatient,id\nmode,way\n"+tt.fields+"\n"), "map")
		require.NoError(t, err)
		require.Empty(t, findings)
		got := imported(t, redcap.Import{Map: m, Missing: []string{"-99"}}, exchangetest.File("e", "id,way,"+tt.head+"\n1,phone,"+tt.row+"\n"))
		e := got.Records[len(got.Records)-1].(*encounter.Encounter)
		assert.Equal(t, tt.want, e.RolesNotRecorded, tt.name)
	}
}
