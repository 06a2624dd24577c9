package plan_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// A maker makes small schemas and documents at random that have much to do with each
// other: few names, few words, small numbers.
type maker struct{ *rand.Rand }

func (m maker) one(of ...string) string { return of[m.IntN(len(of))] }

func (m maker) name() string {
	return m.one(`"a"`, `"b"`, `"c"`, `"foo"`, `"\u0062ar"`, `"é"`, `"x1"`, `""`)
}

func (m maker) scalar() string {
	return m.one(`0`, `1`, `2`, `1.0`, `-1`, `1.5`, `0.5`, `10`, `1e1`, `100`, `12345678901234567890`, `1e300`, `-0`, `0.0`, `true`, `false`, `null`,
		`""`, `"a"`, `"b"`, `"foo"`, `"f\u006fo"`, `"é"`, `"\u00e9"`, `"aaaa"`, `"😀😀"`, `"2022-03-01"`, `"x1"`, `"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"`)
}

func (m maker) value(depth int) string {
	kind := m.IntN(10)
	if depth == 0 || kind < 4 {
		return m.scalar()
	}
	var parts []string
	for range m.IntN(4) {
		part := m.value(depth - 1)
		if kind < 7 {
			part = m.name() + m.one(":", ": ", " :") + part
		}
		parts = append(parts, part)
	}
	list := strings.Join(parts, m.one(",", ", "))
	if kind < 7 {
		return "{" + list + "}"
	}
	return "[" + list + "]"
}

func (m maker) list(each func() string) string {
	var all []string
	for range 1 + m.IntN(3) {
		all = append(all, each())
	}
	return "[" + strings.Join(all, ",") + "]"
}

func (m maker) named(each func() string) string {
	all := map[string]string{}
	for range m.IntN(4) {
		all[m.name()] = each()
	}
	var members []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		members = append(members, name+":"+all[name])
	}
	return "{" + strings.Join(members, ",") + "}"
}

// schema is a random schema, with random keywords at most so deep.
func (m maker) schema(depth int) string {
	if m.IntN(12) == 0 {
		return m.one("true", "false", "{}")
	}
	said := map[string]string{}
	for range m.IntN(4) {
		keyword, value := m.keyword(depth)
		said[keyword] = value
	}
	switch m.IntN(4) {
	case 0, 1:
		said["type"] = m.types()
	case 2:
		said["type"] = `"object"`
	}
	raw := map[string]json.RawMessage{}
	for keyword, value := range said {
		raw[keyword] = json.RawMessage(value)
	}
	text, err := json.Marshal(raw)
	if err != nil {
		panic(fmt.Sprint(err, said))
	}
	return string(text)
}

func (m maker) types() string {
	types := []string{`"object"`, `"array"`, `"string"`, `"number"`, `"integer"`, `"boolean"`, `"null"`}
	if m.IntN(3) > 0 {
		return m.one(types...)
	}
	m.Shuffle(len(types), func(i, j int) { types[i], types[j] = types[j], types[i] })
	return "[" + strings.Join(types[:1+m.IntN(5)], ",") + "]"
}

func (m maker) count() string { return m.one("0", "1", "2", "3") }

func (m maker) bound() string {
	return m.one("0", "1", "2", "1.5", "-1", "10", "0.3", "1e20", "-1e20", "12345678901234567890")
}

func (m maker) pattern() string {
	return m.one(`"^a"`, `"a$"`, `"^(a|b)*$"`, `"o{2}"`, `"^[a-z][0-9]?$"`, `"é"`, `"^.$"`, `"\\pL+"`, `"(?i)FOO"`, `"\\bfoo\\b"`, `"^$"`, `""`, `"^[^a]+$"`,
		`"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`, `"(?m)^a$"`, `"^(?:a|ab)(?:c|bcd)?$"`, `"[^\\x00-\\x7f]"`, `"^\\S*$"`, `"a^"`, `"$^"`)
}

