package indicator

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A reading is what was made of the material with one codebook.
type reading struct {
	book     bookCard
	params   params // what tells its rows from those of another reading
	unknown  bool   // the option asked for does not exist
	places   []place
	themeOf  map[theme.CodeID]theme.CodeID
	subjects []codeSubject
}

// A place is where codings point at.
type place struct {
	encounter string           // empty where it is in none of the data
	steps     []encounter.Name // what it is, where it is steps and nothing else
	codes     []theme.CodeID   // sorted, each once
	sets      [][]theme.CodeID // of each coding that counts
}

// A codeSubject is a theme or a code, and what it is found by.
type codeSubject struct {
	param  string // theme or code
	id     theme.CodeID
	member func(theme.CodeID) bool
}

func (s codeSubject) in(codes []theme.CodeID) bool { return slices.ContainsFunc(codes, s.member) }

// readings returns what was made of the material with each codebook, in the order of
// their ids; without any, an empty one.
func (t *CodeTally) readings(cards []codeCard, o Options) []reading {
	at := map[string]*reading{}
	for _, b := range once(t.books, bookCard.id) {
		at[b.ID] = &reading{book: b}
	}
	places := map[string]map[theme.Target][]codingCard{}
	where := t.joins(cards)
	for _, c := range once(t.codings, codingCard.id) {
		if at[c.Codebook] == nil {
			at[c.Codebook] = &reading{book: bookCard{ID: c.Codebook}}
		}
		if places[c.Codebook] == nil {
			places[c.Codebook] = map[theme.Target][]codingCard{}
		}
		target := targetOf(c)
		places[c.Codebook][target] = append(places[c.Codebook][target], c)
	}
	if len(at) == 0 {
		at[""] = new(reading)
	}
	var all []reading
	for _, id := range slices.Sorted(maps.Keys(at)) {
		r := at[id]
		r.params = params{}
		if c := o.coders(); c != AnyCoder {
			r.params["coders"] = string(c)
			_, err := encounter.ParseID(string(c))
			r.unknown = c != EveryCoder && err != nil
		}
		if o.LatestRound {
			r.params["rounds"] = "latest"
		}
		if len(at) > 1 {
			r.params["codebook"] = id
		}
		for _, target := range slices.SortedFunc(maps.Keys(places[id]), compareTargets) {
			if p, ok := placeOf(places[id][target], o); ok {
				p.encounter, p.steps = where.find(target)
				r.places = append(r.places, p)
			}
		}
		r.list()
		all = append(all, *r)
	}
	return all
}

// targetOf returns the place of a coding. Its id may be anything, as forms come from
// elsewhere; text that is no id stands for no place.
func targetOf(c codingCard) theme.Target {
	id, _ := encounter.ParseID(c.Record)
	return theme.Target{Record: id, Pointer: c.Pointer}
}

func compareTargets(a, b theme.Target) int {
	if c := a.Record.Compare(b.Record); c != 0 {
		return c
	}
	return strings.Compare(a.Pointer, b.Pointer)
}

// placeOf returns what the coders whose codes count gave one place, and whether there are any.
func placeOf(codings []codingCard, o Options) (p place, ok bool) {
	latest := map[string]int64{}
	for _, c := range codings {
		latest[c.Coder] = max(latest[c.Coder], c.Round)
	}
	by := map[string][]theme.CodeID{}
	for _, c := range codings {
		if o.LatestRound && c.Round < latest[c.Coder] {
			continue
		}
		if who := o.coders(); who != AnyCoder && who != EveryCoder && c.Coder != string(who) {
			continue
		}
		by[c.Coder] = append(by[c.Coder], c.Codes...)
		p.codes = append(p.codes, c.Codes...)
		p.sets = append(p.sets, c.Codes)
	}
	slices.Sort(p.codes)
	p.codes = slices.Compact(p.codes)
	if o.coders() == EveryCoder {
		p.codes = slices.DeleteFunc(p.codes, func(code theme.CodeID) bool {
			for _, codes := range by {
				if !slices.Contains(codes, code) {
					return true
				}
			}
			return false
		})
	}
	return p, len(p.sets) > 0
}

// list finds the themes and codes that rows are about: those of the codebook in its
// order, and then what was given without being in it.
func (r *reading) list() {
	r.themeOf = map[theme.CodeID]theme.CodeID{}
	parent := map[theme.CodeID]theme.CodeID{}
	for _, b := range slices.Backward(r.book.Codes) {
		parent[b.Code] = b.Parent
	}
	for _, t := range r.book.Themes {
		r.themeOf[t] = t
	}
	listed := map[theme.CodeID]bool{}
	code := func(id theme.CodeID) {
		if listed[id] {
			return
		}
		listed[id] = true
		r.subjects = append(r.subjects, codeSubject{"code", id, func(c theme.CodeID) bool { return c == id }})
	}
	for _, t := range r.book.Themes {
		if !listed[t] {
			listed[t] = true
			r.subjects = append(r.subjects, codeSubject{"theme", t, func(c theme.CodeID) bool { return r.themeOf[c] == t }})
		}
	}
	for _, b := range r.book.Codes {
		at := b.Code
		for range len(r.book.Codes) + 1 { // a circle ends nowhere
			if top, ok := r.themeOf[at]; ok {
				r.themeOf[b.Code] = top
				break
			}
			up, ok := parent[at]
			if !ok {
				break
			}
			at = up
		}
		code(b.Code)
	}
	var strange []theme.CodeID
	for _, p := range r.places {
		strange = append(strange, p.codes...)
	}
	slices.Sort(strange)
	for _, id := range slices.Compact(strange) {
		code(id)
	}
}

// Joins lead from what codings point at to encounters.
type joins struct {
	parts map[string]partCard
	cards map[string]codeCard
}

func (t *CodeTally) joins(cards []codeCard) joins {
	j := joins{map[string]partCard{}, map[string]codeCard{}}
	for _, p := range once(t.parts, partCard.id) {
		j.parts[p.ID] = p
	}
	for _, c := range cards {
		j.cards[c.Encounter] = c
	}
	return j
}

// find returns the encounter of a place, and the steps that it is.
func (j joins) find(target theme.Target) (in string, steps []encounter.Name) {
	id := target.Record.String()
	if c, ok := j.cards[id]; ok {
		if rest, ok := strings.CutPrefix(target.Pointer, "/steps/"); ok {
			index, _, _ := strings.Cut(rest, "/")
			if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < len(c.Steps) {
				steps = []encounter.Name{c.Steps[i].Step}
			}
		}
		return id, steps
	}
	part := j.parts[id]
	in, steps = part.Encounter, part.Steps
	if in == "" {
		in, steps = j.parts[part.Source].Encounter, nil
	}
	if _, ok := j.cards[in]; !ok {
		return "", nil
	}
	return in, steps
}
