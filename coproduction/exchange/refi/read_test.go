package refi

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
)

func inMemory(name string, content []byte) exchange.File {
	return exchangetest.File(name, string(content))
}

// opened reads bytes that must be readable.
func opened(t testing.TB, content []byte) *Opened {
	t.Helper()
	o, err := Open(inMemory("in", content))
	require.NoError(t, err)
	require.NotNil(t, o.Project, "%v", o.Findings)
	return o
}

// Law: what is written comes back, in all shapes, and an import accounts for every coding.
func TestReadWritten(t *testing.T) {
	for seed := range uint64(150) {
		p := generate(seed)
		var b bytes.Buffer
		require.NoError(t, WriteProject(&b, p))
		back := opened(t, b.Bytes())
		c := Compare(p, back.Project)
		if back.Dialect == Dialects()[0] { // where nothing is quoted, another way to count may fit random ranges better
			require.True(t, c.Complete(), "seed %d\n%s", seed, c)
		} else {
			require.Zero(t, c.Kind("codings").Lost, "seed %d\n%s", seed, c)
		}
		got := imported(t, inMemory("in", b.Bytes()))
		require.EqualValues(t, codingsOf(p), got.loss.Of("Coding").Read, "seed %d", seed)
		var again bytes.Buffer
		require.NoError(t, WriteProject(&again, back.Project))
		if back.Dialect == Dialects()[0] && !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("seed %d: written again it is another file", seed)
		}
	}
}

func guidN(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

// The standard's own examples, and what a program wrote.
func TestReadCorpus(t *testing.T) {
	const texts = 11                            // that no file has beside it, and no archive in it
	for name, want := range map[string]struct { // from: Python 3 re, counting the start tags of each file, sources by their five elements, and plainTextPath
		codes, sources, codings, sets, users, notes, links, graphs int
		rules                                                      counts
	}{
		"example1_codebook.qdc":         {6, 0, 0, 0, 0, 0, 0, 0, counts{}},
		"example2_simple_project.qde":   {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: 1}},
		"Project.qde":                   {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: 1}},
		"TestProject.qdpx":              {14, 12, 16, 16, 3, 2, 1, 1, counts{ruleUser: 1, rulePath: 1, ruleCoders: 1, ruleMissing: texts, ruleEntryName: 1}},
		"example3_complex_transana.qde": {19, 16, 66, 6, 63, 40, 0, 0, counts{ruleNamespace: 1, ruleUser: 1, rulePath: 1, ruleCoder: 1, ruleMissing: 1, ruleReference: 16}}, // from: xmllint, see TestReferencesCorpus
	} {
		raw, err := os.ReadFile(shareddata.Path(t, "refi-qda", name))
		require.NoError(t, err)
		o := opened(t, raw)
		p := o.Project
		codes := 0
		var count func([]Code)
		count = func(all []Code) {
			codes += len(all)
			for _, c := range all {
				count(c.Codes)
			}
		}
		count(p.Codes)
		codings := codingsOf(p)
		assert.Equal(t, []int{want.codes, codings, want.sets, want.users, want.links, want.graphs},
			[]int{codes, codings, len(p.Sets), len(p.Users), len(p.Links), len(p.Graphs)}, name)
		assert.Equal(t, []int{want.sources, want.notes}, []int{len(p.Sources), len(p.Notes)}, name)
		assert.Equal(t, want.rules, exchangetest.CountRules(o.Findings), name)

		var b bytes.Buffer
		if strings.HasSuffix(name, ".qdc") {
			require.NoError(t, WriteCodebook(&b, p))
		} else {
			require.NoError(t, WriteProject(&b, p))
		}
		c := Compare(p, opened(t, b.Bytes()).Project)
		assert.True(t, c.Complete(), "%s: in, out and in again\n%s", name, c)

		got := imported(t, inMemory(name, raw))
		assert.EqualValues(t, codings, got.loss.Of("Coding").Read, name)
		assert.EqualValues(t, codes, got.loss.Of("Code").Read, name)
	}
}
