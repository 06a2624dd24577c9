package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// rolesBeside are roles that a caller gives, beside customary ones.
func rolesBeside(t *testing.T, given string, customary Roles) Roles {
	t.Helper()
	roles, err := ParseRoles(given)
	require.NoError(t, err)
	return roles.Beside(customary)
}

// Whoever gives the role of an interpreter keeps the customary ones of the others.
func TestRolesBeside(t *testing.T) {
	const srt = "1\n00:00:01,000 --> 00:00:02,000\nDoctor: one\n\n2\n00:00:02,000 --> 00:00:03,000\nTolk: two\n\n3\n00:00:03,000 --> 00:00:04,000\nPatient: three\n"
	const table = "encounter,speaker,words\nv,Doctor,1\nv,Tolk,1\nv,Patient,1\n"
	const text = "Doctor: one\nTolk: two\nPatient: three\n"
	roles := rolesBeside(t, "tolk=interpreter:phone", ScriptRoles())
	for name, c := range map[string]struct {
		from importer
		file exchange.File
	}{
		"subtitles": {Script{Options: exchange.Options{ID: keyed}, Form: SRT, Roles: roles}, inMemory("v.srt", srt)},
		"a table":   {CodedTurns{Options: exchange.Options{ID: keyed}, Roles: roles}, inMemory("v.csv", table)},
		"text":      {Labelled{Options: exchange.Options{ID: keyed}, Roles: roles}, inMemory("v.txt", text)},
	} {
		t.Run(name, func(t *testing.T) {
			got := importAll(t, c.from, c.file)
			require.Len(t, got.encounters, 1, got.findings)
			assert.Len(t, got.encounters[0].Turns, 3)
			var there []encounter.Role
			for _, p := range got.encounters[0].Presence {
				there = append(there, p.Role)
				if p.Role == encounter.RoleInterpreter {
					assert.Equal(t, encounter.InterpreterPhone, p.Interpreter)
				}
			}
			assert.ElementsMatch(t, []encounter.Role{encounter.RoleProfessional, encounter.RoleInterpreter, encounter.RolePatient}, there)
			said := ofRule(got.findings, ruleTextAssumed)
			require.Len(t, said, 1)
			assert.Equal(t, "beside the roles that were given, these labels have their customary ones: Doctor, Patient; said once, at the first file that it is so of", said[0].Detail)
			assert.Equal(t, schema.Note, said[0].Severity)
		})
	}
}

// Without roles of the caller's it is said which labels were taken, and for what, each at the
// first text that has it; labels that are no text's are not, nor any word of the file.
func TestRolesAssumedAreNamed(t *testing.T) {
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("a.txt", "Ärztin: one\nPatientin: two\nSECRET: x\n"), inMemory("b.txt", "Patientin: one\nÄrztin: two\n"),
		inMemory("c.txt", "Ärztin: one\nTolk: x\nPatient: two\nPatient: three\n"))
	var said []string
	for _, f := range ofRule(got.findings, ruleTextAssumed) {
		said = append(said, f.Position.Source+": "+f.Detail)
	}
	const begin, end = ": no roles were given, and these labels have their customary ones: ", "; said once, at the first file that it is so of"
	assert.Equal(t, []string{
		"a.txt" + begin + "Patientin=patient, Ärztin=professional:doctor" + end,
		"c.txt" + begin + "Patient=patient" + end,
	}, said)
	for _, s := range rolesBeside(t, "Patientin=patient, Ärztin=professional:doctor,tolk=interpreter:phone,N=professional", nil) {
		again, err := ParseRoles(s.asGiven())
		require.NoError(t, err)
		assert.Equal(t, Roles{s}, again, "what is named can be given")
	}
}

// What the caller says of a key wins: as it is written, in another case and with a number.
func TestRolesGivenWin(t *testing.T) {
	roles := rolesBeside(t, "D=relative,doktor=professional:nurse", LabelRoles())
	for label, want := range map[string]struct {
		key string
		how fit
	}{"D": {"D", exact}, "d": {"D", caseless}, "D2": {"D", counted}, "Doktor": {"doktor", caseless}, "P": {"P", exact}, "p": {"P", caseless}, "patient": {"patient", exact}} {
		v, how := roles.voice(label)
		assert.Equal(t, want.key, roles[v.speaker].Key, label)
		assert.Equal(t, want.how, how, label)
	}
	v, _ := rolesBeside(t, "doctor2=relative", LabelRoles()).voice("Doctor2")
	assert.Zero(t, v.speaker, "a given key in another case, and not a customary one with a number")
	for _, s := range rolesBeside(t, "DOCTOR=relative", LabelRoles()) {
		assert.NotContains(t, []string{"doctor", "Doctor"}, s.Key)
	}
}

