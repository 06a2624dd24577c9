package indicator

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The reasons and warnings of steps over encounters.
const (
	oneContributor estimate.Reason = "encounters in which fewer than two contributed to the steps"
	tooManyAtOnce  estimate.Reason = "encounters in which more people contributed than are compared"

	// PooledSteps is given where the transitions of several encounters are one table.
	PooledSteps estimate.Warning = "transitions of several encounters are counted together, as if they were alike"
)

// StepTally gathers which act follows which, and who builds on whom, in the steps
// of encounters. Its zero value is empty. It keeps about 300 bytes an encounter and
// 40 for each pair of acts that follow each other in it.
type StepTally struct{ cards []stepCard }

// A stepCard is the steps of one encounter: their transitions at lag 1, the network
// of the people, added up, and the weights between the roles.
type stepCard struct {
	meeting
	StepsCoded bool     `json:"stepsCoded,omitzero"`
	Acts       []weight `json:"acts,omitempty"` // from one act to the next, in alphabetical order
	Ends       []ending `json:"ends,omitempty"` // the act that has no next
	People     netSums  `json:"people,omitzero"`
	Crowd      bool     `json:"crowd,omitzero"` // more than [MaxContributors]
	Roles      []weight `json:"roles,omitempty"`
}

// A weight counts something that leads from one to another.
type weight struct {
	From string `json:"from"`
	To   string `json:"to"`
	N    int64  `json:"n"`
}

// Add takes in an encounter; other records change nothing.
func (t *StepTally) Add(r encounter.Record) {
	e, ok := r.(*encounter.Encounter)
	if !ok {
		return
	}
	c := stepCard{meeting: meetingOf(e), StepsCoded: e.Steps != nil}
	c.follow(e)
	people, weights := BuildsOnWhom(e)
	c.Crowd = people == nil && c.contributed(e)
	c.People = NetworkOf(weights).sums
	roles, weights := BuildsOnWhichRole(e)
	for i, row := range weights {
		for j, n := range row {
			if n > 0 {
				c.Roles = append(c.Roles, weight{string(roles[i]), string(roles[j]), n})
			}
		}
	}
	slices.SortFunc(c.Roles, weight.compare)
	t.cards = append(t.cards, c)
}

func (w weight) compare(other weight) int {
	return cmp.Or(cmp.Compare(w.From, other.From), cmp.Compare(w.To, other.To))
}

// contributed reports whether anybody contributed to a step.
func (c *stepCard) contributed(e *encounter.Encounter) bool {
	return slices.ContainsFunc(e.Steps, func(s encounter.Step) bool { return len(s.By) > 0 })
}

// follow counts which act follows which.
func (c *stepCard) follow(e *encounter.Encounter) {
	var t Transitions
	t.AddSteps(e)
	for i, from := range t.codes {
		for j, to := range t.codes {
			if n := t.cells[i*t.width+j]; n > 0 {
				c.Acts = append(c.Acts, weight{from, to, n})
			}
		}
		if t.ends[i] > 0 {
			c.Ends = append(c.Ends, ending{from, t.ends[i]})
		}
	}
	slices.SortFunc(c.Acts, weight.compare)
	slices.SortFunc(c.Ends, func(a, b ending) int { return cmp.Compare(a.Code, b.Code) })
}

// Merge takes in what another tally holds, which is left as it was.
func (t *StepTally) Merge(other *StepTally) { t.cards = append(t.cards, other.cards...) }

const stepTally = "steps/1"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t StepTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[stepCard]{Tally: stepTally, Cards: sorted(t.cards)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *StepTally) UnmarshalJSON(b []byte) error {
	var f form[stepCard]
	if err := f.read(b, stepTally); err != nil {
		return err
	}
	t.cards = f.Cards
	return nil
}
