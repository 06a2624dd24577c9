package encounter_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// What one record of somebody does not say, the other may; what both say has to be the
// same, but for ages, which are those at the first encounter of each.
func TestParticipantJoin(t *testing.T) {
	nurse := encounter.Participant{ID: encounter.ID{1}, Role: encounter.RoleProfessional, Consent: encounter.ConsentNotAsked}
	with := func(change func(*encounter.Participant)) *encounter.Participant {
		p := nurse
		change(&p)
		return &p
	}
	a := with(func(p *encounter.Participant) {
		p.Profession, p.Age, p.Extensions = encounter.Nurse, encounter.Age50, encounter.Extensions{"needed": []byte("true")}
	})
	b := with(func(p *encounter.Participant) {
		p.Languages, p.Age, p.Sector = []string{"da", "ar"}, encounter.Age40, encounter.SectorHospital
	})
	want := with(func(p *encounter.Participant) {
		p.Profession, p.Age, p.Extensions = encounter.Nurse, encounter.Age40, encounter.Extensions{"needed": []byte("true")}
		p.Languages, p.Sector = []string{"da", "ar"}, encounter.SectorHospital
	})
	before := *a
	for _, pair := range [][2]*encounter.Participant{{a, b}, {b, a}, {want, a}, {b, want}, {want, want}} {
		joined, agree := pair[0].Join(pair[1])
		require.True(t, agree)
		assert.Equal(t, want, joined)
	}
	assert.Equal(t, &before, a, "neither is modified")
	unknown := with(func(p *encounter.Participant) { p.Age = encounter.AgeUnknown })
	joined, agree := unknown.Join(b)
	require.True(t, agree)
	assert.Equal(t, encounter.Age40, joined.Age, "an age that is known goes before one that is not")

	for name, other := range map[string]*encounter.Participant{
		"another id":         with(func(p *encounter.Participant) { p.ID[0] = 2 }),
		"another role":       with(func(p *encounter.Participant) { p.Role = encounter.RolePatient }),
		"consent":            with(func(p *encounter.Participant) { p.Consent = encounter.ConsentWithdrawn }),
		"another profession": with(func(p *encounter.Participant) { p.Profession = encounter.Doctor }),
		"another sector":     with(func(p *encounter.Participant) { p.Sector = encounter.SectorPrivate }),
		"other languages":    with(func(p *encounter.Participant) { p.Languages = []string{"da"} }),
		"other fields":       with(func(p *encounter.Participant) { p.Extensions = encounter.Extensions{"needed": []byte("false")} }),
	} {
		_, agree := want.Join(other)
		assert.False(t, agree, name)
		_, agree = other.Join(want)
		assert.False(t, agree, name)
	}
}

// Extensions are joined field by field; of counts, as of goals that two parts of a register
// hold, there are at least the larger ones.
func TestParticipantJoinExtensions(t *testing.T) {
	of := func(own string) *encounter.Participant {
		p := &encounter.Participant{ID: encounter.ID{1}, Role: encounter.RolePatient, Consent: encounter.ConsentNotAsked}
		if own != "" {
			require.NoError(t, json.Unmarshal([]byte(own), &p.Extensions))
		}
		return p
	}
	for _, test := range []struct{ one, other, want string }{
		{`{"fhir":{"goals":1,"careExperiencePreferences":2}}`, `{"fhir":{"goals":2}}`, `{"fhir":{"goals":2,"careExperiencePreferences":2}}`},
		{`{"fhir":{"goals":1}}`, `{"interpreterNeeded":true}`, `{"fhir":{"goals":1},"interpreterNeeded":true}`},
		{`{"fhir":{"goals":1}}`, ``, `{"fhir":{"goals":1}}`},
		{`{"a":[1]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`{"a":{"x":1}}`, `{"a":{"x":-1}}`, ``},
		{`{"a":{"x":1}}`, `{"a":{"x":0.5}}`, ``},
		{`{"a":{"x":1}}`, `{"a":null}`, ``},
		{`{"a":true}`, `{"a":false}`, ``},
	} {
		for range 2 {
			one, other := of(test.one), of(test.other)
			joined, agree := one.Join(other)
			require.Equal(t, test.want != "", agree, test.one)
			if agree {
				own, err := json.Marshal(joined.Extensions)
				require.NoError(t, err)
				assert.JSONEq(t, test.want, string(own))
			}
			assert.Equal(t, of(test.one), one, "neither is modified")
			assert.Equal(t, of(test.other), other)
			test.one, test.other = test.other, test.one
		}
	}
}
