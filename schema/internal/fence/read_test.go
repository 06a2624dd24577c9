package fence_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
)

func decoded(t testing.TB, doc []byte) (value any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	require.NoError(t, d.Decode(&value))
	return value
}

// assertSame holds what is read of a schema to what v5 makes of it.
func assertSame(t testing.TB, read *fence.Node, doc []byte) {
	t.Helper()
	compiled, err := fence.Compile("https://example.org/read.json", doc)
	require.NoError(t, err, "%s", doc)
	assert.True(t, same(map[*fence.Node]*fence.Node{}, read, compiled.Describe()), "%s", doc)
}

// same compares two descriptions, which may go round in circles.
func same(known map[*fence.Node]*fence.Node, a, b *fence.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if seen, ok := known[a]; ok {
		return seen == b
	}
	known[a] = b
	x, y := reflect.ValueOf(*a), reflect.ValueOf(*b)
	for i := range x.NumField() {
		if !sameField(known, x.Field(i).Interface(), y.Field(i).Interface()) {
			return false
		}
	}
	return true
}

func sameField(known map[*fence.Node]*fence.Node, a, b any) bool {
	switch a := a.(type) {
	case *fence.Node:
		return same(known, a, b.(*fence.Node))
	case []*fence.Node:
		return slices.EqualFunc(a, b.([]*fence.Node), func(x, y *fence.Node) bool { return same(known, x, y) })
	case map[string]*fence.Node:
		other := b.(map[string]*fence.Node)
		for name, n := range a {
			if o, ok := other[name]; !ok || !same(known, n, o) {
				return false
			}
		}
		return len(a) == len(other)
	case []fence.PatternNode: // in no order
		other := b.([]fence.PatternNode)
		for _, p := range a {
			if !slices.ContainsFunc(other, func(o fence.PatternNode) bool {
				return o.Name.String() == p.Name.String() && same(known, p.Schema, o.Schema)
			}) {
				return false
			}
		}
		return len(a) == len(other)
	case func(string) bool:
		other := b.(func(string) bool)
		if a == nil || other == nil {
			return a == nil && other == nil
		}
		for _, text := range []string{"", "a", "2024-02-29T10:00:00Z", "2024-02-29t10:00:00z", "2024-02-29", "10:00:00Z", "a@example.org", "https://example.org/", "c232ab00-9414-4c3c-9c2e-9f6bdeced846", "P1D"} {
			if a(text) != other(text) {
				return false
			}
		}
		return true
	case *regexp.Regexp:
		other := b.(*regexp.Regexp)
		return a == nil && other == nil || a != nil && other != nil && a.String() == other.String()
	}
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if k := x.Kind(); x.IsValid() && (k == reflect.Slice || k == reflect.Map) && x.Len() == 0 && y.Len() == 0 {
		return true // none, made in two ways
	}
	return reflect.DeepEqual(a, b)
}

// Law: what is read of our own schemas is what v5 makes of them.
func TestReadOurs(t *testing.T) {
	for _, kind := range schema.Kinds() {
		doc, err := schema.Source(kind)
		require.NoError(t, err)
		read, ok := fence.Read(decoded(t, doc))
		require.True(t, ok, kind)
		assertSame(t, read, doc)
		// As the comparison is our own: one letter, and it is not the same.
		changed := bytes.Replace(doc, []byte(`"maxLength": `), []byte(`"maxLength": 1`), 1)
		other, ok := fence.Read(decoded(t, changed))
		require.True(t, ok)
		if !bytes.Equal(changed, doc) {
			assert.False(t, same(map[*fence.Node]*fence.Node{}, read, other), kind)
		}
	}
}

const head = `{"$schema":"https://json-schema.org/draft/2020-12/schema",`

// Law: so is what is read of any other.
func TestReadOthers(t *testing.T) {
	for body, understood := range map[string]bool{
		`"type":["string","null"],"const":null}`:                                                                                       true,
		`"enum":[1,1.0,"a",{"b":[]}],"not":{"const":1e2}}`:                                                                             true,
		`"items":{"$ref":"#/$defs/a"},"$defs":{"a":{"items":{"$ref":"#/$defs/a"}}}}`:                                                   true,
		`"$ref":"#/$defs/a","minLength":1,"$defs":{"a":{"maxLength":3},"b":false}}`:                                                    true,
		`"allOf":[true,{"minimum":-1.5}],"anyOf":[{"exclusiveMaximum":1e3}],"oneOf":[{},false]}`:                                       true,
		`"patternProperties":{"^a":true,"b$":{"pattern":"x"}},"additionalProperties":true}`:                                            true,
		`"properties":{"a":{"format":"email"},"b":{"format":"unheard-of"}},"propertyNames":{"maxLength":9},"additionalProperties":{}}`: true,
		`"dependentRequired":{"a":[],"b":["c","d"]},"required":[],"minProperties":0,"maxProperties":2}`:                                true,
		`"prefixItems":[true,{"type":"integer"}],"items":false,"uniqueItems":false,"minItems":1,"maxItems":2}`:                         true,
		`"minLength":-1}`:                            false,
		`"minLength":2.0}`:                           false, // v5 knows that this is 2
		`"contains":true}`:                           false,
		`"unevaluatedItems":false}`:                  false,
		`"$ref":"#"}`:                                false,
		`"$ref":"#/$defs/a%62","$defs":{"ab":true}}`: false,
		`"$ref":"#/$defs/none"}`:                     false,
		`"properties":{"a":{"$id":"other.json"}}}`:   false,
		`"items":{"$defs":{}}}`:                      false,
		`"title":1}`:                                 false,
		`"enum":1}`:                                  false,
		`"allOf":[]}`:                                false,
		`"pattern":"("}`:                             false,
		`"unheardOf":1}`:                             false,
	} {
		doc := []byte(head + body)
		read, ok := fence.Read(decoded(t, doc))
		if assert.Equal(t, understood, ok, body); ok {
			assertSame(t, read, doc)
		}
	}
	for _, doc := range []string{`true`, `{}`, `{"$schema":"http://json-schema.org/draft-07/schema#"}`} {
		_, ok := fence.Read(decoded(t, []byte(doc)))
		assert.False(t, ok, doc)
	}
}

// Law: and of all the schemas of the official test suite that are understood.
func TestReadSuite(t *testing.T) {
	data := os.Getenv("COPRODUCTION_DATA")
	if data == "" {
		data = "../../../../shared/data"
	}
	files, _ := filepath.Glob(filepath.Join(data, "json-schema-test-suite/tests/draft2020-12/*.json"))
	if len(files) == 0 {
		t.Skip("needs json-schema-test-suite of the shared data set; set COPRODUCTION_DATA")
	}
	understood := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		var groups []struct{ Schema json.RawMessage }
		require.NoError(t, json.Unmarshal(raw, &groups))
		for _, g := range groups {
			if read, ok := fence.Read(decoded(t, g.Schema)); ok {
				understood++
				assertSame(t, read, g.Schema)
			}
		}
	}
	assert.Greater(t, understood, 150)
}
