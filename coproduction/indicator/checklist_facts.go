package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Facts are what the items of the checklists ask of the data, counted.
type facts struct {
	study studyFacts

	encounters, settings, recordings, timed int64
	notes                                   int64 // encounters and sources that are field notes
	visits                                  int64 // encounters of identified patients

	patients, professionals, described int64 // described: with an age, a residence, an education, a profession or languages
	memberChecks                       int64

	themes, themesFound, codes, derived, codesGiven int64
	coders, codedDocuments, codedUnits              int64 // documents: encounters, and sources of none; units: in an encounter
}

// studyFacts are what the study's own record says. Counts are of members of the team.
type studyFacts struct {
	Records     int64    `json:"records"`
	Team        int64    `json:"team,omitzero"`
	Conducted   int64    `json:"conducted,omitzero"`
	Credentials int64    `json:"credentials,omitzero"`
	Occupation  int64    `json:"occupation,omitzero"`
	Gender      int64    `json:"gender,omitzero"`
	Training    int64    `json:"training,omitzero"`
	Reflexivity int64    `json:"reflexivity,omitzero"`
	Fields      []field  `json:"fields,omitempty"` // sorted, each once
	COREQ       []string `json:"coreq,omitempty"`  // items with an answer of the author, sorted
	SRQR        []string `json:"srqr,omitempty"`
}

// A field is a part of a study record that is there, by its path.
type field string

const (
	fieldTitle        field = "title"
	fieldPhases       field = "phases"
	fieldMemberCheck  field = "phases.member-check"
	fieldMethodology  field = "methodology"
	fieldMethod       field = "sampling.method"
	fieldApproach     field = "sampling.approach"
	fieldRefused      field = "sampling.refused"
	fieldApproval     field = "ethics.approval"
	fieldRelationship field = "relationshipEstablished"
	fieldKnowledge    field = "participantKnowledge"
	fieldInstruments  field = "instruments"
	fieldGuide        field = "instruments.guide"
	fieldTranscripts  field = "transcriptsReturned"
	fieldSoftware     field = "software"
)

// read adds what a study record says.
func (f *studyFacts) read(s *encounter.Study) {
	f.Records++
	count := func(n *int64, there bool) {
		if there {
			*n++
		}
	}
	for i := range s.Team {
		m := &s.Team[i]
		f.Team++
		count(&f.Conducted, m.Conducted != nil && *m.Conducted)
		count(&f.Credentials, m.Credentials != "")
		count(&f.Occupation, m.Occupation != "")
		count(&f.Gender, m.Gender != "")
		count(&f.Training, m.Training != "")
		count(&f.Reflexivity, m.Reflexivity != "")
	}
	sampling, ethics := s.Sampling, s.Ethics
	if sampling == nil {
		sampling = new(encounter.Sampling)
	}
	if ethics == nil {
		ethics = new(encounter.Ethics)
	}
	there := map[field]bool{
		fieldTitle: s.Title != "", fieldPhases: len(s.Phases) > 0, fieldMethodology: s.Methodology != "",
		fieldMemberCheck: slices.ContainsFunc(s.Phases, func(p encounter.StudyPhase) bool { return p.Phase == encounter.PhaseMemberCheck }),
		fieldMethod:      sampling.Method != "", fieldApproach: sampling.Approach != "", fieldRefused: sampling.Refused != nil,
		fieldApproval: ethics.Approval != "", fieldRelationship: s.Relationship != "", fieldKnowledge: s.ParticipantKnowledge != "",
		fieldInstruments: len(s.Instruments) > 0,
		fieldGuide:       slices.ContainsFunc(s.Instruments, func(i encounter.Instrument) bool { return i.Kind == encounter.InstrumentGuide }),
		fieldTranscripts: s.TranscriptsReturned != nil, fieldSoftware: len(s.Software) > 0,
	}
	for name, is := range there {
		if is {
			f.Fields = append(f.Fields, name)
		}
	}
	f.Fields = set(f.Fields)
	f.COREQ = set(append(f.COREQ, itemsAnswered(s.Checklists.COREQ)...))
	f.SRQR = set(append(f.SRQR, itemsAnswered(s.Checklists.SRQR)...))
}

// itemsAnswered returns the numbers of the items that have an answer which is not empty.
func itemsAnswered(answers map[string]string) []string {
	var items []string
	for number, answer := range answers {
		if answer != "" {
			items = append(items, number)
		}
	}
	return items
}

// set returns the words in order, each once; nil where there are none.
func set[S ~string](words []S) []S {
	words = slices.Clone(words)
	slices.Sort(words)
	return slices.Compact(words)
}

// merge adds what another one holds.
func (f *studyFacts) merge(other studyFacts) {
	f.Records += other.Records
	f.Team += other.Team
	f.Conducted += other.Conducted
	f.Credentials += other.Credentials
	f.Occupation += other.Occupation
	f.Gender += other.Gender
	f.Training += other.Training
	f.Reflexivity += other.Reflexivity
	f.Fields = set(slices.Concat(f.Fields, other.Fields))
	f.COREQ = set(slices.Concat(f.COREQ, other.COREQ))
	f.SRQR = set(slices.Concat(f.SRQR, other.SRQR))
}

func (f *facts) has(name field) (have, of int64) {
	if slices.Contains(f.study.Fields, name) {
		return 1, 1
	}
	return 0, 1
}

// readCodes adds what the codings tell.
func (f *facts) readCodes(t *CodeTally) {
	cards := once(t.cards, codeCard.id)
	where := t.joins(cards)
	coders, documents, units := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range once(t.codings, codingCard.id) {
		coders[c.Coder] = true
		in, _ := where.find(targetOf(c))
		part, isPart := where.parts[c.Record]
		switch {
		case in != "":
			documents[in] = true
			if part.Unit {
				units[c.Record] = true
			}
		case isPart && part.Source != "":
			documents[part.Source] = true
		case isPart:
			documents[c.Record] = true
		}
	}
	f.coders, f.codedDocuments, f.codedUnits = int64(len(coders)), int64(len(documents)), int64(len(units))
	given := map[theme.CodeID]bool{}
	for _, r := range t.readings(cards, Options{}) {
		found := map[theme.CodeID]bool{}
		for _, p := range r.places {
			for _, code := range p.codes {
				given[code] = true
				found[r.themeOf[code]] = true
			}
		}
		for _, id := range set(r.book.Themes) {
			f.themes++
			if found[id] {
				f.themesFound++
			}
		}
		for _, b := range r.book.Codes {
			f.codes++
			if b.Derivation != "" {
				f.derived++
			}
		}
	}
	f.codesGiven = int64(len(given))
}
