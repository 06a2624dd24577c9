package coproductiontest

import (
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// encounter makes an encounter of the patient, who has these behind them.
func (g *generator) encounter(patient *encounter.Participant, past []*encounter.Encounter, when time.Time) *encounter.Encounter {
	e := &encounter.Encounter{
		ID: g.newID(), Patient: patient.ID,
		Mode:       someOf(g, 0.9, encounter.Modes()),
		Setting:    someOf(g, 0.8, encounter.Settings()),
		Recording:  someOf(g, 0.7, append(encounter.Recordings()[1:], encounter.RecordingNone)),
		Phase:      someOf(g, 0.6, encounter.Phases()),
		Extensions: g.extensions(),
	}
	if g.chance(0.7) {
		e.Planned = new(g.chance(0.8))
	}
	if g.chance(0.9) {
		e.Start = when
		if g.chance(0.3) {
			e.Start = when.In(time.FixedZone("", 3600*(1+g.IntN(2))))
		}
	}
	c := g.company(e, patient, past)
	g.makeContact(e, patient)
	if patient.Consent != encounter.ConsentWithdrawn {
		g.makeConcerns(e, c)
		g.makeTalk(e, c)
		g.makeSteps(e, c)
		g.makeCues(e, c)
		g.makeDecisions(e, c)
	}
	g.makeLength(e)
	g.makeStretches(e)
	g.makeLinks(e, past)
	g.makeSilence(e)
	return e
}

// makeSilence says of some roles that nobody has, and of the kinds that none of the links
// has, that the source does not tell of them.
func (g *generator) makeSilence(e *encounter.Encounter) {
	lacking := e.Lacking(encounter.Roles()...)
	if len(lacking) > 0 && g.chance(0.08) {
		at := g.IntN(len(lacking))
		e.RolesNotRecorded = lacking[at:min(at+1+g.oneIf(0.4), len(lacking))]
	}
	if e.Links != nil && g.chance(0.08) {
		var kinds []encounter.LinkKind
		for _, l := range e.Links {
			kinds = append(kinds, l.Kind)
		}
		e.LinkKindsNotRecorded = encounter.OtherLinkKinds(kinds...)
	}
}

// makeContact says at whose wish the encounter came about, and whether it kept to
// what was agreed; calls and text messages go beyond it more often. Of a patient who
// has withdrawn, it says nothing that the patient did.
func (g *generator) makeContact(e *encounter.Encounter, patient *encounter.Participant) {
	beyond := 0.03
	if e.Mode == encounter.Phone || e.Mode == encounter.TextMessage {
		beyond = 0.15
	}
	if g.chance(0.7) {
		e.WithinLimits = new(!g.chance(beyond))
	}
	if !g.chance(0.8) {
		return
	}
	if professionals := e.Professionals(); len(professionals) > 0 && g.chance(0.4) {
		e.InitiatedBy = professionals[0]
	} else if patient.Consent != encounter.ConsentWithdrawn {
		e.InitiatedBy = patient.ID
	}
}

// A company is who takes part in the talk of one encounter.
type company struct {
	patient       encounter.ID // zero where the patient is not there, as with a text message
	professionals []encounter.ID
	voices        []encounter.ID // all who speak
	languages     map[encounter.ID][]string
}

func (g *generator) company(e *encounter.Encounter, patient *encounter.Participant, past []*encounter.Encounter) *company {
	c := &company{languages: map[encounter.ID][]string{}}
	join := func(p *encounter.Participant, as encounter.Presence) {
		as.Participant = p.ID
		if e.Present(p.ID) != nil {
			return
		}
		e.Presence = append(e.Presence, as)
		if as.Role != encounter.RoleObserver && as.Role != encounter.RoleResearcher {
			c.voices = append(c.voices, p.ID)
			c.languages[p.ID] = p.Languages
		}
		if as.Role == encounter.RoleProfessional {
			c.professionals = append(c.professionals, p.ID)
		}
	}
	if e.Mode != encounter.TextMessage || g.chance(0.5) {
		c.patient = patient.ID
		join(patient, encounter.Presence{Role: encounter.RolePatient})
	}
	professional := encounter.Presence{Role: encounter.RoleProfessional}
	for range 1 + g.oneIf(0.25) + g.oneIf(0.05) {
		if p := g.knownOr(past); p != nil && g.chance(0.95) {
			join(p, professional)
			continue
		}
		join(&encounter.Participant{ID: g.newID()}, encounter.Presence{
			Role: encounter.RoleProfessional, Unidentified: true, Profession: someOf(g, 0.6, encounter.Professions()),
		})
	}
	var relative *encounter.Participant
	bring := func() *encounter.Participant {
		if relative == nil {
			relative = g.person(encounter.RoleRelative, "")
			g.emit(relative)
		}
		return relative
	}
	if g.chance(g.shape.Interpreted) {
		if len(g.interpreters) > 0 && g.chance(0.85) {
			mode := favour(g, encounter.InterpreterModes()[:3])
			join(favour(g, g.interpreters), encounter.Presence{Role: encounter.RoleInterpreter, Interpreter: mode})
		} else {
			join(bring(), encounter.Presence{Role: encounter.RoleInterpreter, Interpreter: encounter.InterpreterAdHoc})
		}
	} else if g.chance(0.15) {
		join(bring(), encounter.Presence{Role: encounter.RoleRelative})
	}
	if g.chance(0.3) {
		w := favour(g, g.watchers)
		role := w.Role
		if g.chance(0.5) {
			role = encounter.RoleObserver
		}
		join(w, encounter.Presence{Role: role})
	}
	return c
}

// knownOr draws a professional: more often than not one whom the patient has met.
func (g *generator) knownOr(past []*encounter.Encounter) *encounter.Participant {
	if len(g.professionals) == 0 {
		return nil
	}
	if len(past) > 0 && g.chance(0.6) {
		before := past[len(past)-1]
		if i := slices.IndexFunc(g.professionals, func(p *encounter.Participant) bool { return before.Present(p.ID) != nil }); i >= 0 {
			return g.professionals[i]
		}
	}
	return favour(g, g.professionals)
}

// makeLength says how long the encounter was, in one of the ways of saying it or
// in none; long enough for all that happened in it.
func (g *generator) makeLength(e *encounter.Encounter) {
	busy := int64(0)
	if e.Mode != encounter.TextMessage || g.chance(0.7) {
		busy = 300_000 + int64(g.ExpFloat64()*1_500_000)
	}
	for _, t := range e.Turns {
		busy = max(busy, valueOr(t.EndMs, 0))
	}
	for _, s := range e.Steps {
		busy = max(busy, valueOr(s.EndMs, 0))
	}
	for _, c := range e.Cues {
		busy = max(busy, valueOr(c.AtMs, 0))
	}
	busy = min(busy, 6*3_600_000)
	way := g.Float64()
	if way < 0.7 {
		e.DurationMs = &busy
	}
	if way > 0.6 && way < 0.9 && !e.Start.IsZero() {
		e.End = e.Start.Add(time.Duration(busy+999) * time.Millisecond).Truncate(time.Second)
	}
}

// makeStretches says of some who did not speak that they came later or left earlier.
func (g *generator) makeStretches(e *encounter.Encounter) {
	length, known := e.Duration()
	ms := length.Milliseconds()
	if !known || ms == 0 {
		return
	}
	for i := range e.Presence {
		p := &e.Presence[i]
		if p.Role != encounter.RoleObserver && p.Role != encounter.RoleResearcher || g.chance(0.5) {
			continue
		}
		left := g.Int64N(ms)
		p.ToMs = &left
		if back := left + (ms-left)/2; back > left && g.chance(0.5) { // and came back
			e.Presence = append(e.Presence, encounter.Presence{Participant: p.Participant, Role: p.Role, FromMs: &back, ToMs: &ms})
		}
		return
	}
	p := &e.Presence[0]
	if g.chance(0.1) {
		p.FromMs = new(int64(0)) // from the start, and said so
	}
}

// makeLinks ties the encounter to earlier ones, where it is known that they are earlier.
func (g *generator) makeLinks(e *encounter.Encounter, past []*encounter.Encounter) {
	if e.Start.IsZero() {
		return
	}
	for back, earlier := range slices.Backward(past) {
		if earlier.Start.IsZero() || len(past)-back > 3 || !g.chance(0.7) {
			continue
		}
		l := encounter.Link{To: earlier.ID, Kind: favour(g, encounter.LinkKinds())}
		carriers := slices.DeleteFunc(e.Professionals(), func(id encounter.ID) bool { return earlier.Present(id) == nil })
		switch {
		case len(carriers) > 0 && g.chance(0.9):
			l.Professional = carriers[0]
		case l.Kind == encounter.LinkRelational: // no relation without somebody
			l.Kind = encounter.LinkInformational
		}
		if l.Kind == encounter.LinkManagement && g.chance(0.6) {
			l.Handover = &encounter.Handover{}
			if g.chance(0.8) {
				l.Handover.Planned = new(g.chance(0.7))
			}
			if g.chance(0.8) {
				l.Handover.PatientTookPart = new(g.chance(0.5))
			}
		}
		e.Links = append(e.Links, l)
	}
}
