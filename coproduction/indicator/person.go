package indicator

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A person is what the tallies need of a participant record. As records come in
// any order, people are joined to encounters only when a result is asked for.
type person struct {
	ID         string               `json:"id"`
	Profession encounter.Profession `json:"profession,omitzero"`
	Languages  []string             `json:"languages,omitempty"`
}

func personOf(p *encounter.Participant) person {
	return person{ID: p.ID.String(), Profession: p.Profession, Languages: slices.Clone(p.Languages)}
}

// speaks reports whether two people share a language.
func (p person) speaks(other person) bool {
	return (&encounter.Participant{Languages: p.Languages}).Speaks(&encounter.Participant{Languages: other.Languages})
}

// sortedPeople returns the people in an order that does not depend on that of adding.
func sortedPeople(people []person) []person {
	people = slices.Clone(people)
	slices.SortStableFunc(people, func(a, b person) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), bytes.Compare(text(a), text(b)))
	})
	return people
}

// byID finds people; of several records with one id it takes the first as sorted.
func byID(people []person) map[string]person {
	found := make(map[string]person, len(people))
	for _, p := range slices.Backward(sortedPeople(people)) {
		found[p.ID] = p
	}
	return found
}
