package plan

import (
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
)

// object returns nil where the schema mentions more names than a set can hold.
func (c *compiler) object(s *fence.Node, any, one [][]string) *object {
	o := &object{min: s.MinProperties, max: s.MaxProperties, rest: c.orAnything(s.AdditionalProperties),
		each: c.node(s.PropertyNames), closed: s.AdditionalForbidden}
	if o.closed {
		o.rest = &node{}
	}
	for _, p := range s.PatternProperties {
		o.patterns = append(o.patterns, patterned{c.patterns.lookFor(p.Name).match, c.node(p.Schema)})
	}
	names := slices.Sorted(maps.Keys(s.Properties))
	number := func(name string) int {
		i := slices.Index(names, name)
		if i < 0 {
			i = len(names)
			names = append(names, name)
		}
		return i
	}
	numbers := func(names []string) (all set) {
		for _, name := range names {
			all.add(number(name))
		}
		return all
	}
	o.required = numbers(s.Required)
	for _, names := range any {
		o.any = append(o.any, numbers(names))
	}
	for _, names := range one {
		o.one = append(o.one, numbers(names))
	}
	for _, bringer := range slices.Sorted(maps.Keys(s.DependentRequired)) {
		needs := need{bringer: number(bringer)}
		for _, name := range s.DependentRequired[bringer] {
			needs.needed = append(needs.needed, number(name))
		}
		o.needs = append(o.needs, needs)
	}
	for _, bringer := range slices.Sorted(maps.Keys(s.DependentSchemas)) {
		o.schemas = append(o.schemas, dependent{number(bringer), c.node(s.DependentSchemas[bringer])})
	}
	if len(names) > 256 {
		return nil
	}
	for i, name := range names {
		o.members = append(o.members, member{i, newKey(name), c.member(o, s.Properties[name], name)})
	}
	o.names = newWords(names)
	o.guesses = c.guesses
	c.guesses += 1 + len(names)
	return o
}

// member is what is demanded of the member of that name, by whatever keyword.
func (c *compiler) member(o *object, property *fence.Node, name string) *node {
	var all []*node
	if property != nil {
		all = append(all, c.node(property))
	}
	for _, p := range o.patterns {
		if p.match([]byte(name)) {
			all = append(all, p.node)
		}
	}
	switch len(all) {
	case 0:
		return o.rest
	case 1:
		return all[0]
	}
	return &node{kinds: anyKind, also: &also{all: all}}
}

// onlyNames returns the names that each alternative requires, if none of them demands
// anything else, and nil if one does.
func onlyNames(alternatives []*fence.Node) [][]string {
	var each [][]string
	for _, a := range alternatives {
		for _, property := range a.Properties {
			if !acceptsAll(property) {
				return nil
			}
		}
		rest := *a
		rest.Required, rest.Properties = nil, nil
		if !acceptsAll(&rest) || a.Always != nil {
			return nil
		}
		each = append(each, a.Required)
	}
	return each
}

// acceptsAll reports whether a subschema accepts everything, as true does.
func acceptsAll(s *fence.Node) bool {
	return s.Always != nil && *s.Always || s.Ref == nil && saysNothing(s)
}
