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

// Rows returns, of each subject's encounters, the measures of the whole table of
// transitions and those of who builds on whom. Those of single pairs of acts are
// many, up to six for each of 169 pairs, and come from [StepTally.Transitions].
//
// Networks over different people are not one network. Over several encounters a
// measure is the ratio of the sums of its numerators and of its denominators, so
// that a large network weighs more, with an interval that takes the encounters as
// the units. Roles are the same in every encounter: between them, the weights are
// added up to one network. Of one encounter alone it is the network's own measure,
// and n counts the people.
func (t *StepTally) Rows(per Per, o Options) []estimate.Row {
	var rows []estimate.Row
	for _, g := range groups(per, t.cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		coded, looked := look(g.cards, func(c stepCard) bool { return c.StepsCoded }, uncodedSteps, o.level())
		rows = append(rows, actRows(of, coded, looked)...)
		rows = append(rows, peopleRows(of, coded, looked)...)
		rows = append(rows, roleRow(of, coded, looked))
	}
	return rows
}

// Transitions returns the transitions between acts over all encounters, at lag 1.
// Those at another lag are to be counted from the encounters, by [Transitions.AddSteps].
func (t *StepTally) Transitions() *Transitions { return actsOf(t.cards) }

func actsOf(cards []stepCard) *Transitions {
	t := new(Transitions)
	for _, c := range cards {
		for _, w := range c.Acts {
			t.count(w.From, w.To, w.N)
		}
		for _, e := range c.Ends {
			t.end(e.Code, e.N)
		}
	}
	return t
}

func actRows(of estimate.Subject, cards []stepCard, looked looking) []estimate.Row {
	rows := actsOf(cards).Table().Overall(of)
	several := 0
	for _, c := range cards {
		if len(c.Acts) > 0 {
			several++
		}
	}
	for i := range rows {
		e := &rows[i].Estimate
		if why := looked.none(); why != "" {
			*e = estimate.Undefined(why, 0).As(e.Formula)
		} else if several > 1 && e.Defined() {
			*e = e.Warn(PooledSteps)
		}
		*e = looked.without(*e, 0)
	}
	return rows
}

// peopleRows returns the measures of who builds on whom, added up over encounters.
func peopleRows(of estimate.Subject, cards []stepCard, looked looking) []estimate.Row {
	var left average
	var own int64
	var networks []stepCard
	for _, c := range cards {
		switch {
		case c.Crowd:
			left.leave(1, tooManyAtOnce)
		case c.People.Nodes < 2:
			left.leave(1, oneContributor)
		case !c.People.possible():
			left.leave(1, estimate.Contradiction)
		default:
			networks = append(networks, c)
			own += c.People.Own
		}
	}
	looked.patients = patients(networks)
	var rows []estimate.Row
	for _, m := range netMeasures() {
		var r estimate.Ratio
		for _, c := range networks {
			r.Add(c.People.parts(m.id))
		}
		e := r.Estimate(looked.level)
		switch why := looked.none(); {
		case why != "":
			e = estimate.Undefined(why, 0)
		case len(networks) == 1:
			e = Network{sums: networks[0].People}.of(m.id)
			e.Excluded, e.Warnings = 0, nil // told below
		case e.Undefined == estimate.ZeroTotal:
			e.Undefined = m.ifZero
		}
		e = looked.without(capped(m.id, left.without(e)), e.N).Warn(leftOut(own, ownEdges)...)
		rows = append(rows, estimate.Row{Of: of, Measure: m.id, Estimate: e.As(m.formula)})
	}
	return rows
}

// roleRow returns how much of the building on each other is given back between the roles.
func roleRow(of estimate.Subject, cards []stepCard, looked looking) estimate.Row {
	places := map[string]int{}
	var why estimate.Reason
	for _, c := range cards {
		for _, w := range c.Roles {
			for _, role := range []string{w.From, w.To} {
				if _, ok := places[role]; !ok {
					places[role] = len(places)
				}
			}
		}
	}
	if len(places) > len(encounter.Roles()) {
		why = estimate.Contradiction
		places = nil
	}
	weights := make([][]int64, len(places))
	for i := range weights {
		weights[i] = make([]int64, len(places))
	}
	for _, c := range cards {
		for _, w := range c.Roles {
			if why != "" {
				break
			}
			sum := &weights[places[w.From]][places[w.To]]
			switch {
			case w.N < 0:
				why = estimate.NegativeCount
			case w.N > maxWeight-*sum:
				why = estimate.TooLarge
			default:
				*sum += w.N
			}
		}
	}
	network := NetworkOf(weights)
	e := network.of("reciprocity_weighted")
	switch {
	case looked.none() != "":
		e = estimate.Undefined(looked.none(), 0).As(e.Formula)
	case why != "":
		e = estimate.Undefined(why, 0).As(e.Formula)
	case e.Undefined == OneNode:
		e.Undefined = NoEdges
	}
	e = looked.without(e, 0)
	return estimate.Row{Of: of, Measure: "reciprocity_weighted", Params: params{"over": "roles"}, Estimate: e}
}

// maxWeight bounds what a form from elsewhere may claim.
const maxWeight = 1 << 40

// possible reports whether sums, read from elsewhere, can be those of a network.
func (s netSums) possible() bool {
	if s.Nodes < 0 || s.Nodes > MaxContributors {
		return false
	}
	pairs, most := s.Nodes*(s.Nodes-1)/2, (s.Nodes-1)*(s.Nodes-1)
	within := func(v, most int64) bool { return 0 <= v && v <= most }
	return within(s.Mutual, pairs) && within(s.OneWay, pairs-s.Mutual) && within(s.Returned, s.Weight) &&
		within(s.Weight, maxWeight) && within(s.Own, maxWeight) && within(s.OutSpread, most) && within(s.InSpread, most)
}
