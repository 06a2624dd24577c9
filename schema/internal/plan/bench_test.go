package plan_test

import (
	"bytes"
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
)

// compiledKind is the fence's schema of a kind.
func compiledKind(t testing.TB, kind schema.Kind) *fence.Schema {
	t.Helper()
	source, err := schema.Source(kind)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := fence.Compile(schema.ID(kind), source)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// encounters are random ones of some 2.4 KB each; the seed is fixed.
func encounters(t testing.TB, n int) [][]byte {
	t.Helper()
	var all [][]byte
	for r := range coproductiontest.Records(1, n) {
		if r.RecordKind() != string(schema.KindEncounter) {
			continue
		}
		line, err := coproduction.Append(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	return all
}

func BenchmarkPlan(b *testing.B) {
	p := plan.Compile(compiledKind(b, schema.KindEncounter), schema.MaxDepth)
	docs := encounters(b, 200)
	b.SetBytes(int64(len(bytes.Join(docs, nil)) / len(docs)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if p.Judge(docs[i%len(docs)]) != plan.Valid {
			b.Fatal("not valid")
		}
	}
}
func BenchmarkReference(b *testing.B) {
	s := compiledKind(b, schema.KindEncounter)
	docs := encounters(b, 200)
	b.SetBytes(int64(len(bytes.Join(docs, nil)) / len(docs)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, found, err := s.Departures(docs[i%len(docs)]); len(found) > 0 || err != nil {
			b.Fatal("not valid")
		}
	}
}
