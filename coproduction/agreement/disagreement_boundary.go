package agreement

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// boundaries are the ranges of a layer that coders cut differently.
type boundaries struct {
	list map[int][]Disagreement        // by the place that begins first
	whom map[int]map[encounter.ID]bool // by place: who cut it differently instead of coding it
}

func (b boundaries) from(place int) []Disagreement          { return b.list[place] }
func (b boundaries) passed(place int) map[encounter.ID]bool { return b.whom[place] }
func (b boundaries) touch(place int) bool                   { return len(b.whom[place]) > 0 }

// boundaries compares every two ranges of a source that overlap.
func (l *layer) boundaries() boundaries {
	b := boundaries{map[int][]Disagreement{}, map[int]map[encounter.ID]bool{}}
	var ranged []int
	for i, p := range l.places {
		if p.lies != nil && p.lies.Len() > 0 {
			ranged = append(ranged, i)
		}
	}
	slices.SortStableFunc(ranged, func(i, j int) int {
		p, q := l.places[i], l.places[j]
		return cmp.Or(p.material.Compare(q.material), cmp.Compare(p.lies.Start, q.lies.Start))
	})
	for at, i := range ranged {
		p := l.places[i]
		for _, j := range ranged[at+1:] {
			q := l.places[j]
			if q.material != p.material || !p.lies.Overlaps(*q.lies) {
				break
			}
			if sides, codes := cutDifferently(l.coders, p, q); len(sides) > 0 {
				b.list[i] = append(b.list[i], Disagreement{DisagreeBoundary, l.unit, l.book, codes, sides})
				b.mark(i, j, p, q, sides)
			}
		}
	}
	return b
}

// mark notes who passed a place by because they cut it differently.
func (b boundaries) mark(i, j int, p, q *place, sides []Side) {
	note := func(place int, coder encounter.ID) {
		if b.whom[place] == nil {
			b.whom[place] = map[encounter.ID]bool{}
		}
		b.whom[place][coder] = true
	}
	for _, s := range sides {
		if p.by[s.Coder] != nil {
			note(j, s.Coder)
		} else {
			note(i, s.Coder)
		}
	}
}

// cutDifferently returns those who coded one of two ranges and not the other, and
// share a code with somebody who did it the other way round; and these codes.
func cutDifferently(coders []encounter.ID, p, q *place) (sides []Side, codes []theme.CodeID) {
	alone := func(at, not *place) (who []encounter.ID) {
		for _, coder := range coders {
			if at.by[coder] != nil && not.by[coder] == nil {
				who = append(who, coder)
			}
		}
		return who
	}
	here, there := alone(p, q), alone(q, p)
	of := func(at *place, own []encounter.ID, other *place, others []encounter.ID) {
		for _, a := range own {
			shared := false
			for _, b := range others {
				for _, code := range at.by[a].codes {
					if slices.Contains(other.by[b].codes, code) {
						shared = true
						codes = append(codes, code)
					}
				}
			}
			if shared {
				sides = append(sides, at.side(a))
			}
		}
	}
	of(p, here, q, there)
	of(q, there, p, here)
	slices.Sort(codes)
	return sides, slices.Compact(codes)
}
