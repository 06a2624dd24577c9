package redcap_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A synthetic project: nobody answered these questions.
const (
	head       = "field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,field_note,text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,identifier,branching_logic\n"
	dictionary = head +
		"record_id,who,,text,Record,,,,,,,\n" +
		"born,who,,text,Birth,,,date_dmy,,,y,\n" +
		"tongue,who,,checkbox,Languages,\"1, ar | 2, Danish\",,,,,,\n" +
		"visit,visit,,text,Visit,,,datetime_ymd,,,,\n" +
		"way,visit,,radio,Way,\"1, In person | 2, Phone\",,,,,,\n" +
		"staff,visit,,dropdown,Staff,\"7, Person seven | 8, Person eight\",,,,,,\n" +
		"role,visit,,text,Role,,,,,,,\n" +
		"topics,visit,,checkbox,Topics,\"1, Housing | 2, Money | x-3, Rest\",,,,,,\n" +
		"asked,visit,,yesno,Agreed before,,,,,,,\n" +
		"minutes,visit,,text,Minutes,,,integer,0,90,,\n" +
		"level,visit,,text,Level,,,number_1dp_comma_decimal,\"0,5\",\"9,5\",,\n" +
		"at,visit,,text,At,,,time,,,,\n" +
		"sum,visit,,calc,Sum,[minutes]*2,,,,,,\n" +
		"remark,visit,,notes,Remark,,,,,,,\n"
	all = "record_id,born,tongue___1,tongue___2,visit,way,staff,role,topics___1,topics___2,topics___x_3,asked,minutes,level,at,sum,remark\n"
)

func clinic(t *testing.T) redcap.Map {
	m, findings, err := redcap.ParseMap(strings.NewReader("ours,theirs,value,means\n"+
		"patient,record_id\nbirth,born\nlanguage,tongue,2,da\nstart,visit\nmode,way\nprofessional,staff\nprofession,role\n"+
		"concern,topics,Money,economy\nconcern,topics,x-3,other\nplanned,asked\nduration,minutes\n"), "map")
	require.NoError(t, err)
	require.Empty(t, findings)
	return m
}

