package indicator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// ErrTally is what reading the JSON form of another tally, or of another version, returns.
var ErrTally = errors.New("indicator: not the JSON form of this tally")

// Per says whom the rows of a tally are about.
type Per string

// The subjects. They are also what [estimate.Subject] has for a kind.
const (
	PerStudy        Per = "study"        // one subject, with an empty id
	PerEncounter    Per = "encounter"    // each encounter
	PerPatient      Per = "patient"      // each patient, over their encounters; one who is not identified has one
	PerProfessional Per = "professional" // each identified professional, over the encounters in which they were present
)

// Pers lists the subjects.
func Pers() []Per { return []Per{PerStudy, PerEncounter, PerPatient, PerProfessional} }

// A meeting is who met in an encounter, as every tally needs it.
type meeting struct {
	Encounter     string                 `json:"encounter"`
	Patient       string                 `json:"patient"`
	Anonymous     bool                   `json:"anonymous,omitzero"`        // the data does not identify the patient
	Unrecorded    roleSet                `json:"rolesNotRecorded,omitzero"` // of which the data does not tell whether anybody took part
	Professionals []string               `json:"professionals,omitempty"`   // identified, each once, in the order listed
	Strangers     []encounter.Profession `json:"strangers,omitempty"`       // professionals not identified; "" where nothing is known
}

func meetingOf(e *encounter.Encounter) meeting {
	m := meeting{Unrecorded: roleSetOf(e.RolesNotRecorded...)}
	var few [8]encounter.ID
	ids := append(few[:0], e.ID, e.Patient) // and the professionals
	var strangers []encounter.ID
	for i := range e.Presence {
		p := &e.Presence[i]
		switch {
		case p.Participant == e.Patient:
			m.Anonymous = m.Anonymous || p.Unidentified
		case p.Role != encounter.RoleProfessional:
		case p.Unidentified:
			if !slices.Contains(strangers, p.Participant) {
				strangers = append(strangers, p.Participant)
				m.Strangers = append(m.Strangers, p.Profession)
			}
		case !slices.Contains(ids[2:], p.Participant):
			ids = append(ids, p.Participant)
		}
	}
	texts := textsOf(ids)
	m.Encounter, m.Patient = texts[0], texts[1]
	if len(texts) > 2 {
		m.Professionals = texts[2:]
	}
	return m
}

// textsOf returns the text forms of ids, which share their memory.
func textsOf(ids []encounter.ID) []string {
	var few [8 * 36]byte
	all := few[:0]
	for _, id := range ids {
		all, _ = id.AppendText(all) // never fails
	}
	texts, rest := make([]string, len(ids)), string(all)
	for i, id := range ids {
		if !id.IsZero() {
			texts[i], rest = rest[:36], rest[36:]
		}
	}
	return texts
}

func (m *meeting) met() *meeting { return m }

// A card is what a tally keeps of one encounter: a struct around its meeting.
type card[C any] interface {
	*C
	met() *meeting
}

// sorted returns the cards in an order that does not depend on that of adding:
// by encounter, and where two records have the same id, by all that is kept.
func sorted[C any, P card[C]](cards []C) []C {
	cards = slices.Clone(cards)
	slices.SortStableFunc(cards, func(a, b C) int {
		if c := cmp.Compare(P(&a).met().Encounter, P(&b).met().Encounter); c != 0 {
			return c
		}
		return bytes.Compare(text(a), text(b))
	})
	return cards
}

// text returns the JSON form of a card, which holds nothing that has none.
func text(card any) []byte {
	b, _ := json.Marshal(card)
	return b
}

// A group is the encounters that rows about one subject rest on.
type group[C any] struct {
	of    string
	cards []C
}

// groups deals the cards out to the subjects, which come in the order of their
// ids. The study is always one, with or without encounters.
func groups[C any, P card[C]](per Per, cards []C) []group[C] {
	cards = sorted[C, P](cards)
	if per == PerStudy {
		return []group[C]{{cards: cards}}
	}
	at := map[string]int{}
	var all []group[C]
	deal := func(of string, c C) {
		i, ok := at[of]
		if !ok {
			i = len(all)
			at[of] = i
			all = append(all, group[C]{of: of})
		}
		all[i].cards = append(all[i].cards, c)
	}
	for _, c := range cards {
		m := P(&c).met()
		switch per {
		case PerEncounter:
			deal(m.Encounter, c)
		case PerPatient:
			deal(m.Patient, c)
		case PerProfessional:
			for _, id := range m.Professionals {
				deal(id, c)
			}
		}
	}
	slices.SortFunc(all, func(a, b group[C]) int { return cmp.Compare(a.of, b.of) })
	return all
}

// patients counts the patients of the cards.
func patients[C any, P card[C]](cards []C) int64 {
	seen := map[string]bool{}
	for i := range cards {
		seen[P(&cards[i]).met().Patient] = true
	}
	return int64(len(seen))
}

// A form is the JSON form of a tally.
type form[C any] struct {
	Tally  string   `json:"tally"` // its name and version
	Cards  []C      `json:"encounters"`
	People []person `json:"people,omitempty"`
}

// read reads a form of that name and version.
func (f *form[C]) read(b []byte, tally string) error {
	if err := json.Unmarshal(b, f); err != nil || f.Tally != tally {
		return ErrTally
	}
	return nil
}
