package main

import (
	"math/rand/v2"

	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// seed is what everything random here comes from.
const seed = 25247

// A clinic is the synthetic study while it is made.
type clinic struct {
	*rand.Rand
	study *coproductiontest.StudyBuilder

	doctors, nurses []*encounter.Participant
	socialWorker    *encounter.Participant
	interpreters    map[string]*encounter.Participant // by the language that they bring
	researcher      *encounter.Participant
	patients        []*encounter.Participant
	encounters      []*encounter.Encounter

	codebook *theme.Codebook
	coders   [2]encounter.ID
}

func newClinic() *clinic {
	c := &clinic{Rand: rand.New(rand.NewPCG(seed, 0)), study: coproductiontest.NewStudy(seed)}
	c.describe()
	c.codebook = theme.ClinicCodebook()
	c.codebook.Extensions = coproductiontest.Synthetic()
	c.study.Add(c.codebook)
	c.employ()
	for i := range patients {
		c.admit(i)
	}
	c.meet()
	c.read()
	return c
}

// describe fills the record of the study.
func (c *clinic) describe() {
	s := c.study.Study()
	s.Title = "Synthetic clinic: 25 made-up encounters with the shape of a published study"
	s.Methodology = "Synthetic. A program made every record; the counts of encounters, patients, professions and interpreters " +
		"follow Radl-Karimi et al. 2022 (doi:10.1016/j.jmh.2022.100101), and nothing else does"
	s.Phases = []encounter.StudyPhase{
		{Phase: encounter.PhaseObservation, Description: "Synthetic: 25 encounters"},
		{Phase: encounter.PhaseFocusGroup, Description: "Synthetic: with professionals"},
		{Phase: encounter.PhaseInterview, Description: "Synthetic: with patients"},
		{Phase: encounter.PhaseCoResearcher, Description: "Synthetic: joint analysis"},
		{Phase: encounter.PhaseMemberCheck, Description: "Synthetic: themes taken back to participants"},
	}
	s.Sampling = &encounter.Sampling{Method: "synthetic: random numbers", Refused: new(int64(0))}
	s.Ethics = &encounter.Ethics{
		Approval:      "not needed: no person took part",
		ConsentPolicy: "Synthetic: who withdraws consent keeps a participant record and the bare fact of having been there",
	}
	c.coders = [2]encounter.ID{c.study.Coder(), c.study.Coder()}
	s.Instruments = []encounter.Instrument{{Kind: encounter.InstrumentObservation, Name: "Synthetic observation schedule"}}
	s.TranscriptsReturned = new(false)
	s.Software = []string{"coproduction-go examples/clinic"}
}

// employ makes the seven professionals, the interpreters and the observer.
func (c *clinic) employ() {
	for _, languages := range [][]string{{"da", "en"}, {"da", "en", "de"}, {"da", "ur", "en"}} {
		c.doctors = append(c.doctors, c.study.Doctor(languages...))
	}
	for _, languages := range [][]string{{"da", "en"}, {"da", "ar"}, {"da", "en", "tr"}} {
		c.nurses = append(c.nurses, c.study.Nurse(languages...))
	}
	c.socialWorker = c.study.SocialWorker("da", "en")
	c.socialWorker.Sector = encounter.SectorMunicipality
	for _, p := range append(append([]*encounter.Participant{}, c.doctors...), c.nurses...) {
		p.Sector = encounter.SectorHospital
	}
	c.interpreters = map[string]*encounter.Participant{}
	for _, language := range []string{"ar", "fa", "so", "ti", "vi"} {
		c.interpreters[language] = c.study.Interpreter("da", language)
	}
	c.researcher = c.study.Researcher()
}

// patients are the 24: the language that they speak best, and what else is known
// of them. Those who do not speak Danish need an interpreter.
var patients = []struct {
	language, second string
	age              encounter.AgeBand
	residence        encounter.Residence
	education        encounter.Education
}{
	{"ar", "", encounter.Age30, encounter.Residence1, encounter.EducationSecondary},
	{"ar", "en", encounter.Age40, encounter.Residence5, encounter.EducationTertiary},
	{"fa", "", encounter.Age50, encounter.Residence10, encounter.EducationPrimary},
	{"so", "", encounter.Age60, encounter.Residence20, encounter.EducationNone},
	{"da", "tr", encounter.Age50, encounter.Residence20, encounter.EducationPrimary},
	{"ti", "", encounter.Age18, encounter.Residence1, encounter.EducationPrimary},
	{"ar", "", encounter.Age40, encounter.Residence1, encounter.EducationPrimary},
	{"fa", "ur", encounter.Age30, encounter.Residence5, encounter.EducationSecondary},
	{"da", "en", encounter.Age30, encounter.ResidenceBorn, encounter.EducationTertiary},
	{"vi", "", encounter.Age60, encounter.Residence20, encounter.EducationUnknown},
	{"ar", "", encounter.Age50, encounter.Residence5, encounter.EducationNone},
	{"so", "en", encounter.Age30, encounter.Residence10, encounter.EducationSecondary},
	{"da", "ar", encounter.Age18, encounter.Residence10, encounter.EducationSecondary},
	{"ar", "", encounter.Age70, encounter.Residence1, encounter.EducationPrimary},
	{"ti", "en", encounter.Age30, encounter.ResidenceUnder1, encounter.EducationUnknown},
	{"fa", "", encounter.Age40, encounter.Residence1, encounter.EducationSecondary},
	{"da", "", encounter.Age40, encounter.Residence20, encounter.EducationSecondary},
	{"ar", "", encounter.Age60, encounter.Residence10, encounter.EducationPrimary},
	{"so", "", encounter.Age50, encounter.ResidenceUnknown, encounter.EducationNone},
	{"ar", "da", encounter.Age40, encounter.Residence5, encounter.EducationTertiary},
	{"da", "ur", encounter.Age60, encounter.Residence20, encounter.EducationPrimary},
	{"vi", "", encounter.Age70, encounter.Residence20, encounter.EducationNone},
	{"da", "fa", encounter.Age18, encounter.Residence5, encounter.EducationSecondary},
	{"da", "so", encounter.Age30, encounter.Residence10, encounter.EducationUnknown},
}

// withdrawn is the patient who took consent back.
const withdrawn = 18

func (c *clinic) admit(i int) {
	about := patients[i]
	p := c.study.Patient(about.language)
	if about.second != "" {
		p.Languages = append(p.Languages, about.second)
	}
	p.Age, p.Residence, p.Education = about.age, about.residence, about.education
	if i == withdrawn {
		p.Consent = encounter.ConsentWithdrawn
	}
	c.patients = append(c.patients, p)
}
