package plan_test

import (
	"fmt"
	"testing"

	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
)

// Law: whatever schema and document, the plan says what the reference says, or is
// unsure, and ends.
func FuzzPlan(f *testing.F) {
	for _, schema := range []string{`{"type":"object","required":["a"]}`, `{"items":{"pattern":"^a"},"uniqueItems":true}`, `{"oneOf":[{"minimum":1},{"maximum":1}]}`} {
		for _, doc := range []string{`{"a":1}`, `["a","ab"]`, `1`, `"\u0061"`} {
			f.Add(schema, []byte(doc))
		}
	}
	f.Fuzz(func(t *testing.T, source string, doc []byte) {
		if len(source) > 1000 || len(doc) > 10_000 {
			return
		}
		s, err := compileAny(source)
		if err != nil {
			return
		}
		p := plan.Compile(s, schema.MaxDepth)
		new(tally).compare(withSchema{t, source}, p, s, doc)
	})
}

// compileAny takes schemas that make v5 panic for such as cannot be compiled: our own
// do not.
func compileAny(source string) (s *fence.Schema, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return fence.Compile("https://example.org/any.json", []byte(source))
}

// Law: the same for our own schemas.
func FuzzRecords(f *testing.F) {
	written := samples(f)
	var schemas []*fence.Schema
	var plans []*plan.Plan
	for i, kind := range schema.Kinds() {
		schemas = append(schemas, compiledKind(f, kind))
		plans = append(plans, plan.Compile(schemas[i], schema.MaxDepth))
		for _, doc := range written[kind][:min(3, len(written[kind]))] {
			f.Add(uint8(i), doc)
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, doc []byte) {
		i := int(kind) % len(plans)
		new(tally).compare(t, plans[i], schemas[i], doc)
	})
}
