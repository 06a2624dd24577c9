package indicator

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// smallStudy is five synthetic encounters whose every number is known by hand.
type smallStudy struct {
	records                       []encounter.Record
	adam, bilal                   string // patients
	doctor, nurse, social         string
	first, second, third, foreign string // encounters
}

func newSmallStudy() smallStudy {
	const s = time.Second
	day := func(n int) time.Time { return time.Date(2024, 3, 1+n, 9, 0, 0, 0, time.UTC) }
	b := coproductiontest.NewStudy(1)
	adam, bilal := b.Patient("da"), b.Patient("ar")
	doctor, nurse, social, interpreter := b.Doctor("da"), b.Nurse("da", "ar-SY"), b.SocialWorker("da"), b.Interpreter("da", "ar")

	first := b.Encounter(adam).With(doctor, nurse).Starting(day(0)).
		Invites(doctor).Using(encounter.ToolDrawing).
		Tells(adam).BuildingOn().
		Step(encounter.ActPrioritise, adam, doctor).BuildingOn().Using(encounter.ToolDrawing).
		Plans(doctor, adam).BuildingOn().Using(encounter.ToolTimeline).
		Asks(nurse).
		Raises(adam, encounter.DomainHealth, encounter.StatusPrioritised, encounter.StatusAddressed).
		Raises(doctor, encounter.DomainMedication, encounter.StatusParked).
		Raises(nurse, encounter.DomainHousing).
		Hints(adam).AnsweredBy(doctor, true, encounter.SpaceProvided).
		Worries(adam).
		Says(doctor, 2*s, 4).Says(adam, 6*s, 20).Interrupts(doctor, s, 3*s, 6).Build()
	first.Concerns[2].RaisedBy = encounter.ID{}
	first.Cues[0].ElicitedBy, first.Cues[1].ElicitedBy = doctor.ID, adam.ID
	first.Links = []encounter.Link{}

	second := b.Encounter(adam).With(nurse).Starting(day(10)).
		Tells(adam).Plans(nurse).BuildingOn().
		Raises(adam, encounter.DomainHousing, encounter.StatusPrioritised, encounter.StatusResolved).
		Hints(adam).AnsweredBy(nurse, false, encounter.SpaceReduced).
		Says(adam, 4*s, 10).Says(nurse, 4*s, 30).
		Following(first, encounter.LinkRelational, nurse).Build()

	third := b.Encounter(adam).With(doctor).Starting(day(40)).
		Following(second, encounter.LinkInformational, nil).Following(second, encounter.LinkManagement, nil).Build()

	foreign := b.Encounter(bilal).With(social).InterpretedBy(interpreter, encounter.InterpreterPhone).Starting(day(5)).Build()
	foreign.Steps, foreign.Concerns, foreign.Cues = []encounter.Step{}, []encounter.Concern{}, []encounter.Cue{}

	b.Encounter(bilal).WithUnidentified(encounter.Nurse).Starting(day(6))

	first.Steps[4].Act = encounter.ActValidate
	first.Cues[0].Step, first.Cues[1].Step, second.Cues[0].Step = "s2", "s3", "s1"
	first.Mode, second.Mode, third.Mode, foreign.Mode = encounter.InPerson, encounter.Phone, encounter.TextMessage, encounter.InPerson
	first.InitiatedBy, second.InitiatedBy, third.InitiatedBy = doctor.ID, adam.ID, adam.ID
	second.WithinLimits, third.WithinLimits = new(false), new(true)
	newID := coproductiontest.IDs(2)
	unit := &theme.Unit{ID: newID(), Encounter: second.ID}
	notes := &theme.Source{ID: newID(), Encounter: foreign.ID}
	stretch := &theme.Unit{ID: newID(), Source: notes.ID, Range: &theme.Range{End: 1}}
	coded := func(record encounter.ID, codes ...theme.CodeID) *theme.Coding {
		return &theme.Coding{ID: newID(), Target: theme.Target{Record: record}, Codes: codes}
	}

	return smallStudy{
		append(b.Records(), unit, notes, stretch, coded(first.ID, "T4.risk_dependency", "T4.boundary"),
			coded(unit.ID), coded(stretch.ID, "T4.contact_between")), adam.ID.String(), bilal.ID.String(), doctor.ID.String(), nurse.ID.String(), social.ID.String(),
		first.ID.String(), second.ID.String(), third.ID.String(), foreign.ID.String(),
	}
}

