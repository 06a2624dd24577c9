package indicator

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A roleSet is some of the roles, by their places in the vocabulary.
type roleSet uint8

func roleSetOf(roles ...encounter.Role) roleSet {
	return roleSet(placesOf(roles, encounter.Roles()))
}

func (s roleSet) has(role encounter.Role) bool { return s&roleSetOf(role) != 0 }

// MarshalJSON writes the roles as a list.
func (s roleSet) MarshalJSON() ([]byte, error) { return writePlaces(uint8(s), encounter.Roles()) }

// UnmarshalJSON reads a list of roles, or fails with [ErrTally].
func (s *roleSet) UnmarshalJSON(b []byte) error {
	return readPlaces((*uint8)(s), b, encounter.Roles())
}

// A linkSet is some of the kinds of continuity link, by their places in the vocabulary.
type linkSet uint8

func linkSetOf(kinds ...encounter.LinkKind) linkSet {
	return linkSet(placesOf(kinds, encounter.LinkKinds()))
}

func (s linkSet) has(kind encounter.LinkKind) bool { return s&linkSetOf(kind) != 0 }

// MarshalJSON writes the kinds as a list.
func (s linkSet) MarshalJSON() ([]byte, error) { return writePlaces(uint8(s), encounter.LinkKinds()) }

// UnmarshalJSON reads a list of kinds, or fails with [ErrTally].
func (s *linkSet) UnmarshalJSON(b []byte) error {
	return readPlaces((*uint8)(s), b, encounter.LinkKinds())
}

// placesOf returns the places of words in a vocabulary of at most 8, a bit for each; a word
// that is not in it has none.
func placesOf[W comparable](words, vocabulary []W) (places uint8) {
	for i, word := range vocabulary {
		if slices.Contains(words, word) {
			places |= 1 << i
		}
	}
	return places
}

func writePlaces[W comparable](places uint8, vocabulary []W) ([]byte, error) {
	words := []W{}
	for i, word := range vocabulary {
		if places&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	return json.Marshal(words)
}

func readPlaces[W comparable](places *uint8, b []byte, vocabulary []W) error {
	var words []W
	if json.Unmarshal(b, &words) != nil || slices.ContainsFunc(words, func(word W) bool { return !slices.Contains(vocabulary, word) }) {
		return ErrTally
	}
	*places = placesOf(words, vocabulary)
	return nil
}
