package agreement

import (
	"cmp"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

const (
	codedUnitsFormula = "units of one kind that the coders' agreement rests on"
	codersFormula     = "coders with a coding of a unit of that kind"
)

// Rows returns how far the coders of the study agree.
//
// The numbers are given for each kind of unit that was coded: steps or turns of an
// encounter, whole encounters, meaning units and so on, and for each codebook where
// there are several. Every row says in its parameters
//
//	unit      the kind of unit, in the plural; for alpha_u, ranges
//	universe  what no coding means; see [Universe]
//	coders    how many coders coded a unit of that kind
//	code      the code, of numbers that are about one
//	round     the round, where the options name one
//	codebook  its id, where several were used
//
// For each kind there are the count of units and of coders; alpha over whole sets of
// codes, by [Jaccard] and [MASI]; and for each code that somebody gave, every
// coefficient of [Table.Rows] on having the code or not, nominal and unweighted: Scott's
// pi and Cohen's kappa where there are two coders. Intervals are linearised, or those
// of resamples where [CodingOptions] has a Resampling; alpha over sets keeps its
// linearised one, and alpha for unitizing has none. For each source of which ranges
// were coded there is alpha for unitizing, with the source as the subject; its coders
// are those who coded a range of it, or in [UniverseAll] of any source. Ranges of
// one coder and code that overlap are taken as one.
//
// Several codings of a place by one coder in one round are united, and counted in a
// warning; so are codings of other rounds, which are left out. Every number carries
// what [Codings.Identity] warns of. The order of adding changes no bit.
func (t *Codings) Rows(o CodingOptions) []estimate.Row {
	o.Universe = o.universe(UniverseRated)
	var rows []estimate.Row
	layers := t.read(o)
	warnings := t.Identity()
	books := map[encounter.ID]bool{}
	for _, l := range layers {
		books[l.book] = true
	}
	for _, l := range layers {
		common := map[string]any{"universe": string(o.Universe)}
		if o.Round != 0 {
			common["round"] = o.Round
		}
		if len(books) > 1 {
			common["codebook"] = l.book.String()
		}
		from := len(rows)
		rows = append(rows, l.rows(o, common)...)
		if l.unit == "units" {
			rows = append(rows, t.unitizings(l, o, common)...)
		}
		for i := range rows[from:] {
			r := &rows[from+i]
			if !slices.Contains(Universes(), o.Universe) {
				r.Estimate = estimate.Undefined(UnknownUniverse, 0).As(r.Formula)
			}
			r.Estimate = r.Warn(warnings...).Warn(l.warnings()...)
		}
	}
	return rows
}

// rows returns the numbers of one kind of unit.
func (l *layer) rows(o CodingOptions, common map[string]any) []estimate.Row {
	level := o.level()
	var rows []estimate.Row
	add := func(measure string, e estimate.Estimate, own map[string]any) {
		p := maps.Clone(common)
		maps.Copy(p, own)
		p["unit"], p["coders"] = l.unit, int64(len(l.coders))
		rows = append(rows, estimate.Row{Of: estimate.Subject{Kind: "study"}, Measure: measure, Params: p, Estimate: e})
	}
	sets := l.sets(o.Universe)
	add("coded_units", estimate.Count(int64(len(l.places))).As(codedUnitsFormula), nil)
	add("coders", estimate.Count(int64(len(l.coders))).As(codersFormula), nil)
	for _, d := range []SetDistance{Jaccard, MASI} {
		add("krippendorff_alpha_sets", sets.Alpha(d, level), d.params())
	}
	for _, code := range l.codes {
		for _, r := range l.ofCode(string(code), sets, o) {
			add(r.Measure, r.Estimate, r.Params)
		}
	}
	return rows
}

// warnings are those that go with every number of the layer.
func (l *layer) warnings() []estimate.Warning {
	var w []estimate.Warning
	if l.uneven {
		w = append(w, RoundsDiffer)
	}
	w = warnIfAny(w, l.others, "of the codings are of other rounds, and left out")
	w = warnIfAny(w, l.united, "of the codings are of a place that the same coder had already coded in that round: their codes were united")
	return warnIfAny(w, l.unread, "of the records that were coded were not read: places in them that nobody coded are missing")
}

// unitizings returns alpha for unitizing of each source, in the order of their ids.
func (t *Codings) unitizings(l *layer, o CodingOptions, common map[string]any) []estimate.Row {
	sources := firstByID(t.sources, func(s sourceCard) encounter.ID { return s.ID })
	ranged := map[encounter.ID][]*place{}
	for _, p := range l.places {
		if p.lies != nil && l.seen[p.material] != nil {
			ranged[p.material] = append(ranged[p.material], p)
		}
	}
	var rows []estimate.Row
	for _, id := range slices.SortedFunc(maps.Keys(ranged), encounter.ID.Compare) {
		coders := l.coders
		if o.Universe != UniverseAll {
			coders = slices.SortedFunc(maps.Keys(l.seen[id]), encounter.ID.Compare)
		}
		segments, joined := segmentsOf(ranged[id], coders)
		var of []estimate.Row
		source, known := sources[id]
		u, err := Unitize(0, source.Length, len(coders), segments)
		switch {
		case !known:
			of = unitizingWithout(NoSourceLength, segments)
		case err != nil || !within(ranged[id], source.Length):
			of = unitizingWithout(RangeOutside, segments)
		default:
			of = u.Rows(estimate.Subject{})
		}
		for _, r := range of {
			if r.Measure != "alpha_u" && r.Measure != "alpha_u_category" {
				continue
			}
			p := maps.Clone(common)
			maps.Copy(p, r.Params)
			p["unit"], p["coders"] = "ranges", int64(len(coders))
			r.Of, r.Params = estimate.Subject{Kind: "source", ID: id.String()}, p
			r.Estimate = r.Warn(warnIfAny(nil, joined, "of the ranges overlap another of the same coder and code: they were taken as one")...)
			rows = append(rows, r)
		}
	}
	return rows
}

// within reports whether every place is a range of a source of that length.
func within(places []*place, length int64) bool {
	for _, p := range places {
		if p.lies.Start < 0 || p.lies.End <= p.lies.Start || p.lies.End > length {
			return false
		}
	}
	return true
}

// segmentsOf returns what each coder marked of a source, and how many of their
// ranges were joined with another.
func segmentsOf(places []*place, coders []encounter.ID) (segments []Segment, joined int64) {
	places = slices.Clone(places)
	slices.SortFunc(places, func(a, b *place) int { return cmp.Compare(a.lies.Start, b.lies.Start) })
	type whose struct {
		coder int
		code  theme.CodeID
	}
	last := map[whose]int{} // where the last segment stands, by start
	for _, p := range places {
		for i, coder := range coders {
			r := p.by[coder]
			if r == nil {
				continue
			}
			for _, code := range r.codes {
				w := whose{i, code}
				if at, ok := last[w]; ok && p.lies.Start < segments[at].Start+segments[at].Length {
					s := &segments[at]
					s.Length = max(s.Length, p.lies.End-s.Start)
					joined++
					continue
				}
				last[w] = len(segments)
				segments = append(segments, Segment{Coder: i, Start: p.lies.Start, Length: p.lies.Len(), Category: string(code)})
			}
		}
	}
	return segments, joined
}

// unitizingWithout returns the rows of a source that cannot be compared.
func unitizingWithout(why estimate.Reason, segments []Segment) []estimate.Row {
	rows := []estimate.Row{{Measure: "alpha_u", Estimate: estimate.Undefined(why, int64(len(segments))).As(alphaUFormula)}}
	n := map[string]int64{}
	for _, s := range segments {
		n[s.Category]++
	}
	for _, category := range slices.Sorted(maps.Keys(n)) {
		rows = append(rows, estimate.Row{Measure: "alpha_u_category", Params: map[string]any{"category": category},
			Estimate: estimate.Undefined(why, n[category]).As(alphaUCategoryFormula)})
	}
	return rows
}