// One fault each: the finding must stand before the byte marked.
func TestFindings(t *testing.T) {
	row := func(cells string) string { return all + cells + "\n" }
	for name, tt := range map[string][2]string{ // dictionary, export
		"sound":                {dictionary, row(`1,1990-01-02,1,0,2024-03-01 09:30Z,1,7,nurse,1,0,0,1,45,"1,5",09:30,90,x`)},
		"mark":                 {dictionary, "⟦redcap-byte-order-mark⟧\uFEFF" + row("1,,,,,,,,,,,,,,,,")},
		"quote":                {dictionary, all + "1,⟦redcap-quote⟧\"1990"},
		"quote in a field":     {dictionary, row("1,,,,,,,,,,,,,,,,5⟦redcap-quote-bare⟧\" nail")},
		"not UTF-8":            {dictionary, row("1,,,,,,⟦redcap-encoding⟧caf\xe9,,,,,,,,,,⟦redcap-encoding⟧\xff")},
		"ragged":               {dictionary, all + "⟦redcap-ragged⟧1,1990-01-02\n"},
		"no rows":              {dictionary, all + "⟦redcap-no-rows⟧"},
		"no record":            {dictionary, row("⟦redcap-record⟧,,,,,,,,,,,,,,,,")},
		"missing record":       {dictionary, row("⟦redcap-record⟧-99,,,,,,,,,,,,,,,,")},
		"row twice":            {dictionary, row("1,,,,,,,,,,,,,,,,\n⟦redcap-row-once⟧1,,,,,,,,,,,,,,,,")},
		"choice":               {dictionary, row("1,,,,,⟦redcap-choice⟧⟦redcap-value⟧3,⟦redcap-choice⟧9,,,,,,,,,,")},
		"missing code":         {dictionary, row("1,,,,,-99,-99,,,,,,-99,,,,")},
		"box":                  {dictionary, row("1,,⟦redcap-choice⟧2,,,,,,,,,,,,,,")},
		"yes or no":            {dictionary, row("1,,,,,,,,,,,⟦redcap-choice⟧⟦redcap-value⟧2,,,,,")},
		"bounds":               {dictionary, row("1,,,,,,,,,,,,⟦redcap-bounds⟧91,⟦redcap-bounds⟧\"9,6\",,,\n2,,,,,,,,,,,,⟦redcap-bounds⟧⟦redcap-value⟧-1,⟦redcap-bounds⟧\"0,4\",,,\n3,,,,,,,,,,,,0,\"0,5\",,,\n4,,,,,,,,,,,,90,\"9,5\",,,")},
		"whole number":         {dictionary, row("1,,,,,,,,,,,,⟦redcap-type⟧⟦redcap-value⟧1.5,,,,")},
		"decimal comma":        {dictionary, row("1,,,,,,,,,,,,,⟦redcap-type⟧1.5,,,")},
		"time":                 {dictionary, row("1,,,,,,,,,,,,,,⟦redcap-type⟧24:00,,")},
		"calculated":           {dictionary, row("1,,,,,,,,,,,,,,,⟦redcap-type⟧x,")},
		"date":                 {dictionary, row("1,⟦redcap-type⟧⟦redcap-value⟧02-01-1990,,,,,,,,,,,,,,,")},
		"date and time":        {dictionary, row("1,,,,⟦redcap-start-day⟧⟦redcap-type⟧2024-03-01,,,,,,,,,,,,")},
		"no zone":              {dictionary, row("1,,,,⟦redcap-start-zone⟧2024-03-01 09:30,,,,,,,,,,,,\n2,,,,2024-03-01 09:30,,,,,,,,,,,,")},
		"profession":           {dictionary, row("1,,,,,,,⟦redcap-value⟧Wizard,,,,,,,,,")},
		"two professions":      {dictionary, row("1,,,,,,7,Nurse,,,,,,,,,\n2,,,,,,7,⟦redcap-profession⟧doctor,,,,,,,,,")},
		"two births":           {dictionary, strings.Replace(row("1,,1990-01-02,,,,,,,,,,,,,,,\n1,2,⟦redcap-conflict⟧1990-01-03,,,,,,,,,,,,,,,"), "record_id,", "record_id,redcap_repeat_instance,", 1)},
		"column of no field":   {dictionary, strings.Replace(row("1,x,,,,,,,,,,,,,,,,"), "record_id,", "record_id,⟦redcap-column-known⟧colour,", 1)},
		"box of no choice":     {dictionary, strings.Replace(row("1,1,,,,,,,,,,,,,,,,"), "record_id,", "record_id,⟦redcap-column-known⟧way___4,", 1)},
		"column twice":         {dictionary, strings.Replace(row("1,,,,,,,,,,,,,,,,,"), ",remark", ",remark,⟦redcap-column-once⟧remark", 1)},
		"field of no column":   {dictionary + "⟦redcap-field-missing⟧gone,visit,,text,,,,,,,,\ntitle,visit,,descriptive,,,,,,,,\n", row("1,,,,,,,,,,,,,,,,")},
		"field twice":          {dictionary + "⟦redcap-field-once⟧visit,visit,,text,,,,,,,,\n", row("1,,,,,,,,,,,,,,,,")},
		"field of no name":     {dictionary + "⟦redcap-field-name⟧,visit,,text,,,,,,,,\n", row("1,,,,,,,,,,,,,,,,")},
		"branching":            {strings.Replace(dictionary, "sum,visit,,calc,Sum,[minutes]*2,,,,,,", "⟦redcap-branching⟧sum,visit,,calc,Sum,[minutes]*2,,,,,,[asked] = '1'", 1), row("1,,,,,,,,,,,,,,,,")},
		"survey not completed": {dictionary, strings.Replace(row("1,⟦redcap-survey-completed⟧[not completed],,,,,,,,,,,,,,,,"), "record_id,", "record_id,visit_timestamp,", 1)},
		"status":               {dictionary, strings.Replace(row("1,⟦redcap-choice⟧3,,,,,,,,,,,,,,,,\n2,Complete,,,,,,,,,,,,,,,,\n3,2,,,,,,,,,,,,,,,,"), "record_id,", "record_id,visit_complete,", 1)},
		"another table":        {dictionary, "⟦redcap-file⟧colour,size\nred,3\n"},
		"two separators":       {dictionary, "⟦redcap-separator⟧a,b;c\n"},
		"UTF-16":               {dictionary, "⟦redcap-encoding⟧\xFF\xFEr\x00\n\x00"},
		"compressed":           {dictionary, "⟦redcap-compressed⟧\x1f\x8bxx"},
		"long":                 {dictionary, all + "⟦redcap-row-long⟧" + strings.Repeat("x", 1<<20+1)},
	} {
		t.Run(name, func(t *testing.T) {
			words, want := exchangetest.Marked("dictionary", tt[0])
			data, more := exchangetest.Marked("export", tt[1])
			got := imported(t, redcap.Import{Map: clinic(t), Missing: []string{"-99"}}, data, words)
			assert.Equal(t, append(more, want...), exchangetest.Places(got.Findings))
		})
	}
	got := imported(t, redcap.Import{Map: append(clinic(t), redcap.Mapping{Ours: redcap.Mode, Theirs: "nowhere"})}, exchangetest.File("d", dictionary), exchangetest.File("e", row("1,,,,,,,,,,,,,,,,")))
	assert.Equal(t, []string{"e redcap-map-known 1:1 @0"}, exchangetest.Places(got.Findings))
	assert.NotContains(t, got.Findings[0].Detail, "nowhere", "a project's name for its field")
	end := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}, {Ours: redcap.End, Theirs: "left"}}
	file, want := exchangetest.Marked("e", "record_id,visit,staff,left\n1,2024-03-01 09:30Z,7,⟦redcap-end⟧2024-03-01 09:29Z\n2,2024-03-01 09:30Z,7,2024-03-01 09:30Z\n3,2024-03-01 09:30Z,7,⟦redcap-value⟧2024-03-01\n")
	got = imported(t, redcap.Import{Map: end}, file)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	assert.Equal(t, exchange.Count{Read: 2, Kept: 1, Dropped: map[string]int64{"before the start": 1}}, got.Loss.Of("end"))
}

