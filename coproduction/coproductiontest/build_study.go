package coproductiontest

import (
	"encoding/json"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Synthetic are the extensions of a record that stands for nobody.
func Synthetic() encounter.Extensions {
	return encounter.Extensions{"synthetic": json.RawMessage("true")}
}

// A StudyBuilder gathers the records of a small study. Whoever and whatever is
// made with it is in [StudyBuilder.Records], so that everything that is referred
// to exists.
type StudyBuilder struct {
	newID   func() encounter.ID
	study   *encounter.Study
	records []encounter.Record
}

// NewStudy begins a study; its ids come from the seed.
func NewStudy(seed uint64) *StudyBuilder {
	b := &StudyBuilder{newID: IDs(seed)}
	b.study = &encounter.Study{ID: b.newID(), Title: "Synthetic study for tests", Extensions: Synthetic()}
	b.records = []encounter.Record{b.study}
	return b
}

// Records are the study and all that was made with it, in the order of making.
func (b *StudyBuilder) Records() []encounter.Record { return b.records }

// Add adds records that were made in another way.
func (b *StudyBuilder) Add(records ...encounter.Record) { b.records = append(b.records, records...) }

// Study is the record about the study itself, to be filled as the test needs it.
func (b *StudyBuilder) Study() *encounter.Study { return b.study }

// Patient adds a patient who gave consent and speaks these languages, best first.
func (b *StudyBuilder) Patient(languages ...string) *encounter.Participant {
	return b.person(encounter.RolePatient, "", languages)
}

// Doctor adds a doctor.
func (b *StudyBuilder) Doctor(languages ...string) *encounter.Participant {
	return b.Professional(encounter.Doctor, languages...)
}

// Nurse adds a nurse.
func (b *StudyBuilder) Nurse(languages ...string) *encounter.Participant {
	return b.Professional(encounter.Nurse, languages...)
}

// SocialWorker adds a social worker.
func (b *StudyBuilder) SocialWorker(languages ...string) *encounter.Participant {
	return b.Professional(encounter.SocialWorker, languages...)
}

// Professional adds a professional of any profession.
func (b *StudyBuilder) Professional(p encounter.Profession, languages ...string) *encounter.Participant {
	return b.person(encounter.RoleProfessional, p, languages)
}

// Interpreter adds an interpreter.
func (b *StudyBuilder) Interpreter(languages ...string) *encounter.Participant {
	return b.person(encounter.RoleInterpreter, "", languages)
}

// Relative adds a relative, who was not asked for consent.
func (b *StudyBuilder) Relative(languages ...string) *encounter.Participant {
	p := b.person(encounter.RoleRelative, "", languages)
	p.Consent = encounter.ConsentNotAsked
	return p
}

// Researcher adds a researcher, who observes where present.
func (b *StudyBuilder) Researcher() *encounter.Participant {
	return b.person(encounter.RoleResearcher, "", nil)
}

func (b *StudyBuilder) person(role encounter.Role, profession encounter.Profession, languages []string) *encounter.Participant {
	p := &encounter.Participant{
		ID: b.newID(), Role: role, Profession: profession, Languages: languages,
		Consent: encounter.ConsentGiven, Extensions: Synthetic(),
	}
	b.Add(p)
	return p
}

// Encounter adds an encounter of that patient, who is present.
func (b *StudyBuilder) Encounter(patient *encounter.Participant) *EncounterBuilder {
	e := &encounter.Encounter{ID: b.newID(), Patient: patient.ID, Extensions: Synthetic()}
	b.Add(e)
	return (&EncounterBuilder{encounter: e, newID: b.newID}).With(patient)
}

// Coder adds a coder to the research team.
func (b *StudyBuilder) Coder() encounter.ID {
	id := b.newID()
	b.study.Team = append(b.study.Team, encounter.TeamMember{ID: id, Role: encounter.TeamCoder})
	return id
}

// Codebook adds a codebook of these codes. What stands before the first full stop
// of a code names its theme: "T3.trust" hangs below the theme "T3". A code without a
// full stop is a theme.
func (b *StudyBuilder) Codebook(codes ...theme.CodeID) *theme.Codebook {
	c := &theme.Codebook{
		ID: b.newID(), Title: "Synthetic codebook", Version: "1",
		Themes: []theme.Theme{}, Codes: []theme.Code{}, Extensions: Synthetic(),
	}
	for _, id := range codes {
		above, _, below := strings.Cut(string(id), ".")
		parent := theme.CodeID(above)
		if c.Theme(parent) == nil {
			c.Themes = append(c.Themes, theme.Theme{ID: parent, Name: "Theme " + above})
		}
		if below {
			c.Codes = append(c.Codes, theme.Code{ID: id, Parent: parent, Definition: "Synthetic code " + string(id)})
		}
	}
	b.Add(c)
	return c
}

// Coding adds what a coder gave a record, or with a JSON Pointer a place inside it,
// in the first round. No codes at all mean "seen, and no code applies".
func (b *StudyBuilder) Coding(c *theme.Codebook, coder encounter.ID, of encounter.Record, pointer string, codes ...theme.CodeID) *theme.Coding {
	coding := &theme.Coding{
		ID: b.newID(), Target: theme.Target{Record: of.RecordID(), Pointer: pointer}, Codebook: c.ID,
		Codes: append([]theme.CodeID{}, codes...), Coder: coder, Round: 1, Extensions: Synthetic(),
	}
	b.Add(coding)
	return coding
}

// Source adds a document with that text.
func (b *StudyBuilder) Source(form theme.SourceForm, of *encounter.Encounter, text string) *theme.Source {
	s := &theme.Source{ID: b.newID(), Form: form, Encounter: of.ID, Text: &text, Extensions: Synthetic()}
	s.SHA256, s.Length = theme.Fingerprint(text)
	b.Add(s)
	return s
}

// Unit adds a meaning unit: the code points of a source from start up to, and not
// with, end.
func (b *StudyBuilder) Unit(of *theme.Source, start, end int64) *theme.Unit {
	u := &theme.Unit{ID: b.newID(), Source: of.ID, Range: &theme.Range{Start: start, End: end}, Extensions: Synthetic()}
	b.Add(u)
	return u
}

// MemberCheck adds what a participant said of a theme or code.
func (b *StudyBuilder) MemberCheck(by *encounter.Participant, c *theme.Codebook, id theme.CodeID, verdict theme.Verdict) *theme.MemberCheck {
	m := &theme.MemberCheck{ID: b.newID(), Codebook: c.ID, Theme: id, By: by.ID, Verdict: verdict, Extensions: Synthetic()}
	b.Add(m)
	return m
}