func (s smallStudy) profile() *Profile {
	p := new(Profile)
	for _, r := range s.records {
		p.Add(r)
	}
	return p
}

func TestProfileByHand(t *testing.T) {
	s := newSmallStudy()
	p := s.profile()
	const none = estimate.Reason("")
	tests := []struct {
		per      Per
		of       string
		measure  string
		params   params
		from     string // by hand, all of them
		want     float64
		n        int64
		excluded int64
		why      estimate.Reason
	}{
		{PerStudy, "", "professionals", params{"profession": "nurse"}, "one known, one not identified", 2, 2, 0, none},
		{PerStudy, "", "profession_blau", nil, "doctor 1, nurse 2, social worker 1: 1 − 6/16", .625, 4, 0, none},
		{PerStudy, "", "profession_blau_normalised", params{"categories": "declared"}, ".625 / (7/8)", 5. / 7, 4, 0, none},
		{PerStudy, "", "profession_hill", params{"q": int64(0)}, "three professions", 3, 4, 0, none},
		{PerStudy, "", "profession_hill", params{"q": int64(2)}, "16/6", 16. / 6, 4, 0, none},
		{PerStudy, "", "profession_shannon", params{"base": "2"}, "¼·2 + ½·1 + ¼·2", 1.5, 4, 0, none},
		{PerStudy, "", "profession_pielou", params{"over": "used categories"}, "1.5 bits of log₂ 3", 1.5 / math.Log2(3), 4, 0, none},
		{PerStudy, "", "profession_pielou", params{"over": "declared categories"}, "1.5 bits of log₂ 8", .5, 4, 0, none},
		{PerProfessional, s.social, "profession_pielou", params{"over": "used categories"}, "one profession", 0, 1, 0, estimate.OneCategory},
		{PerStudy, "", "professions_per_patient", nil, "doctor and nurse; social worker and nurse", 2, 2, 0, none},
		{PerPatient, s.adam, "professions_per_patient", nil, "doctor and nurse", 2, 1, 0, none},
		{PerProfessional, s.social, "professions_per_patient", nil, "one patient, there with the social worker", 1, 1, 0, none},
		{PerStudy, "", "participation_gini_corrected", params{"by": "words"}, "(10/30 + 20/40)/2: |x₁ − x₂| / Σ x of two speakers", 5. / 12, 2, 3, none},
		{PerStudy, "", "professions_per_encounter", nil, "(2+1+1+1+1)/5", 1.2, 5, 0, none},
		{PerStudy, "", "sense_making_share", nil, "s3 and s4 of the first, of 5+2+0", 2. / 7, 7, 2, none},
		{PerStudy, "", "patient_initiated_share", nil, "of s1, s5 and the second's s1, the last", 1. / 3, 3, 2, none},
		{PerStudy, "", "uptake_share", nil, "s2, s3, s4 and the second's s2", 4. / 7, 7, 2, none},
		{PerEncounter, s.first, "uptake_share", nil, "s2, s3, s4 of 5", .6, 5, 0, none},
		{PerEncounter, s.third, "uptake_share", nil, "steps not coded", 0, 0, 1, NotCoded},
		{PerEncounter, s.foreign, "uptake_share", nil, "coded, and no step", 0, 0, 0, estimate.NoUnits},
		{PerProfessional, s.nurse, "profession_blau", nil, "her and the doctor", .5, 2, 0, none},

		{PerStudy, "", "concerns_per_encounter", nil, "(3+1+0)/3", 4. / 3, 3, 2, none},
		{PerStudy, "", "concerns_raised_by_patient", nil, "2 of 3, of one it is not coded", 2. / 3, 3, 3, none},
		{PerStudy, "", "concern_status_share", params{"status": "prioritised"}, "2 of 4", .5, 4, 2, none},
		{PerStudy, "", "concern_status_share", params{"status": "parked"}, "1 of 4", .25, 4, 2, none},
		{PerStudy, "", "concern_status_share", params{"status": "addressed"}, "1 of 4", .25, 4, 2, none},
		{PerEncounter, s.second, "concern_status_share", params{"status": "resolved"}, "1 of 1", 1, 1, 0, none},
		{PerStudy, "", "domain_hill", params{"q": int64(0)}, "health, medication, housing", 3, 4, 2, none},
		{PerStudy, "", "domain_hill", params{"q": int64(2)}, "1, 1, 2: 16/6", 16. / 6, 4, 2, none},
		{PerEncounter, s.foreign, "domain_hill", params{"q": int64(0)}, "coded, and no concern", 0, 0, 0, estimate.NoUnits},
		{PerStudy, "", "order_before_plan", nil, "the first of the two with a plan; one coded without", .5, 2, 3, none},
		{PerStudy, "", "tools_per_encounter", nil, "(2+0+0)/3", 2. / 3, 3, 2, none},
		{PerStudy, "", "interpreter_share", nil, "1 of 5", .2, 5, 0, none},
		{PerStudy, "", "interpreter_coverage", nil, "one where languages are apart; one nobody knows", 1, 1, 1, none},
		{PerPatient, s.adam, "interpreter_coverage", nil, "they all speak Danish", 0, 0, 0, NoneNeeded},

		{PerStudy, "", "talk_share", params{"by": "time", "role": "patient"}, "(6+4)/(11+8)", 10. / 19, 2, 3, none},
		{PerStudy, "", "talk_share", params{"by": "words", "role": "patient"}, "(20+10)/(30+40)", 3. / 7, 2, 3, none},
		{PerStudy, "", "talk_share", params{"by": "turns", "role": "professional"}, "(2+1)/(3+2)", .6, 2, 3, none},
		{PerStudy, "", "verbal_dominance", params{"by": "time"}, "(5+4)/10", .9, 2, 3, none},
		{PerStudy, "", "talk_total", params{"by": "time", "role": "patient"}, "(6 s + 4 s)/2", 5000, 2, 3, none},
		{PerStudy, "", "opening_ms", nil, "(5 s + 4 s)/2", 4500, 2, 3, none},
		{PerStudy, "", "opening_ms", params{"statistic": "median"}, "between 4 s and 5 s", 4500, 2, 3, none},
		{PerStudy, "", "opening_ms", params{"until": "interruption"}, "5 s; the second came to an end at 4 s", 4500, 2, 3, none},
		{PerStudy, "", "overlap_ms", nil, "(1 s + 0)/2", 500, 2, 3, none},
		{PerProfessional, s.nurse, "talk_share", params{"by": "time", "role": "patient"}, "present at both", 10. / 19, 2, 0, none},
		{PerProfessional, s.doctor, "talk_share", params{"by": "time", "role": "patient"}, "6/11", 6. / 11, 1, 1, none},
		{PerEncounter, s.second, "talk_share", params{"by": "words", "role": "professional"}, "30 of 40", .75, 2, 0, none},
		{PerEncounter, s.third, "span_ms", nil, "turns not coded", 0, 0, 1, NotCoded},

		{PerStudy, "", "cues_per_encounter", nil, "(2+1+0)/3", 1, 3, 2, none},
		{PerStudy, "", "cues_elicited", nil, "1 of 2, of one it is not coded", .5, 2, 3, none},
		{PerStudy, "", "cues_given_space", nil, "1 of 2, one response not coded", .5, 2, 3, none},
		{PerEncounter, s.first, "cues_explicit", nil, "1 of 1", 1, 1, 1, none},
		{PerStudy, "", "cues_concern_share", nil, "one is stated", 1. / 3, 3, 2, none},
		{PerStudy, "", "cue_validated_share", nil, "the one in s3 by s5; the one in s2 has s3 before it", 1. / 3, 3, 2, none},
		{PerEncounter, s.second, "cue_validated_share", nil, "no step of validating", 0, 1, 0, none},

		{PerPatient, s.adam, "visits", nil, "three", 3, 3, 0, none},
		{PerPatient, s.adam, "upc", nil, "doctor, nurse, doctor", 2. / 3, 3, 0, none},
		{PerPatient, s.adam, "coc", nil, "(5−3)/6", 1. / 3, 3, 0, none},
		{PerPatient, s.adam, "secon", nil, "0 of 2", 0, 3, 0, none},
		{PerPatient, s.adam, "known_professional_share", nil, "the nurse was there before, and so was the doctor", 1, 2, 0, none},
		{PerPatient, s.adam, "median_gap_days", nil, "10 and 30", 20, 3, 0, none},
		{PerPatient, s.adam, "longest_gap_days", nil, "10 and 30", 30, 3, 0, none},
		{PerPatient, s.adam, "relation_days", nil, "the doctor, day 0 to 40", 40, 3, 0, none},
		{PerPatient, s.adam, "longest_chain", nil, "third, second, first", 3, 3, 0, none},
		{PerPatient, s.bilal, "longest_chain", nil, "links not coded", 0, 0, 2, NotCoded},
		{PerPatient, s.bilal, "visits", nil, "one to a social worker, one to nobody known", 1, 1, 1, none},
		{PerPatient, s.bilal, "coc", nil, "one visit", 0, 1, 1, estimate.TooFewVisits},
		{PerStudy, "", "upc", nil, "of one patient with two visits", 2. / 3, 1, 1, none},
		{PerStudy, "", "links", params{"kind": "relational"}, "(0+1+0)/3", 1. / 3, 3, 2, none},
		{PerEncounter, s.third, "links", params{"kind": "management"}, "one", 1, 1, 0, none},
		{PerProfessional, s.nurse, "visits", nil, "first and second", 2, 2, 0, none},
		{PerProfessional, s.nurse, "patients", nil, "one", 1, 2, 0, none},

		{PerPatient, s.adam, "contact_concentration", nil, "doctor and nurse each at two of three", 2. / 3, 3, 0, none},
		{PerPatient, s.bilal, "contact_concentration", nil, "one contact, and one with nobody known", 1, 1, 1, none},
		{PerStudy, "", "contact_concentration", nil, "of one patient with two contacts", 2. / 3, 1, 1, none},
		{PerProfessional, s.nurse, "caseload_concentration", nil, "both with one patient", 1, 2, 0, none},
		{PerStudy, "", "caseload_concentration", nil, "doctor and nurse; the social worker has one contact", 1, 2, 1, none},
		{PerStudy, "", "caseload_hhi", nil, "as above", 1, 2, 1, none},
		{PerStudy, "", "contacts_between_visits", nil, "a call and a message, of one it is not known", .5, 4, 1, none},
		{PerStudy, "", "contacts_initiated_by_patient", nil, "2 of 3", 2. / 3, 3, 2, none},
		{PerStudy, "", "contacts_outside_limits", nil, "1 of 2", .5, 2, 3, none},
		{PerPatient, s.bilal, "contacts_outside_limits", nil, "not known of any", 0, 0, 2, NotCoded},
		{PerStudy, "", "dependency_code_share", params{"code": "T4.risk_dependency", "of": "encounters"}, "1 of first, second, foreign", 1. / 3, 3, 2, none},
		{PerStudy, "", "dependency_code_share", params{"code": "T4.contact_between", "of": "participants"}, "1 of 2 patients", .5, 2, 2, none},
		{PerEncounter, s.second, "dependency_code_share", params{"code": "T4.boundary", "of": "encounters"}, "seen, and no code", 0, 1, 0, none},
		{PerEncounter, s.third, "dependency_code_share", params{"code": "T4.boundary", "of": "encounters"}, "nobody coded it", 0, 0, 1, NotCoded},
		{PerProfessional, s.social, "dependency_code_share", params{"code": "T4.contact_between", "of": "participants"}, "through unit and source", 1, 1, 0, none},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.per, " ", tt.measure, tt.params), func(t *testing.T) {
			row := find(t, p.Rows(tt.per, Options{}), tt.of, tt.measure, tt.params)
			assert.Equal(t, tt.why, row.Undefined, tt.from)
			assert.InDelta(t, tt.want, row.Value, 1e-12, tt.from)
			assert.Equal(t, tt.n, row.N, "n")
			assert.Equal(t, tt.excluded, row.Excluded, "left out: %v", row.Warnings)
		})
	}
	assert.Equal(t, []int64{5, 2, 3}, []int64{p.Encounters(), p.Patients(), p.Professionals()})
}

