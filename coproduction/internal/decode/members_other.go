package decode

import (
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

var participantMembers = objectOf([]member[encounter.Participant]{
	{"kind", func(d *Decoder, _ *encounter.Participant) { d.quoted() }},
	{"id", func(d *Decoder, p *encounter.Participant) { p.ID = d.id() }},
	{"participantKind", func(d *Decoder, p *encounter.Participant) { p.Role = encounter.Role(d.word()) }},
	{"profession", func(d *Decoder, p *encounter.Participant) { p.Profession = encounter.Profession(d.word()) }},
	{"sector", func(d *Decoder, p *encounter.Participant) { p.Sector = encounter.Sector(d.word()) }},
	{"languages", func(d *Decoder, p *encounter.Participant) { p.Languages = list(d, &d.texts, readText) }},
	{"ageBand", func(d *Decoder, p *encounter.Participant) { p.Age = encounter.AgeBand(d.word()) }},
	{"residence", func(d *Decoder, p *encounter.Participant) { p.Residence = encounter.Residence(d.word()) }},
	{"education", func(d *Decoder, p *encounter.Participant) { p.Education = encounter.Education(d.word()) }},
	{"consent", func(d *Decoder, p *encounter.Participant) { p.Consent = encounter.Consent(d.word()) }},
	{"extensions", func(d *Decoder, p *encounter.Participant) { p.Extensions = d.extensions() }},
})

var sourceMembers = objectOf([]member[theme.Source]{
	{"kind", func(d *Decoder, _ *theme.Source) { d.quoted() }},
	{"id", func(d *Decoder, s *theme.Source) { s.ID = d.id() }},
	{"form", func(d *Decoder, s *theme.Source) { s.Form = theme.SourceForm(d.word()) }},
	{"encounter", func(d *Decoder, s *theme.Source) { s.Encounter = d.id() }},
	{"language", func(d *Decoder, s *theme.Source) { s.Language = d.text() }},
	{"sha256", func(d *Decoder, s *theme.Source) { s.SHA256 = d.word() }},
	{"length", func(d *Decoder, s *theme.Source) { s.Length = d.number() }},
	{"text", func(d *Decoder, s *theme.Source) {
		text := d.text()
		s.Text = &text
	}},
	{"extensions", func(d *Decoder, s *theme.Source) { s.Extensions = d.extensions() }},
})

var unitMembers = objectOf([]member[theme.Unit]{
	{"kind", func(d *Decoder, _ *theme.Unit) { d.quoted() }},
	{"id", func(d *Decoder, u *theme.Unit) { u.ID = d.id() }},
	{"source", func(d *Decoder, u *theme.Unit) { u.Source = d.id() }},
	{"range", func(d *Decoder, u *theme.Unit) {
		u.Range = d.ranges.one(theme.Range{}, d.Reuse)
		rangeMembers.read(d, u.Range)
	}},
	{"encounter", func(d *Decoder, u *theme.Unit) { u.Encounter = d.id() }},
	{"turns", func(d *Decoder, u *theme.Unit) { u.Turns = list(d, &d.names, readName) }},
	{"steps", func(d *Decoder, u *theme.Unit) { u.Steps = list(d, &d.names, readName) }},
	{"condensation", func(d *Decoder, u *theme.Unit) { u.Condensation = d.text() }},
	{"extensions", func(d *Decoder, u *theme.Unit) { u.Extensions = d.extensions() }},
})

var rangeMembers = objectOf([]member[theme.Range]{
	{"start", func(d *Decoder, r *theme.Range) { r.Start = d.number() }},
	{"end", func(d *Decoder, r *theme.Range) { r.End = d.number() }},
})

var codingMembers = objectOf([]member[theme.Coding]{
	{"kind", func(d *Decoder, _ *theme.Coding) { d.quoted() }},
	{"id", func(d *Decoder, c *theme.Coding) { c.ID = d.id() }},
	{"target", func(d *Decoder, c *theme.Coding) { c.Target = d.target() }},
	{"codebook", func(d *Decoder, c *theme.Coding) { c.Codebook = d.id() }},
	{"codes", func(d *Decoder, c *theme.Coding) { c.Codes = list(d, &d.codes, readCode) }},
	{"coder", func(d *Decoder, c *theme.Coding) { c.Coder = d.id() }},
	{"round", func(d *Decoder, c *theme.Coding) { c.Round = d.number() }},
	{"extensions", func(d *Decoder, c *theme.Coding) { c.Extensions = d.extensions() }},
})

var memberCheckMembers = objectOf([]member[theme.MemberCheck]{
	{"kind", func(d *Decoder, _ *theme.MemberCheck) { d.quoted() }},
	{"id", func(d *Decoder, m *theme.MemberCheck) { m.ID = d.id() }},
	{"codebook", func(d *Decoder, m *theme.MemberCheck) { m.Codebook = d.id() }},
	{"theme", func(d *Decoder, m *theme.MemberCheck) { m.Theme = theme.CodeID(d.text()) }},
	{"coding", func(d *Decoder, m *theme.MemberCheck) { m.Coding = d.id() }},
	{"by", func(d *Decoder, m *theme.MemberCheck) { m.By = d.id() }},
	{"verdict", func(d *Decoder, m *theme.MemberCheck) { m.Verdict = theme.Verdict(d.word()) }},
	{"why", func(d *Decoder, m *theme.MemberCheck) { m.Why = d.text() }},
	{"extensions", func(d *Decoder, m *theme.MemberCheck) { m.Extensions = d.extensions() }},
})

func readCode(d *Decoder, into *theme.CodeID) { *into = theme.CodeID(d.text()) }