func TestEncounters(t *testing.T) {
	got := imported(t, redcap.Import{Map: clinic(t)}, exchangetest.File("d", dictionary), exchangetest.File("e", all+
		"A/1,1990-01-02,1,1,2024-03-01 09:30Z,1,7,nurse,1,1,0,1,45,,,,secret words\n"+
		"B,,0,0,,2,,Social worker,0,0,0,0,,,,,\n"+
		"C,,0,0,,,,,,,,,,,,,\n"))
	require.Len(t, got.Records, 6)
	assert.Equal(t, &encounter.Participant{ID: exchangetest.ID("redcap/record/A%2F1"), Role: encounter.RolePatient, Languages: []string{"ar", "da"},
		Age: encounter.Age30, Consent: encounter.ConsentNotAsked}, got.Records[0])
	assert.Equal(t, &encounter.Participant{ID: exchangetest.ID("redcap/professional/7"), Role: encounter.RoleProfessional, Profession: encounter.Nurse,
		Consent: encounter.ConsentNotAsked}, got.Records[3])
	yes, no, ms := true, false, int64(45*60_000)
	assert.Equal(t, &encounter.Encounter{ID: exchangetest.ID("redcap/record/A%2F1///"), Patient: exchangetest.ID("redcap/record/A%2F1"), Start: time.Date(2024, 3, 1, 9, 30, 0, 0, time.FixedZone("", 0)),
		DurationMs: &ms, Mode: encounter.InPerson, Planned: &yes, Presence: []encounter.Presence{
			{Participant: exchangetest.ID("redcap/record/A%2F1"), Role: encounter.RolePatient}, {Participant: exchangetest.ID("redcap/professional/7"), Role: encounter.RoleProfessional}},
		RolesNotRecorded: []encounter.Role{encounter.RoleInterpreter},
		Concerns: []encounter.Concern{{ID: "c1", Domain: encounter.DomainHousing, Status: []encounter.Status{encounter.StatusRaised}, CourseNotRecorded: true},
			{ID: "c2", Domain: encounter.DomainEconomy, Status: []encounter.Status{encounter.StatusRaised}, CourseNotRecorded: true}}}, got.Records[4], "of nothing that became of them the form tells")
	assert.Equal(t, &encounter.Encounter{ID: exchangetest.ID("redcap/record/B///"), Patient: exchangetest.ID("redcap/record/B"), Mode: encounter.Phone, Planned: &no,
		Presence: []encounter.Presence{{Participant: exchangetest.ID("redcap/record/B"), Role: encounter.RolePatient},
			{Participant: exchangetest.ID("redcap/record/B////professional/0"), Role: encounter.RoleProfessional, Unidentified: true, Profession: encounter.SocialWorker}},
		RolesNotRecorded: []encounter.Role{encounter.RoleInterpreter},
		Concerns:         []encounter.Concern{}}, got.Records[5], "looked for, and none there")
	assert.Equal(t, exchange.Count{Read: 3, Kept: 2, Changed: map[string]int64{"only the patient": 1}}, got.Loss.Of("row"), "C is a participant")
	assert.Equal(t, map[string]int64{"notes": 1, "check box that is not checked": 8}, got.Loss.Of("value").Dropped)
}

