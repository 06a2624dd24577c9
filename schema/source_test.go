package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// compile compiles a schema with the reference validator, formats asserted and
// nothing loaded from anywhere.
func compile(t *testing.T, kind schema.Kind) *jsonschema.Schema {
	t.Helper()
	source, err := schema.Source(kind)
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(string) (io.ReadCloser, error) { return nil, os.ErrNotExist }
	require.NoError(t, c.AddResource(schema.ID(kind), bytes.NewReader(source)))
	compiled, err := c.Compile(schema.ID(kind))
	require.NoError(t, err)
	return compiled
}

// decoded is a JSON text as the validator wants it.
func decoded(t *testing.T, text []byte) (value any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	require.NoError(t, d.Decode(&value))
	return value
}

// raw is a kind's schema as plain maps.
func raw(t *testing.T, kind schema.Kind) map[string]any {
	t.Helper()
	source, err := schema.Source(kind)
	require.NoError(t, err)
	return decoded(t, source).(map[string]any)
}

// resolve follows a reference into the $defs of a schema. What stands beside the
// reference has precedence.
func resolve(t *testing.T, root, node map[string]any) map[string]any {
	t.Helper()
	ref, ok := node["$ref"].(string)
	if !ok {
		return node
	}
	name, local := strings.CutPrefix(ref, "#/$defs/")
	require.True(t, local, "%s: schemas are self-contained", ref)
	target, ok := root["$defs"].(map[string]any)[name].(map[string]any)
	require.True(t, ok, "%s leads nowhere", ref)
	require.NotContains(t, target, "$ref", "%s: one step is enough", ref)
	merged := maps.Clone(target)
	maps.Copy(merged, node)
	return merged
}

// inner lists the schemas directly inside one, by the path to them.
func inner(node map[string]any) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, keyword := range []string{"properties", "patternProperties", "$defs"} {
		members, _ := node[keyword].(map[string]any)
		for name, member := range members {
			all[keyword+"/"+name] = member.(map[string]any)
		}
	}
	if items, ok := node["items"].(map[string]any); ok {
		all["items"] = items
	}
	return all
}

// everywhere calls f for a schema and for all schemas inside it, before references are followed.
func everywhere(path string, node map[string]any, f func(path string, node map[string]any)) {
	f(path, node)
	for step, below := range inner(node) {
		everywhere(path+"/"+step, below, f)
	}
}

func TestSource(t *testing.T) {
	for _, kind := range schema.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			source, err := schema.Source(kind)
			require.NoError(t, err)

			var pretty bytes.Buffer
			require.NoError(t, json.Indent(&pretty, source, "", "  "))
			assert.Equal(t, pretty.String(), string(source), "published as it is: pretty-printed")
			assert.True(t, bytes.HasSuffix(source, []byte("}\n")))

			root := raw(t, kind)
			assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"])
			assert.Equal(t, schema.ID(kind), root["$id"])
			assert.Equal(t, string(kind), resolve(t, root, root["properties"].(map[string]any)["kind"].(map[string]any))["const"])

			source[0] = 'x'
			again, err := schema.Source(kind)
			require.NoError(t, err)
			assert.EqualValues(t, '{', again[0], "each caller has a copy")
		})
	}
	for _, unknown := range []schema.Kind{"", "Study", "study.schema.json", "../kind"} {
		_, err := schema.Source(unknown)
		assert.ErrorIs(t, err, schema.ErrKind)
	}
}

func TestID(t *testing.T) {
	assert.Equal(t, "https://coproduction-lab.github.io/coproduction-go/schema/v1/encounter.schema.json", schema.ID(schema.KindEncounter))
}

func TestOneFileForEachKind(t *testing.T) {
	files, err := filepath.Glob("v1/*")
	require.NoError(t, err)
	assert.Len(t, files, len(schema.Kinds()))
}

