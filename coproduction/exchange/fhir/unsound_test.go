package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// names are n members of an object, of as many names.
func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"y%d":[{"x":%d}],`, i, i)
	}
	return b.String()
}

// What encoding/json passes over in silence is found, at its byte.
func TestUnsoundJSON(t *testing.T) {
	for name, tt := range map[string]struct {
		more, mark string // elements, and the first byte of what is wrong
		rule       schema.RuleID
	}{
		"an element twice":       {`,"status":"planned","status":"finished"`, `"status":"planned"`, "fhir-json-duplicate"},
		"inside an element":      {`,"text":{"a":1,"b":{"a":2},"a":3}`, `"a":3`, "fhir-json-duplicate"},
		"in escapes":             {`,"text":{"a":1,"\u0061":3}`, `"\u0061"`, "fhir-json-duplicate"},
		"among many":             {`,"text":{"x":1,` + names(1000) + `"x":9}`, `"x":9`, "fhir-json-duplicate"},
		"not UTF-8":              {",\"text\":\"S\xf8ren\"", "\xf8", "fhir-utf8"},
		"the same, in siblings":  {`,"text":[{"a":1},{"a":1}]`, "", ""},
		"a name that is a value": {`,"text":{"a":"b","b":"a"}`, "", ""},
	} {
		for _, in := range []string{"%\n", `{"resourceType":"Bundle","entry":[{"resource":%}]}`, "[%]"} {
			text := lines(patient) + strings.Replace(in, "%", visit("e", "", tt.more), 1)
			o := imported(t, fhir.Import{}, exchangetest.File("in", text))
			require.NoError(t, o.err)
			if tt.rule == "" {
				assert.Empty(t, o.rules(), name)
				continue
			}
			require.Len(t, o.findings, 1, name)
			assert.Equal(t, tt.rule, o.findings[0].Rule, name)
			assert.Equal(t, int64(strings.LastIndex(text, tt.mark)), int64(o.findings[0].Position.Offset), name)
		}
	}
}

// A Bundle in a Bundle loses nothing in silence.
func TestInnerEntry(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient)+`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[{"resource":{"id":"x"}},{"resource":`+visit("e", "", "")+`}]}}]}`))
	assert.Len(t, o.encounters(), 1)
	assert.Equal(t, counts{"fhir-resource": 1}, o.rules())
	assert.Equal(t, 1, int(o.loss.Of("line").Read))
}

// A Bundle whose entries have another shape, or stand too deep in others, is not read,
// and is not said to be.
func TestBundleThatCannotBeRead(t *testing.T) {
	deep := func(n int) string {
		return strings.Repeat(`{"resourceType":"Bundle","entry":[{"resource":`, n) + patient + strings.Repeat("}]}", n)
	}
	const read, not = "its resources are read", "its entries cannot be read"
	for name, tt := range map[string]struct {
		text     string
		changed  int64
		dropped  map[string]int64
		patients int64
	}{
		"entries that are none": {`{"resourceType":"Bundle","entry":"x"}`, 0, map[string]int64{not: 1}, 0},
		"none":                  {`{"resourceType":"Bundle"}`, 1, nil, 0},
		"one":                   {deep(1), 1, nil, 1},
		"as deep as is read":    {deep(10), 10, nil, 1}, // the outermost, whose entries are read one by one, and 9 to a depth of 8
		"one too deep":          {deep(11), 10, map[string]int64{not: 1}, 0},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", tt.text+"\n"))
		require.NoError(t, o.err)
		want := exchange.Count{Read: tt.changed, Dropped: tt.dropped}
		if tt.changed > 0 {
			want.Changed = map[string]int64{read: tt.changed}
		}
		want.Read += tt.dropped[not]
		assert.Equal(t, want, o.loss.Of("Bundle"), name)
		assert.Equal(t, tt.dropped[not], int64(o.rules()["fhir-shape"]), name)
		assert.Equal(t, tt.patients, o.loss.Of("Patient").Read, name)
	}
}

// Of R5: what was discontinued had begun; only what was cancelled had not.
func TestDiscontinued(t *testing.T) {
	for status, n := range map[string]int{"on-hold": 1, "discharged": 1, "completed": 1, "discontinued": 1, "unknown": 1, "cancelled": 0, "planned": 0, "entered-in-error": 0} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, strings.Replace(visit("e", "", ""), `"finished"`, `"`+status+`"`, 1))))
		assert.Len(t, o.encounters(), n, status)
	}
}

// An array of resources may stand over several lines.
func TestArray(t *testing.T) {
	o := imported(t, fhir.Import{}, exchangetest.File("in", "[\n"+patient+",\n"+visit("a", "", "")+"\n,"+visit("b", "", "")+"]\n"))
	assert.Len(t, o.encounters(), 2)
	assert.Empty(t, o.rules())
}
