package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

func TestParseRoles(t *testing.T) {
	roles, err := ParseRoles("dr. A=professional:doctor, nurse = professional,tolk=interpreter:phone,son=relative,patient=patient")
	require.NoError(t, err)
	assert.Equal(t, Roles{
		{Key: "dr. A", Role: encounter.RoleProfessional, Profession: encounter.Doctor},
		{Key: "nurse", Role: encounter.RoleProfessional},
		{Key: "tolk", Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterPhone},
		{Key: "son", Role: encounter.RoleRelative},
		{Key: "patient", Role: encounter.RolePatient},
	}, roles, "in the order given")
}

func TestParseRolesAllowsAll(t *testing.T) {
	for _, p := range encounter.Professions() {
		roles, err := ParseRoles("p=patient,x=professional:" + string(p))
		require.NoError(t, err)
		assert.Equal(t, p, roles[1].Profession)
	}
	for _, m := range encounter.InterpreterModes() {
		roles, err := ParseRoles("p=patient,x=interpreter:" + string(m))
		require.NoError(t, err)
		assert.Equal(t, m, roles[1].Interpreter)
	}
}

func TestParseRolesRefuses(t *testing.T) {
	const form = `is not of the form KEY=ROLE or KEY=ROLE:PROFESSION`
	for text, want := range map[string]string{
		"":                                  `"" ` + form,
		"doctor":                            `"doctor" ` + form,
		"=patient":                          `"=patient" ` + form,
		"p=patient,":                        `"" ` + form,
		"p=patient,p=relative":              `the key "p" is given twice`,
		"p=client":                          `"client", the role of the key "p", is none of patient, professional, interpreter, relative, observer, researcher`,
		"p=":                                `"", the role of the key "p", is none of patient,`,
		"p=patient,d=professional:Doctor":   `"Doctor", the profession of the key "d", is none of doctor, nurse, social-worker,`,
		"p=patient,d=professional:":         `"", the profession of the key "d", is none of doctor`,
		"p=patient:doctor":                  `the key "p" is a patient's, and only a professional has a profession`,
		"p=patient,i=interpreter":           `the interpreter "i" needs a mode, as in i=interpreter:phone; the modes are in-person, phone, video, ad-hoc`,
		"p=patient,i=interpreter:telegraph": `the interpreter "i" needs a mode`,
	} {
		roles, err := ParseRoles(text)
		assert.ErrorIs(t, err, ErrRoles, text)
		assert.ErrorContains(t, err, want, text)
		assert.Nil(t, roles)
	}
}
