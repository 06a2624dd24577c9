package agreement

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A place is one thing that was coded, or could have been. Two meaning units with
// the same range of the same source are one place, as each coder may have made their
// own; so are two that hold the same turns and steps.
type place struct {
	target   theme.Target // the first of its targets
	material encounter.ID // the record that it lies in
	lies     *theme.Range // within its source, of a meaning unit with a range
	by       map[encounter.ID]*reading
}

// A reading is what one coder made of a place: the union of the sets, where they coded it several times.
type reading struct {
	target theme.Target
	codes  []theme.CodeID
}

// A layer is the places of one kind that were coded with one codebook. Numbers of
// different layers have different units, so they are never pooled.
type layer struct {
	book   encounter.ID
	unit   string // what its places are: steps, turns, units …
	places []*place
	coders []encounter.ID
	codes  []theme.CodeID
	seen   map[encounter.ID]map[encounter.ID]bool // material, coder: they coded something there
	united int64                                  // codings of a coder at a place that they had coded already
	others int64                                  // codings of other rounds
	uneven bool                                   // the latest rounds of the coders differ
	unread int64                                  // records that were coded and not read: what else is in them is not known
}

type layerKey struct {
	book encounter.ID
	unit string
}

// A map of the study tells where a target lies.
type atlas struct {
	units   map[encounter.ID]unitCard
	sources map[encounter.ID]sourceCard
	records map[encounter.ID]recordCard
}

func (t *Codings) atlas() atlas {
	return atlas{
		units:   firstByID(t.units, func(u unitCard) encounter.ID { return u.ID }),
		sources: firstByID(t.sources, func(s sourceCard) encounter.ID { return s.ID }),
		records: firstByID(t.records, func(r recordCard) encounter.ID { return r.ID }),
	}
}

// locate returns what a target is, in the plural, the place without its readings,
// and what it shares with other targets of the same place.
func (a atlas) locate(target theme.Target) (unit string, p place, key string) {
	p = place{target: target, material: target.Record}
	key = target.String()
	if target.Pointer != "" {
		return listOf(target.Pointer), p, key
	}
	if u, ok := a.units[target.Record]; ok {
		switch {
		case u.Range != nil && !u.Source.IsZero():
			p.material, p.lies = u.Source, u.Range
			key = fmt.Sprint(u.Source, u.Range.Start, u.Range.End)
		case !u.Encounter.IsZero():
			p.material = u.Encounter
			key = fmt.Sprint(u.Encounter, u.Turns, u.Steps)
		case !u.Source.IsZero():
			p.material = u.Source
		}
		return "units", p, key
	}
	if _, ok := a.sources[target.Record]; ok {
		return "sources", p, key
	}
	if r, ok := a.records[target.Record]; ok {
		return r.Kind + "s", p, key
	}
	return "records", p, key
}

// read reports whether a record that may be coded was read.
func (a atlas) read(id encounter.ID) bool {
	_, record := a.records[id]
	_, source := a.sources[id]
	_, unit := a.units[id]
	return record || source || unit
}

// listOf returns the names in a pointer, without the numbers of list elements: steps
// for /steps/3. What is inside local fields is not looked at, as it may be anything.
func listOf(pointer string) string {
	var names []string
	for token := range strings.SplitSeq(pointer[1:], "/") {
		if _, err := strconv.ParseUint(token, 10, 32); err == nil {
			continue
		}
		names = append(names, token)
		if token == "extensions" {
			break
		}
	}
	return cmp.Or(strings.Join(names, "/"), "records")
}