func TestProfileIntervals(t *testing.T) {
	p := newSmallStudy().profile()
	share := find(t, p.Rows(PerStudy, Options{}), "", "talk_share", params{"by": "time", "role": "patient"})
	// By hand: residuals ±.210526, v = 2·.0886427/19² = 4.91096e-4, t(.975; 1) = 12.7062.
	assert.InDelta(t, 10./19-12.7062*.0221607, share.Lo, 1e-5)
	assert.InDelta(t, 10./19+12.7062*.0221607, share.Hi, 1e-5)
	assert.Equal(t, estimate.LinearisedT, share.Method)
	assert.Equal(t, DefaultLevel, share.Level)

	sense := find(t, p.Rows(PerStudy, Options{}), "", "sense_making_share", nil)
	// Wilson for 2 of 7: (3.9207 ± 1.96 √(2·5/7 + .9604)) / 10.8415.
	assert.InDelta(t, .08222, sense.Lo, 5e-5)
	assert.InDelta(t, .64107, sense.Hi, 5e-5)
	assert.Contains(t, sense.Warnings, Clustered)

	concerns := find(t, p.Rows(PerStudy, Options{}), "", "concerns_per_encounter", nil)
	assert.Equal(t, 0., concerns.Lo, "4/3 ± 4.30·.88 is cut at 0")
	narrow := find(t, p.Rows(PerStudy, Options{Level: .5}), "", "talk_share", params{"by": "time", "role": "patient"})
	assert.Greater(t, narrow.Lo, share.Lo)
	assert.Equal(t, .5, narrow.Level)
}