// In CHAT customary keys never outrank what the header says, also beside given ones.
func TestRolesBesideInCHAT(t *testing.T) {
	const chat = "@UTF8\n@Begin\n@Participants:\tP Professional, CHI Patient, XYZ Visitor\n*P:\tone .\n*CHI:\ttwo .\n*XYZ:\tthree .\n@End\n"
	from := Script{Options: exchange.Options{ID: keyed}, Form: CHAT, Roles: rolesBeside(t, "Professional=professional", ScriptRoles())}
	got := importAll(t, from, inMemory("v.cha", chat))
	require.Len(t, got.encounters, 1, got.findings)
	roles := []encounter.Role{}
	for _, p := range got.encounters[0].Presence {
		roles = append(roles, p.Role)
	}
	assert.Equal(t, []encounter.Role{encounter.RoleProfessional, encounter.RolePatient}, roles)
}

// An interpreter's label is known, and the way to give it a role is named.
func TestInterpreterLabels(t *testing.T) {
	for _, label := range []string{"Tolk", "interpreter", "Interpreter 2", "Dolmetscherin", "Interprète", "INTÉRPRETE", "Переводчик", "المترجم"} {
		assert.True(t, IsInterpreter(label), label)
	}
	for _, label := range []string{"", "2", "Doctor", "inter", "tolkien"} {
		assert.False(t, IsInterpreter(label), label)
	}
	got := importAll(t, coded(), inMemory("v.csv", "encounter,speaker,words\nv,Doctor,1\nv,Tolk,1\nv,Tolk 2,1\nv,SECRET,1\nv,Patient,1\n"))
	found := ofRule(got.findings, ruleScriptInterp)
	require.Len(t, found, 1)
	assert.Equal(t, "2 utterances have an interpreter's label, and how that one took part is not told; this is the first place", found[0].Detail)
	assert.Contains(t, found[0].Hint, "-roles tolk=interpreter:phone")
	assert.Len(t, ofRule(got.findings, ruleScriptSpeaker), 1)
	assert.Equal(t, int64(3), got.loss.Of("turn").Dropped[lossStranger])

	got = importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "Doctor: one\nTolk: two\nPatient: three\n"))
	assert.Len(t, ofRule(got.findings, ruleScriptInterp), 1)
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Dropped: map[string]int64{lossLabelRole: 1}}, got.loss.Of("line"))
}

// Usual words of several languages have the role and the profession that they mean, whatever
// their case, in every format; words that mean several things have none.
func TestUsualWords(t *testing.T) {
	for _, roles := range []Roles{LabelRoles(), ScriptRoles()} {
		for label, want := range map[string]Speaker{
			"Ärztin":           {Role: encounter.RoleProfessional, Profession: encounter.Doctor},
			"läkare":           {Role: encounter.RoleProfessional, Profession: encounter.Doctor},
			"MÉDECIN":          {Role: encounter.RoleProfessional, Profession: encounter.Doctor},
			"Arts 2":           {Role: encounter.RoleProfessional, Profession: encounter.Doctor},
			"Krankenschwester": {Role: encounter.RoleProfessional, Profession: encounter.Nurse},
			"Sygeplejerske":    {Role: encounter.RoleProfessional, Profession: encounter.Nurse},
			"nurse":            {Role: encounter.RoleProfessional, Profession: encounter.Nurse},
			"Sage-femme":       {Role: encounter.RoleProfessional, Profession: encounter.Midwife},
			"Clinician":        {Role: encounter.RoleProfessional},
			"Paciente":         {Role: encounter.RolePatient},
			"Patientin":        {Role: encounter.RolePatient},
			"Pårørende":        {Role: encounter.RoleRelative},
		} {
			v, how := roles.voice(label)
			if assert.NotEqual(t, unknown, how, label) {
				got := roles[v.speaker]
				assert.True(t, got.Customary, label)
				assert.Equal(t, want, Speaker{Role: got.Role, Profession: got.Profession}, label)
			}
		}
		for _, label := range []string{"Schwester", "Zuster", "Pfleger", "Kurator", "Pt", "Dr", "Assistent", "Tolk", "Speaker"} {
			_, how := roles.voice(label)
			assert.Equal(t, unknown, how, label)
		}
	}
	got := importAll(t, Labelled{Options: exchange.Options{ID: keyed}}, inMemory("v.txt", "Læge: hvad så\nPatient: ondt her\nSygeplejerske: hvor\nPårørende: der\n"))
	require.Len(t, got.encounters, 1)
	assert.Equal(t, []string{"professional 2", "patient 2", "professional 1", "relative 1"}, turnsOf(got.encounters[0]))
}
