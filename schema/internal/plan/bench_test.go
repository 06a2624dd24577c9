package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/fence"
	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// compiledKind is the fence's schema of a kind.
func compiledKind(t testing.TB, kind schema.Kind) *fence.Schema {
	t.Helper()
	source, err := schema.Source(kind)
	require.NoError(t, err)
	compiled, err := fence.Compile(schema.ID(kind), source)
	require.NoError(t, err)
	return compiled
}

// encounters are random ones of some 2.4 KB each; the seed is fixed.
func encounters(t testing.TB, n int) [][]byte {
	t.Helper()
	var all [][]byte
	for r := range coproductiontest.Records(1, n) {
		if r.RecordKind() == string(schema.KindEncounter) {
			line, err := coproduction.Append(nil, r)
			require.NoError(t, err)
			all = append(all, line)
		}
	}
	return all
}

// A layout is a way to write a document.
type layout struct {
	name  string
	write func(r *rand.Rand, doc []byte) []byte
}

// layouts are the ways in which programs write records.
var layouts = []layout{
	{"compact", func(_ *rand.Rand, doc []byte) []byte { return doc }},
	{"spaced", func(_ *rand.Rand, doc []byte) []byte { // as Python does
		return between(doc, func(c byte) string { return string(c) + " " })
	}},
	{"shuffled", shuffled},
	{"beyond ASCII", spoken},
	{"escaped", escaped},
}

// between writes the commas and colons of a document in another way.
func between(doc []byte, write func(c byte) string) []byte {
	var out []byte
	inText := false
	for i, c := range doc {
		if c == '"' && doc[i-1] != '\\' {
			inText = !inText
		}
		if !inText && (c == ',' || c == ':') {
			out = append(out, write(c)...)
		} else {
			out = append(out, c)
		}
	}
	return out
}

// shuffled puts the members of every object in an order of its own.
func shuffled(r *rand.Rand, doc []byte) []byte {
	switch doc[0] {
	case '{':
		var members map[string]json.RawMessage
		if json.Unmarshal(doc, &members) != nil {
			panic("not JSON")
		}
		var all [][]byte
		for name, value := range members {
			all = append(all, append([]byte(strconv.Quote(name)+":"), shuffled(r, value)...))
		}
		slices.SortFunc(all, bytes.Compare)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return slices.Concat([]byte("{"), bytes.Join(all, []byte(",")), []byte("}"))
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(doc, &items) != nil {
			panic("not JSON")
		}
		var all [][]byte
		for _, item := range items {
			all = append(all, shuffled(r, item))
		}
		return slices.Concat([]byte("["), bytes.Join(all, []byte(",")), []byte("]"))
	}
	return doc
}

// note is a text of a field that no schema knows.
const note = "Bedømmelse og lindring på Københavns ældste sygehus; čćšž, Ελληνικά, العربية. "

// spoken gives an encounter some text beyond ASCII, as local fields hold it.
func spoken(_ *rand.Rand, doc []byte) []byte {
	return slices.Concat(doc[:len(doc)-1], []byte(`,"extensions":{"note":"`+note+note+note+`"}}`))
}

// escaped is the same as Python writes it: each character beyond ASCII as an escape.
func escaped(r *rand.Rand, doc []byte) []byte {
	var out []byte
	for _, c := range string(spoken(r, doc)) {
		if c < 0x80 {
			out = append(out, byte(c))
		} else {
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return out
}

// inLayout are encounters in a layout; those that have extensions already are left out.
func inLayout(t testing.TB, l layout, n int) [][]byte {
	r := rand.New(rand.NewPCG(1, 6))
	var docs [][]byte
	for _, doc := range encounters(t, n) {
		if !bytes.Contains(doc, []byte(`"extensions"`)) {
			docs = append(docs, l.write(r, doc))
		}
	}
	return docs
}

// TestLayouts: no valid record goes to v5, however it is written.
func TestLayouts(t *testing.T) {
	s := compiledKind(t, schema.KindEncounter)
	p := plan.Compile(s, schema.MaxDepth)
	for _, l := range layouts {
		docs := inLayout(t, l, 300)
		require.Greater(t, len(docs), 100)
		for i, doc := range docs {
			require.Equal(t, plan.Valid, p.Judge(doc), "%s: %s", l.name, doc)
			if i < 20 {
				require.Equal(t, plan.Valid, reference(s, doc))
			}
		}
		require.Zero(t, leastAllocations(func() { p.Judge(docs[0]) }), l.name)
	}
}

// leastAllocations is how often f allocates when its memory is there: the race
// detector takes it away now and then.
func leastAllocations(f func()) float64 {
	least := testing.AllocsPerRun(1, f)
	for range 20 {
		least = min(least, testing.AllocsPerRun(1, f))
	}
	return least
}

// each runs f over one document after the other.
func each(b *testing.B, docs [][]byte, f func(doc []byte) bool) {
	b.SetBytes(int64(len(bytes.Join(docs, nil)) / len(docs)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if !f(docs[i%len(docs)]) {
			b.Fatal("not as it should be")
		}
	}
}

// BenchmarkJudge is the plan over valid encounters, an operation each.
func BenchmarkJudge(b *testing.B) {
	p := plan.Compile(compiledKind(b, schema.KindEncounter), schema.MaxDepth)
	for _, l := range layouts {
		b.Run(l.name, func(b *testing.B) {
			each(b, inLayout(b, l, 200), func(doc []byte) bool { return p.Judge(doc) == plan.Valid })
		})
	}
}

// BenchmarkExplain is all that is wrong with an encounter in which one value is.
func BenchmarkExplain(b *testing.B) {
	p := plan.Compile(compiledKind(b, schema.KindEncounter), schema.MaxDepth)
	var docs [][]byte
	for _, doc := range encounters(b, 200) {
		docs = append(docs, bytes.Replace(doc, []byte(`"patient":"`), []byte(`"patient":"x`), 1))
	}
	each(b, docs, func(doc []byte) bool {
		found, ok := p.Explain(doc)
		return ok && len(found) == 2 // format and pattern
	})
}

// BenchmarkScan is the strict profile alone, as package scan sees to it.
func BenchmarkScan(b *testing.B) {
	each(b, encounters(b, 200), func(doc []byte) bool { return scan.Scan(doc, schema.MaxDepth) == nil })
}

// BenchmarkReference is what the plan is compared with: v5 with encoding/json.
func BenchmarkReference(b *testing.B) {
	s := compiledKind(b, schema.KindEncounter)
	each(b, encounters(b, 200), func(doc []byte) bool {
		_, found, err := s.Departures(doc)
		return len(found) == 0 && err == nil
	})
}

// BenchmarkCompile is what the first record of a kind waits for, but for v5.
func BenchmarkCompile(b *testing.B) {
	s := compiledKind(b, schema.KindEncounter)
	b.ReportAllocs()
	for b.Loop() {
		plan.Compile(s, schema.MaxDepth)
	}
}