func TestOpeningSaysWhatWasCensored(t *testing.T) {
	p := newSmallStudy().profile()
	row := find(t, p.Rows(PerStudy, Options{}), "", "opening_ms", params{"until": "interruption"})
	assert.Contains(t, row.Warnings, estimate.Warning("1 of 2 came to an end before anybody interrupted: they are at least so long"))
	row = find(t, p.Rows(PerStudy, Options{}), "", "opening_ms", nil)
	for _, w := range row.Warnings {
		assert.NotContains(t, w, "interrupted")
	}
}

// What one encounter shows is the same asked of the encounter, and of a patient or
// a study that has no other.
func TestOneEncounterIsTheSameFromEverySide(t *testing.T) {
	b := coproductiontest.NewStudy(2)
	patient, doctor := b.Patient("da"), b.Doctor("da")
	b.Encounter(patient).With(doctor).Starting(time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)).
		Tells(patient).Asks(doctor).BuildingOn().
		Raises(patient, encounter.DomainHealth).Hints(patient).
		Says(patient, time.Second, 3).Says(doctor, time.Second, 4)
	var p Profile
	for _, r := range b.Records() {
		p.Add(r)
	}
	want := p.Rows(PerEncounter, Options{})
	for _, per := range []Per{PerStudy, PerPatient, PerProfessional} {
		for _, row := range want {
			got := find(t, p.Rows(per, Options{}), "", row.Measure, row.Params)
			assert.Equal(t, row.Undefined, got.Undefined, "%s %s", per, row.Measure)
			assert.InDelta(t, row.Value, got.Value, 1e-12, "%s %s", per, row.Measure)
		}
	}
}

