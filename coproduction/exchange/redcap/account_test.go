package redcap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
)

// Kept and changed is what stands in the records, each value of it. Synthetic exports; the
// numbers are counted by hand, cell by cell.
func TestAccount(t *testing.T) {
	type count = exchange.Count
	type by = map[string]int64
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.End, Theirs: "left"},
		{Ours: redcap.Professional, Theirs: "staff"}, {Ours: redcap.Profession, Theirs: "role"}, {Ours: redcap.Consent, Theirs: "consent"},
		{Ours: redcap.Concern, Theirs: "worry"}, {Ours: redcap.Birth, Theirs: "born"}, {Ours: redcap.Age, Theirs: "age"},
		{Ours: redcap.Mode, Theirs: "way", Values: map[string]string{"1": "phone"}}, {Ours: redcap.Duration, Theirs: "minutes"}, {Ours: redcap.Interpreter, Theirs: "tolk"},
		{Ours: redcap.Language, Theirs: "tongue", Values: map[string]string{"1": "ar"}}}
	for name, tt := range map[string]struct {
		tables []string
		want   map[string]count
	}{
		"consent is withdrawn, in a later row": {[]string{"id,redcap_repeat_instance,visit,worry,consent\n1,1,2024-03-01 09:30Z,housing,\n1,2,,,withdrawn\n2,1,2024-03-01 09:30Z,housing,given\n"}, map[string]count{
			"value":   {Read: 12, Kept: 5, Changed: by{"pseudonym": 3}, Dropped: by{"which row it is": 3, "consent is withdrawn": 1}},
			"concern": {Read: 2, Kept: 1, Dropped: by{"consent is withdrawn": 1}},
			"row":     {Read: 3, Kept: 2, Changed: by{"facts of the patient": 1}},
		}},
		"a profession that another came before": {[]string{"id,visit,staff,role\n1,2024-03-01 09:30Z,7,nurse\n2,2024-03-01 09:30Z,7,Doctor\n3,2024-03-01 09:30Z,7,nurse\n4,2024-03-01 09:30Z,,Doctor\n"}, map[string]count{
			"value": {Read: 15, Kept: 6, Changed: by{"pseudonym": 7, "word of the model": 1}, Dropped: by{"another value was there before": 1}},
		}},
		"ends": {[]string{"id,visit,left\n1,2024-03-01 09:30Z,2024-03-01 10:00Z\n2,2024-03-01 09:30Z,2024-03-01 09:00Z\n3,2024-03-01,2024-03-01 09:00Z\n"}, map[string]count{
			"value": {Read: 9, Kept: 3, Changed: by{"pseudonym": 3, "the day is known, not the time": 1}, Dropped: by{"before the start": 1, "of the start only the day is known": 1}},
		}},
		"parts of a second": {[]string{"id,visit,left\n1,2024-03-01 09:30:00.00Z,2024-03-01 10:00:00.5Z\n"}, map[string]count{
			"start": {Read: 1, Kept: 1},
			"end":   {Read: 1, Changed: by{"without parts of a second": 1}},
			"value": {Read: 3, Kept: 1, Changed: by{"pseudonym": 1, "without parts of a second": 1}},
		}},
		"births": {[]string{"id,visit,born,age\n1,2024-03-01 09:30Z,1990-01-01,\n2,2024-03-01 09:30Z,1990-01-01,40\n3,2024-03-01 09:30Z,2025-01-01,\n4,,1990-01-01,\n"}, map[string]count{
			"value": {Read: 12, Kept: 3, Changed: by{"pseudonym": 4, "age band at the first visit": 1, "age band": 1},
				Dropped: by{"the age is given": 1, "after the first visit": 1, "no visit with a start": 1}},
			"row": {Read: 4, Kept: 3, Changed: by{"only the patient": 1}},
		}},
		"words, codes and boxes": {[]string{"id,way,minutes,tolk,tongue___1,tongue___2,worry___housing,worry___economy\n1,1,30,none,1,0,1,0\n2,video,,phone,0,0,0,0\n3,,,,0,0,0,0\n"}, map[string]count{
			"value": {Read: 20, Kept: 2, Changed: by{"pseudonym": 3, "word of the model": 3, "minutes in milliseconds": 1},
				Dropped: by{"no interpreter": 1, "check box that is not checked": 10}},
			"row": {Read: 3, Kept: 2, Changed: by{"only the patient": 1}},
		}},
		"one encounter in two files": {[]string{"id,visit\n1,2024-03-01 09:30Z\n", "id,staff\n1,7\n", "id,age\n1,40\n", "id,colour\n1,red\n"}, map[string]count{
			"row":   {Read: 4, Kept: 1, Changed: by{"part of the encounter of an earlier row": 1, "facts of the patient": 1}, Dropped: by{"only the patient, whom an earlier row names": 1}},
			"value": {Read: 8, Kept: 1, Changed: by{"pseudonym": 5, "age band": 1}, Dropped: by{"not in the map": 1}},
			"file":  {Read: 4, Kept: 4},
		}},
		"patients alone": {[]string{"id,visit,age\n1,,\n2,2024-03-01 09:30Z,\n3,,old\n", "id,age\n1,\n2,old\n"}, map[string]count{
			"row": {Read: 5, Kept: 1, Changed: by{"only the patient": 2}, Dropped: by{"only the patient, whom an earlier row names": 2}},
		}},
		"no record": {[]string{head + "id,who,,text,Record,,,,,,,\nage,who,,text,Age,,,,,,,\n", "age,redcap_event_name\n40,a\n"}, map[string]count{
			"dictionary field": {Read: 2, Dropped: by{"values were held against it": 1, "in no export": 1}},
			"file":             {Read: 2, Dropped: by{"data dictionary": 1, "nothing of it is in the records": 1}},
			"value":            {Read: 2, Dropped: by{"row refused": 2}},
		}},
		"a dictionary alone": {[]string{head + "id,who,,text,Record,,,,,,,\n"}, map[string]count{
			"dictionary field": {Read: 1, Dropped: by{"in no export": 1}},
			"file":             {Read: 1, Dropped: by{"data dictionary": 1}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var files []exchange.File
			for _, content := range tt.tables {
				files = append(files, exchangetest.File("f", content))
			}
			got := imported(t, redcap.Import{Map: m}, files...)
			for element, want := range tt.want {
				assert.Equal(t, want, got.Loss.Of(element), element)
			}
		})
	}
}

// A value that is mapped to several targets stands where any of them does.
func TestAccountOfSeveralTargets(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Professional, Theirs: "by"}, {Ours: redcap.Profession, Theirs: "by"}}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("f", "id,by\n1,nurse\n2,Wizard\n"))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Changed: map[string]int64{"pseudonym": 3}}, got.Loss.Of("value"))
}
