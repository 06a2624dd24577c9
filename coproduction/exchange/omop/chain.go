package omop

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A fault is what is wrong with a row, and came out only when all had been read.
type fault struct {
	row  uint32
	rule schema.RuleID
}

// faultDetails say what the faults are.
var faultDetails = map[schema.RuleID]string{
	ruleVisitOnce: "an earlier row has the same number",
	ruleBroken:    "no visit has this number",
	ruleStranger:  "the visit with this number is of another person",
	ruleForward:   "the visit with this number starts later",
	ruleCircle:    "following the visits before leads back to this one",
	ruleBranch:    "an earlier row names the same visit before",
	ruleSeats:     "this visit has more professionals than an encounter has place for, from this row on",
}

// faultColumns are the columns that they stand in, where it is not
// preceding_visit_occurrence_id.
var faultColumns = map[schema.RuleID]string{ruleVisitOnce: "visit_occurrence_id", ruleSeats: "provider_id"}

// faultReasons are what the account says of links that were left out.
var faultReasons = map[schema.RuleID]string{
	ruleBroken: "to no visit that is there", ruleStranger: "to a visit of another person",
	ruleForward: "to a later visit", ruleCircle: "in a circle",
}

// follow finds where the chain leads, and who is in a visit at all.
func (r *reader) follow() {
	r.visits.sort()
	for i := 1; i < len(r.visits.order); i++ {
		if v := r.visits.at(int(r.visits.order[i])); v.id == r.visits.at(int(r.visits.order[i-1])).id {
			v.has |= twice
			r.wrong(int(r.visits.order[i]), ruleVisitOnce)
		}
	}
	r.seat()
	for i := range r.visits.n {
		v := r.visits.at(i)
		if v.has&twice != 0 {
			if v.has&hasBefore != 0 {
				r.to.Loss.Drop("preceding visit", lostRow, 1)
			}
			continue
		}
		r.persons.in[v.person] = true
		if v.has&hasStart != 0 {
			r.persons.first[v.person] = min(r.persons.first[v.person], v.start)
		}
		if v.provider != nobody {
			r.providers.in[v.provider] = true
		}
		if v.has&hasBefore != 0 {
			r.resolve(i, v)
		}
	}
	for _, d := range r.details {
		r.providers.in[d.provider] = true
	}
	for i := range r.visits.n {
		r.circle(i)
	}
	for i := range r.visits.n {
		v := r.visits.at(i)
		if v.has&linked == 0 {
			continue
		}
		r.to.Loss.Keep("preceding visit", 1)
		r.values.change(asPseudonym, 1)
		before := r.visits.at(int(v.before))
		if before.has&followed != 0 {
			r.wrong(i, ruleBranch)
		}
		before.has |= followed
	}
}

// resolve finds the visit before, and whether it can be that.
func (r *reader) resolve(i int, v *visit) {
	at, known := r.visits.find(v.before)
	if !known {
		r.unlink(i, ruleBroken)
		return
	}
	before := r.visits.at(at)
	switch {
	case before.person != v.person:
		r.unlink(i, ruleStranger)
	case v.has&hasStart != 0 && before.has&hasStart != 0 && before.start > v.start:
		r.unlink(i, ruleForward)
	default:
		v.before = int64(at)
		v.has |= linked
	}
}

// circle follows the links from a visit, each only once over all calls, and takes those
// apart that run in a circle.
func (r *reader) circle(i int) {
	var path []int
	for {
		v := r.visits.at(i)
		if v.has&(onPath|cleared) != 0 || v.has&linked == 0 {
			break
		}
		v.has |= onPath
		path = append(path, i)
		i = int(v.before)
	}
	if r.visits.at(i).has&onPath != 0 {
		for _, at := range path[slices.Index(path, i):] {
			r.visits.at(at).has &^= linked
			r.unlink(at, ruleCircle)
		}
	}
	for _, at := range path {
		r.visits.at(at).has = r.visits.at(at).has&^onPath | cleared
	}
}

func (r *reader) unlink(i int, rule schema.RuleID) {
	r.to.Loss.Drop("preceding visit", faultReasons[rule], 1)
	r.values.drop(faultReasons[rule])
	r.wrong(i, rule)
}

// wrong notes what is wrong with a visit.
func (r *reader) wrong(i int, rule schema.RuleID) {
	from := r.holder(visitOccurrence, i)
	from.faults = append(from.faults, fault{r.visits.at(i).row, rule})
}

// holder is the file of a table that holds something, by its place among those of all
// files of the table.
func (r *reader) holder(of table, i int) (from *file) {
	for _, f := range r.files {
		if f.table == of && f.first <= i {
			from = f
		}
	}
	return from
}
