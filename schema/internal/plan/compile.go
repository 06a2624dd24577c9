package plan

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// A compiler makes one plan.
type compiler struct {
	known    map[*fence.Node]*node
	nodes    []*node // in the order in which they were made
	guesses  int
	patterns *Patterns
}

// node makes a node of a subschema; nil of none.
func (c *compiler) node(s *fence.Node) *node {
	if s == nil {
		return nil
	}
	for range 100 { // a chain of references that is longer is a circle
		if !isReference(s) {
			break
		}
		s = s.Ref
	}
	if n, ok := c.known[s]; ok {
		return n
	}
	n := &node{kinds: anyKind}
	c.known[s] = n
	c.nodes = append(c.nodes, n)
	switch {
	case s.Always != nil:
		if !*s.Always {
			n.kinds = 0
		}
	case s.Other || isReference(s):
		n.unsure = true
	default:
		c.fill(n, s)
	}
	return n
}

// isReference reports whether a subschema says no more than another one.
func isReference(s *fence.Node) bool { return s.Ref != nil && saysNothing(s) }

// saysNothing reports whether a subschema demands nothing but what it refers to.
func saysNothing(s *fence.Node) bool {
	return s.Always == nil && !s.Other && len(s.Types) == 0 && !s.HasConst && len(s.Enum) == 0 &&
		!saysMore(s) && !saysOfText(s) && !saysOfNumber(s) && !saysOfObject(s) && !saysOfArray(s)
}

func saysMore(s *fence.Node) bool {
	return s.Not != nil || len(s.AllOf) > 0 || len(s.AnyOf) > 0 || len(s.OneOf) > 0 || s.If != nil
}

func saysOfText(s *fence.Node) bool {
	return s.MinLength >= 0 || s.MaxLength >= 0 || s.Pattern != nil || s.IsFormat != nil
}

func saysOfNumber(s *fence.Node) bool {
	return s.Minimum != nil || s.ExclusiveMinimum != nil || s.Maximum != nil || s.ExclusiveMaximum != nil || s.MultipleOf != nil
}

func saysOfObject(s *fence.Node) bool {
	return s.MinProperties >= 0 || s.MaxProperties >= 0 || len(s.Required) > 0 || len(s.Properties) > 0 || s.PropertyNames != nil ||
		len(s.PatternProperties) > 0 || s.AdditionalProperties != nil || s.AdditionalForbidden ||
		len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0
}

func saysOfArray(s *fence.Node) bool {
	return s.MinItems >= 0 || s.MaxItems >= 0 || s.UniqueItems || len(s.PrefixItems) > 0 || s.Items != nil || s.Contains != nil
}

func (c *compiler) fill(n *node, s *fence.Node) {
	n.kinds = kindsOf(s.Types)
	n.choose("enum", s.Enum)
	if s.HasConst {
		n.choose("const", []any{s.Const})
	}
	if saysOfText(s) {
		n.text = c.textOf(s)
	} else if n.kinds == kindString && len(n.choices) == 1 {
		n.text = &text{min: -1, max: -1, words: n.choices[0].texts, chose: n.choices[0].keyword}
		n.choices = nil
	}
	if saysOfNumber(s) {
		n.number = numberOf(s)
	}
	var any, one [][]string // alternatives that only ask for names
	if saysOfObject(s) {
		if n.kinds == kindObject {
			any, one = onlyNames(s.AnyOf), onlyNames(s.OneOf)
		}
		n.object = c.object(s, any, one)
		n.unsure = n.unsure || n.object == nil
	}
	if saysOfArray(s) {
		n.array = &array{min: s.MinItems, max: s.MaxItems, unique: s.UniqueItems, prefix: c.list(s.PrefixItems), items: c.orAnything(s.Items)}
		if s.Contains != nil {
			n.array.contains, n.array.minContains, n.array.maxContains = c.node(s.Contains), s.MinContains, s.MaxContains
		}
	}
	more := *s
	if any != nil {
		more.AnyOf = nil
	}
	if one != nil {
		more.OneOf = nil
	}
	if s.Ref != nil || saysMore(&more) {
		n.also = &also{any: c.list(more.AnyOf), one: c.list(more.OneOf), not: c.node(s.Not),
			when: c.node(s.If), then: c.node(s.Then), orElse: c.node(s.Else)}
		if s.Ref != nil {
			n.also.all = append(n.also.all, c.node(s.Ref))
		}
		n.also.all = append(n.also.all, c.list(s.AllOf)...)
	}
}

func (c *compiler) list(schemas []*fence.Node) []*node {
	var all []*node
	for _, s := range schemas {
		all = append(all, c.node(s))
	}
	return all
}

func (c *compiler) orAnything(s *fence.Node) *node {
	if s == nil {
		return anything
	}
	return c.node(s)
}

func kindsOf(types []string) kinds {
	if len(types) == 0 {
		return anyKind
	}
	var all kinds
	for _, t := range types {
		all |= map[string]kinds{"object": kindObject, "array": kindArray, "string": kindString, "boolean": kindBool,
			"null": kindNull, "number": kindNumber, "integer": kindWhole}[t]
	}
	return all
}

// choose adds a choice; none where the list is empty, as v5 accepts everything then.
func (n *node) choose(keyword string, values []any) {
	if len(values) == 0 {
		return
	}
	chosen := choice{keyword: keyword}
	var texts []string
	for _, value := range values {
		if text, ok := value.(string); ok {
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
			continue
		}
		other, err := json.Marshal(value)
		if err != nil || scan.Scan(other, scan.MaxDepth) != nil {
			n.unsure = true // numbers that no document may hold, most likely
			return
		}
		chosen.others = append(chosen.others, other)
	}
	chosen.texts = newWords(texts)
	n.choices = append(n.choices, chosen)
}

// cutCircles makes the nodes unsure that come back to themselves without going
// deeper into the document: v5 gives up on those.
func (c *compiler) cutCircles() {
	const open, done = 1, 2
	state := map[*node]int{}
	var visit func(n *node)
	visit = func(n *node) {
		switch {
		case n == nil || state[n] == done:
			return
		case state[n] == open:
			n.unsure = true
			return
		}
		state[n] = open
		if a := n.also; a != nil {
			for _, next := range slices.Concat(a.all, a.any, a.one, []*node{a.not, a.when, a.then, a.orElse}) {
				visit(next)
			}
		}
		if n.object != nil {
			for _, d := range n.object.schemas {
				visit(d.node)
			}
		}
		state[n] = done
	}
	for _, n := range c.nodes {
		visit(n)
		n.plain = len(n.choices) == 0 && n.also == nil
	}
}
