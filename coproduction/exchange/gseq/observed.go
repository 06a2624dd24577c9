package gseq

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The names of the sets in which codes are declared. No code has the name of its set.
const (
	setOfActs  = "act"
	setOfRoles = "speaker"
	setOfCodes = "code"
)

// acts writes the acts of the steps. What else a step says has no place in an
// event sequence.
func (g *gathering) acts() {
	file := g.written.File
	file.Type, file.Notes = Event, []string{"acts of sense-making steps"}
	g.names.take(setOfActs)
	var seen []encounter.Act
	g.each(func(_ int, visits []*visit) {
		for _, v := range visits {
			for i := range v.Steps {
				seen = append(seen, v.Steps[i].Act)
			}
		}
	})
	code := nameWords(&g.names, seen, encounter.Acts())
	g.declare(setOfActs, true)
	g.each(func(patient int, visits []*visit) {
		for _, v := range visits {
			events := make([]Moment, 0, len(v.Steps))
			for i := range v.Steps {
				events = append(events, Moment{Codes: []string{code[v.Steps[i].Act]}})
			}
			g.written.Loss.Read("step", len(v.Steps))
			g.written.Loss.Change("step", "the act and its place in the order alone are carried", len(v.Steps))
			g.session(fmt.Sprintf("p%d", patient), v.note(), events, Origin{Encounter: v.ID, Number: v.number})
		}
	})
}

// turns writes who speaks when, by role.
func (g *gathering) turns() {
	file, loss := g.written.File, &g.written.Loss
	file.Type, file.Notes = Timed, []string{"turns of talk by role of the speaker"}
	g.names.take(setOfRoles)
	var seen []encounter.Role
	g.each(func(_ int, visits []*visit) {
		for _, v := range visits {
			if timed(v.Turns) < len(v.Turns) {
				continue
			}
			for i := range v.Turns {
				if role := v.RoleOf(v.Turns[i].Speaker); role != "" {
					seen = append(seen, role)
				}
			}
		}
	})
	code := nameWords(&g.names, seen, encounter.Roles())
	g.declare(setOfRoles, false)
	g.each(func(patient int, visits []*visit) {
		for _, v := range visits {
			loss.Read("turn", len(v.Turns))
			if n := timed(v.Turns); n < len(v.Turns) {
				loss.Drop("turn", "not all turns of the encounter have a start and an end", len(v.Turns))
				g.find(ruleUntimed, v.record, "/turns", fmt.Sprintf("%d of %d turns have no start and end in this order", len(v.Turns)-n, len(v.Turns)))
				continue
			}
			var events []Moment
			for i := range v.Turns {
				turn := &v.Turns[i]
				role := code[v.RoleOf(turn.Speaker)]
				pointer := fmt.Sprintf("/turns/%d", i)
				switch {
				case role == "":
					loss.Drop("turn", "the speaker is not present", 1)
					g.find(ruleSpeaker, v.record, pointer+"/speaker", "nobody present has this id")
					continue
				case *turn.StartMs == *turn.EndMs:
					loss.Change("turn", "it has no length: its onset alone is written", 1)
					g.find(ruleLength, v.record, pointer, "start and end are the same")
				default:
					loss.Change("turn", "the role of the speaker, onset and offset alone are carried", 1)
				}
				events = append(events, Moment{Codes: []string{role}, Onset: *turn.StartMs, Offset: *turn.EndMs})
			}
			slices.SortStableFunc(events, func(a, b Moment) int { return cmp.Compare(a.Onset, b.Onset) })
			g.session(fmt.Sprintf("p%d", patient), v.note(), events, Origin{Encounter: v.ID, Number: v.number})
		}
	})
}

// timed is how many of the turns have a start and an end in this order.
func timed(turns []encounter.Turn) (n int) {
	for i := range turns {
		if t := &turns[i]; t.Timed() && 0 <= *t.StartMs && *t.StartMs <= *t.EndMs {
			n++
		}
	}
	return n
}

func (v *visit) note() string { return fmt.Sprintf("e%d", v.number) }

// nameWords names the words of a vocabulary that occur, in the order of the
// vocabulary; what is not in it comes last.
func nameWords[T ~string](n *names, seen, vocabulary []T) map[T]string {
	slices.Sort(seen)
	seen = slices.Compact(seen)
	rank := func(word T) int { return cmp.Or(slices.Index(vocabulary, word)+1, len(vocabulary)+1) }
	slices.SortStableFunc(seen, func(a, b T) int { return cmp.Compare(rank(a), rank(b)) })
	name := make(map[T]string, len(seen))
	for _, word := range seen {
		name[word] = n.give(string(word), 0)
	}
	return name
}

// declare declares the codes named so far.
func (g *gathering) declare(name string, exclusive bool) {
	set := Set{Name: name, Exclusive: exclusive}
	for _, n := range g.names.list {
		set.Codes = append(set.Codes, n.Code)
	}
	if len(set.Codes) > 0 {
		g.written.File.Sets = []Set{set}
	}
}
