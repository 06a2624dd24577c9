package fence

import (
	"math/big"
	"regexp"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// A Node is one subschema as v5 has compiled it, in words of the standard library:
// references are followed, defaults are known, and what v5 leaves out is left out.
// Nodes may refer to each other in circles.
type Node struct {
	Always *bool // the schemas true and false; everything else is zero then

	// Other is set where the schema says something that a Node cannot: keywords of
	// other drafts, $dynamicRef, unevaluated members or items, extensions. Such a
	// node is described no further.
	Other bool

	Types    []string
	HasConst bool
	Const    any   // as encoding/json decodes with UseNumber
	Enum     []any // the same; empty where there is none
	Format   string
	IsFormat func(text string) bool // what v5 asks; nil where it asserts nothing

	Ref              *Node
	Not              *Node
	AllOf            []*Node
	AnyOf            []*Node
	OneOf            []*Node
	If, Then, Else   *Node // the last two are nil without If
	DependentSchemas map[string]*Node

	MinProperties, MaxProperties int // -1 where there is none, as with all counts
	Required                     []string
	Properties                   map[string]*Node
	PropertyNames                *Node
	PatternProperties            []PatternNode
	AdditionalProperties         *Node // nil where everything is allowed
	AdditionalForbidden          bool  // written as false, and not as a schema
	DependentRequired            map[string][]string

	MinItems, MaxItems       int
	UniqueItems              bool
	PrefixItems              []*Node
	Items                    *Node
	Contains                 *Node
	MinContains, MaxContains int

	MinLength, MaxLength int
	Pattern              *regexp.Regexp

	Minimum, ExclusiveMinimum, Maximum, ExclusiveMaximum, MultipleOf *big.Rat
}

// A PatternNode is what holds for the members whose names match a pattern.
type PatternNode struct {
	Name   *regexp.Regexp
	Schema *Node
}

// Describe returns the schema as v5 has compiled it.
func (s *Schema) Describe() *Node {
	d := description{s.formats, map[*jsonschema.Schema]*Node{}}
	return d.node(s.compiled)
}

type description struct {
	formats map[string]func(any) bool
	known   map[*jsonschema.Schema]*Node
}

func (d description) node(s *jsonschema.Schema) *Node {
	if s == nil {
		return nil
	}
	if n, ok := d.known[s]; ok {
		return n
	}
	n := &Node{Always: s.Always}
	d.known[s] = n
	switch {
	case s.Always != nil:
		return n
	case s.Draft != jsonschema.Draft2020, s.RecursiveRef != nil, s.DynamicRef != nil, s.RegexProperties,
		len(s.Dependencies) > 0, s.UnevaluatedProperties != nil, s.UnevaluatedItems != nil, len(s.Extensions) > 0,
		// A count that v5 could not hold, and what it made of it.
		min(s.MinProperties, s.MaxProperties, s.MinItems, s.MaxItems, s.MinContains, s.MaxContains, s.MinLength, s.MaxLength) < -1:
		n.Other = true
		return n
	}
	n.Types, n.Enum = s.Types, s.Enum
	if len(s.Constant) > 0 {
		n.HasConst, n.Const = true, s.Constant[0]
	}
	n.Format = s.Format
	if is := formatOf(d.formats, s.Format); is != nil {
		n.IsFormat = func(text string) bool { return is(text) }
	}
	n.Ref, n.Not = d.node(s.Ref), d.node(s.Not)
	n.AllOf, n.AnyOf, n.OneOf = d.nodes(s.AllOf), d.nodes(s.AnyOf), d.nodes(s.OneOf)
	if s.If != nil {
		n.If, n.Then, n.Else = d.node(s.If), d.node(s.Then), d.node(s.Else)
	}
	n.MinProperties, n.MaxProperties, n.Required = s.MinProperties, s.MaxProperties, s.Required
	n.Properties, n.DependentSchemas = d.named(s.Properties), d.named(s.DependentSchemas)
	n.PropertyNames = d.node(s.PropertyNames)
	for name, below := range s.PatternProperties {
		n.PatternProperties = append(n.PatternProperties, PatternNode{name, d.node(below)})
	}
	switch additional := s.AdditionalProperties.(type) {
	case bool:
		n.AdditionalForbidden = !additional
	case *jsonschema.Schema:
		n.AdditionalProperties = d.node(additional)
	}
	n.DependentRequired = s.DependentRequired
	n.MinItems, n.MaxItems, n.UniqueItems = s.MinItems, s.MaxItems, s.UniqueItems
	n.PrefixItems, n.Items = d.nodes(s.PrefixItems), d.node(s.Items2020)
	n.Contains, n.MinContains, n.MaxContains = d.node(s.Contains), s.MinContains, s.MaxContains
	n.MinLength, n.MaxLength, n.Pattern = s.MinLength, s.MaxLength, s.Pattern
	n.Minimum, n.ExclusiveMinimum = s.Minimum, s.ExclusiveMinimum
	n.Maximum, n.ExclusiveMaximum, n.MultipleOf = s.Maximum, s.ExclusiveMaximum, s.MultipleOf
	return n
}

func (d description) nodes(schemas []*jsonschema.Schema) []*Node {
	var all []*Node
	for _, s := range schemas {
		all = append(all, d.node(s))
	}
	return all
}

func (d description) named(schemas map[string]*jsonschema.Schema) map[string]*Node {
	all := make(map[string]*Node, len(schemas))
	for name, s := range schemas {
		all[name] = d.node(s)
	}
	return all
}
