package omop

import (
	"cmp"
	"slices"
)

// maxPresent is how many take part in an encounter, the patient among them.
const maxPresent = 200

// A detail says that a professional took part in a visit.
type detail struct {
	visit    int64
	provider uint32
	row      uint32 // among those of all tables of details
}

// part reads a row of VISIT_DETAIL.
func (s *sheet) part() bool {
	visit, ok := s.id("visit_occurrence_id")
	if !ok {
		return false
	}
	s.leave("visit_occurrence_id", lostJoin)
	at, known := s.visits.find(visit)
	if !known {
		s.file.report(ruleDetail, s.place("visit_occurrence_id"), "no row of VISIT_OCCURRENCE has this number")
		return false
	}
	id, ok := s.integer("provider_id")
	if !ok {
		s.to.Loss.Drop(s.element, lostNobody, 1)
		return true
	}
	who := s.professional(id)
	if who == nobody {
		s.lose(s.element, "provider_id", lostNobody)
		return true
	}
	s.details = append(s.details, detail{s.visits.at(at).id, who, uint32(s.first) + s.lines})
	return true
}

// seat keeps of the parts of each visit one for each professional, in the order of the
// rows, as far as an encounter has place for them.
func (r *reader) seat() {
	slices.SortStableFunc(r.details, func(a, b detail) int { return cmp.Compare(a.visit, b.visit) })
	const element = "visit detail"
	there := map[uint32]bool{}
	kept, full := r.details[:0], false
	var of *visit
	for _, d := range r.details {
		if of == nil || of.id != d.visit {
			at, _ := r.visits.find(d.visit)
			of, full = r.visits.at(at), false
			clear(there)
			if of.provider != nobody {
				there[of.provider] = true
			}
		}
		switch {
		case there[d.provider]:
			r.lost(element, "the professional is present already")
		case len(there) == maxPresent-1:
			r.lost(element, "more professionals than an encounter has place for")
			if !full {
				from := r.holder(visitDetail, int(d.row))
				from.faults = append(from.faults, fault{d.row - uint32(from.first), ruleSeats})
			}
			full = true
		default:
			there[d.provider] = true
			kept = append(kept, d)
			r.to.Loss.Change(element, asPresence, 1)
			r.values.change(asPseudonym, 1)
		}
	}
	r.details = kept
}

// lost leaves an element behind, with the one value that it is.
func (r *reader) lost(element, why string) {
	r.to.Loss.Drop(element, why, 1)
	r.values.drop(why)
}

// present returns the providers of a visit: its own first, then those of its parts.
func (r *reader) present(v *visit) []uint32 {
	var who []uint32
	if v.provider != nobody {
		who = append(who, v.provider)
	}
	at, _ := slices.BinarySearchFunc(r.details, v.id, func(d detail, id int64) int { return cmp.Compare(d.visit, id) })
	for ; at < len(r.details) && r.details[at].visit == v.id; at++ {
		who = append(who, r.details[at].provider)
	}
	return who
}
