package refi

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// odd are names and texts that go wrong.
var odd = []string{"", " ", "a", "a", "a", "a b", "a_b", " a", "a\n", "\u0085a", "a\x00", "\x01", "\ufeff", "\ufeffa", "\ufffd", "\ufffe", "\r\n", "\ta\t", "a\u2028",
	atTop, " " + atTop, "codes", "without a name", theme.NoDefinition, "é", "e\u0301", "\U0001F600", "مع", "]]>", "&lt;", "patient 1", "coder 1",
	strings.Repeat("n", mostName) + "n", strings.Repeat("n", mostName-1) + "  n"}

func (g *generator) odd() string { return odd[g.IntN(len(odd))] }

// id is an id that nothing else has.
func (g *generator) id() (id encounter.ID) {
	for i := range id {
		id[i] = byte(g.IntN(256))
	}
	id[6], id[8] = 0x40|id[6]&0xf, 0x80|id[8]&0x3f
	return id
}

// study draws records: codebooks, mostly one, in which anything may be named anything and
// hang anywhere, and sources with units and codings by three coders.
func (g *generator) study() (records []encounter.Record) {
	s := &encounter.Study{ID: g.id(), Title: g.odd()}
	coders := []encounter.ID{g.id(), g.id(), g.id()}
	for _, c := range coders[:g.IntN(4)] {
		s.Team = append(s.Team, encounter.TeamMember{ID: c, Role: encounter.TeamCoder})
	}
	records = append(records, s)
	var books []*theme.Codebook
	for range 1 + g.IntN(5)/4 {
		b := &theme.Codebook{ID: g.id(), Title: g.odd(), Version: "1"}
		ids := []theme.CodeID{"nowhere"}
		for i := range g.IntN(4) {
			ids = append(ids, theme.CodeID(fmt.Sprintf("T%d", i)))
			b.Themes = append(b.Themes, theme.Theme{ID: ids[i+1], Name: g.odd(), Definition: g.maybe(g.odd)})
		}
		deep, codes := g.IntN(8) == 0, g.IntN(12)
		if deep {
			codes = g.IntN(400)
		}
		for i := range codes {
			parent := ids[g.IntN(len(ids))]
			if deep {
				parent = ids[len(ids)-1]
			}
			ids = append(ids, theme.CodeID(fmt.Sprintf("c%d", i)))
			b.Codes = append(b.Codes, theme.Code{ID: ids[len(ids)-1], Parent: parent, Name: g.maybe(g.odd), Definition: g.of(g.odd(), theme.NoDefinition, "d")})
		}
		g.Shuffle(len(b.Codes), func(i, j int) { b.Codes[i], b.Codes[j] = b.Codes[j], b.Codes[i] })
		books = append(books, b)
		records = append(records, b)
	}
	code := func(target theme.Target) {
		for _, coder := range append(coders, coders[0]) {
			b := books[g.IntN(len(books))]
			c := &theme.Coding{ID: g.id(), Target: target, Codebook: b.ID, Coder: coder, Round: int64(1 + g.IntN(2))}
			for _, t := range b.Themes {
				if g.IntN(8) == 0 {
					c.Codes = append(c.Codes, t.ID)
				}
			}
			for _, k := range b.Codes[:min(len(b.Codes), 9)] {
				if g.IntN(3) == 0 {
					c.Codes = append(c.Codes, k.ID)
				}
			}
			records = append(records, c)
		}
	}
	for range g.IntN(4) {
		text := g.odd() + g.text() + g.odd()
		source := &theme.Source{ID: g.id(), Form: theme.FormInterview, Text: &text}
		source.SHA256, source.Length = theme.Fingerprint(text)
		records = append(records, source)
		if g.IntN(2) == 0 {
			code(theme.Target{Record: source.ID})
		}
		for range g.IntN(5) {
			start := g.Int64N(source.Length + 1)
			u := &theme.Unit{ID: g.id(), Source: source.ID, Range: &theme.Range{Start: start, End: start + g.Int64N(source.Length-start+1)}, Condensation: g.maybe(g.odd)}
			records = append(records, u)
			code(theme.Target{Record: u.ID})
		}
	}
	return records
}

// strange draws a project as another program may write it, with names that go wrong.
func (g *generator) strange(p *Project) {
	var strange func(codes []Code)
	strange = func(codes []Code) {
		for i := range codes {
			c := &codes[i]
			c.Name, c.Description = g.odd(), g.maybe(g.odd)
			if g.IntN(9) == 0 {
				p.Cases = append(p.Cases, Case{GUID: g.guid(nil), Name: c.Name, Codes: g.some(g.codes)})
			}
			if g.IntN(20) == 0 {
				p.Cases = append(p.Cases, Case{GUID: c.GUID})
			}
			if g.IntN(20) == 0 {
				c.GUID = g.codes[g.IntN(len(g.codes))]
			}
			strange(c.Codes)
		}
	}
	strange(p.Codes)
	if g.IntN(10) == 0 { // as deep as a file is read
		var deep []Code
		for range 244 + g.IntN(10) {
			deep = []Code{{GUID: g.guid(nil), Name: "deep", Codable: g.IntN(2) == 0, Codes: deep}}
		}
		p.Codes = append(p.Codes, deep...)
	}
	for i := range p.Sources {
		for j := range p.Sources[i].Selections {
			p.Sources[i].Selections[j].Description = g.odd()
		}
	}
}

// textsOf are the texts of sources, as a file can hold them.
func textsOf(records []encounter.Record) (texts []string) {
	for _, r := range records {
		if s, ok := r.(*theme.Source); ok {
			texts = append(texts, strings.ReplaceAll(*s.Text, "\x00", "\ufffd"))
		}
	}
	return texts
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
		records += len(first.Records)
		paths = append(paths, onDisk(t, made.Project))
	}
	assert.Greater(t, records, int(seeds)*5)
	for _, rule := range []schema.RuleID{ruleExportCharacters, ruleExportDepth, ruleExportRound, ruleExportEmpty} {
		assert.Positive(t, met[rule], rule)
	}
	valid(paths...)
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
