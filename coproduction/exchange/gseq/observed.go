package gseq

import (
	"cmp"
	"fmt"
	"maps"
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
	seen := make(map[encounter.Act]bool)
	g.each(func(_ int, visits []*visit) {
		for _, v := range visits {
			for _, act := range v.acts {
				seen[act] = true
			}
		}
	})
	code := nameWords(&g.names, seen, encounter.Acts())
	g.declare(setOfActs, true)
	g.each(func(patient int, visits []*visit) {
		for _, v := range visits {
			events := make([]Moment, 0, len(v.acts))
			for _, act := range v.acts {
				events = append(events, Moment{Codes: code[act]})
			}
			g.written.Loss.Read("step", len(v.acts))
			g.written.Loss.Change("step", "the act and its place in the order alone are carried", len(v.acts))
			g.session(fmt.Sprintf("p%d", patient), v.note(), events, Origin{Encounter: v.id, Number: v.number})
		}
	})
}

// turns writes who speaks when, by role.
func (g *gathering) turns() {
	file, loss := g.written.File, &g.written.Loss
	file.Type, file.Notes = Timed, []string{"turns of talk by role of the speaker"}
	g.names.take(setOfRoles)
	seen := make(map[encounter.Role]bool)
	g.each(func(_ int, visits []*visit) {
		for _, v := range visits {
			if v.timed < len(v.turns) {
				continue
			}
			for _, turn := range v.turns {
				if turn.role != "" {
					seen[turn.role] = true
				}
			}
		}
	})
	code := nameWords(&g.names, seen, encounter.Roles())
	g.declare(setOfRoles, false)
	g.each(func(patient int, visits []*visit) {
		for _, v := range visits {
			loss.Read("turn", len(v.turns))
			if n := len(v.turns) - v.timed; n > 0 {
				loss.Drop("turn", "not all turns of the encounter have a start and an end", len(v.turns))
				g.find(ruleUntimed, v.record, "/turns", fmt.Sprintf("%d of %d turns have no start and end in this order", n, len(v.turns)))
				continue
			}
			var events []Moment
			for i, turn := range v.turns {
				pointer := fmt.Sprintf("/turns/%d", i)
				switch {
				case turn.role == "":
					loss.Drop("turn", "the speaker is not present", 1)
					g.find(ruleSpeaker, v.record, pointer+"/speaker", "nobody present has this id")
					continue
				case turn.onset == turn.offset:
					loss.Change("turn", "it has no length: its onset alone is written", 1)
					g.find(ruleLength, v.record, pointer, "start and end are the same")
				default:
					loss.Change("turn", "the role of the speaker, onset and offset alone are carried", 1)
				}
				events = append(events, Moment{Codes: code[turn.role], Onset: turn.onset, Offset: turn.offset})
			}
			slices.SortStableFunc(events, func(a, b Moment) int { return cmp.Compare(a.Onset, b.Onset) })
			g.session(fmt.Sprintf("p%d", patient), v.note(), events, Origin{Encounter: v.id, Number: v.number})
		}
	})
}

func (v *visit) note() string { return fmt.Sprintf("e%d", v.number) }

// nameWords names the words of a vocabulary that occur, in the order of the
// vocabulary; what is not in it comes last. Each name is a list of one.
func nameWords[T ~string](n *names, occur map[T]bool, vocabulary []T) map[T][]string {
	seen := slices.Sorted(maps.Keys(occur))
	rank := func(word T) int { return cmp.Or(slices.Index(vocabulary, word)+1, len(vocabulary)+1) }
	slices.SortStableFunc(seen, func(a, b T) int { return cmp.Compare(rank(a), rank(b)) })
	name := make(map[T][]string, len(seen))
	for _, word := range seen {
		name[word] = []string{n.give(string(word), 0)}
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
