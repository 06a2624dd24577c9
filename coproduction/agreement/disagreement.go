package agreement

import (
	"cmp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A DisagreementKind says in what coders differ.
type DisagreementKind string

// The kinds of disagreement.
const (
	// DisagreeCode is that all coded the place, and not with the same codes.
	DisagreeCode DisagreementKind = "code"
	// DisagreeMissed is that one found no code to apply, or passed the place by, where another gave codes.
	DisagreeMissed DisagreementKind = "missed"
	// DisagreeBoundary is that two gave a code in common to ranges that overlap and are not the same.
	DisagreeBoundary DisagreementKind = "boundary"
)

// DisagreementKinds lists every kind.
func DisagreementKinds() []DisagreementKind {
	return []DisagreementKind{DisagreeCode, DisagreeMissed, DisagreeBoundary}
}

// A Disagreement is one thing for coders to talk about: a place that they read
// differently, or two ranges that they cut differently. It holds places, codes and
// ids, and never a word of the material.
type Disagreement struct {
	Kind     DisagreementKind `json:"kind"`
	Unit     string           `json:"unit"` // the kind of place: steps, turns, units …
	Codebook encounter.ID     `json:"codebook"`
	Codes    []theme.CodeID   `json:"codes"` // those that not all gave; of a boundary, those in common
	Sides    []Side           `json:"sides"` // by place, then by coder
}

// A Side is what one coder made of the place.
type Side struct {
	Coder  encounter.ID   `json:"coder"`
	Target theme.Target   `json:"target"`
	Range  *theme.Range   `json:"range,omitempty"` // of a meaning unit with one
	Coded  bool           `json:"coded"`           // false: no coding here, though they saw the place by the [Universe]
	Codes  []theme.CodeID `json:"codes"`           // empty: no code applies
}

// Disagreements are where the coders of a study differ, with the places where they
// agree counted beside them:
//
//	Places = Agreed + Disagreed
//
// A disagreement about a boundary is about two places, and a place may be in several
// disagreements, so their number is another one than Disagreed.
type Disagreements struct {
	Places    int64              `json:"places"` // rated by two coders or more
	Agreed    int64              `json:"agreed"` // all gave the same set of codes
	Disagreed int64              `json:"disagreed"`
	Single    int64              `json:"single"` // rated by one coder, and in none of the counts above
	ByKind    []KindCount        `json:"byKind"` // every kind, in their order
	ByCode    []CodeCount        `json:"byCode"` // every code that was given, by codebook and code
	List      []Disagreement     `json:"disagreements"`
	Warnings  []estimate.Warning `json:"warnings"`
}

// A KindCount counts the disagreements of one kind.
type KindCount struct {
	Kind  DisagreementKind `json:"kind"`
	Count int64            `json:"count"`
}

// A CodeCount counts what became of one code.
type CodeCount struct {
	Codebook  encounter.ID `json:"codebook"`
	Code      theme.CodeID `json:"code"`
	Agreed    int64        `json:"agreed"`    // places that all their coders, two or more, gave it
	Disagreed int64        `json:"disagreed"` // disagreements in which it is
}

// Disagreements returns where the coders differ, by codebook, kind of place and
// place.
//
// A place is rated by those who coded it, and by those who passed it by in a record
// in which they coded something else: o.Universe says so, and is [UniverseMaterial]
// unless told otherwise. Places that nobody coded are not looked at. Where somebody
// passed a range by and coded another one that overlaps it, with a code in common,
// the two differ about the boundary, and nobody missed anything. Somebody who coded
// both ranges, one inside the other say, does not differ about it.
//
// The order of adding changes nothing. Ranges are compared in a sweep over each
// source; the time is that of those that overlap.
func (t *Codings) Disagreements(o CodingOptions) Disagreements {
	u := o.universe(UniverseMaterial)
	o.Universe = UniverseRated // so that places that nobody coded stay out
	d := Disagreements{List: []Disagreement{}, ByCode: []CodeCount{}, Warnings: append([]estimate.Warning{}, t.Identity()...)}
	if !slices.Contains(Universes(), u) {
		d.Warnings = append(d.Warnings, estimate.Warning(UnknownUniverse))
	}
	kinds := map[DisagreementKind]int64{}
	codes := map[CodeCount]*CodeCount{} // by codebook and code alone
	for _, l := range t.read(o) {
		of := func(code theme.CodeID) *CodeCount {
			k := CodeCount{Codebook: l.book, Code: code}
			if codes[k] == nil {
				codes[k] = new(k)
			}
			return codes[k]
		}
		for _, code := range l.codes {
			of(code)
		}
		boundaries := l.boundaries()
		for i, p := range l.places {
			sides, both := l.sides(p, u, boundaries.passed(i))
			found := l.differing(p, sides)
			if found != nil {
				d.List = append(d.List, *found)
			}
			d.List = append(d.List, boundaries.from(i)...)
			switch {
			case found == nil && !boundaries.touch(i) && len(sides) < 2:
				d.Single++
			case found == nil && !boundaries.touch(i):
				d.Agreed++
			default:
				d.Disagreed++
			}
			for _, code := range both {
				of(code).Agreed++
			}
		}
		for _, w := range l.warnings() {
			if !slices.Contains(d.Warnings, w) {
				d.Warnings = append(d.Warnings, w)
			}
		}
	}
	d.Places = d.Agreed + d.Disagreed
	for i := range d.List {
		kinds[d.List[i].Kind]++
		for _, code := range d.List[i].Codes {
			codes[CodeCount{Codebook: d.List[i].Codebook, Code: code}].Disagreed++
		}
	}
	for _, k := range DisagreementKinds() {
		d.ByKind = append(d.ByKind, KindCount{k, kinds[k]})
	}
	for _, c := range codes {
		d.ByCode = append(d.ByCode, *c)
	}
	slices.SortFunc(d.ByCode, func(a, b CodeCount) int {
		return cmp.Or(a.Codebook.Compare(b.Codebook), cmp.Compare(a.Code, b.Code))
	})
	return d
}

// sides returns what everybody who rated a place made of it, except those who only
// differ about its boundary, and the codes that all of two or more gave.
func (l *layer) sides(p *place, u Universe, passed map[encounter.ID]bool) (sides []Side, both []theme.CodeID) {
	given := map[theme.CodeID]int{}
	for _, coder := range l.coders {
		r := p.by[coder]
		switch {
		case r != nil:
			sides = append(sides, p.side(coder))
			for _, code := range r.codes {
				given[code]++
			}
		case passed[coder]:
		case u == UniverseAll || u == UniverseMaterial && l.seen[p.material][coder]:
			sides = append(sides, p.side(coder))
		}
	}
	for _, code := range l.codes {
		if len(sides) > 1 && given[code] == len(sides) {
			both = append(both, code)
		}
	}
	return sides, both
}

// side returns what a coder made of the place, coded or not.
func (p *place) side(coder encounter.ID) Side {
	r := p.by[coder]
	if r == nil {
		return Side{Coder: coder, Target: p.target, Range: p.lies, Codes: []theme.CodeID{}}
	}
	return Side{Coder: coder, Target: r.target, Range: p.lies, Coded: true, Codes: append([]theme.CodeID{}, r.codes...)}
}

// differing returns the disagreement about the codes of a place, nil where there is none.
func (l *layer) differing(p *place, sides []Side) *Disagreement {
	given := map[theme.CodeID]int{}
	kind := DisagreeCode
	for _, s := range sides {
		if len(s.Codes) == 0 {
			kind = DisagreeMissed
		}
		for _, code := range s.Codes {
			given[code]++
		}
	}
	disputed := []theme.CodeID{}
	for _, code := range l.codes {
		if n := given[code]; n > 0 && n < len(sides) {
			disputed = append(disputed, code)
		}
	}
	if len(disputed) == 0 {
		return nil
	}
	return &Disagreement{Kind: kind, Unit: l.unit, Codebook: l.book, Codes: disputed, Sides: sides}
}
