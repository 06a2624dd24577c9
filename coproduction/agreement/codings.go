package agreement

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// ErrTally is what reading the JSON form of another tally, or of another version, returns.
var ErrTally = errors.New("agreement: not the JSON form of this tally")

// Codings gathers what the coders of a study made of its places: the codings
// themselves, and of the other records what is needed to tell what was coded. It
// takes in records in any order, and gives the same numbers to the last bit. Its zero
// value is empty. It keeps about 200 bytes a coding, and less of any other record.
type Codings struct {
	codings []codingCard
	units   []unitCard
	sources []sourceCard
	records []recordCard
	team    []memberCard
}

// A codingCard is one coding. A pointer is kept as it stands: it says where.
type codingCard struct {
	Record   encounter.ID   `json:"record,omitzero"`
	Pointer  string         `json:"pointer,omitzero"`
	Codebook encounter.ID   `json:"codebook,omitzero"`
	Codes    []theme.CodeID `json:"codes,omitempty"` // sorted, each once
	Coder    encounter.ID   `json:"coder,omitzero"`
	Round    int64          `json:"round"`
}

// A unitCard is where a meaning unit lies.
type unitCard struct {
	ID        encounter.ID     `json:"id,omitzero"`
	Source    encounter.ID     `json:"source,omitzero"`
	Range     *theme.Range     `json:"range,omitempty"`
	Encounter encounter.ID     `json:"encounter,omitzero"`
	Turns     []encounter.Name `json:"turns,omitempty"` // sorted, each once
	Steps     []encounter.Name `json:"steps,omitempty"`
}

type sourceCard struct {
	ID     encounter.ID `json:"id,omitzero"`
	Length int64        `json:"length"`
}

// A recordCard is any other record that may be coded, with the lengths of its lists.
type recordCard struct {
	ID    encounter.ID     `json:"id,omitzero"`
	Kind  string           `json:"kind"`
	Lists map[string]int64 `json:"lists,omitempty"`
}

type memberCard struct {
	ID   encounter.ID       `json:"id,omitzero"`
	Role encounter.TeamRole `json:"role,omitzero"`
}

// Add takes in a record of any kind; of a codebook and a member check it needs nothing.
// The record is not modified, and nothing of it is kept but copies.
func (t *Codings) Add(r encounter.Record) {
	switch r := r.(type) {
	case *theme.Coding:
		codes := slices.Clone(r.Codes)
		slices.Sort(codes)
		t.codings = append(t.codings, codingCard{r.Target.Record, r.Target.Pointer, r.Codebook, slices.Compact(codes), r.Coder, r.Round})
	case *theme.Unit:
		u := unitCard{ID: r.ID, Source: r.Source, Encounter: r.Encounter, Turns: namesOnce(r.Turns), Steps: namesOnce(r.Steps)}
		if r.Range != nil {
			u.Range = new(*r.Range)
		}
		t.units = append(t.units, u)
	case *theme.Source:
		t.sources = append(t.sources, sourceCard{r.ID, r.Length})
	case *encounter.Encounter:
		lists := map[string]int64{}
		for name, length := range map[string]int{
			"turns": len(r.Turns), "steps": len(r.Steps), "cues": len(r.Cues),
			"concerns": len(r.Concerns), "decisions": len(r.Decisions), "links": len(r.Links),
		} {
			if length > 0 {
				lists[name] = int64(length)
			}
		}
		t.records = append(t.records, recordCard{r.ID, r.RecordKind(), lists})
	case *encounter.Participant:
		t.records = append(t.records, recordCard{ID: r.ID, Kind: r.RecordKind()})
	case *encounter.Study:
		for i := range r.Team {
			t.team = append(t.team, memberCard{r.Team[i].ID, r.Team[i].Role})
		}
	}
}

func namesOnce(names []encounter.Name) []encounter.Name {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}

// Merge takes in what another tally holds, which is left as it was.
func (t *Codings) Merge(other *Codings) {
	t.codings = append(t.codings, other.codings...)
	t.units = append(t.units, other.units...)
	t.sources = append(t.sources, other.sources...)
	t.records = append(t.records, other.records...)
	t.team = append(t.team, other.team...)
}

const codingsTally = "codings/1"

// longestList bounds what a few bytes of somebody else's tally can ask for.
const longestList = 1 << 20

// A codingsForm is the JSON form of the tally.
type codingsForm struct {
	Tally   string       `json:"tally"` // its name and version
	Codings []codingCard `json:"codings"`
	Units   []unitCard   `json:"units,omitempty"`
	Sources []sourceCard `json:"sources,omitempty"`
	Records []recordCard `json:"records,omitempty"`
	Team    []memberCard `json:"team,omitempty"`
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t Codings) MarshalJSON() ([]byte, error) {
	return json.Marshal(codingsForm{codingsTally, sortedCards(t.codings), sortedCards(t.units), sortedCards(t.sources), sortedCards(t.records), sortedCards(t.team)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *Codings) UnmarshalJSON(b []byte) error {
	var f codingsForm
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != codingsTally || f.Codings == nil {
		return ErrTally
	}
	for _, r := range f.Records {
		for _, length := range r.Lists {
			if length < 0 || length > longestList {
				return ErrTally
			}
		}
	}
	for i := range f.Codings {
		slices.Sort(f.Codings[i].Codes)
		f.Codings[i].Codes = slices.Compact(f.Codings[i].Codes)
	}
	for i := range f.Units {
		f.Units[i].Turns, f.Units[i].Steps = namesOnce(f.Units[i].Turns), namesOnce(f.Units[i].Steps)
	}
	*t = Codings{f.Codings, f.Units, f.Sources, f.Records, f.Team}
	return nil
}

// sortedCards returns the cards in an order that depends on nothing but what they hold.
func sortedCards[C any](cards []C) []C {
	type keyed struct {
		text []byte
		card C
	}
	all := make([]keyed, len(cards))
	for i, c := range cards {
		text, _ := json.Marshal(c) // a card holds nothing that has no JSON form
		all[i] = keyed{text, c}
	}
	slices.SortFunc(all, func(a, b keyed) int { return bytes.Compare(a.text, b.text) })
	out := make([]C, len(all))
	for i := range all {
		out[i] = all[i].card
	}
	return out
}

// firstByID returns the cards by their id. Where several have one id, it is the
// first in the order of sortedCards, whatever the order of adding.
func firstByID[C any](cards []C, id func(C) encounter.ID) map[encounter.ID]C {
	out := make(map[encounter.ID]C, len(cards))
	for _, c := range sortedCards(cards) {
		if _, ok := out[id(c)]; !ok {
			out[id(c)] = c
		}
	}
	return out
}

// compareTargets orders places as a reader would: by record, and list elements by number.
func compareTargets(a, b theme.Target) int {
	return cmp.Or(a.Record.Compare(b.Record), cmp.Compare(len(a.Pointer), len(b.Pointer)), cmp.Compare(a.Pointer, b.Pointer))
}