// Codes and labels, names and labels in the header, one file or several, and other
// separators give the same records.
func TestForms(t *testing.T) {
	raw := all + "1,1990-01-02,1,0,2024-03-01 09:30Z,2,8,doctor,0,1,0,0,30,,,,\n"
	want := imported(t, redcap.Import{Map: clinic(t)}, exchangetest.File("d", dictionary), exchangetest.File("e", raw)).Records
	labels := "Record,Birth,Languages (choice=ar),Languages (choice=Danish),Visit,Way,Staff,Role,Topics (choice=Housing),Topics (choice=Money),Topics (choice=Rest),Agreed before,Minutes,Level,At,Sum,Remark\n"
	web := "\"Variable / Field Name\",\"Form Name\",\"Section Header\",\"Field Type\",\"Field Label\",\"Choices, Calculations, OR Slider Labels\",\"Field Note\",\"Text Validation Type OR Show Slider Number\",\"Text Validation Min\",\"Text Validation Max\",Identifier?,\"Branching Logic (Show field only if...)\"\n"
	checked := "1,1990-01-02,Checked,Unchecked,2024-03-01 09:30Z,Phone,Person eight,Doctor,Unchecked,Checked,Unchecked,No,30,,,,\n"
	for name, files := range map[string][]exchange.File{
		"labels":                {exchangetest.File("d", dictionary), exchangetest.File("e", all+checked)},
		"labels in the header":  {exchangetest.File("d", dictionary), exchangetest.File("e", labels+checked)},
		"dictionary of the web": {exchangetest.File("d", web+strings.TrimPrefix(dictionary, head)), exchangetest.File("e", raw)},
		"semicolons":            {exchangetest.File("d", dictionary), exchangetest.File("e", strings.ReplaceAll(raw, ",", ";"))},
		"tabs":                  {exchangetest.File("d", dictionary), exchangetest.File("e", strings.ReplaceAll(raw, ",", "\t"))},
		"two files": {exchangetest.File("e", "record_id,born,tongue___1,tongue___2\n1,1990-01-02,1,0\n"), exchangetest.File("d", dictionary),
			exchangetest.File("f", "record_id,visit,way,staff,role,topics___1,topics___2,topics___x_3,asked,minutes\n1,2024-03-01 09:30Z,2,8,doctor,0,1,0,0,30\n")},
		"boxes with their labels": {exchangetest.File("d", dictionary), exchangetest.File("e", strings.Replace(all+"1,1990-01-02,ar,,2024-03-01 09:30Z,2,8,doctor,,Money,,0,30,,,,\n", "x", "x", 1))},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, want, imported(t, redcap.Import{Map: clinic(t)}, files...).Records)
		})
	}
}

func TestTargets(t *testing.T) {
	m, findings, err := redcap.ParseMap(strings.NewReader("ours;theirs;value;means\npatient;id\nage;years\nresidence;since;1;1-4\neducation;school\nconsent;consent\n"+
		"setting;place\nphase;phase\nrecording;tape\ninterpreter;tolk;2;phone\ninterpreter;tolk;3;ad-hoc\nprofessional;first\nprofessional;second\nprofession;role2;9;secretary\nprofession;role2;8;midwife\nlanguage;speaks\nconcern;worry\n"), "map")
	require.NoError(t, err)
	require.Empty(t, findings)
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("e", "id,years,since,school,consent,place,phase,tape,tolk,first,second,role2,speaks,worry,redcap_event_name,redcap_data_access_group,redcap_survey_identifier\n"+
		"1,42,1,secondary,withdrawn,General practice,observation,audio,3,AB,CD,9,ar-SY,housing,visit_1_arm_1,north,somebody\n"+
		"1,,,,,Home,,,No,CD,CD,,,,visit_2_arm_1,,\n"))
	require.Len(t, got.Records, 5)
	assert.Equal(t, &encounter.Participant{ID: exchangetest.ID("redcap/record/1"), Role: encounter.RolePatient, Languages: []string{"ar-SY"}, Age: encounter.Age40,
		Residence: encounter.Residence1, Education: encounter.EducationSecondary, Consent: encounter.ConsentWithdrawn}, got.Records[0])
	professions := []encounter.Profession{got.Records[1].(*encounter.Participant).Profession, got.Records[2].(*encounter.Participant).Profession}
	assert.Equal(t, []encounter.Profession{encounter.Secretary, ""}, professions, "a profession is that of the professional of the same place in the map: the first")
	e := got.Records[3].(*encounter.Encounter)
	assert.Equal(t, exchangetest.ID("redcap/record/1/visit_1_arm_1//"), e.ID)
	assert.Equal(t, encounter.SettingGeneralPractice, e.Setting)
	assert.Equal(t, encounter.RecordingAudio, e.Recording)
	assert.Equal(t, encounter.PhaseObservation, e.Phase)
	assert.Nil(t, e.Concerns, "consent is withdrawn")
	assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{"consent is withdrawn": 1}}, got.Loss.Of("concern"))
	require.Len(t, e.Presence, 4)
	assert.Equal(t, encounter.Presence{Participant: exchangetest.ID("redcap/record/1/visit_1_arm_1///interpreter/0"), Role: encounter.RoleInterpreter,
		Unidentified: true, Interpreter: encounter.InterpreterAdHoc}, e.Presence[3])
	assert.Len(t, got.Records[4].(*encounter.Encounter).Presence, 2, "the same professional in two fields is there once; no interpreter")
	assert.Equal(t, map[string]int64{"data access group": 1, "tells who somebody is": 1, "which row it is": 2, "no interpreter": 1, "consent is withdrawn": 1}, got.Loss.Of("value").Dropped)
}

