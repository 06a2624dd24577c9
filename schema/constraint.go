package schema

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

// A Constraint is one demand that a schema makes of one place: the value there
// "must be one of: given, withdrawn, not-asked", "must be at least 0", "is required".
type Constraint struct {
	// Rule names the constraint for ever: the kind, the pointer, "#" and the
	// keyword, as in "encounter/presence/*/role#enum". Each required member is a
	// constraint of its own, named after the member: "encounter/patient#required".
	// So is what a member needs beside it: "unit/range#dependentRequired".
	Rule    RuleID
	Keyword string // of JSON Schema, such as "enum"

	// Pointer is the place within a record as a JSON Pointer (RFC 6901) in which "*"
	// stands for any item of an array and for any name that the schema leaves open.
	Pointer string

	Title       string // of the place, in a few words
	Description string // of the place: what it means, and in which unit
	Says        string // the demand in words, out of the schema alone
}

// Constraints lists every constraint of a kind's schema, in the order in which
// the schema states them; none for an unknown kind. A choice between alternatives
// ("oneOf", "anyOf") is one constraint.
func Constraints(kind Kind) []Constraint { return slices.Clone(catalogue().of[kind]) }

// ConstraintOf looks a constraint up by its rule.
func ConstraintOf(rule RuleID) (Constraint, bool) {
	c, ok := catalogue().by[rule]
	return c, ok
}

type constraints struct {
	of map[Kind][]Constraint
	by map[RuleID]Constraint
}

// catalogue reads the constraints off all schemas, once.
var catalogue = sync.OnceValue(func() constraints {
	all := constraints{map[Kind][]Constraint{}, map[RuleID]Constraint{}}
	for _, kind := range Kinds() {
		w := walk{kind: kind, document: parse(kind)}
		w.visit(w.step(place{}, "", w.document))
		all.of[kind] = w.found
		for _, c := range w.found {
			all.by[c.Rule] = c
		}
	}
	return all
})

// A walk collects the constraints of one schema.
type walk struct {
	kind     Kind
	document object
	found    []Constraint
}

// A place is where in a record the walk is, and what the schema says there.
type place struct {
	pointer, title, description string
	schema                      object
}

// step goes from a place to one inside it. Where that has no title or description
// of its own, it goes by those of what it refers to, or else of the place round it.
func (w *walk) step(from place, pointer string, schema object) place {
	schema = schema.resolved(w.document)
	return place{
		pointer:     from.pointer + pointer,
		title:       cmp.Or(schema.text("title"), from.title),
		description: cmp.Or(schema.text("description"), from.description),
		schema:      schema,
	}
}

// member goes to a member that the schema of the place names.
func (w *walk) member(of place, name string) place {
	return w.step(of, "/"+name, of.schema.object("properties").object(name))
}

// visit collects the constraints of a place and of all places inside it.
func (w *walk) visit(s place) {
	for _, m := range s.schema {
		switch inner, _ := m.value.(object); m.name {
		case "properties":
			for _, property := range inner {
				w.visit(w.member(s, property.name))
			}
		case "patternProperties":
			for _, property := range inner {
				w.visit(w.step(s, "/*", property.value.(object)))
			}
		case "items":
			w.visit(w.step(s, "/*", inner))
		case "required":
			for _, name := range texts(m.value) {
				w.add(w.member(s, name), m.name, "is required")
			}
		case "dependentRequired":
			for _, needs := range inner {
				w.add(w.member(s, needs.name), m.name, "requires "+list(needs.value, " and ")+" beside it")
			}
		default:
			if says := demand(s.schema, m); says != "" {
				w.add(s, m.name, says)
			}
		}
	}
}

func (w *walk) add(s place, keyword, says string) {
	w.found = append(w.found, Constraint{
		Rule:        RuleID(string(w.kind) + s.pointer + "#" + keyword),
		Keyword:     keyword,
		Pointer:     s.pointer,
		Title:       s.title,
		Description: s.description,
		Says:        says,
	})
}

// demand puts a keyword that bears on the value itself into words; "" for a
// keyword that demands nothing, such as a title.
func demand(schema object, m member) string {
	switch m.name {
	case "type":
		return "must be " + types[m.value.(string)]
	case "const":
		return "must be " + m.value.(string)
	case "enum":
		return "must be one of: " + list(m.value, ", ")
	case "format":
		return "must be " + formats[m.value.(string)]
	case "pattern":
		return "must have the form " + m.value.(string)
	case "minimum":
		return "must be at least " + m.value.(json.Number).String()
	case "maximum":
		return "must be at most " + m.value.(json.Number).String()
	case "minLength":
		return "must have at least " + count(m.value, "character")
	case "maxLength":
		return "must have at most " + count(m.value, "character")
	case "minItems":
		return "must have at least " + count(m.value, "item")
	case "maxItems":
		return "must have at most " + count(m.value, "item")
	case "maxProperties":
		return "must have at most " + count(m.value, "member")
	case "uniqueItems":
		return "must not have the same item twice"
	case "additionalProperties":
		return "must have no members but " + members(schema)
	case "oneOf":
		return "must have exactly one of: " + alternatives(m.value)
	case "anyOf":
		return "must have at least one of: " + alternatives(m.value)
	}
	return ""
}

var (
	types = map[string]string{
		"object":  "an object",
		"array":   "an array",
		"string":  "a string",
		"integer": "a whole number",
		"boolean": "true or false",
	}
	formats = map[string]string{
		"uuid":      "a UUID, as in 5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01",
		"date-time": "a date and time with zone (RFC 3339), as in 2022-03-01T09:00:00+01:00",
	}
)

// members names the members that an object may have.
func members(schema object) string {
	var named []string
	for _, property := range schema.object("properties") {
		named = append(named, property.name)
	}
	for _, pattern := range schema.object("patternProperties") {
		named = append(named, "those named "+pattern.name)
	}
	return strings.Join(named, ", ")
}

// alternatives names the members that each alternative requires.
func alternatives(value any) string {
	var each []string
	for _, alternative := range value.([]any) {
		each = append(each, list(alternative.(object).get("required"), " with "))
	}
	return strings.Join(each, ", ")
}

func count(n any, of string) string {
	if n := n.(json.Number).String(); n != "1" {
		return n + " " + of + "s"
	}
	return "1 " + of
}

func list(value any, separator string) string { return strings.Join(texts(value), separator) }

func texts(value any) []string {
	var texts []string
	for _, v := range value.([]any) {
		texts = append(texts, v.(string))
	}
	return texts
}
