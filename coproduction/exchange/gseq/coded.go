package gseq

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A coding is one, with its place among the records and in an encounter.
type coding struct {
	Target   theme.Target
	Codebook encounter.ID
	Codes    []theme.CodeID
	Coder    encounter.ID
	Round    int64
	record   int
	place
}

// A place is consecutive steps or turns of an encounter.
type place struct {
	visit       *visit
	kind        string // "steps" or "turns"
	first, last int    // both included
}

// codes writes the codes of each coder and round.
func (g *gathering) codes() {
	file, loss := g.written.File, &g.written.Loss
	file.Type, file.Notes = Multievent, []string{"codes of steps and turns"}
	if g.Single {
		file.Type = Event
	}
	var placed []coding
	in := make(map[*visit][]coding)
	for _, c := range g.codings {
		loss.Read("coding", 1)
		var ok bool
		switch c.place, ok = g.placeOf(c.Target); {
		case !g.Coder.IsZero() && c.Coder != g.Coder:
			loss.Drop("coding", "of another coder", 1)
		case g.Round != 0 && c.Round != g.Round:
			loss.Drop("coding", "of another round", 1)
		case !ok:
			loss.Drop("coding", "not of steps or turns of an encounter that was read", 1)
			g.find(rulePlace, c.record, "/target", "the target is not steps or turns of an encounter among the records")
		default:
			placed = append(placed, c)
			in[c.visit] = append(in[c.visit], c)
		}
	}
	name := g.nameCodes(placed)
	g.each(func(patient int, visits []*visit) {
		of := make(map[*visit]int)
		var mine []coding
		for i, v := range visits {
			of[v] = i
			mine = append(mine, in[v]...)
		}
		slices.SortStableFunc(mine, func(a, b coding) int {
			return cmp.Or(a.Coder.Compare(b.Coder), cmp.Compare(a.Round, b.Round),
				cmp.Compare(of[a.visit], of[b.visit]), strings.Compare(a.kind, b.kind),
				cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(a.record, b.record))
		})
		for len(mine) > 0 {
			n := slices.IndexFunc(mine, func(c coding) bool { return !together(c, mine[0]) })
			if n < 0 {
				n = len(mine)
			}
			g.sequence(patient, mine[:n], name)
			mine = mine[n:]
		}
	})
}

// together reports whether two codings belong into one sequence.
func together(a, b coding) bool {
	return a.Coder == b.Coder && a.Round == b.Round && a.visit == b.visit && a.kind == b.kind
}

// sequence writes the codings of one coder and round in one encounter, sorted by
// place: a session, or several where there is a hole.
func (g *gathering) sequence(patient int, codings []coding, name map[code]string) {
	loss, c := &g.written.Loss, codings[0]
	label := fmt.Sprintf("p%d_c%d_r%d", patient, g.coder(c.Coder), c.Round)
	var events []Moment
	begin, end := -1, -1 // of the session; where the last place ended
	told := false        // why the sequence was cut
	cut := func() {
		note := fmt.Sprintf("%s %s from %d", c.visit.note(), c.kind, begin+1)
		g.session(label, note, events, Origin{Encounter: c.visit.id, Number: c.visit.number,
			Coder: c.Coder, Round: c.Round, Places: c.kind, First: begin})
		events = nil
	}
	for i := 0; i < len(codings); {
		here := codings[i]
		set, same := map[string]bool{}, 0
		for ; i+same < len(codings) && codings[i+same].place == here.place; same++ {
			for _, id := range codings[i+same].Codes {
				set[name[code{here.Codebook, id}]] = true
			}
		}
		at := fmt.Sprintf("/%s/%d", c.kind, here.first)
		codes := sorted(set, g.names.list)
		if here.first <= end {
			loss.Drop("coding", "its place overlaps one that begins before it", same)
			g.find(ruleOverlap, here.record, "/target", "its steps or turns are partly those of an earlier place")
			i += same
			cut()
			told = true
			continue
		}
		if end >= 0 && here.first > end+1 {
			if !told {
				g.find(ruleGap, c.visit.record, fmt.Sprintf("/%s/%d", c.kind, end+1),
					fmt.Sprintf("%d from here on are not coded by a coder who coded those before and after", here.first-end-1))
			}
			cut()
		}
		told = false
		switch {
		case g.Single && len(codes) > 1:
			loss.Drop("coding", "several codes at once", same)
			g.find(ruleSeveral, c.visit.record, at, fmt.Sprintf("a coder gave %d codes", len(codes)))
			cut()
		case len(codes) == 0:
			loss.Change("coding", "seen, and no code: written as a code of its own", same)
			events = append(events, Moment{Codes: []string{NoCode}})
		default:
			loss.Keep("coding", 1)
			if same > 1 {
				loss.Change("coding", "joined with another of the same coder, round and place", same-1)
			}
			events = append(events, Moment{Codes: codes})
		}
		if len(events) == 1 {
			begin = here.first
		}
		end = here.last
		i += same
	}
	cut()
}

