package plan_test

import (
	"encoding/json"
	"flag"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/mutate"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

var (
	documents = flag.Int("documents", 4000, "how many documents each differential test judges twice")
	seed      = flag.Uint64("seed", 1, "where the differential tests begin; the documents follow from it")
)

// A tally counts the answers of the plan and of the reference.
type tally struct{ valid, invalid, unsure, unsureValid, gaveUp, unexplained, doubted int }

// compare judges a document on both roads. The bytes behind it are poisoned: a plan
// that reads beyond the end would find the document going on.
func (c *tally) compare(t testing.TB, p *plan.Plan, s *fence.Schema, text []byte) {
	buffer := append(append(make([]byte, 0, len(text)+16), text...), `"}]},0,"a":[{}]}`...)
	doc := buffer[:len(text)]
	want, got := reference(s, doc), p.Judge(doc)
	// Where v5 gives up, which is a fault of the document too, another one may be certain.
	if got != plan.Unsure && got != want && (want != plan.Unsure || got == plan.Valid) {
		t.Fatalf("the plan says %d, the reference %d, of\n%s", got, want, text)
	}
	strict := scan.Scan(doc, schema.MaxDepth) == nil
	switch p.Strict(doc) {
	case strict:
	case true:
		t.Fatalf("strict JSON for the plan alone:\n%s", text)
	default:
		c.doubted++
	}
	if strict && got == plan.Invalid {
		c.explain(t, p, s, doc)
	}
	switch {
	case want == plan.Unsure:
		c.gaveUp++
	case want == plan.Valid:
		c.valid++
	default:
		c.invalid++
	}
	if got == plan.Unsure {
		c.unsure++
		if want == plan.Valid {
			c.unsureValid++
		}
	}
}

// explain holds what the plan finds in an invalid document to what the reference finds.
func (c *tally) explain(t testing.TB, p *plan.Plan, s *fence.Schema, doc []byte) {
	found, ok := p.Explain(doc)
	if !ok {
		c.unexplained++
		return
	}
	got, want := map[string]bool{}, map[string]bool{}
	for _, d := range found {
		path := slices.DeleteFunc(d.Path, func(token string) bool { return token == "" }) // v5 leaves them out
		got[strings.Join(path, "/")+"#"+d.Keyword] = true
	}
	_, broken, err := s.Departures(doc)
	for _, d := range broken {
		want[strings.Join(d.Path, "/")+"#"+d.Keyword] = true
	}
	if err != nil || !maps.Equal(got, want) {
		t.Fatalf("the plan explains with %v, the reference with %v (%v):\n%s", got, want, err, doc)
	}
}

func (c *tally) report(t *testing.T) {
	t.Logf("%d valid, %d invalid, %d given up by v5; of all the plan was unsure of %d, of the valid ones of %d; it could not explain %d, and took %d for not strict",
		c.valid, c.invalid, c.gaveUp, c.unsure, c.unsureValid, c.unexplained, c.doubted)
}

// samples are written records of every kind, by kind.
func samples(t testing.TB) map[schema.Kind][][]byte {
	t.Helper()
	shape := coproductiontest.Typical(25)
	shape.Turns, shape.Steps, shape.Coded = 2, 2, 0.5
	all := map[schema.Kind][][]byte{}
	for r := range shape.Records(3) { // in which encounters say what is not recorded
		line, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		kind := schema.Kind(r.RecordKind())
		all[kind] = append(all[kind], line)
	}
	require.Len(t, all, len(schema.Kinds()))
	return all
}

// TestOwnSchemas: of records, rewritten and damaged, plan and reference say the same.
// More of them: go test -run OwnSchemas -documents 10000000 -seed 2 -timeout 0
func TestOwnSchemas(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(*seed, 1))
	written := samples(t)
	var c tally
	for _, kind := range schema.Kinds() {
		s := compiledKind(t, kind)
		p := plan.Compile(s, schema.MaxDepth)
		for _, doc := range written[kind] {
			require.Equal(t, plan.Valid, p.Judge(doc))
		}
		docs := written[kind]
		for range *documents / len(schema.Kinds()) {
			doc := docs[r.IntN(len(docs))]
			if r.IntN(4) == 0 {
				doc = mutate.Rewrite(r, doc)
			}
			if r.IntN(8) > 0 {
				doc = mutate.Mutate(r, doc)
			}
			c.compare(t, p, s, doc)
		}
	}
	c.report(t)
	// What is left to v5 is zero with an exponent that fits nowhere, in a local field.
	require.LessOrEqual(t, c.unsureValid*1000, c.valid, "valid records left to v5")
}

// TestRandomSchemas does the same with small random schemas and documents.
func TestRandomSchemas(t *testing.T) {
	t.Parallel()
	m := maker{rand.New(rand.NewPCG(*seed, 2))}
	var c tally
	uncompiled := 0
	for done := 0; done < *documents; {
		text := m.schema(2)
		s, err := fence.Compile("https://example.org/random.json", []byte(text))
		if err != nil {
			uncompiled++
			continue
		}
		p := plan.Compile(s, schema.MaxDepth)
		for range 40 {
			doc := []byte(m.value(3))
			if m.IntN(4) == 0 {
				doc = mutate.Mutate(m.Rand, doc)
			}
			c.compare(withSchema{t, text}, p, s, doc)
			done++
		}
	}
	t.Logf("%d schemas could not be compiled", uncompiled)
	c.report(t)
}

// TestChangedSchemas does the same with our schemas, in each of which something was
// changed, and records.
func TestChangedSchemas(t *testing.T) {
	t.Parallel()
	m := maker{rand.New(rand.NewPCG(*seed, 3))}
	written := samples(t)
	var c tally
	for done := 0; done < *documents; {
		kind := schema.Kinds()[m.IntN(len(schema.Kinds()))]
		source, err := schema.Source(kind)
		require.NoError(t, err)
		changed := m.decoded(string(source))
		for range 1 + m.IntN(3) {
			changed = m.changed(changed)
		}
		text, err := json.Marshal(changed)
		require.NoError(t, err)
		s, err := fence.Compile(schema.ID(kind), text)
		if err != nil {
			continue
		}
		p := plan.Compile(s, schema.MaxDepth)
		for range 60 {
			doc := written[kind][m.IntN(len(written[kind]))]
			if m.IntN(3) > 0 {
				doc = mutate.Mutate(m.Rand, doc)
			}
			c.compare(withSchema{t, string(text)}, p, s, doc)
			done++
		}
	}
	c.report(t)
}

// TestTogether: many may use a plan at a time.
func TestTogether(t *testing.T) {
	s := compiledKind(t, schema.KindEncounter)
	p := plan.Compile(s, schema.MaxDepth)
	r := rand.New(rand.NewPCG(*seed, 7))
	var docs [][]byte
	var want []plan.Answer
	for _, doc := range samples(t)[schema.KindEncounter] {
		for _, doc := range [][]byte{doc, mutate.Mutate(r, doc), mutate.Rewrite(r, doc)} {
			docs, want = append(docs, doc), append(want, reference(s, doc))
		}
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i, doc := range docs {
				if got := p.Judge(doc); got != want[i] {
					t.Errorf("%d, not %d: %s", got, want[i], doc)
				}
			}
		})
	}
	all.Wait()
}

// withSchema shows the schema beside the failure.
type withSchema struct {
	testing.TB
	schema string
}

func (w withSchema) Fatalf(format string, args ...any) {
	w.TB.Helper()
	w.TB.Fatalf(format+"\nby the schema\n%s", append(args, w.schema)...)
}