// A validator passes over keywords and formats that it does not know, in silence:
// a slip of the pen would be a constraint that nobody keeps.
func TestOnlyKnownKeywords(t *testing.T) {
	keywords := strings.Fields(`$ref title description type const enum required properties additionalProperties
		items minItems maxItems uniqueItems minLength maxLength pattern format minimum maximum
		maxProperties patternProperties oneOf anyOf dependentRequired`)
	atRoot := strings.Fields("$schema $id $defs oneOf anyOf")
	formats := []any{"uuid", "date-time"}
	types := []any{"object", "array", "string", "integer", "boolean"}

	for _, kind := range schema.Kinds() {
		root := raw(t, kind)
		everywhere(string(kind), root, func(path string, node map[string]any) {
			for keyword, value := range node {
				switch {
				case slices.Contains(atRoot, keyword):
					assert.Equal(t, string(kind), path, "%s belongs to the root", keyword)
				default:
					assert.Contains(t, keywords, keyword, path)
				}
				switch keyword {
				case "format":
					assert.Contains(t, formats, value, path)
				case "type":
					assert.Contains(t, types, value, path)
				case "additionalProperties":
					assert.Equal(t, false, value, path)
				case "uniqueItems":
					assert.Equal(t, true, value, path)
				case "enum":
					assert.NotEmpty(t, value, path)
				case "oneOf", "anyOf":
					// Each alternative requires members, and names them so that strict
					// validators know that they exist; it says nothing more.
					for _, alternative := range value.([]any) {
						alternative := alternative.(map[string]any)
						named := map[string]any{}
						for _, name := range alternative["required"].([]any) {
							named[name.(string)] = true
						}
						assert.Equal(t, map[string]any{"required": alternative["required"], "properties": named}, alternative, path)
					}
				}
			}
		})
	}
}

// Everything that can grow has a bound.
func TestEverythingIsBounded(t *testing.T) {
	for _, kind := range schema.Kinds() {
		root := raw(t, kind)
		everywhere(string(kind), root, func(path string, node map[string]any) {
			if strings.Contains(path, "/oneOf/") || strings.Contains(path, "/anyOf/") {
				return
			}
			node = resolve(t, root, node)
			switch node["type"] {
			case "object":
				assert.True(t, node["additionalProperties"] == false || node["maxProperties"] != nil, path)
				assert.Equal(t, strings.HasSuffix(path, "/extensions"), node["additionalProperties"] == nil, path)
			case "array":
				assert.Contains(t, node, "maxItems", path)
				assert.Contains(t, node, "items", path)
			case "integer":
				assert.Contains(t, node, "minimum", path)
				assert.Contains(t, node, "maximum", path)
			case "string":
				text, _ := node["pattern"].(string)
				open := strings.ContainsAny(text, "*+") && !strings.Contains(text, "{12}$")
				bounded := text != "" && !open && strings.HasSuffix(text, "$")
				assert.True(t, bounded || node["const"] != nil || node["enum"] != nil || node["maxLength"] != nil || node["format"] == "date-time", path)
			case "boolean":
			default:
				assert.Fail(t, "no type", path)
			}
		})
	}
}

// Patterns must mean the same to RE2 and to ECMA-262, the dialect of JSON Schema:
// whole-text anchors, no classes that differ (\d, \w, \s) and nothing that RE2 lacks.
func TestPatternsAreTheSameEverywhere(t *testing.T) {
	check := func(path, pattern string) {
		_, err := regexp.Compile(pattern)
		assert.NoError(t, err, path)
		assert.True(t, strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$"), path)
		assert.NotRegexp(t, `\\[^.]|\(\?|\[\[:`, pattern, path)
	}
	for _, kind := range schema.Kinds() {
		everywhere(string(kind), raw(t, kind), func(path string, node map[string]any) {
			if pattern, ok := node["pattern"].(string); ok {
				check(path, pattern)
			}
			patterns, _ := node["patternProperties"].(map[string]any)
			for pattern := range patterns {
				check(path, pattern)
			}
		})
	}
}

// The schemas are also the reference manual: every property says what it means,
// and every word of a vocabulary is explained.
func TestEveryPropertyIsExplained(t *testing.T) {
	for _, kind := range schema.Kinds() {
		root := raw(t, kind)
		explained := func(path string, node map[string]any) {
			title, _ := node["title"].(string)
			description, _ := node["description"].(string)
			assert.NotEmpty(t, title, path)
			assert.Greater(t, len(description), 10, path)
			assert.NotEqual(t, title, description, path)
			words, _ := node["enum"].([]any)
			for _, word := range words {
				assert.Regexp(t, `(^|[ .;])`+regexp.QuoteMeta(word.(string))+`[:,]`, description, path)
			}
			if node["type"] == "integer" && node["title"] != "Round" {
				assert.Regexp(t, "Unit: |milliseconds|Milliseconds|How long", description, path)
			}
		}
		explained(string(kind), root)
		everywhere(string(kind), root, func(path string, node map[string]any) {
			for step, below := range inner(node) {
				if strings.HasPrefix(step, "properties/") {
					assert.Contains(t, below, "title", path+"/"+step)
					assert.Contains(t, below, "description", path+"/"+step)
				}
				if !strings.Contains(step, "Of/") {
					explained(path+"/"+step, resolve(t, root, below))
				}
			}
		})
	}
}

// examples are the valid documents of a kind.
func examples(t *testing.T, kind schema.Kind) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/valid/" + string(kind) + "-*.json")
	require.NoError(t, err)
	all := map[string][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all[strings.TrimSuffix(filepath.Base(file), ".json")] = text
	}
	require.Contains(t, all, string(kind)+"-minimal")
	require.Contains(t, all, string(kind)+"-maximal")
	return all
}