// sorted lists the names in the order of the declaration.
func sorted(set map[string]bool, all []Name) (codes []string) {
	for _, n := range all {
		if set[n.Code] {
			codes = append(codes, n.Code)
		}
	}
	return codes
}

// coder numbers the coders in the order of their ids.
func (g *gathering) coder(id encounter.ID) int {
	if g.coders == nil {
		for _, c := range g.codings {
			g.coders = append(g.coders, c.Coder)
		}
		slices.SortFunc(g.coders, encounter.ID.Compare)
		g.coders = slices.Compact(g.coders)
	}
	i, _ := slices.BinarySearchFunc(g.coders, id, encounter.ID.Compare)
	return i + 1
}

// A code is known by its codebook and its id.
type code struct {
	book encounter.ID
	id   theme.CodeID
}

// nameCodes names the codes that were given, in the order of codebooks and ids.
func (g *gathering) nameCodes(codings []coding) map[code]string {
	var all []code
	var books []encounter.ID
	empty := false
	for _, c := range codings {
		empty = empty || len(c.Codes) == 0
		books = append(books, c.Codebook)
		for _, id := range c.Codes {
			all = append(all, code{c.Codebook, id})
		}
	}
	slices.SortFunc(books, encounter.ID.Compare)
	books = slices.Compact(books)
	slices.SortFunc(all, func(a, b code) int {
		return cmp.Or(a.book.Compare(b.book), cmp.Compare(a.id, b.id))
	})
	name := make(map[code]string)
	g.names.take(setOfCodes)
	if empty {
		g.names.give(NoCode, 0)
		g.names.list[0].Of = "seen, and no code"
	}
	for _, c := range slices.Compact(all) {
		number := 0
		if len(books) > 1 {
			number, _ = slices.BinarySearchFunc(books, c.book, encounter.ID.Compare)
			number++
		}
		name[c] = g.names.give(string(c.id), number)
	}
	g.declare(setOfCodes, false)
	return name
}

// placeOf finds the steps or turns that a target is.
func (g *gathering) placeOf(t theme.Target) (p place, ok bool) {
	if unit, ok := g.units[t.Record]; ok && t.Pointer == "" {
		v := g.encounters[unit.encounter]
		if v == nil || len(unit.steps) > 0 && len(unit.turns) > 0 {
			return p, false
		}
		if len(unit.steps) > 0 {
			return span(v, "steps", unit.steps, v.stepNames)
		}
		return span(v, "turns", unit.turns, v.turnNames)
	}
	v := g.encounters[t.Record]
	if v == nil {
		return p, false
	}
	for kind, n := range map[string]int{"steps": len(v.stepNames), "turns": len(v.turnNames)} {
		text, found := strings.CutPrefix(t.Pointer, "/"+kind+"/")
		i, err := strconv.Atoi(text)
		if found && err == nil && 0 <= i && i < n && strconv.Itoa(i) == text {
			return place{v, kind, i, i}, true
		}
	}
	return p, false
}

// span finds the first and the last of the names in an encounter.
func span(v *visit, kind string, names, all []encounter.Name) (place, bool) {
	p := place{visit: v, kind: kind, first: len(all), last: -1}
	found := 0
	for i, name := range all {
		if slices.Contains(names, name) {
			p.first, p.last = min(p.first, i), i
			found++
		}
	}
	return p, found > 0 && found == len(names)
}