func TestBoundsOfTargets(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"},
		{Ours: redcap.Age, Theirs: "age"}, {Ours: redcap.Duration, Theirs: "minutes"}, {Ours: redcap.Birth, Theirs: "born"}}
	file, want := exchangetest.Marked("e", "id,visit,staff,age,minutes,born,redcap_repeat_instance\n"+
		"1,2024-03-01 09:30Z,7,130,10080,,\n2,2024-03-01 09:30Z,7,⟦redcap-value⟧131,⟦redcap-value⟧10081,,\n3,2024-03-01 09:30Z,7,⟦redcap-value⟧-1,⟦redcap-value⟧-1,,\n"+
		"4,2024-03-01 09:30Z,7,0,0,1990-02-01,\n5,2024-03-01 09:30Z,7,,,1994-02-01,1\n5,2024-01-01 09:30Z,7,,,,2\n6,⟦redcap-value⟧1899-12-31 09:30Z,7,,,⟦redcap-value⟧1799-01-01,\n")
	got := imported(t, redcap.Import{Map: m}, file)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	var ages []encounter.AgeBand
	for _, r := range got.Records[:6] {
		ages = append(ages, r.(*encounter.Participant).Age)
	}
	assert.Equal(t, []encounter.AgeBand{encounter.Age90, "", "", encounter.AgeUnder18, encounter.Age18, ""}, ages, "of the fifth at the earliest visit, at 29")
	assert.Equal(t, exchange.Count{Read: 2, Changed: map[string]int64{"age band at the first visit": 1}, Dropped: map[string]int64{"the age is given": 1}}, got.Loss.Of("birth"))
}

func TestSeats(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Profession, Theirs: "one"}, {Ours: redcap.Profession, Theirs: "two"}, {Ours: redcap.Language, Theirs: "tongue"}}
	head, row := "id,one,two", "1,nurse,nurse"
	for c := 'a'; c <= 'u'; c++ { // 21 languages
		head, row = head+",tongue___q"+string(c), row+",1"
	}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("e", head+"\n"+row+"\n"))
	require.Len(t, got.Records, 2)
	assert.Len(t, got.Records[1].(*encounter.Encounter).Presence, 3, "two nurses of whom nobody is identified")
	assert.Len(t, got.Records[0].(*encounter.Participant).Languages, 20)
	assert.Equal(t, map[string]int64{"more languages than the model has place for": 1}, got.Loss.Of("value").Dropped)
}

// Where a zone is named nothing is to be said of times without one, but of those that its
// clocks show twice, or never. A synthetic export.
func TestZone(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Copenhagen")
	require.NoError(t, err)
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.End, Theirs: "left"}, {Ours: redcap.Professional, Theirs: "staff"}}
	file, want := exchangetest.Marked("e", "id,visit,left,staff\n1,2024-03-30 09:30,2024-03-30 10:30,7\n2,2024-10-27 01:30,⟦redcap-clocks-changed⟧2024-10-27 02:30,7\n3,2024-03-31 02:30,,7\n4,2024-10-27 02:30+01:00,,7\n")
	got := imported(t, redcap.Import{Map: m, Zone: zone}, file)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	assert.Equal(t, "the clocks of the zone that was named show this time twice, or never (2 in this file)", got.Findings[0].Detail)
	assert.Equal(t, "2024-10-27T02:30:00+02:00", got.Records[6].(*encounter.Encounter).End.Format(time.RFC3339))
	assert.Equal(t, "2024-03-31T03:30:00+02:00", got.Records[7].(*encounter.Encounter).Start.Format(time.RFC3339))
	assert.Empty(t, imported(t, redcap.Import{Map: m, Zone: time.UTC}, file).Findings, "UTC was named")
	got = imported(t, redcap.Import{Map: m}, file)
	assert.Equal(t, []string{"e redcap-start-zone 2:3 @22"}, exchangetest.Places(got.Findings))
}

// What stands in a row that is refused is counted too.
func TestValuesOfRaggedRows(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Mode, Theirs: "way"}}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("e", "id,way\n1,phone\n2,video,x,,y\n3\n"))
	assert.Equal(t, exchange.Count{Read: 3, Kept: 1, Dropped: map[string]int64{"row refused": 2}}, got.Loss.Of("row"))
	assert.Equal(t, exchange.Count{Read: 7, Kept: 1, Changed: map[string]int64{"pseudonym": 1}, Dropped: map[string]int64{"row refused": 5}}, got.Loss.Of("value"))
}

// A visit has as many professionals as the records hold; those beyond are counted.
func TestManyProfessionals(t *testing.T) {
	head, row := "id", "1"
	for i := range 300 {
		head, row = fmt.Sprintf("%s,staff___%d", head, i), row+",1"
	}
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Professional, Theirs: "staff"}}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("e", head+"\n"+row+"\n"))
	e := got.Records[len(got.Records)-1].(*encounter.Encounter)
	assert.Len(t, e.Presence, 191, "and the patient")
	assert.Len(t, got.Records, 192, "nobody who is in no encounter")
	assert.Equal(t, exchange.Count{Read: 301, Changed: map[string]int64{"pseudonym": 191}, Dropped: map[string]int64{"more professionals than the model has place for": 110}}, got.Loss.Of("value"))
}