func TestValidDocuments(t *testing.T) {
	for _, kind := range schema.Kinds() {
		compiled := compile(t, kind)
		for name, text := range examples(t, kind) {
			t.Run(name, func(t *testing.T) {
				value := decoded(t, text)
				assert.NoError(t, compiled.Validate(value))
				if strings.Contains(name, "maximal") {
					assert.Equal(t, true, value.(map[string]any)["extensions"].(map[string]any)["synthetic"])
				}
			})
		}
		t.Run(string(kind)+" needs every member of the minimal document", func(t *testing.T) {
			minimal := decoded(t, examples(t, kind)[string(kind)+"-minimal"]).(map[string]any)
			for name, value := range minimal {
				delete(minimal, name)
				assert.Error(t, compiled.Validate(minimal), name)
				minimal[name] = value
			}
		})
	}
}

// The documents of a kind, taken together, use every property of its schema, so
// that a round trip of them is a round trip of everything.
func TestDocumentsUseEveryProperty(t *testing.T) {
	for _, kind := range schema.Kinds() {
		root := raw(t, kind)
		var used []string
		for _, text := range examples(t, kind) {
			used = append(used, places("", decoded(t, text))...)
		}
		var visit func(pointer string, node map[string]any)
		visit = func(pointer string, node map[string]any) {
			node = resolve(t, root, node)
			assert.Contains(t, used, pointer, "%s: no document uses it", kind)
			for step, below := range inner(node) {
				switch keyword, name, _ := strings.Cut(step, "/"); keyword {
				case "properties":
					visit(pointer+"/"+name, below)
				case "items", "patternProperties":
					visit(pointer+"/*", below)
				}
			}
		}
		visit("", root)
	}
}

// places lists the pointers of all values in a document, with "*" beside the
// index of an item and beside the name of a member.
func places(pointer string, value any) []string {
	all := []string{pointer}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			all = append(all, places(pointer+"/*", item)...)
		}
	case map[string]any:
		for name, member := range v {
			all = append(all, places(pointer+"/"+name, member)...)
			all = append(all, pointer+"/*")
		}
	}
	return all
}

// A unit is a range of a source, or turns, steps or both of an encounter, and
// nothing between; a member check is about a theme of a codebook, or a coding.
func TestAlternatives(t *testing.T) {
	const id = `"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"`
	for kind, alternatives := range map[schema.Kind]struct {
		rest    string
		members map[string]string
		valid   []string
	}{
		schema.KindUnit: {
			rest: `"kind":"unit","id":` + id,
			members: map[string]string{"encounter": id, "range": `{"start":0,"end":1}`, "source": id,
				"steps": `["s1"]`, "turns": `["t1"]`},
			valid: []string{"range source", "encounter steps", "encounter turns", "encounter steps turns"},
		},
		schema.KindMemberCheck: {
			rest:    `"kind":"membercheck","verdict":"agreed","id":` + id + `,"by":` + id,
			members: map[string]string{"codebook": id, "coding": id, "theme": `"T1"`},
			valid:   []string{"codebook theme", "coding"},
		},
	} {
		compiled := compile(t, kind)
		names := slices.Sorted(maps.Keys(alternatives.members))
		for subset := range 1 << len(names) {
			var chosen []string
			document := "{" + alternatives.rest
			for i, name := range names {
				if subset>>i&1 == 1 {
					chosen = append(chosen, name)
					document += `,"` + name + `":` + alternatives.members[name]
				}
			}
			set := strings.Join(chosen, " ")
			err := compiled.Validate(decoded(t, []byte(document+"}")))
			assert.Equal(t, slices.Contains(alternatives.valid, set), err == nil, "%s: {%s}", kind, set)
		}
	}
}

