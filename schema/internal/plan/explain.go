package plan

import (
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// A Departure is one constraint that a document breaks, and where.
type Departure struct {
	Path    []string // to the value in the document: names and indices, unescaped
	Keyword string   // the constraint, such as "enum"

	// Member says which part of the value it is about: the name that is missing
	// (required), that is too much (additionalProperties) or that must have others
	// beside it (dependentRequired), or the index of the item that is there already
	// (uniqueItems). It is empty with other keywords.
	Member string

	// The place in the bytes: the value; of additionalProperties the name, of
	// dependentRequired and uniqueItems the part, and of required the bracket that
	// opens the object.
	Offset, Length int
}

// Explain returns all departures of a document that the scan found clean and that
// Judge found invalid, in no particular order: those that v5 finds behind the
// fence. Where it cannot tell, as with contains and propertyNames, ok is false.
//
// It goes down only into the parts of the document that are at fault, so that it
// takes little more time than Judge.
func (p *Plan) Explain(doc []byte) (found []Departure, ok bool) {
	r := p.runs.Get().(*run)
	r.start(doc)
	x := explainer{run: r}
	if pos := r.space(0); x.breaks(p.root, pos) {
		x.value(p.root, pos)
	}
	p.keep(r, doc)
	return x.found, !x.unable
}

// An explainer collects what is wrong below a value of which a run found that
// something is.
type explainer struct {
	*run
	path   []string
	found  []Departure
	unable bool
}

// breaks reports whether a value does not keep a node.
func (x *explainer) breaks(n *node, pos int) bool {
	end := x.try(n, pos)
	x.unable = x.unable || end == doubtful
	return end == invalid
}

// report adds a departure of the value at pos.
func (x *explainer) report(keyword string, pos int) {
	x.reportPart(keyword, "", pos, valueEnd(x.doc, pos))
}

// reportPart adds a departure that is about a part of the value, at the place [offset, end).
func (x *explainer) reportPart(keyword, member string, offset, end int) {
	x.found = append(x.found, Departure{slices.Clone(x.path), keyword, member, offset, end - offset})
}

// part explains a part of the value at hand, if it is at fault.
func (x *explainer) part(n *node, token string, p *parts) {
	switch end := x.try(n, p.start); end {
	case doubtful:
		x.unable = true
	case invalid:
		x.path = append(x.path, token)
		x.value(n, p.start)
		x.path = x.path[:len(x.path)-1]
	default:
		p.ended = end
	}
}

// value explains why a value does not keep a node.
func (x *explainer) value(n *node, pos int) {
	kind := kindsAt(x.doc, pos)
	switch {
	case n.kinds == 0: // the schema false, which v5 words in many ways
		x.unable = true
		return
	case n.kinds&kind == 0:
		x.report("type", pos) // and v5 asks no further
		return
	}
	for i := range n.choices {
		if !n.choices[i].has(x.run, pos, valueEnd(x.doc, pos)) {
			x.report(n.choices[i].keyword, pos)
		}
	}
	switch {
	case kind == kindString && n.text != nil:
		x.text(n.text, pos)
	case kind&kindNumber != 0 && n.number != nil:
		for _, b := range n.number.bounds {
			if !b.keeps(rational(x.doc[pos:valueEnd(x.doc, pos)])) {
				x.report(b.keyword, pos)
			}
		}
	case kind == kindObject && n.object != nil:
		x.object(n.object, pos)
	case kind == kindArray && n.array != nil:
		x.array(n.array, pos)
	}
	if n.also != nil {
		x.also(n.also, pos)
	}
}

// kindsAt are the kinds that the value at pos is of.
func kindsAt(doc []byte, pos int) kinds {
	switch doc[pos] {
	case '{':
		return kindObject
	case '[':
		return kindArray
	case '"':
		return kindString
	case 't', 'f':
		return kindBool
	case 'n':
		return kindNull
	}
	if isWhole(doc[pos:valueEnd(doc, pos)]) {
		return kindNumber | kindWhole
	}
	return kindNumber
}

func (x *explainer) text(t *text, pos int) {
	said := []byte(scan.Unquote(x.doc[pos:stringEnd(x.doc, pos)]))
	if t.words != nil && t.words.find(said) < 0 {
		x.report(t.chose, pos)
	}
	if !t.short(said) {
		x.report("minLength", pos)
	}
	if !t.long(said) {
		x.report("maxLength", pos)
	}
	for _, c := range t.checks {
		if !c.match(said) {
			x.report(c.keyword, pos)
		}
	}
}

func (x *explainer) also(a *also, pos int) {
	below := func(n *node) {
		if n != nil && x.breaks(n, pos) {
			x.value(n, pos)
		}
	}
	for _, n := range a.all {
		below(n)
	}
	// A choice that failed is one departure; what failed in it is none.
	if len(a.any) > 0 && !slices.ContainsFunc(a.any, func(n *node) bool { return !x.breaks(n, pos) }) {
		x.report("anyOf", pos)
	}
	if len(a.one) > 0 {
		keeps := 0
		for _, n := range a.one {
			if !x.breaks(n, pos) {
				keeps++
			}
		}
		if keeps != 1 {
			x.report("oneOf", pos)
		}
	}
	if a.not != nil && !x.breaks(a.not, pos) {
		x.report("not", pos)
	}
	if a.when != nil {
		if x.breaks(a.when, pos) {
			below(a.orElse)
		} else {
			below(a.then)
		}
	}
}

func (x *explainer) array(a *array, pos int) {
	count, contained := 0, 0
	var items []item
	for p := enter(x.doc, pos); p.next(); count++ {
		of := a.items
		if count < len(a.prefix) {
			of = a.prefix[count]
		}
		x.part(of, strconv.Itoa(count), &p)
		if a.contains != nil && !x.breaks(a.contains, p.start) {
			contained++
		}
		if a.unique {
			items = append(items, item{p.start, p.end(), x.hash(x.doc, p.start, p.end())})
		}
	}
	if count < a.min {
		x.report("minItems", pos)
	}
	if a.max >= 0 && count > a.max {
		x.report("maxItems", pos)
	}
	if a.contains != nil && contained < a.minContains {
		x.unable = true // v5 tells for each item why it is not the one
	}
	if a.contains != nil && a.maxContains >= 0 && contained > a.maxContains {
		x.report("maxContains", pos)
	}
	if i := repeated(x.doc, items); i >= 0 {
		x.reportPart("uniqueItems", strconv.Itoa(i), items[i].start, items[i].end)
	}
}

// repeated returns the index of the first item that is the same as an earlier one, or -1.
func repeated(doc []byte, items []item) int {
	seen := make(map[uint64][]int, len(items))
	for i, it := range items {
		for _, j := range seen[it.hash] {
			if same(doc, items[j].start, doc, it.start) {
				return i
			}
		}
		seen[it.hash] = append(seen[it.hash], i)
	}
	return -1
}
