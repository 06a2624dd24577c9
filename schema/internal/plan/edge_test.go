package plan_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// TestEdges: documents at the edges of what a plan does in ways of its own. What is
// wanted is what JSON Schema says; the reference is asked too.
func TestEdges(t *testing.T) {
	const spaces = "                "
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	var names []string
	for i := range 20 {
		names = append(names, `"n`+string(rune('a'+i))+`":1`)
	}
	many := strings.Join(names, ",")
	ofUUIDs := `{"properties":{"id":{"format":"uuid","pattern":"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}}}`
	tests := []struct {
		name, schema, doc string
		want              plan.Answer
	}{
		{"a name with a quote", `{"properties":{"a\"b":true}}`, `{"a"b":1}` + spaces, plan.Invalid},
		{"a name with a quote, in escapes", `{"properties":{"a\"b":{"type":"null"}}}`, `{"a\"b":1}` + spaces, plan.Invalid},
		{"a name with a backslash", `{"properties":{"a\\n":true},"additionalProperties":false}`, `{"a\n":1}` + spaces, plan.Invalid},
		{"a name with a backslash, in escapes", `{"properties":{"a\\n":true},"additionalProperties":false}`, `{"a\\n":1}` + spaces, plan.Valid},
		{"a name at the end of the document", `{"properties":{"abcdefg":{"type":"null"}}}`, `{"abcdefg":1}`, plan.Invalid},
		{"a name of eight bytes with quotes and colon", `{"properties":{"abcde":{"type":"null"}}}`, `{"abcde":1}` + spaces, plan.Invalid},
		{"a long name, all but the middle", `{"properties":{"12345678abc12345678":true},"additionalProperties":false}`, `{"12345678abd12345678":1}` + spaces, plan.Invalid},
		{"a longer name", `{"properties":{"ab":true},"additionalProperties":false}`, `{"abc":1}` + spaces, plan.Invalid},
		{"an escaped name", `{"required":["ab"]}`, `{"\u0061\u0062":1}`, plan.Valid},
		{"a known name twice", `{"properties":{"a":true}}`, `{"a":1,"a":1}`, plan.Invalid},
		{"a known name twice, once in escapes", `{"properties":{"a":true}}`, `{"a":1,"\u0061":1}`, plan.Invalid},
		{"an unknown name twice", `{}`, `{"a":1,"b":1,"\u0061":1}`, plan.Invalid},
		{"two escaped names", `{}`, `{"\u0061":{"\u0062":1,"\u0063":1},"\u0062":1}`, plan.Valid},
		{"many names", `{}`, `{` + many + `}`, plan.Valid},
		{"one of many names twice", `{}`, `{` + many + `,"nc":1}`, plan.Invalid},
		{"the same name in objects inside each other", `{}`, `{"a":{"a":{"b":1}},"b":1}`, plan.Valid},
		{"64 deep", `{}`, nested(64), plan.Valid},
		{"65 deep", `{}`, nested(65), plan.Invalid},
		{"65 deep behind a choice", `{"anyOf":[{"type":"array"}]}`, nested(65), plan.Invalid},
		{"18 digits", `{"maximum":999999999999999998}`, `999999999999999999`, plan.Invalid},
		{"19 digits", `{"maximum":1000000000000000000}`, `1000000000000000001`, plan.Invalid},
		{"a whole number with a fraction", `{"type":"integer"}`, `120.00`, plan.Valid},
		{"a whole number with an exponent", `{"type":"integer"}`, `0.125e3`, plan.Valid},
		{"not a whole number", `{"type":"integer"}`, `0.1255e3`, plan.Invalid},
		{"a whole number that float64 takes for one", `{"type":"integer"}`, `1.0000000000000000000000001`, plan.Invalid},
		{"minus zero", `{"const":0}`, `-0.0`, plan.Valid},
		{"above a fraction", `{"exclusiveMinimum":1.5}`, `2`, plan.Valid},
		{"not above a whole number", `{"exclusiveMinimum":2}`, `2`, plan.Invalid},
		{"below a negative fraction", `{"maximum":-1.5}`, `-1`, plan.Invalid},
		{"a multiple of a fraction", `{"multipleOf":0.5}`, `3`, plan.Valid},
		{"no multiple of a fraction", `{"multipleOf":1.5}`, `4`, plan.Invalid},
		{"a negative multiple", `{"multipleOf":3}`, `-6`, plan.Valid},
		{"a number too large", `{}`, `1e400`, plan.Invalid},
		{"a number of 65 bytes", `{}`, strings.Repeat("1", 65), plan.Invalid},
		{"zero with an exponent that nothing can hold", `{"type":"integer"}`, `0e99999999999999999999`, plan.Unsure},
		{"zero with a great exponent", `{"type":"integer"}`, `0e999`, plan.Valid},
		{"an exponent with zeros in front", `{"type":"integer"}`, `12e-00000000000000000000`, plan.Valid},
		{"code points, not bytes", `{"maxLength":3}`, `"æøå"`, plan.Valid},
		{"code points, not code units", `{"maxLength":1}`, `"\ud83d\ude00"`, plan.Valid},
		{"too few code points", `{"minLength":4}`, `"æøå"`, plan.Invalid},
		{"a lone surrogate", `{}`, `"\ud83d"`, plan.Invalid},
		{"a bad byte in a text of a form", ofUUIDs, `{"id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a` + "\xb1" + `1"}`, plan.Invalid},
		{"a text of a form", ofUUIDs, `{"id":"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"}`, plan.Valid},
		{"a text of a form, in escapes", ofUUIDs, `{"id":"\u0035b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"}`, plan.Valid},
		{"a text of half a form", ofUUIDs, `{"id":"5b0e0f0a-7f0d-4c5e-9a57-0D9d8f6f5a01"}`, plan.Invalid},
		{"equal items in other words", `{"uniqueItems":true}`, `[{"a":[1.0],"b":"\u0061"},{"b":"a","a":[1]}]`, plan.Invalid},
		{"items that are not equal", `{"uniqueItems":true}`, `[{"a":[1]},{"a":[1,1]},{"a":1},{"b":[1]},[1],1,"1",true,null,false,{},[]]`, plan.Valid},
		{"the enum of nothing", `{"enum":[]}`, `1`, plan.Valid},
		{"a constant with other words", `{"const":{"a":[1,"é"]}}`, `{"a":[1.0,"\u00e9"]}`, plan.Valid},
		{"the space of other alphabets", `{}`, "\u00a01", plan.Invalid},
		{"behind the value", `{}`, "1 \n\t\r x", plan.Invalid},
		{"behind a number that is to be chosen", `{"enum":[0,1]}`, `1-00e`, plan.Invalid},
		{"letters behind a number that is to be chosen", `{"const":1}`, `1fe`, plan.Invalid},
		{"a long tail behind a number that is to be chosen", `{"const":1}`, "1-" + strings.Repeat("1", 70), plan.Invalid},
		{"nothing", `{}`, ``, plan.Invalid},
		{"exactly one name", `{"type":"object","minProperties":1,"oneOf":[{"required":["a"]},{"required":["b","c"]}]}`, `{"b":1,"a":1}`, plan.Valid},
		{"both names", `{"type":"object","minProperties":1,"oneOf":[{"required":["a"]},{"required":["b","c"]}]}`, `{"b":1,"a":1,"c":1}`, plan.Invalid},
		{"no name of any", `{"type":"object","minProperties":1,"anyOf":[{"required":["a"]},{"required":["b","c"]}]}`, `{"c":1}`, plan.Invalid},
		{"names of what is no object", `{"minProperties":1,"oneOf":[{"required":["a"]},{"required":["b"]}]}`, `1`, plan.Invalid},
		{"names and more", `{"type":"object","minProperties":1,"oneOf":[{"required":["a"]},{"required":["b"],"maxProperties":1}]}`, `{"a":1,"b":1}`, plan.Valid},
		{"a name and a reference", `{"$defs":{"x":{"maxProperties":1}},"type":"object","minProperties":1,"anyOf":[{"required":["a"],"$ref":"#/$defs/x"}]}`, `{"a":1,"b":1}`, plan.Invalid},
		{"a name that refers", `{"$defs":{"x":{"type":"null"}},"type":"object","minProperties":1,"anyOf":[{"required":["a"],"properties":{"a":{"$ref":"#/$defs/x"}}}]}`, `{"a":1}`, plan.Invalid},
		{"a tree", `{"items":{"$ref":"#"},"type":"array"}`, `[[],[[]]]`, plan.Valid},
		{"a tree with a leaf", `{"items":{"$ref":"#"},"type":"array"}`, `[[],[[1]]]`, plan.Invalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := fence.Compile("https://example.org/edge.json", []byte(tt.schema))
			require.NoError(t, err)
			p := plan.Compile(s, schema.MaxDepth)
			assert.Equal(t, tt.want, p.Judge([]byte(tt.doc)), "the plan")
			assert.Equal(t, tt.want, p.Judge([]byte(tt.doc)), "the plan once more")
			assert.Equal(t, tt.want, reference(s, []byte(tt.doc)), "the reference")
		})
	}
}

// TestStrict: what a plan takes for strict JSON is so to the end, by whatever schema.
func TestStrict(t *testing.T) {
	s, err := fence.Compile("https://example.org/edge.json", []byte(`{"type":"null"}`))
	require.NoError(t, err)
	p := plan.Compile(s, schema.MaxDepth)
	for doc, want := range map[string]bool{
		`{"a":[1,"b",null,true,1.5e3]}`: true, ` 1 `: true, `"\ud83d\ude00"`: true,
		`{"a":1,"\u0061":1}`: false, `[0e99999999999999999999,}`: false, `1e400`: false, `1 1`: false, "": false, "\uFEFF1": false, `"\ud83d"`: false,
	} {
		assert.Equal(t, want, p.Strict([]byte(doc)), doc)
		assert.Equal(t, want, scan.Scan([]byte(doc), schema.MaxDepth) == nil, doc)
	}
}
