package schema_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/schema/internal/mutate"
)

var (
	documents = flag.Int("documents", 4000, "how many documents TestJudgeAsReference judges twice")
	seed      = flag.Uint64("seed", 1, "where TestJudgeAsReference begins; the documents follow from it")
)

// recordsOf are written records: a random study, and the marked ones of the rules.
func recordsOf(t testing.TB) [][]byte {
	t.Helper()
	shape := coproductiontest.Typical(20)
	shape.Turns, shape.Steps, shape.Coded = 2, 2, 0.5
	var all [][]byte
	for r := range shape.Records(3) {
		line, err := coproduction.Append(nil, r)
		require.NoError(t, err)
		all = append(all, line)
	}
	// Items may be the same in other words.
	all = append(all, []byte(`{"kind":"coding","codes":[1,1.0,"\u0061","a",{"x":10,"y":[]},{"y":[],"x":1e1}]}`))
	for _, pattern := range []string{"testdata/constraints/*.txt", "../coproduction/testdata/rules/*"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, path := range files {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			for _, fixture := range strings.Split(string(text), "\n") {
				document, _ := coproductiontest.Marked(expand(fixture))
				all = append(all, document)
			}
		}
	}
	return all
}

// TestJudgeAsReference: the judgement is that of the reference, to the last byte of
// every finding, for sound records and for damaged ones.
func TestJudgeAsReference(t *testing.T) {
	t.Parallel()
	records := recordsOf(t)
	for _, record := range records {
		require.Equal(t, schema.JudgeByReference(record), schema.Judge(record), string(record))
	}
	r := rand.New(rand.NewPCG(*seed, 4))
	findings := 0
	for range *documents {
		record := records[r.IntN(len(records))]
		if len(record) > 10_000 {
			continue
		}
		record = mutate.Mutate(r, record)
		want := schema.JudgeByReference(record)
		findings += len(want.Findings)
		require.Equal(t, want, schema.Judge(record), string(record))
	}
	t.Logf("%d findings of %d documents", findings, *documents)
}

// A sound record takes no memory, however it is written, but for its kind in escapes.
func TestJudgeAllocations(t *testing.T) {
	plainKind := regexp.MustCompile(`"kind"\s*:\s*"(study|participant|encounter|codebook|source|unit|coding|membercheck)"`) // and not that of a link
	r := rand.New(rand.NewPCG(1, 5))
	for record := range coproductiontest.Records(4, 5) {
		line, err := coproduction.Append(nil, record)
		require.NoError(t, err)
		for range 5 {
			require.True(t, schema.Judge(line).Clean())
			if plainKind.Match(line) {
				least := 1.0 // the race detector takes the judge's memory away now and then
				for range 20 {
					least = min(least, testing.AllocsPerRun(1, func() { schema.Judge(line) }))
				}
				require.Zero(t, least, string(line))
			}
			line = mutate.Rewrite(r, line)
		}
	}
}

// Law: the judgement is that of the reference, whatever the bytes.
func FuzzJudge(f *testing.F) {
	for i, record := range recordsOf(f) {
		if i%20 == 0 && len(record) < 5000 {
			f.Add(record)
		}
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		require.Equal(t, schema.JudgeByReference(record), schema.Judge(record))
	})
}
