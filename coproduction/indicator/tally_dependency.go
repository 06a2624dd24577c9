package indicator

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// DependencyTally gathers what stands beside continuity: how far contacts of every
// kind hang on one professional, who seeks them and how, whether they keep to what
// was agreed, and where somebody read dependency or its limits into them. It is a
// panel and not a score: no indicator of dependency has been validated, and the
// same number is strength and exposure.
//
// Its zero value is empty. It keeps about 250 bytes an encounter, and 100 for each
// unit, source and coded record. A copy of it shares what it holds; to have two that
// go on apart, merge it into an empty one.
type DependencyTally struct {
	cards []contactCard
	codes map[string][]string // record that codings point to → codes, sorted; empty where coders saw none
	in    map[string][]string // unit or source → encounter or source that it is part of
}

// A contactCard is one contact: an encounter of any mode.
type contactCard struct {
	meeting
	Mode    encounter.Mode `json:"mode,omitzero"`
	Wish    wish           `json:"wish,omitzero"`
	Limited *bool          `json:"withinLimits,omitempty"`
}

// A wish is whose a contact was; empty where that is not known.
type wish string

const (
	patientsWish wish = "patient"
	othersWish   wish = "other"
)

// Add takes in an encounter, or a coding, unit or source; other records change nothing.
func (t *DependencyTally) Add(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Encounter:
		c := contactCard{meeting: meetingOf(r), Mode: r.Mode}
		switch {
		case r.InitiatedBy.IsZero():
		case r.InitiatedBy == r.Patient:
			c.Wish = patientsWish
		default:
			c.Wish = othersWish
		}
		if r.WithinLimits != nil {
			c.Limited = new(*r.WithinLimits)
		}
		t.cards = append(t.cards, c)
	case *theme.Coding:
		codes := make([]string, len(r.Codes))
		for i, code := range r.Codes {
			codes[i] = string(code)
		}
		t.codes = joined(t.codes, r.Target.Record.String(), codes)
	case *theme.Unit:
		t.partOf(r.ID, r.Encounter)
		t.partOf(r.ID, r.Source)
	case *theme.Source:
		t.partOf(r.ID, r.Encounter)
	}
}

func (t *DependencyTally) partOf(part, whole encounter.ID) {
	if !whole.IsZero() {
		t.in = joined(t.in, part.String(), []string{whole.String()})
	}
}

// joined puts words into the set of a key, which is there afterwards even if empty.
func joined(sets map[string][]string, key string, words []string) map[string][]string {
	if sets == nil {
		sets = map[string][]string{}
	}
	old, there := sets[key]
	if there && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(old, w) }) {
		return sets
	}
	all := slices.Concat(old, words)
	slices.Sort(all)
	sets[key] = slices.Compact(all)
	return sets
}

// Merge takes in what another tally holds, which is left as it was.
func (t *DependencyTally) Merge(other *DependencyTally) {
	t.cards = append(t.cards, other.cards...)
	for record, codes := range other.codes {
		t.codes = joined(t.codes, record, codes)
	}
	for part, wholes := range other.in {
		t.in = joined(t.in, part, wholes)
	}
}

const dependencyTally = "dependency/1"

// A dependencyForm is the JSON form: the cards, and the sets by key.
type dependencyForm struct {
	form[contactCard]
	Codes []setForm `json:"codes,omitempty"`
	In    []setForm `json:"partOf,omitempty"`
}

// A setForm is the set of one key.
type setForm struct {
	Record string   `json:"record"`
	Set    []string `json:"set,omitempty"`
}

func setForms(sets map[string][]string) []setForm {
	var all []setForm
	for key, set := range sets {
		all = append(all, setForm{key, set})
	}
	slices.SortFunc(all, func(a, b setForm) int { return cmp.Compare(a.Record, b.Record) })
	return all
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t DependencyTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(dependencyForm{form[contactCard]{Tally: dependencyTally, Cards: sorted(t.cards)}, setForms(t.codes), setForms(t.in)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *DependencyTally) UnmarshalJSON(b []byte) error {
	var f dependencyForm
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != dependencyTally {
		return ErrTally
	}
	*t = DependencyTally{cards: f.Cards}
	for _, s := range f.Codes {
		t.codes = joined(t.codes, s.Record, s.Set)
	}
	for _, s := range f.In {
		t.in = joined(t.in, s.Record, s.Set)
	}
	return nil
}

// read returns the codes that were read into each encounter: those of codings that
// point to it, to a source that records it, or to a unit of either. An encounter
// that coders looked at is there, even if no code applied.
func (t *DependencyTally) read() map[string]map[string]bool {
	found := map[string]map[string]bool{}
	for record, codes := range t.codes {
		reached := map[string]bool{record: true}
		for next := []string{record}; len(next) > 0; {
			var further []string
			for _, part := range next {
				for _, whole := range t.in[part] {
					if !reached[whole] {
						reached[whole] = true
						further = append(further, whole)
					}
				}
			}
			next = further
		}
		for id := range maps.Keys(reached) {
			if found[id] == nil {
				found[id] = map[string]bool{}
			}
			for _, code := range codes {
				found[id][code] = true
			}
		}
	}
	return found
}