// Labels are made to look like something in a dictionary, and are bare in an export.
func TestLabelsWithMarkUp(t *testing.T) {
	words := exchangetest.File("d", head+"record_id,who,,text,<b>Record</b> ID,,,,,,,\n"+
		"way,visit,,radio,\"<div class=\"\"rich-text-field-label\"\"><p>Way &amp; means</p></div>\",\"1, <i>In person</i> | 2, Phone\",,,,,,\n"+
		"topics,visit,,checkbox,\"Topics<br>\nof today\",\"1, <i>Housing</i> | 2, Economy\",,,,,,\n"+
		"rest,visit,,text,\"Is 1 < 2 and 3 > 2?\",,,,,,,\n")
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Mode, Theirs: "way"}, {Ours: redcap.Concern, Theirs: "topics"}}
	file, want := exchangetest.Marked("e", "⟦redcap-header-labels⟧⟦redcap-map⟧Record ID,Way & means,Topics of today (choice=Housing),Topics of today (choice=Economy),Is 1 < 2 and 3 > 2?\n1,In person,Checked,Unchecked,x\n")
	got := imported(t, redcap.Import{Map: m}, words, file)
	assert.ElementsMatch(t, want, exchangetest.Places(got.Findings))
	require.Len(t, got.Records, 2)
	e := got.Records[1].(*encounter.Encounter)
	assert.Equal(t, encounter.InPerson, e.Mode)
	require.Len(t, e.Concerns, 1)
	assert.Equal(t, encounter.DomainHousing, e.Concerns[0].Domain)
}

// Where two fields have one label, nobody can tell which of them a column is of.
func TestLabelsAlike(t *testing.T) {
	dict, missing := exchangetest.Marked("words", head+"record_id,who,,text,Record,,,,,,,\n⟦redcap-field-missing⟧a,who,,text,Same,,,,,,,\n⟦redcap-field-missing⟧b,who,,radio,Same,\"1, x\",,,,,,\n")
	file, want := exchangetest.Marked("e", "record_id,⟦redcap-column-known⟧Same\n1,5\n")
	got := imported(t, redcap.Import{Map: redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "a"}, {Ours: redcap.Professional, Theirs: "record_id"}}},
		file, dict)
	assert.Equal(t, slices.Concat([]string{"e redcap-map-field 1:1 @0"}, want, missing), exchangetest.Places(got.Findings))
}

// A map that misses the field of the patient is said once, and not for each row; a file of
// several that lacks it is said once too.
func TestPatientInNoColumn(t *testing.T) {
	wrong := redcap.Map{{Ours: redcap.Patient, Theirs: "rec_id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}}
	got := imported(t, redcap.Import{Map: wrong}, exchangetest.File("e", "record_id,visit,staff\n1,2024-03-01 09:30Z,7\n2,2024-03-01 09:30Z,7\n"))
	assert.Equal(t, []string{"e redcap-map-known 1:1 @0"}, exchangetest.Places(got.Findings))
	assert.Equal(t, "the field that is mapped to patient is in no column, and there is no dictionary, so that no row says whose it is, and all were refused", got.Findings[0].Detail)
	assert.Equal(t, exchange.Count{Read: 2, Dropped: map[string]int64{"row refused": 2}}, got.Loss.Of("row"))

	right := slices.Concat(redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}}, wrong[1:])
	lacking, want := exchangetest.Marked("f", "visit,staff\n⟦redcap-record⟧2024-03-02 09:30Z,7\n2024-03-03 09:30Z,7\n")
	got = imported(t, redcap.Import{Map: right}, exchangetest.File("e", "record_id,visit,staff\n1,2024-03-01 09:30Z,7\n"), lacking)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	assert.Equal(t, "no column says whose the rows are (2 in this file)", got.Findings[0].Detail)
}

// A field of the map that neither an export nor the dictionary has is an error, at the
// line of the map; one that the dictionary has is none. Records are made of the others.
func TestMapNamesUnknownFields(t *testing.T) {
	table, want := exchangetest.Marked("map.csv", "ours,theirs,value,means\npatient,record_id\nstart,visit\nprofessional,⟦redcap-map-known⟧stafff\nmode,⟦redcap-map-known⟧Way,1,phone\nmode,Way,2,video\n"+
		"duration,⟦redcap-map-field⟧minutes\nconcern,⟦redcap-map-field⟧topics\nplanned,⟦redcap-map-field⟧visit_complete\nphase,⟦redcap-map-known⟧gone_complete\nconcern,⟦redcap-map-field⟧topics___1\n")
	in, err := table.Open()
	require.NoError(t, err)
	m, findings, err := redcap.ParseMap(in, "map.csv")
	require.NoError(t, err)
	require.Empty(t, findings)
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("e", "record_id,visit,staff,way\n1,2024-03-01 09:30Z,7,1\n"), exchangetest.File("d", dictionary))
	var places []string
	for _, f := range got.Findings {
		if f.Rule != "redcap-field-missing" {
			places = append(places, exchangetest.Places([]schema.Finding{f})...)
			assert.Equal(t, f.Rule == "redcap-map-known", f.Severity == schema.Error)
			assert.NotContains(t, f.Detail, "stafff")
		}
	}
	assert.Equal(t, want, places)
	assert.Equal(t, "the field that is mapped to professional is in no column, nor in the dictionary", got.Findings[0].Detail)
	assert.Len(t, got.Records, 2, "a patient and an encounter")
}

