package refi

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// textsOf are the texts of sources, as a file can hold them.
func textsOf(records []encounter.Record) (texts []string) {
	for _, r := range records {
		if s, ok := r.(*theme.Source); ok {
			texts = append(texts, strings.ReplaceAll(*s.Text, "\x00", "\ufffd"))
		}
	}
	return texts
}

// bookReturns holds that a codebook that goes out alone comes back.
func bookReturns(t testing.TB, records []encounter.Record, seed uint64) {
	t.Helper()
	made := Export{}.Codebook(slices.Values(records))
	require.True(t, made.Loss.Balanced(), "seed %d: %s", seed, made.Loss.String())
	var b bytes.Buffer
	if err := WriteCodebook(&b, made.Project); errors.Is(err, ErrNoCode) {
		return
	}
	got := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, inMemory("in", b.Bytes()))
	want, back := *bookOf(t, records), *bookOf(t, got.Records)
	want.ID, back.ID = encounter.ID{}, encounter.ID{}
	require.Equal(t, want, back, "seed %d", seed)
}

// bareReturns holds that records whose texts were left behind come back, where the texts are
// given when they go out.
func bareReturns(t testing.TB, p *Project, kept []encounter.Record, seed uint64) {
	t.Helper()
	texts := map[string]string{}
	for _, r := range kept {
		if s, ok := r.(*theme.Source); ok {
			texts[s.SHA256] = *s.Text
		}
	}
	read := func(p *Project) []encounter.Record {
		var b bytes.Buffer
		require.NoError(t, WriteProject(&b, p))
		return exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID}}, inMemory("in", b.Bytes())).Records
	}
	first := read(p)
	made := Export{Text: func(s *theme.Source) (string, bool) { text, ok := texts[s.SHA256]; return text, ok }}.Project(slices.Values(first))
	require.Equal(t, plain(t, first), plain(t, read(made.Project)), "seed %d", seed)
	for _, r := range first {
		if u, ok := r.(*theme.Unit); ok {
			require.Empty(t, u.Condensation)
		}
	}
}

// Law: what was read goes out, and comes back as it was, whatever it was; a project that was
// made of what was read tells of nothing that it cannot carry; and each account is balanced.
func TestIdentity(t *testing.T) {
	seeds := uint64(400)
	if testing.Short() {
		seeds = 60
	}
	valid := schemaOf(t, "Project.xsd")
	met := map[schema.RuleID]int{}
	records, paths := 0, []string(nil)
	for seed := range seeds {
		g := &generator{}
		var first exchangetest.Result
		if seed%2 == 0 {
			g.Rand = rand.New(rand.NewPCG(seed, 2))
			var made *Made
			drawn := g.study()
			made, first = returned(t, drawn)
			require.Equal(t, textsOf(drawn), textsOf(first.Records), "seed %d", seed)
			for _, f := range made.Findings {
				met[f.Rule]++
			}
			paths = append(paths, onDisk(t, made.Project))
		} else {
			p := g.project(seed)
			g.strange(p)
			first = firstOf(t, p)
		}
		made, back := returned(t, first.Records)
		require.Equal(t, plain(t, first.Records), plain(t, back.Records), "seed %d", seed)
		for _, f := range made.Findings {
			require.Equal(t, ruleExportCodebook, f.Rule, "seed %d: %s", seed, f.Detail)
		}
		for _, f := range back.Findings {
			require.NotContains(t, []schema.RuleID{ruleRange, ruleMany, ruleLimit, ruleXML, ruleEncoding}, f.Rule, "seed %d: %s", seed, f.Detail)
		}
		for element, fate := range map[string]exchange.Count{"PlainTextSelection": {}, "Coding": {}, "TextSource": {}, "Description": {}} {
			fate.Read = back.Loss.Of(element).Read
			fate.Kept = fate.Read
			require.Equal(t, fate, back.Loss.Of(element), "seed %d: %s", seed, element)
		}
		bookReturns(t, first.Records, seed)
		bareReturns(t, made.Project, first.Records, seed)
		records += len(first.Records)
		paths = append(paths, onDisk(t, made.Project))
	}
	assert.Greater(t, records, int(seeds)*5)
	for _, rule := range []schema.RuleID{ruleExportCharacters, ruleExportDepth, ruleExportRound, ruleExportEmpty} {
		assert.Positive(t, met[rule], rule)
	}
	valid(paths...)
}

// The files of other programs come back as well.
func TestIdentityOfTheCorpus(t *testing.T) {
	for _, name := range []string{"example1_codebook.qdc", "example2_simple_project.qde", "Project.qde", "TestProject.qdpx", "example3_complex_transana.qde"} {
		first := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}, exchangetest.OnDisk(shareddata.Path(t, "refi-qda", name)))
		require.NotEmpty(t, first.Records, name)
		_, back := returned(t, first.Records)
		assert.Equal(t, plain(t, first.Records), plain(t, back.Records), name)
	}
}

// In each dialect the quotes come back as records, and are verified by hash: that of the
// text is that of the source, and that of each range that of what was selected; also after
// they went out and came in again.
func TestQuotesByHash(t *testing.T) {
	hash := func(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }
	for _, d := range Dialects() {
		if d.LostTwo {
			continue // of texts that have lost their carriage returns
		}
		for _, mark := range []bool{false, true} {
			if d.Mark && !mark {
				continue
			}
			first := exchangetest.Import(t, Import{Options: exchange.Options{ID: exchangetest.ID, KeepText: true}}, inMemory("in", spoken(d, mark, true)))
			_, back := returned(t, first.Records)
			assert.Equal(t, plain(t, first.Records), plain(t, back.Records), "%s", d)
			for _, records := range [][]encounter.Record{first.Records, back.Records} {
				var text []rune
				verified := 0
				for _, r := range records {
					switch r := r.(type) {
					case *theme.Source:
						assert.True(t, r.Describes(talk), "%s", d)
						text = []rune(*r.Text)
					case *theme.Unit:
						require.Equal(t, hash(quotes[verified]), hash(string(text[r.Range.Start:r.Range.End])), "%s, quote %d", d, verified)
						verified++
					}
				}
				assert.Equal(t, len(quotes), verified, "%s", d)
			}
		}
	}
}
