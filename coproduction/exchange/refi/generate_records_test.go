package refi

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
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