// read returns the layers in the order of codebooks and kinds.
func (t *Codings) read(o CodingOptions) []*layer {
	atlas := t.atlas()
	type whose struct{ book, coder encounter.ID }
	latest := map[whose]int64{}
	for i := range t.codings {
		c := &t.codings[i]
		w := whose{c.Codebook, c.Coder}
		latest[w] = max(latest[w], c.Round)
	}
	layers, at := map[layerKey]*layer{}, map[layerKey]map[string]*place{}
	for i := range t.codings {
		c := &t.codings[i]
		unit, found, key := atlas.locate(theme.Target{Record: c.Record, Pointer: c.Pointer})
		k := layerKey{c.Codebook, unit}
		if layers[k] == nil {
			layers[k] = &layer{book: c.Codebook, unit: unit, seen: map[encounter.ID]map[encounter.ID]bool{}}
			at[k] = map[string]*place{}
		}
		l := layers[k]
		round := latest[whose{c.Codebook, c.Coder}]
		if o.Round != 0 {
			round = o.Round
		}
		if c.Round != round {
			l.others++
			continue
		}
		p := at[k][key]
		if p == nil {
			p = &found
			p.by = map[encounter.ID]*reading{}
			at[k][key] = p
		}
		if compareTargets(found.target, p.target) < 0 {
			p.target = found.target
		}
		p.add(c, found.target, l)
		if l.seen[p.material] == nil {
			l.seen[p.material] = map[encounter.ID]bool{}
		}
		l.seen[p.material][c.Coder] = true
	}
	for k, l := range layers {
		rounds := map[int64]bool{}
		coders := map[encounter.ID]bool{}
		codes := map[theme.CodeID]bool{}
		for _, p := range at[k] {
			l.places = append(l.places, p)
			for coder, r := range p.by {
				coders[coder] = true
				rounds[latest[whose{l.book, coder}]] = true
				for _, code := range r.codes {
					codes[code] = true
				}
			}
		}
		l.uneven = o.Round == 0 && len(rounds) > 1
		l.coders = slices.SortedFunc(maps.Keys(coders), encounter.ID.Compare)
		l.codes = slices.Sorted(maps.Keys(codes))
		if o.Universe == UniverseMaterial || o.Universe == UniverseAll {
			l.fill(atlas, at[k])
		}
		slices.SortFunc(l.places, func(a, b *place) int { return compareTargets(a.target, b.target) })
	}
	return slices.SortedFunc(maps.Values(layers), func(a, b *layer) int {
		return cmp.Or(a.book.Compare(b.book), cmp.Compare(a.unit, b.unit))
	})
}

// add takes in a coding of the place.
func (p *place) add(c *codingCard, target theme.Target, l *layer) {
	r := p.by[c.Coder]
	if r == nil {
		p.by[c.Coder] = &reading{target, c.Codes}
		return
	}
	l.united++
	if compareTargets(target, r.target) < 0 {
		r.target = target
	}
	r.codes = slices.Concat(r.codes, c.Codes)
	slices.Sort(r.codes)
	r.codes = slices.Compact(r.codes)
}

// fill adds the places that nobody coded, of the records in which others of their kind were.
func (l *layer) fill(a atlas, coded map[string]*place) {
	add := func(target theme.Target) {
		unit, p, key := a.locate(target)
		if unit == l.unit && l.seen[p.material] != nil && coded[key] == nil {
			coded[key] = &p
			l.places = append(l.places, &p)
		}
	}
	if l.unit == "units" {
		for id := range a.units {
			add(theme.Target{Record: id})
		}
		return
	}
	for material := range l.seen {
		if !a.read(material) {
			l.unread++
		}
		for i := range a.records[material].Lists[l.unit] {
			add(theme.Target{Record: material, Pointer: fmt.Sprintf("/%s/%d", l.unit, i)})
		}
	}
}

// sets returns the table of the layer under a universe.
func (l *layer) sets(u Universe) *Sets {
	rows := make([][][]theme.CodeID, len(l.places))
	none := []theme.CodeID{}
	for i, p := range l.places {
		rows[i] = make([][]theme.CodeID, len(l.coders))
		for j, coder := range l.coders {
			r := p.by[coder]
			switch {
			case r != nil && r.codes != nil:
				rows[i][j] = r.codes
			case r != nil || u == UniverseAll || u == UniverseMaterial && l.seen[p.material][coder]:
				rows[i][j] = none
			}
		}
	}
	s, _ := SetsOf(rows) // all rows are of one length
	return s
}
