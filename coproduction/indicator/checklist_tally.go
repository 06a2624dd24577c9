package indicator

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// ChecklistTally gathers what a study's records answer of the reporting checklists
// COREQ and SRQR. Its zero value is empty. It keeps what [CodeTally] does, and about
// 100 bytes more an encounter and a participant.
type ChecklistTally struct {
	study  studyFacts
	cards  []checkCard
	people []checkPerson
	notes  []string // ids of sources that are field notes
	checks []string // ids of member checks
	codes  CodeTally
}

// A checkCard is what one encounter answers.
type checkCard struct {
	Encounter  string `json:"encounter"`
	Setting    bool   `json:"setting,omitzero"`
	Recording  bool   `json:"recording,omitzero"`
	Notes      bool   `json:"notes,omitzero"`
	Timed      bool   `json:"timed,omitzero"`
	Identified bool   `json:"identified,omitzero"` // its patient
}

// A checkPerson is what one participant record answers.
type checkPerson struct {
	ID        string         `json:"id"`
	Role      encounter.Role `json:"role,omitzero"`
	Described bool           `json:"described,omitzero"`
}

func (c checkCard) id() string   { return c.Encounter }
func (p checkPerson) id() string { return p.ID }

// Add takes in any record.
func (t *ChecklistTally) Add(r encounter.Record) {
	t.codes.Add(r)
	switch r := r.(type) {
	case *encounter.Study:
		var one studyFacts
		one.read(r)
		t.study.merge(one)
	case *encounter.Encounter:
		_, timed := r.Duration()
		t.cards = append(t.cards, checkCard{
			Encounter: r.ID.String(), Setting: r.Setting != "", Recording: r.Recording != "", Timed: timed,
			Notes: r.Recording == encounter.RecordingFieldNotes, Identified: !meetingOf(r).Anonymous,
		})
	case *encounter.Participant:
		described := r.Age != "" || r.Residence != "" || r.Education != "" || r.Profession != "" || len(r.Languages) > 0
		t.people = append(t.people, checkPerson{r.ID.String(), r.Role, described})
	case *theme.Source:
		if r.Form == theme.FormFieldNotes {
			t.notes = append(t.notes, r.ID.String())
		}
	case *theme.MemberCheck:
		t.checks = append(t.checks, r.ID.String())
	}
}

// Merge takes in what another tally holds, which is left as it was.
func (t *ChecklistTally) Merge(other *ChecklistTally) {
	t.study.merge(other.study)
	t.cards = append(t.cards, other.cards...)
	t.people = append(t.people, other.people...)
	t.notes = append(t.notes, other.notes...)
	t.checks = append(t.checks, other.checks...)
	t.codes.Merge(&other.codes)
}

const checklistTally = "checklists/1"

// A checklistForm is the JSON form.
type checklistForm struct {
	Tally  string        `json:"tally"`
	Study  studyFacts    `json:"study"`
	Cards  []checkCard   `json:"encounters,omitempty"`
	People []checkPerson `json:"people,omitempty"`
	Notes  []string      `json:"fieldNotes,omitempty"`
	Checks []string      `json:"memberChecks,omitempty"`
	Codes  *CodeTally    `json:"codes"`
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t ChecklistTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(checklistForm{
		checklistTally, t.study, inOrder(t.cards, checkCard.id), inOrder(t.people, checkPerson.id),
		set(t.notes), set(t.checks), &t.codes,
	})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *ChecklistTally) UnmarshalJSON(b []byte) error {
	var f checklistForm
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != checklistTally || f.Codes == nil {
		return ErrTally
	}
	var study studyFacts
	study.merge(f.Study) // sorts what should be sorted
	*t = ChecklistTally{study, f.Cards, f.People, f.Notes, f.Checks, *f.Codes}
	return nil
}

// facts counts what the items ask for.
func (t *ChecklistTally) facts() *facts {
	f := &facts{study: t.study, notes: int64(len(set(t.notes))), memberChecks: int64(len(set(t.checks)))}
	count := func(n *int64, there bool) {
		if there {
			*n++
		}
	}
	for _, c := range once(t.cards, checkCard.id) {
		f.encounters++
		count(&f.settings, c.Setting)
		count(&f.recordings, c.Recording)
		count(&f.notes, c.Notes)
		count(&f.timed, c.Timed)
		count(&f.visits, c.Identified)
	}
	for _, p := range once(t.people, checkPerson.id) {
		taking := p.Role == encounter.RolePatient || p.Role == encounter.RoleProfessional
		count(&f.patients, p.Role == encounter.RolePatient)
		count(&f.professionals, p.Role == encounter.RoleProfessional)
		count(&f.described, taking && p.Described)
	}
	f.readCodes(&t.codes)
	return f
}

// Items returns the items of a checklist in their order, each with what answers it,
// and with what to do where nothing does; none for a checklist that does not exist.
//
// An item that is computed counts as answered only when there is enough to compute it
// from. A check of presence wants what it asks for of every record that should say it:
// a setting of every encounter, the credentials of every member of the team.
func (t *ChecklistTally) Items(c Checklist) []ChecklistItem {
	var items []item
	var byAuthor []string
	switch c {
	case COREQ:
		items, byAuthor = coreqItems(), t.study.COREQ
	case SRQR:
		items, byAuthor = srqrItems(), t.study.SRQR
	}
	f := t.facts()
	var all []ChecklistItem
	for i, asked := range items {
		number := strconv.Itoa(i + 1)
		answers, have, of := asked.answers(f)
		one := ChecklistItem{Checklist: c, Number: int64(i + 1), Name: asked.name, Where: asked.where, Have: have, Of: of}
		switch {
		case answers && asked.sums:
			one.Status = Computed
		case answers:
			one.Status = AnsweredInData
		case slices.Contains(byAuthor, number):
			one.Status = AnsweredByAuthor
		case asked.have == nil:
			one.Status = LeftToAuthor
		default:
			one.Status = Missing
		}
		if one.Status == AnsweredByAuthor || one.Where == "" {
			one.Where = "study.checklists." + string(c) + "." + number
		}
		if !one.Status.Answered() {
			one.Hint = asked.hint
		}
		all = append(all, one)
	}
	return all
}

// Rows returns how complete the checklists are. They are of the study, so other
// subjects have none.
func (t *ChecklistTally) Rows(per Per, _ Options) []estimate.Row {
	if per != PerStudy {
		return nil
	}
	records := t.study.Records > 0 || len(t.cards) > 0 || len(t.people) > 0 || len(t.notes) > 0 || len(t.checks) > 0 ||
		len(t.codes.books) > 0 || len(t.codes.codings) > 0 || len(t.codes.parts) > 0
	of := estimate.Subject{Kind: string(per)}
	return []estimate.Row{
		{Of: of, Measure: "coreq_completeness", Estimate: completeness(t.Items(COREQ), coreqFormula, records)},
		{Of: of, Measure: "srqr_completeness", Estimate: completeness(t.Items(SRQR), srqrFormula, records)},
	}
}
