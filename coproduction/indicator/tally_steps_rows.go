package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Rows returns, of each subject's encounters, the measures of the whole table of
// transitions and those of who builds on whom. Those of single pairs of acts are
// many, up to six for each of 169 pairs, and come from [StepTally.Transitions].
//
// Networks over different people are not one network. Over several encounters a
// measure is the ratio of the sums of its numerators and of its denominators, so
// that a large network weighs more, with an interval that takes the encounters as
// the units. Roles are the same in every encounter: between them, the weights are
// added up to one network. Of one encounter alone it is the network's own measure,
// and n counts the people. An encounter that does not tell whether a professional took part
// does not tell who built on whom, and is left out of these.
func (t *StepTally) Rows(per Per, o Options) []estimate.Row {
	var rows []estimate.Row
	for _, g := range groups(per, t.cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		coded, looked := look(g.cards, func(c stepCard) bool { return c.StepsCoded }, uncodedSteps, o.level())
		rows = append(rows, actRows(of, coded, looked)...)
		told, silent := recorded(coded, encounter.RoleProfessional)
		rows = append(rows, peopleRows(of, told, silent, looked)...)
		rows = append(rows, roleRow(of, told, silent, looked))
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
func peopleRows(of estimate.Subject, cards []stepCard, silent int64, looked looking) []estimate.Row {
	var left average
	if silent > 0 {
		left.leave(silent, NotRecorded(encounter.RoleProfessional))
	}
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
func roleRow(of estimate.Subject, cards []stepCard, silent int64, looked looking) estimate.Row {
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
	case silent > 0 && len(cards) == 0:
		e.Undefined = NotRecorded(encounter.RoleProfessional)
	case e.Undefined == OneNode:
		e.Undefined = NoEdges
	}
	e = looked.without(e, 0).Exclude(silent, unrecorded(encounter.RoleProfessional))
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
