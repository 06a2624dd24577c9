package coproductiontest

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// makeStudy makes the record of the study, with a team that has the coders.
func (g *generator) makeStudy() {
	s := &encounter.Study{
		ID: g.newID(), Title: "Synthetic study", Methodology: "Made by a program; nobody was observed",
		Sampling: &encounter.Sampling{Method: "random numbers", Refused: new(int64(0))},
		Ethics:   &encounter.Ethics{ConsentPolicy: "No person is behind any record"},
		Software: []string{"coproductiontest"}, Extensions: Synthetic(),
		TranscriptsReturned: new(false),
		Checklists:          encounter.ChecklistAnswers{COREQ: map[string]string{"9": "synthetic"}, SRQR: map[string]string{"5": "synthetic"}},
	}
	for _, p := range encounter.Phases() {
		s.Phases = append(s.Phases, encounter.StudyPhase{Phase: p})
	}
	for _, k := range encounter.InstrumentKinds() {
		s.Instruments = append(s.Instruments, encounter.Instrument{Kind: k, Name: "Synthetic " + string(k)})
	}
	for _, role := range encounter.TeamRoles() {
		if role == encounter.TeamCoder {
			continue
		}
		s.Team = append(s.Team, encounter.TeamMember{ID: g.newID(), Role: role})
	}
	for range g.shape.Coders {
		g.coders = append(g.coders, g.newID())
		s.Team = append(s.Team, encounter.TeamMember{
			ID: g.coders[len(g.coders)-1], Role: encounter.TeamCoder, Conducted: new(g.chance(0.5)), Training: "synthetic",
		})
	}
	g.emit(s)
}

// makeCodebook makes three or four themes with codes, some of them below other codes.
func (g *generator) makeCodebook() {
	c := &theme.Codebook{
		ID: g.newID(), Title: "Synthetic codebook", Version: "1", Language: "en",
		Tools: encounter.Tools(), Extensions: Synthetic(),
	}
	for i := range 3 + g.oneIf(0.5) {
		t := theme.Theme{ID: theme.CodeID(fmt.Sprint("T", i+1)), Name: fmt.Sprint("Theme ", i+1)}
		c.Themes = append(c.Themes, t)
		parent := t.ID
		for j := range 2 + g.about(4) {
			code := theme.Code{
				ID: theme.CodeID(fmt.Sprintf("%s.code_%d", t.ID, j+1)), Parent: parent,
				Definition: "A synthetic code", Derivation: someOf(g, 0.8, theme.Derivations()),
			}
			c.Codes = append(c.Codes, code)
			if parent = t.ID; g.chance(0.2) {
				parent = code.ID
			}
		}
	}
	g.codebook = c
	g.emit(c)
}

// read makes codings of the steps of an encounter, and a source of it with units.
func (g *generator) read(e *encounter.Encounter) {
	if g.chance(g.shape.Coded) {
		for i := range e.Steps {
			g.code(theme.Target{Record: e.ID, Pointer: fmt.Sprintf("/steps/%d", i)})
		}
	}
	if g.chance(g.shape.Documented) {
		g.document(e)
	}
}

// code makes a coding by every coder. They agree on most codes, and each sees or
// misses some.
func (g *generator) code(target theme.Target) {
	var agreed []theme.CodeID
	for range g.about(2) - g.oneIf(0.4) {
		agreed = append(agreed, favour(g, g.codebook.Codes).ID)
	}
	for _, coder := range g.coders {
		for round := range 1 + g.oneIf(0.1) {
			coding := &theme.Coding{
				ID: g.newID(), Target: target, Codebook: g.codebook.ID, Codes: []theme.CodeID{},
				Coder: coder, Round: int64(round + 1), Extensions: g.extensions(),
			}
			for _, code := range agreed {
				if !coding.Has(code) && g.chance(0.8) {
					coding.Codes = append(coding.Codes, code)
				}
			}
			if code := favour(g, g.codebook.Codes).ID; !coding.Has(code) && g.chance(0.15) {
				coding.Codes = append(coding.Codes, code)
			}
			g.coded = coding.ID
			g.emit(coding)
		}
	}
}

// document makes a source of the encounter and meaning units in it, some of which are coded.
func (g *generator) document(e *encounter.Encounter) {
	// Two, three and four bytes a code point, so that an offset in bytes is seen to be wrong.
	text := strings.TrimSpace(strings.Repeat("Synthetic text – ør 𝄞. ", 2+g.about(8)))
	s := &theme.Source{
		ID: g.newID(), Form: favour(g, theme.SourceForms()), Encounter: e.ID,
		Language: someOf(g, 0.7, languages), Extensions: g.extensions(),
	}
	s.SHA256, s.Length = theme.Fingerprint(text)
	if g.chance(0.6) {
		s.Text = &text
	}
	g.emit(s)
	for start := g.Int64N(10); start < s.Length; {
		end := min(start+1+g.Int64N(60), s.Length)
		u := &theme.Unit{ID: g.newID(), Source: s.ID, Range: &theme.Range{Start: start, End: end}, Extensions: g.extensions()}
		if g.chance(0.5) {
			u.Condensation = "synthetic"
		}
		g.emit(u)
		if g.chance(0.3) {
			g.code(theme.Target{Record: u.ID})
		}
		start = end + g.Int64N(20)
	}
	g.unitOf(e)
}

// unitOf makes a meaning unit of turns or steps, where they have names.
func (g *generator) unitOf(e *encounter.Encounter) {
	u := &theme.Unit{Encounter: e.ID}
	if len(e.Turns) > 0 && e.Turns[0].ID != "" {
		u.Turns = []encounter.Name{e.Turns[0].ID}
	}
	if n := len(e.Steps); n > 0 {
		u.Steps = []encounter.Name{e.Steps[n-1].ID}
	}
	if u.Turns != nil || u.Steps != nil {
		u.ID = g.newID()
		g.emit(u)
	}
}

// makeMemberCheck asks one of the professionals about a theme, or about a coding.
func (g *generator) makeMemberCheck() {
	if len(g.professionals) == 0 {
		return
	}
	m := &theme.MemberCheck{
		ID: g.newID(), By: favour(g, g.professionals).ID, Verdict: favour(g, theme.Verdicts()), Extensions: g.extensions(),
	}
	if !g.coded.IsZero() && g.chance(0.3) {
		m.Coding = g.coded
	} else {
		m.Codebook, m.Theme = g.codebook.ID, favour(g, g.codebook.Themes).ID
	}
	if g.chance(0.5) {
		m.Why = "synthetic"
	}
	g.emit(m)
}
