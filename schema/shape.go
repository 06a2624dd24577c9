package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
)

// A shape is what a schema says of names: which members an object may have, which
// it must have, and what an array holds.
type shape struct {
	name     string // of the member that is of this shape; empty elsewhere
	members  map[string]*shape
	patterns []namePattern
	items    *shape
	required []string
}

type namePattern struct {
	name  *regexp.Regexp
	shape *shape
}

// step goes one token down. Its pattern is the token where the schema names it,
// and "*" for the items of an array and for names that only follow a pattern. A
// nil shape means that the schema does not know the token.
func (s *shape) step(token string) (next *shape, pattern string) {
	if s == nil {
		return nil, "*"
	}
	if next, ok := s.members[token]; ok {
		return next, token
	}
	for _, p := range s.patterns {
		if p.name.MatchString(token) {
			return p.shape, "*"
		}
	}
	if i, err := strconv.Atoi(token); err == nil && i >= 0 && strconv.Itoa(i) == token && s.items != nil {
		return s.items, "*"
	}
	return nil, "*"
}

// walk goes down a path. It returns the shape at the end, the path as rules name
// it, and how many of its tokens the schema knows.
func (s *shape) walk(path []string) (end *shape, pattern string, known int) {
	var b strings.Builder
	for _, token := range path {
		next, part := s.step(token)
		if next != nil {
			known++
		}
		b.WriteString("/" + part)
		s = next
	}
	return s, b.String(), known
}

// compiled is all that is made of an embedded schema, once.
type compiled struct {
	fence func() *fence.Schema // made when it is first asked
	plan  *plan.Plan
	shape *shape
}

// compiledKinds holds the compiled schemas: the only state of this package.
var compiledKinds = func() map[Kind]func() compiled {
	kinds := map[Kind]func() compiled{}
	for _, kind := range Kinds() {
		kinds[kind] = sync.OnceValue(func() compiled { return compile(kind) })
	}
	return kinds
}()

// patterns are those of all our schemas.
var patterns plan.Patterns

// compile panics on a schema that is not one: they are ours, and tests compile them all.
func compile(kind Kind) compiled {
	doc, err := Source(kind)
	if err != nil {
		panic(err)
	}
	reference := sync.OnceValue(func() *fence.Schema {
		compiled, err := fence.Compile(ID(kind), doc)
		if err != nil {
			panic(err)
		}
		return compiled
	})
	var root any
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	if err := d.Decode(&root); err != nil {
		panic(err)
	}
	described, ok := fence.Read(root)
	if !ok {
		described = reference().Describe()
	}
	return compiled{reference, plan.Of(described, MaxDepth, &patterns), shapeOf(root, root)}
}

// shapeOf reads the shape of a schema below root, which holds its $defs. Our
// schemas refer only to their own $defs, and never in a circle.
func shapeOf(root, at any) *shape {
	node, ok := at.(map[string]any)
	if !ok {
		return &shape{}
	}
	if ref, ok := node["$ref"].(string); ok {
		defs, _ := root.(map[string]any)["$defs"].(map[string]any)
		return shapeOf(root, defs[strings.TrimPrefix(ref, "#/$defs/")])
	}
	s := &shape{members: map[string]*shape{}}
	properties, _ := node["properties"].(map[string]any)
	for name, below := range properties {
		s.members[name] = shapeOf(root, below)
		s.members[name].name = name
	}
	patterns, _ := node["patternProperties"].(map[string]any)
	for pattern, below := range patterns {
		s.patterns = append(s.patterns, namePattern{regexp.MustCompile(pattern), shapeOf(root, below)})
	}
	if items, ok := node["items"]; ok {
		s.items = shapeOf(root, items)
	}
	required, _ := node["required"].([]any)
	for _, name := range required {
		s.required = append(s.required, name.(string))
	}
	return s
}