func TestTexts(t *testing.T) {
	tests := []struct {
		from, kind, member string
		good, bad          []string
	}{
		{from: "RFC 5646, appendix A; by hand one step outside", kind: "source", member: "language",
			good: []string{"da", "ar-SY", "zh-Hant-TW", "de-CH-1996", "sl-rozaj-biske", "es-419", "en-a-bbb-x-local",
				"x-home", "de-1901", "zh-yue", "tigre", "und"},
			bad: []string{"", "d", "danish language", "da_DK", "da-", "-da", "da--DK", "123", "da-DKDKDKDKD", "x", "Æ", "da\n",
				"en-" + strings.Repeat("abcde-", 5) + "abcdef"}},
		{from: "by hand", kind: "source", member: "sha256",
			good: []string{strings.Repeat("0f", 32)},
			bad:  []string{strings.Repeat("0F", 32), strings.Repeat("0", 63), strings.Repeat("0", 65)}},
		{from: "RFC 3339 as the types read it; years by hand", kind: "encounter", member: "start",
			good: []string{"2021-03-04T09:00:00Z", "2021-03-04T09:00:00.123456789+01:00", "1900-01-01T00:00:00Z", "2099-12-31T23:59:59-23:59"},
			bad: []string{"2021-03-04t09:00:00Z", "2021-03-04T09:00:00z", "2021-03-04 09:00:00Z", "2021-03-04T09:00:60Z", "2021-03-04T09:00:00",
				"2021-02-29T09:00:00Z", "2021-03-04T24:00:00Z", "2021-03-04T09:00:00.1234567890Z", "2021-03-04T09:00:00+24:00",
				"2021-03-04T09:00:00,5Z", "0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2016-12-31T23:59:60Z"}},
		{from: "RFC 9562, canonical form", kind: "encounter", member: "patient",
			good: []string{"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e", "0e3b0f54-5a0c-8a3c-bc2e-0f3c6a1d2b4e"},
			bad: []string{"0E3B0F54-5A0C-4A3C-9C2E-0F3C6A1D2B4E", "{0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e}", "0e3b0f545a0c4a3c9c2e0f3c6a1d2b4e",
				"00000000-0000-0000-0000-000000000000", "0e3b0f54-5a0c-9a3c-9c2e-0f3c6a1d2b4e", "0e3b0f54-5a0c-4a3c-cc2e-0f3c6a1d2b4e", ""}},
		{from: "RFC 6901 behind the id", kind: "coding", member: "target",
			good: []string{"urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e", "urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/steps/3",
				"urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/", "urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/a~0b~1c/#"},
			bad: []string{"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e", "urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#", "urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#steps",
				"urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/a~2", "urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/a~", "URN:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e"}},
		{from: "by hand", kind: "membercheck", member: "theme",
			good: []string{"T", "T3.validation", "a-b_c.9", strings.Repeat("a", 64)},
			bad:  []string{"", "3T", ".a", "a b", "é", strings.Repeat("a", 65)}},
	}
	for _, tt := range tests {
		t.Run(tt.kind+"/"+tt.member, func(t *testing.T) {
			kind := schema.Kind(tt.kind)
			compiled := compile(t, kind)
			document := decoded(t, examples(t, kind)[tt.kind+"-maximal"]).(map[string]any)
			for _, text := range tt.good {
				document[tt.member] = text
				assert.NoError(t, compiled.Validate(document), text)
			}
			for _, text := range tt.bad {
				document[tt.member] = text
				assert.Error(t, compiled.Validate(document), text)
			}
		})
	}
}

func ExampleSource() {
	source, err := schema.Source(schema.KindCoding)
	if err != nil {
		fmt.Println(err)
		return
	}
	var top struct {
		ID    string `json:"$id"`
		Title string `json:"title"`
	}
	if err := json.Unmarshal(source, &top); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(top.Title, top.ID)
	// Output: Coding https://coproduction-lab.github.io/coproduction-go/schema/v1/coding.schema.json
}