func TestUnknownProfession(t *testing.T) {
	b := coproductiontest.NewStudy(3)
	patient, doctor, other := b.Patient(), b.Doctor(), b.Professional("")
	b.Encounter(patient).With(doctor, other).WithUnidentified("")
	b.Encounter(patient).With(doctor)
	var p Profile
	for _, r := range b.Records() {
		p.Add(r)
	}
	rows := p.Rows(PerStudy, Options{})
	blau := find(t, rows, "", "profession_blau", nil)
	assert.Equal(t, 0., blau.Value, "one doctor")
	assert.Equal(t, int64(2), blau.Excluded, "one without a profession, one nobody knows")
	assert.Equal(t, int64(1), find(t, rows, "", "professions_per_encounter", nil).N)
	met := find(t, rows, "", "professions_per_patient", nil)
	assert.Equal(t, NoKnownProfession, met.Undefined)
	assert.Equal(t, int64(1), met.Excluded)
	coverage := find(t, rows, "", "interpreter_coverage", nil)
	assert.Equal(t, NoneNeeded, coverage.Undefined, "no languages are known")
	assert.Equal(t, int64(2), coverage.Excluded)
}

func TestClusteredIsSaid(t *testing.T) {
	b := coproductiontest.NewStudy(5)
	doctor, one, other := b.Doctor(), b.Patient(), b.Patient()
	b.Encounter(one).With(doctor)
	b.Encounter(other).With(doctor)
	share := func() estimate.Row {
		var p Profile
		for _, r := range b.Records() {
			p.Add(r)
		}
		return find(t, p.Rows(PerStudy, Options{}), "", "interpreter_share", nil)
	}
	assert.NotContains(t, share().Warnings, Clustered, "two encounters of two patients")
	b.Encounter(one).With(doctor)
	assert.Contains(t, share().Warnings, Clustered, "three of two")
}

