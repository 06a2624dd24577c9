package transcript

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGroups(t *testing.T) {
	type names = []string
	type consultation struct {
		name  string
		files []source
	}
	tests := []struct {
		name  string
		files names
		want  []consultation
	}{
		{"none", nil, nil},
		{"by the end of the name", names{"day1_patient.TextGrid", "day1_doctor.TextGrid", "day2_doctor.TextGrid"}, []consultation{
			{"day1", []source{{"day1_doctor.TextGrid", "doctor"}, {"day1_patient.TextGrid", "patient"}}},
			{"day2", []source{{"day2_doctor.TextGrid", "doctor"}}}}},
		{"by the beginning", names{"doctor-7.TextGrid", "patient-7.TextGrid"}, []consultation{
			{"7", []source{{"doctor-7.TextGrid", "doctor"}, {"patient-7.TextGrid", "patient"}}}}},
		{"by the middle", names{"a doctor b.x", "a patient b.x"}, []consultation{
			{"a b", []source{{"a doctor b.x", "doctor"}, {"a patient b.x", "patient"}}}}},
		{"folder and ending do not count", names{"one/v_doctor.TextGrid", "two/v_patient.textgrid"}, []consultation{
			{"v", []source{{"one/v_doctor.TextGrid", "doctor"}, {"two/v_patient.textgrid", "patient"}}}}},
		{"a name that is a key", names{"v1/doctor.TextGrid", "v1/patient.TextGrid", "v2/doctor.TextGrid"}, []consultation{
			{"v1", []source{{"v1/doctor.TextGrid", "doctor"}, {"v1/patient.TextGrid", "patient"}}},
			{"v2", []source{{"v2/doctor.TextGrid", "doctor"}}}}},
		{"a name without a key", names{"visit.TextGrid"}, []consultation{{"visit", []source{{"visit.TextGrid", ""}}}}},
		{"a key within a word is none", names{"doctors.TextGrid", "mydoctor.TextGrid", "doctor7.TextGrid", "édoctor.TextGrid"}, []consultation{
			{"doctor7", []source{{"doctor7.TextGrid", ""}}}, {"doctors", []source{{"doctors.TextGrid", ""}}},
			{"mydoctor", []source{{"mydoctor.TextGrid", ""}}}, {"édoctor", []source{{"édoctor.TextGrid", ""}}}}},
		{"capital letters differ", names{"v_Doctor.TextGrid"}, []consultation{{"v_Doctor", []source{{"v_Doctor.TextGrid", ""}}}}},
		{"the key in which files differ", names{"doctor_7_patient.x", "patient_7_patient.x"}, []consultation{
			{"7_patient", []source{{"doctor_7_patient.x", "doctor"}, {"patient_7_patient.x", "patient"}}}}},
		{"of two keys the last", names{"patient_7_doctor.x"}, []consultation{{"patient_7", []source{{"patient_7_doctor.x", "doctor"}}}}},
		{"the longer key", names{"v_doctor_2.x", "v_patient.x"}, []consultation{
			{"v", []source{{"v_doctor_2.x", "doctor_2"}, {"v_patient.x", "patient"}}}}},
		{"the longer of two that end together", names{"v_doctor_2.x"}, []consultation{{"v", []source{{"v_doctor_2.x", "doctor_2"}}}}},
		{"nothing but a joint differs", names{"v-doctor.x", "v_patient.x"}, []consultation{
			{"v", []source{{"v-doctor.x", "doctor"}}}, {"v", []source{{"v_patient.x", "patient"}}}}},
		{"a key in two places differs", names{"doctor_v.x", "v_patient.x"}, []consultation{
			{"v", []source{{"doctor_v.x", "doctor"}}}, {"v", []source{{"v_patient.x", "patient"}}}}},
		{"one speaker twice", names{"b/v_doctor.x", "a/v_doctor.x"}, []consultation{
			{"v", []source{{"a/v_doctor.x", "doctor"}, {"b/v_doctor.x", "doctor"}}}}},
	}
	roles := Roles{{Key: "doctor"}, {Key: "2"}, {Key: "doctor_2"}, {Key: "_2"}, {Key: "patient"}, {Key: ""}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := func(files names) []consultation {
				var all []consultation
				n := 0
				for _, g := range groups(files, roles) {
					all = append(all, consultation(g))
					n += len(g.files)
				}
				require.Equal(t, len(files), n, "every file is in one group")
				return all
			}
			assert.Equal(t, tt.want, got(tt.files))
			slices.Reverse(tt.files)
			assert.Equal(t, tt.want, got(tt.files), "the order does not matter")
		})
	}
}

// Where folders are part of names, files of two folders are of two consultations.
func TestGroupsInFolders(t *testing.T) {
	roles, err := ParseRoles("doctor=professional:doctor,patient=patient")
	require.NoError(t, err)
	files := []string{"x/b/v1_doctor.TextGrid", "a/v1_patient.TextGrid", "b/v1_patient.TextGrid", "v1_doctor.TextGrid",
		"a/v1_doctor.TextGrid", "visit7/doctor.TextGrid", "visit7/patient.TextGrid"}
	want := []group{
		{"a/v1", []source{{"a/v1_doctor.TextGrid", "doctor"}, {"a/v1_patient.TextGrid", "patient"}}},
		{"b/v1", []source{{"b/v1_patient.TextGrid", "patient"}, {"x/b/v1_doctor.TextGrid", "doctor"}}},
		{"v1", []source{{"v1_doctor.TextGrid", "doctor"}}},
		{"visit7", []source{{"visit7/doctor.TextGrid", "doctor"}, {"visit7/patient.TextGrid", "patient"}}},
	}
	assert.Equal(t, want, groupsIn(true, files, roles))
	slices.Reverse(files)
	assert.Equal(t, want, groupsIn(true, files, roles), "the order does not matter")
	assert.Equal(t, groups(files, roles), groupsIn(false, files, roles))
}

func FuzzGroups(f *testing.F) {
	f.Add("doctor=professional:doctor,patient=patient", "a/v_doctor.TextGrid", "v_patient.TextGrid", "doctor")
	f.Add("é=patient,\xff=observer", "é", "\xff_é.x", "/")
	f.Fuzz(func(t *testing.T, text, a, b, c string) {
		roles, err := ParseRoles(text)
		if err != nil {
			assert.ErrorIs(t, err, ErrRoles)
			return
		}
		given := []string{a, b, c}
		all := groups(given, roles)
		var names []string
		for _, g := range all {
			for _, file := range g.files {
				names = append(names, file.name)
				assert.True(t, file.key == "" || roles.index(file.key) >= 0)
			}
		}
		assert.ElementsMatch(t, given, names, "every file is in one group")
		slices.Reverse(given)
		assert.Equal(t, all, groups(given, roles), "the order does not matter")
	})
}
