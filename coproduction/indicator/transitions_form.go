package indicator

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const transitionsTally = "transitions/1"

// A transitionsForm is the JSON form of transitions.
type transitionsForm struct {
	Tally    string          `json:"tally"`
	Lag      int             `json:"lag"`
	NoRepeat bool            `json:"noRepeat,omitzero"`
	Counts   []weight        `json:"counts"`
	Ends     []ending        `json:"ends,omitempty"`
	Lost     int64           `json:"lost,omitzero"`
	Broken   estimate.Reason `json:"broken,omitzero"`
}

// An ending counts the sequences that end in a code.
type ending struct {
	Code string `json:"code"`
	N    int64  `json:"n"`
}

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t Transitions) MarshalJSON() ([]byte, error) {
	f := transitionsForm{Tally: transitionsTally, Lag: t.Lag(), NoRepeat: t.noRepeat, Counts: []weight{}, Lost: t.lost, Broken: t.broken}
	for _, from := range slices.Sorted(slices.Values(t.codes)) {
		i := t.at[from]
		for _, to := range slices.Sorted(slices.Values(t.codes)) {
			if n := t.cells[i*t.width+t.at[to]]; n > 0 {
				f.Counts = append(f.Counts, weight{from, to, n})
			}
		}
		if t.ends[i] > 0 {
			f.Ends = append(f.Ends, ending{from, t.ends[i]})
		}
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *Transitions) UnmarshalJSON(b []byte) error {
	var f transitionsForm
	if err := json.Unmarshal(b, &f); err != nil || f.Tally != transitionsTally || f.Lag < 1 || f.Lost < 0 {
		return ErrTally
	}
	read := NewTransitions(f.Lag, f.NoRepeat)
	switch f.Broken {
	case "":
	case TooManyCodes, estimate.UnknownOption, estimate.TooLarge:
		read.fail(f.Broken)
		*t = *read
		return nil
	default:
		return ErrTally
	}
	for _, w := range f.Counts {
		read.count(w.From, w.To, w.N)
	}
	for _, e := range f.Ends {
		read.end(e.Code, e.N)
	}
	read.lost = f.Lost
	if read.broken != "" {
		return ErrTally
	}
	*t = *read
	return nil
}
