// Package plan judges the bytes of a JSON document by a schema, in one pass and
// without memory of its own.
//
// A [Plan] is made once of a schema as jsonschema/v5 has compiled it, or would. [Plan.Judge]
// runs it over a document: the strict profile of package scan, the shape and the
// formats are seen to at the same time, and nothing is decoded. The answer is
// [Valid] or [Invalid] only where v5 would say so too. What a plan cannot tell it
// leaves to v5, with [Unsure]. [Plan.Explain] goes over an invalid document again
// and collects all that is wrong with it.
//
// The files, in the order of reading: node (what a plan is made of), compile (how
// it comes from a schema), run, object, key, array, text and number (how it goes over
// bytes), words, pattern, dfa, form and format (how it knows texts), equal (when two
// values are the same), explain.
package plan

import (
	"sync"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
)

// An Answer is what a plan can say of a document.
type Answer int

const (
	Unsure  Answer = iota // nothing; v5 has to be asked
	Valid                 // the document is strict JSON and keeps the schema
	Invalid               // it is not, or does not
)

// A Plan is safe for concurrent use.
type Plan struct {
	root     *node
	guesses  int // how many guesses at the next name a run keeps
	maxDepth int
	runs     sync.Pool // of *run
}

// Compile makes a plan of a schema. Documents may nest maxDepth arrays and objects,
// as in [scan.Scan]. Whatever the schema, there is a plan of it; in the worst case
// it is never sure.
func Compile(s *fence.Schema, maxDepth int) *Plan {
	return Of(s.Describe(), maxDepth, new(Patterns))
}

// Of makes a plan of the description of a schema, as Compile does. Plans that are
// made with the same patterns share their tables.
func Of(described *fence.Node, maxDepth int, patterns *Patterns) *Plan {
	c := compiler{known: map[*fence.Node]*node{}, patterns: patterns}
	root := c.node(described)
	c.cutCircles()
	p := &Plan{root: root, guesses: c.guesses, maxDepth: maxDepth}
	p.runs.New = func() any { return &run{plan: p, guesses: make([]guess, p.guesses)} }
	return p
}

// Strict reports whether a document is strict JSON, that is whether [scan.Scan] finds
// no fault in it. Of zero with a great exponent it may say no.
func (p *Plan) Strict(doc []byte) bool {
	r := p.runs.Get().(*run)
	answer := r.document(anything, doc)
	p.keep(r, doc)
	return answer == Valid
}

// Judge runs the plan over a document. A valid one is judged without allocation,
// but for the first documents, which buffers grow with, fractions where the schema
// bounds numbers, and formats written in an uncommon way.
func (p *Plan) Judge(doc []byte) Answer {
	r := p.runs.Get().(*run)
	answer := r.document(p.root, doc)
	p.keep(r, doc)
	return answer
}

// keep keeps a run for the next document, unless it has just seen a long one: what it
// needed for that would be kept as well.
func (p *Plan) keep(r *run, doc []byte) {
	const long = 1 << 20
	r.doc = nil
	if len(doc) <= long {
		p.runs.Put(r)
	}
}