// What a target can have is said, of that target.
func TestValueSaysWhatItCanBe(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Age, Theirs: "age"}, {Ours: redcap.Residence, Theirs: "since"}, {Ours: redcap.Start, Theirs: "t"}, {Ours: redcap.Professional, Theirs: "by"}}
	file, want := exchangetest.Marked("e", "id,age,since,t,by\n1,⟦redcap-value⟧8.9,⟦redcap-value⟧SECRET,2024-03-01 09:30Z,7\n")
	got := imported(t, redcap.Import{Map: m}, file)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	assert.True(t, strings.HasSuffix(got.Findings[0].Detail, "; it can have completed years, a whole number from 0 to 130"), got.Findings[0].Detail)
	assert.True(t, strings.HasSuffix(got.Findings[1].Detail, "; it can have "+strings.Join(redcap.Words(redcap.Residence), ", ")), got.Findings[1].Detail)
	for _, f := range got.Findings {
		assert.NotContains(t, f.Detail+f.Hint, "SECRET")
		assert.NotContains(t, f.Detail+f.Hint, "in-person")
	}
}

func TestParseMap(t *testing.T) {
	for name, content := range map[string]string{
		"columns":           "⟦redcap-map-columns⟧theirs,ours\nrecord_id,patient\n",
		"one column":        "⟦redcap-map-columns⟧ours\npatient\n",
		"target":            "ours,theirs\n⟦redcap-map-target⟧colour,x\n",
		"no field":          "ours,theirs\nstart,⟦redcap-map-line⟧\n",
		"half a line":       "ours,theirs\n⟦redcap-map-line⟧start\n",
		"too long":          "ours,theirs\nmode,x,1,phone,⟦redcap-map-line⟧y\n",
		"value of nothing":  "ours,theirs,value,means\nmode,x,⟦redcap-map-line⟧1\n",
		"nothing means":     "ours,theirs,value,means\nmode,x,,⟦redcap-map-line⟧phone\n",
		"word":              "ours,theirs,value,means\nmode,x,1,⟦redcap-map-word⟧telepathy\n",
		"language":          "ours,theirs,value,means\nlanguage,x,1,⟦redcap-map-word⟧Danish\nlanguage,x,1,da\n",
		"word of no target": "ours,theirs,value,means\nstart,x,1,⟦redcap-map-word⟧now\n",
		"twice":             "ours,theirs,value,means\nstart,x\n⟦redcap-map-once⟧start,x\nmode,y,1,phone\n⟦redcap-map-once⟧mode,y,1,video\n",
		"nothing at all":    "⟦redcap-no-rows⟧",
		"quote":             "ours,theirs\nstart,⟦redcap-quote⟧\"x\n",
	} {
		t.Run(name, func(t *testing.T) {
			file, want := exchangetest.Marked("map", content)
			in, err := file.Open()
			require.NoError(t, err)
			_, findings, err := redcap.ParseMap(in, "map")
			require.NoError(t, err)
			assert.Equal(t, want, exchangetest.Places(findings))
		})
	}
	disk := errors.New("the disk")
	_, _, err := redcap.ParseMap(io.MultiReader(strings.NewReader("ours,"), iotest.ErrReader(disk)), "map")
	assert.ErrorIs(t, err, disk)
	for _, target := range redcap.Targets() {
		for _, word := range redcap.Words(target) {
			_, findings, _ := redcap.ParseMap(strings.NewReader("ours,theirs,value,means\n"+string(target)+",x,1,"+word+"\n"), "map")
			assert.Empty(t, findings)
		}
	}
}

func TestErrors(t *testing.T) {
	disk := errors.New("the disk")
	read := func(ctx context.Context, to *exchange.Sink, files ...exchange.File) error {
		to.Finding = func(schema.Finding) {}
		return redcap.Import{Options: exchange.Options{ID: exchangetest.ID}, Map: redcap.Map{{Ours: redcap.Patient, Theirs: "record_id"}}}.Read(ctx, files, to)
	}
	failing := exchange.File{Name: "e", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(all+"1,"), iotest.ErrReader(disk))), nil
	}}
	assert.ErrorIs(t, read(t.Context(), new(exchange.Sink), failing), disk)
	missing := exchange.File{Name: "e", Open: func() (io.ReadCloser, error) { return nil, os.ErrNotExist }}
	assert.ErrorIs(t, read(t.Context(), new(exchange.Sink), missing), os.ErrNotExist)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, read(ctx, new(exchange.Sink), exchangetest.File("d", dictionary)), context.Canceled)
	full := errors.New("full")
	to := &exchange.Sink{Record: func(encounter.Record) error { return full }}
	assert.ErrorIs(t, read(t.Context(), to, exchangetest.File("e", "record_id\n1\n")), full)
}