func TestLanguages(t *testing.T) {
	b := coproductiontest.NewStudy(6)
	patient, silent := b.Patient("ar"), b.Patient()
	danish, both, unknown := b.Doctor("da"), b.Nurse("da", "ar-SY"), b.Doctor()
	tests := []struct {
		name        string
		of          *encounter.Participant
		with        []*encounter.Participant
		stranger    bool
		meet, known bool
	}{
		{"one language", patient, []*encounter.Participant{both}, false, true, true},
		{"none", patient, []*encounter.Participant{danish}, false, false, true},
		{"one of two", patient, []*encounter.Participant{both, danish}, false, false, true},
		{"one known to be apart is enough", patient, []*encounter.Participant{unknown, danish}, true, false, true},
		{"a professional's languages are not known", patient, []*encounter.Participant{both, unknown}, false, true, false},
		{"a professional is not known", patient, []*encounter.Participant{both}, true, true, false},
		{"nobody there", patient, nil, false, true, false},
		{"the patient's languages are not known", silent, []*encounter.Participant{danish}, false, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := b.Encounter(tt.of).With(tt.with...)
			if tt.stranger {
				e.WithUnidentified(encounter.Nurse)
			}
			var people []person
			for _, p := range append(tt.with, tt.of) {
				people = append(people, personOf(p))
			}
			meet, known := concernCardOf(e.Build()).languagesMeet(byID(people))
			assert.Equal(t, []bool{tt.meet, tt.known}, []bool{meet, known})
		})
	}
}

func ExampleProfile() {
	b := coproductiontest.NewStudy(1) // synthetic
	patient, doctor, nurse := b.Patient(), b.Doctor(), b.Nurse()
	for day, professional := range []*encounter.Participant{doctor, doctor, nurse} {
		b.Encounter(patient).With(professional).
			Starting(time.Date(2024, 3, 1+day, 9, 0, 0, 0, time.UTC)).
			Tells(patient).Asks(professional).BuildingOn()
	}
	var profile Profile
	for _, r := range b.Records() {
		profile.Add(r)
	}
	for _, row := range profile.Rows(PerStudy, Options{}) {
		switch row.Measure {
		case "uptake_share", "upc":
			fmt.Printf("%s %.3f (n = %d)\n", row.Measure, row.Value, row.N)
		case "cues_per_encounter":
			fmt.Printf("%s: %s\n", row.Measure, row.Undefined)
		}
	}
	// Output:
	// uptake_share 0.500 (n = 6)
	// cues_per_encounter: not coded in any of these encounters
	// upc 0.667 (n = 1)
}
