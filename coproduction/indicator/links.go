package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	linksFormula = "Σ links of the kind / encounters"
	chainFormula = "encounters on the longest path of links"
)

// A linkCard is one continuity link to an earlier encounter.
type linkCard struct {
	To   string             `json:"to"`
	Kind encounter.LinkKind `json:"kind"`
}

// LinksNotRecorded is the reason why links of a kind cannot be counted: the source does not
// tell of that kind, so that no link of it is not known to be 0.
func LinksNotRecorded(kind encounter.LinkKind) estimate.Reason {
	return estimate.Reason(kind) + " links are not recorded"
}

// untoldLinks is why encounters are left out of the count of links of a kind.
func untoldLinks(kind encounter.LinkKind) estimate.Reason {
	return "encounters of which " + LinksNotRecorded(kind)
}

// linkRows counts the links of each kind. Encounters whose links are not coded, and those
// that do not tell of the kind, are left out and counted.
func linkRows(of estimate.Subject, cards []visitCard, o Options) []estimate.Row {
	coded, looked := look(cards, func(c visitCard) bool { return c.LinksCoded }, uncodedLinks, o.level())
	uncoded := looked.none()
	var rows []estimate.Row
	for _, kind := range encounter.LinkKinds() {
		told, here := look(coded, func(c visitCard) bool { return !c.Untold.has(kind) }, untoldLinks(kind), o.level())
		var links estimate.Mean
		for _, c := range told {
			links.Add(c.links(kind))
		}
		mean := here.mean(links, linksFormula)
		switch {
		case uncoded != "":
			mean.Undefined = uncoded
		case len(told) == 0:
			mean.Undefined = LinksNotRecorded(kind)
		}
		rows = append(rows, estimate.Row{Of: of, Measure: "links", Params: params{"kind": string(kind)},
			Estimate: mean.Exclude(looked.encounters-looked.coded, uncodedLinks)})
	}
	return rows
}

func (v visitCard) links(kind encounter.LinkKind) (n int64) {
	for _, l := range v.Links {
		if l.Kind == kind {
			n++
		}
	}
	return n
}

// to returns the encounters that this one is linked to.
func (v visitCard) to() []string {
	var ids []string
	for _, l := range v.Links {
		ids = append(ids, l.To)
	}
	return ids
}

// chain returns how many encounters the longest chain of links has. Links to
// encounters that are not here lead nowhere; where links are not coded, a chain
// may go on unseen, and the encounters are counted.
func (c course) chain() estimate.Estimate {
	coded, looked := look(c.all, func(v visitCard) bool { return v.LinksCoded }, uncodedLinks, 0)
	if why := looked.none(); why != "" {
		return looked.without(estimate.Undefined(why, 0), 0)
	}
	earlier := map[string][]string{}
	for _, v := range c.all {
		earlier[v.Encounter] = append(earlier[v.Encounter], v.to()...)
	}
	length := map[string]int64{} // of the longest chain that ends there; −1 while it is being found
	circular := false
	var find func(id string) int64
	find = func(id string) int64 {
		links, here := earlier[id]
		if !here {
			return 0
		}
		if known, ok := length[id]; ok {
			circular = circular || known < 0
			return known
		}
		length[id] = -1
		var most int64
		for _, to := range links {
			most = max(most, find(to))
		}
		length[id] = most + 1
		return most + 1
	}
	var most int64
	for id := range earlier {
		most = max(most, find(id))
	}
	n := int64(len(coded))
	if circular {
		return looked.without(estimate.Undefined(CircularLinks, n), n)
	}
	return looked.without(estimate.Point(float64(most), n), n)
}