func FuzzImport(f *testing.F) {
	m := "ours,theirs,value,means\npatient,record_id\nbirth,born\nlanguage,tongue,2,da\nstart,visit\nmode,way\nprofessional,staff\nprofession,role\nconcern,topics,1,housing\nplanned,asked\nduration,minutes\n"
	f.Add([]byte(m), []byte(dictionary), []byte(all+"1,1990-01-02,1,0,2024-03-01 09:30,1,7,nurse,1,0,0,1,45,\"1,5\",09:30,90,x\n1,,,,,,,,,,,,,,,,\n"))
	f.Add([]byte("ours;theirs\npatient;a\ninterpreter;b\nend;c\nconsent;d\n"), []byte("a;b;c;d;redcap_repeat_instance\n1;phone;2024-01-01 10:00;withdrawn;1\n"), []byte("event_name,arm_num\nx,1\n"))
	f.Fuzz(func(t *testing.T, words, a, b []byte) {
		m, found, err := redcap.ParseMap(strings.NewReader(string(words)), "map")
		require.NoError(t, err)
		sizes := map[string]int{"map": len(words), "a": len(a), "b": len(b)}
		zipped := strings.HasPrefix(string(words), "\x1f\x8b") || strings.HasPrefix(string(a), "\x1f\x8b") || strings.HasPrefix(string(b), "\x1f\x8b")
		run := func() ([]byte, []schema.Finding) {
			var out []byte
			var findings []schema.Finding
			to := &exchange.Sink{
				Record: func(r encounter.Record) (err error) {
					for _, f := range coproduction.Check(r) {
						if f.Severity == schema.Error {
							t.Error(f.Error())
						}
					}
					out, err = coproduction.Append(out, r)
					return err
				},
				Finding: func(f schema.Finding) { findings = append(findings, f) },
			}
			i := redcap.Import{Options: exchange.Options{ID: exchangetest.ID}, Map: m, Missing: []string{"-99"}}
			require.NoError(t, i.Read(t.Context(), []exchange.File{exchangetest.File("a", string(a)), exchangetest.File("b", string(b))}, to))
			assert.True(t, to.Loss.Balanced(), to.Loss.String())
			return out, findings
		}
		out, findings := run()
		for _, one := range append(found, findings...) {
			at := one.Position
			if at.Line < 1 || at.Column < 1 || at.Offset < 0 || !zipped && at.Offset+int64(at.Length) > int64(sizes[at.Source]) {
				t.Errorf("%s at %+v of %d bytes", string(one.Rule), at, sizes[at.Source])
			}
		}
		again, said := run()
		assert.Equal(t, out, again)
		assert.Equal(t, findings, said)
	})
}

func ExampleParseMap() {
	const text = "ours,theirs,value,means\npatient,record_id\nmode,way,1,in-person\nmode,way,2,telepathy\n"
	m, findings, err := redcap.ParseMap(strings.NewReader(text), "map.csv")
	fmt.Println(len(m), len(m[1].Values), err)
	for _, f := range findings {
		fmt.Printf("%s:%d:%d: %s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Detail)
	}
	// Output:
	// 2 1 <nil>
	// map.csv:4:12: this is not what a value of mode can mean; it can have in-person, phone, video, text-message, home-visit
}

// A synthetic project.
func ExampleImport_Read() {
	files := []exchange.File{exchangetest.File("export.csv", "record_id,redcap_event_name,visit,staff,topics___1,topics___2\n"+
		"1,first_arm_1,2024-03-01 09:30,7,1,0\n1,second_arm_1,2024-04-01 10:00,7,0,0\n")}
	i := redcap.Import{
		Options: exchange.Options{ID: func(local string) encounter.ID {
			return encounter.Pseudonym([]byte("a key that stays with the project"), local)
		}},
		Map: redcap.Map{
			{Ours: redcap.Patient, Theirs: "record_id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"},
			{Ours: redcap.Concern, Theirs: "topics", Values: map[string]string{"1": "housing", "2": "economy"}},
		},
	}
	to := &exchange.Sink{
		Record: func(r encounter.Record) error {
			if e, ok := r.(*encounter.Encounter); ok {
				fmt.Println(e.Start.Format(time.DateTime), len(e.Presence), len(e.Concerns))
			}
			return nil
		},
		Finding: func(f schema.Finding) { fmt.Println(f.Severity, f.Detail) },
	}
	if err := i.Read(context.Background(), files, to); err != nil {
		fmt.Println(err)
	}
	// Output:
	// note the times have no zone and were read as UTC (2 in this file)
	// 2024-03-01 09:30:00 2 1
	// 2024-04-01 10:00:00 2 0
}
