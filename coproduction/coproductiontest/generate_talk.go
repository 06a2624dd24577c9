package coproductiontest

import (
	"math"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// makeTalk makes turns of unequal length, of which most are timed, with gaps,
// backchannels, overlaps and interruptions. Nobody talks over themselves.
func (g *generator) makeTalk(e *encounter.Encounter, c *company) {
	if g.shape.Turns == 0 || len(c.voices) < 2 || g.chance(0.1) {
		return
	}
	timed, addressed := g.chance(0.9), g.chance(0.3)
	named := g.chance(0.2)
	clock := int64(g.oneIf(0.8)) * g.Int64N(20_000) // ms; when the floor becomes free
	silent := map[encounter.ID]int64{}
	holder := encounter.ID{}
	for i := range g.about(g.shape.Turns) {
		t := encounter.Turn{Floor: g.floor(i)}
		for t.Speaker = favour(g, c.voices); t.Speaker == holder; t.Speaker = favour(g, c.voices) {
		}
		length := int64(4000 * math.Exp(g.NormFloat64()))
		start := clock
		if clock > 0 {
			start += g.Int64N(1500)
		}
		switch t.Floor {
		case encounter.FloorBackchannel:
			length = 200 + g.Int64N(500)
			start = clock - length
		case encounter.FloorOverlap, encounter.FloorInterruption:
			start = clock - min(g.Int64N(900), clock)
		}
		start = max(start, silent[t.Speaker], 0)
		end := start + length
		silent[t.Speaker] = end
		if t.Floor == encounter.FloorTurn || t.Floor == encounter.FloorInterruption {
			holder = t.Speaker
		}
		clock = max(clock, end)
		if timed {
			t.StartMs, t.EndMs = &start, &end
		}
		if g.chance(0.9) {
			t.Words = new(int64(float64(length) / 400 * g.Float64() * 2))
		}
		if named {
			t.ID = name("t", i)
		}
		if addressed {
			t.Addressees = slices.DeleteFunc(slices.Clone(c.voices), func(id encounter.ID) bool { return id == t.Speaker })[:1]
		}
		if known := c.languages[t.Speaker]; len(known) > 0 && g.chance(0.3) {
			t.Language = known[0]
		}
		e.Turns = append(e.Turns, t)
	}
}

// floor draws what a turn does; the first takes a floor that is free.
func (g *generator) floor(turn int) encounter.Floor {
	switch u := g.Float64(); {
	case u < 0.05:
		return ""
	case turn == 0 || u < 0.80:
		return encounter.FloorTurn
	case u < 0.90:
		return encounter.FloorBackchannel
	case u < 0.94:
		return encounter.FloorOverlap
	}
	return encounter.FloorInterruption
}

// makeConcerns lets the patient, and sometimes somebody else, raise what matters.
func (g *generator) makeConcerns(e *encounter.Encounter, c *company) {
	if len(c.voices) == 0 || g.chance(0.3) {
		return
	}
	for i := range g.about(2) {
		k := encounter.Concern{ID: name("c", i), Domain: favour(g, encounter.Domains()), Status: favour(g, courses)}
		if g.chance(0.9) {
			k.RaisedBy = favour(g, c.voices)
		}
		k.CourseNotRecorded = k.RaisedBy.IsZero() && len(k.Status) == 1
		e.Concerns = append(e.Concerns, k)
	}
}

// courses are what becomes of a concern in an encounter, the commoner first.
var courses = [][]encounter.Status{
	{encounter.StatusRaised, encounter.StatusAddressed},
	{encounter.StatusRaised},
	{encounter.StatusRaised, encounter.StatusPrioritised, encounter.StatusAddressed},
	{encounter.StatusRaised, encounter.StatusParked},
	{encounter.StatusRaised, encounter.StatusPrioritised, encounter.StatusAddressed, encounter.StatusResolved},
	{encounter.StatusRaised, encounter.StatusParked, encounter.StatusAddressed},
	{encounter.StatusAddressed, encounter.StatusResolved},
}

// makeSteps makes the steps in the order in which encounters go: opening and
// mapping first, deciding and planning last, with exceptions.
func (g *generator) makeSteps(e *encounter.Encounter, c *company) {
	if g.shape.Steps == 0 || len(c.voices) == 0 || g.chance(0.1) {
		return
	}
	n := g.about(g.shape.Steps)
	timed, clock := g.chance(0.4), int64(0)
	for i := range n {
		progress := (float64(i) + g.Float64()) / float64(n) // through the encounter
		if g.chance(0.2) {
			progress = g.Float64()
		}
		s := encounter.Step{
			ID: name("s", i), Act: at(encounter.Acts(), progress),
			By:      []encounter.ID{favour(g, c.voices)},
			Tool:    someOf(g, 0.15, append(encounter.Tools(), "worry_cards")),
			Outcome: someOf(g, 0.4, encounter.Outcomes()),
		}
		if other := favour(g, c.voices); other != s.By[0] && g.chance(0.3) {
			s.By = append(s.By, other)
		}
		if i > 0 && g.chance(0.6) {
			s.BuildsOn = []encounter.Name{name("s", i-1-min(i-1, int(g.ExpFloat64())))}
		}
		if len(e.Concerns) > 0 && g.chance(0.4) {
			s.Concerns = []encounter.Name{favour(g, e.Concerns).ID}
		}
		if timed {
			start := clock + g.Int64N(10_000)
			clock = start + int64(g.ExpFloat64()*60_000)
			s.StartMs, s.EndMs = &start, new(clock)
		}
		e.Steps = append(e.Steps, s)
	}
}

// makeCues lets the patient hint at or name a feeling, and most times somebody answer.
func (g *generator) makeCues(e *encounter.Encounter, c *company) {
	if c.patient.IsZero() || len(c.professionals) == 0 || g.chance(0.5) {
		return
	}
	for i := range g.about(2) {
		cue := encounter.Cue{Form: favour(g, encounter.CueForms()), By: c.patient}
		if g.chance(0.7) {
			cue.ID = name("q", i)
		}
		if g.chance(0.8) {
			cue.ElicitedBy = favour(g, []encounter.ID{c.patient, c.professionals[0]})
		}
		if len(e.Steps) > 0 && g.chance(0.5) {
			cue.Step = favour(g, e.Steps).ID
		}
		if g.chance(0.5) {
			cue.AtMs = new(g.Int64N(300_000))
		}
		if g.chance(0.8) {
			cue.Response = &encounter.Response{
				By: favour(g, c.professionals), Explicit: g.chance(0.5), Space: favour(g, encounter.Spaces()), Step: cue.Step,
			}
		}
		e.Cues = append(e.Cues, cue)
	}
}

// makeDecisions lets a decision be made by one side or by both.
func (g *generator) makeDecisions(e *encounter.Encounter, c *company) {
	if len(c.professionals) == 0 || g.chance(0.5) {
		return
	}
	for i := range 1 + g.oneIf(0.3) {
		d := encounter.Decision{By: []encounter.ID{favour(g, c.professionals)}}
		if !c.patient.IsZero() && g.chance(0.6) {
			d.By = append(d.By, c.patient)
		}
		if g.chance(0.5) {
			d.ID = name("d", i)
		}
		if len(e.Steps) > 0 && g.chance(0.7) {
			d.Step = e.Steps[len(e.Steps)-1].ID
		}
		if len(e.Concerns) > 0 && g.chance(0.7) {
			d.Concerns = []encounter.Name{favour(g, e.Concerns).ID}
		}
		if g.chance(0.7) {
			d.PatientPriority = new(g.chance(0.6))
		}
		e.Decisions = append(e.Decisions, d)
	}
}
