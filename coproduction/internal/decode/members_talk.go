package decode

import "github.com/coproduction-lab/coproduction-go/encounter"

var turnMembers = objectOf([]member[encounter.Turn]{
	{"id", func(d *Decoder, t *encounter.Turn) { t.ID = encounter.Name(d.text()) }},
	{"speaker", func(d *Decoder, t *encounter.Turn) { t.Speaker = d.id() }},
	{"addressees", func(d *Decoder, t *encounter.Turn) { t.Addressees = list(d, &d.ids, readID) }},
	{"startMs", func(d *Decoder, t *encounter.Turn) { t.StartMs = d.numberAt() }},
	{"endMs", func(d *Decoder, t *encounter.Turn) { t.EndMs = d.numberAt() }},
	{"words", func(d *Decoder, t *encounter.Turn) { t.Words = d.numberAt() }},
	{"language", func(d *Decoder, t *encounter.Turn) { t.Language = d.text() }},
	{"floor", func(d *Decoder, t *encounter.Turn) { t.Floor = encounter.Floor(d.word()) }},
})

var stepMembers = objectOf([]member[encounter.Step]{
	{"id", func(d *Decoder, s *encounter.Step) { s.ID = encounter.Name(d.text()) }},
	{"by", func(d *Decoder, s *encounter.Step) { s.By = list(d, &d.ids, readID) }},
	{"act", func(d *Decoder, s *encounter.Step) { s.Act = encounter.Act(d.word()) }},
	{"tool", func(d *Decoder, s *encounter.Step) { s.Tool = encounter.Tool(d.text()) }},
	{"buildsOn", func(d *Decoder, s *encounter.Step) { s.BuildsOn = list(d, &d.names, readName) }},
	{"concerns", func(d *Decoder, s *encounter.Step) { s.Concerns = list(d, &d.names, readName) }},
	{"startMs", func(d *Decoder, s *encounter.Step) { s.StartMs = d.numberAt() }},
	{"endMs", func(d *Decoder, s *encounter.Step) { s.EndMs = d.numberAt() }},
	{"outcome", func(d *Decoder, s *encounter.Step) { s.Outcome = encounter.Outcome(d.word()) }},
})

var cueMembers = objectOf([]member[encounter.Cue]{
	{"id", func(d *Decoder, c *encounter.Cue) { c.ID = encounter.Name(d.text()) }},
	{"form", func(d *Decoder, c *encounter.Cue) { c.Form = encounter.CueForm(d.word()) }},
	{"by", func(d *Decoder, c *encounter.Cue) { c.By = d.id() }},
	{"elicitedBy", func(d *Decoder, c *encounter.Cue) { c.ElicitedBy = d.id() }},
	{"step", func(d *Decoder, c *encounter.Cue) { c.Step = encounter.Name(d.text()) }},
	{"atMs", func(d *Decoder, c *encounter.Cue) { c.AtMs = d.numberAt() }},
	{"response", func(d *Decoder, c *encounter.Cue) {
		c.Response = d.responses.one(encounter.Response{}, d.Reuse)
		responseMembers.read(d, c.Response)
	}},
})

var responseMembers = objectOf([]member[encounter.Response]{
	{"by", func(d *Decoder, r *encounter.Response) { r.By = d.id() }},
	{"explicit", func(d *Decoder, r *encounter.Response) { r.Explicit = d.truth() }},
	{"space", func(d *Decoder, r *encounter.Response) { r.Space = encounter.Space(d.word()) }},
	{"step", func(d *Decoder, r *encounter.Response) { r.Step = encounter.Name(d.text()) }},
})

var concernMembers = objectOf([]member[encounter.Concern]{
	{"id", func(d *Decoder, c *encounter.Concern) { c.ID = encounter.Name(d.text()) }},
	{"domain", func(d *Decoder, c *encounter.Concern) { c.Domain = encounter.Domain(d.word()) }},
	{"raisedBy", func(d *Decoder, c *encounter.Concern) { c.RaisedBy = d.id() }},
	{"status", func(d *Decoder, c *encounter.Concern) { c.Status = list(d, &d.statuses, readStatus) }},
	{"courseNotRecorded", func(d *Decoder, c *encounter.Concern) { c.CourseNotRecorded = d.truth() }},
})

var decisionMembers = objectOf([]member[encounter.Decision]{
	{"id", func(d *Decoder, x *encounter.Decision) { x.ID = encounter.Name(d.text()) }},
	{"by", func(d *Decoder, x *encounter.Decision) { x.By = list(d, &d.ids, readID) }},
	{"step", func(d *Decoder, x *encounter.Decision) { x.Step = encounter.Name(d.text()) }},
	{"concerns", func(d *Decoder, x *encounter.Decision) { x.Concerns = list(d, &d.names, readName) }},
	{"patientPriority", func(d *Decoder, x *encounter.Decision) { x.PatientPriority = d.truthAt() }},
})

func readStatus(d *Decoder, into *encounter.Status) { *into = encounter.Status(d.word()) }