// keyword is a random keyword that plans know, with what it may say.
func (m maker) keyword(depth int) (string, string) {
	below := func() string { return m.schema(depth - 1) }
	if depth == 0 {
		below = func() string {
			return m.one("true", "false", `{"type":"string"}`, `{"$ref":"#"}`, `{"minimum":1}`, `{"minLength":2}`)
		}
	}
	keyword := m.one("enum", "const", "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "items",
		"prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "minProperties", "maxProperties", "minLength",
		"maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "format", "uniqueItems", "$ref", "if",
		"then", "else", "allOf", "anyOf", "oneOf", "not", "dependentRequired", "dependentSchemas", "properties", "items", "properties",
		"unevaluatedProperties", "unevaluatedItems")
	switch keyword {
	case "enum":
		return keyword, m.list(func() string { return m.value(1) })
	case "const":
		return keyword, m.value(2)
	case "required":
		return keyword, "[" + m.name() + "]"
	case "properties", "dependentSchemas":
		return keyword, m.named(below)
	case "dependentRequired":
		return keyword, m.named(func() string { return "[" + m.name() + "]" })
	case "patternProperties":
		return keyword, "{" + m.pattern() + ":" + below() + "}"
	case "anyOf", "oneOf":
		if m.IntN(2) == 0 {
			return keyword, m.list(func() string {
				return m.one(`{"required":[`+m.name()+`]}`, `{"required":["a","b"],"properties":{"a":true,"b":{}}}`, `{"required":[]}`, `{"required":["a"],"properties":{"a":{"type":"string"}}}`)
			})
		}
		return keyword, m.list(below)
	case "prefixItems", "allOf":
		return keyword, m.list(below)
	case "minContains", "maxContains", "minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength":
		return keyword, m.count()
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
		return keyword, m.bound()
	case "multipleOf":
		return keyword, m.one("1", "2", "0.5", "0.1", "3", "1e20", "1.5")
	case "pattern":
		return keyword, m.pattern()
	case "format":
		return keyword, m.one(`"date-time"`, `"date"`, `"time"`, `"duration"`, `"uuid"`, `"uri"`, `"email"`, `"ipv4"`, `"strange"`)
	case "uniqueItems":
		return keyword, m.one("true", "false")
	case "$ref":
		return keyword, m.one(`"#"`, `"#/properties/a"`, `"#/items"`, `"#/not"`, `"#/allOf/0"`)
	}
	return keyword, below()
}

// changed is a schema with one thing changed: a keyword added, taken away, put in the
// place of another, or the whole put behind a combination.
func (m maker) changed(schema any) any {
	switch s := schema.(type) {
	case map[string]any:
		if m.IntN(4) > 0 {
			if inner := m.inner(s); inner != "" {
				s[inner] = m.changed(s[inner])
				return s
			}
		}
		switch m.IntN(5) {
		case 0:
			delete(s, m.inner(s))
		case 1:
			return map[string]any{m.one("not", "if"): s}
		case 2:
			return map[string]any{m.one("allOf", "anyOf", "oneOf"): []any{s, m.decoded(m.schema(1))}}
		default:
			keyword, value := m.keyword(1)
			s[keyword] = m.decoded(value)
		}
		return s
	case []any:
		if len(s) > 0 {
			i := m.IntN(len(s))
			s[i] = m.changed(s[i])
		}
		return s
	case json.Number:
		return json.Number(m.bound())
	case string:
		return m.one(s, "string", "integer", "uuid", "date-time", "^a", "object")
	}
	return schema
}

// inner picks a member that may hold schemas, in an order that the seed decides.
func (m maker) inner(s map[string]any) string {
	best, least := "", uint64(0)
	salt := m.Uint64()
	for name := range s {
		h := salt
		for _, c := range []byte(name) {
			h = (h ^ uint64(c)) * 0x9E3779B97F4A7C15
		}
		if name[:min(1, len(name))] != "$" || name == "$defs" {
			if best == "" || h < least {
				best, least = name, h
			}
		}
	}
	return best
}

func (m maker) decoded(text string) (value any) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		panic(fmt.Sprint(err, text))
	}
	return value
}
