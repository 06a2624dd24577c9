package redcap

import (
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// complete brings together what the rows say, once all are read.
func (r *reader) complete() {
	loss := &r.to.Loss
	for _, d := range r.drafts {
		if !d.start.At.IsZero() {
			loss.Read("start", 1)
			switch {
			case !d.start.Clock:
				loss.Change("start", asDay, 1)
			case d.start.Cut:
				loss.Change("start", asCut, 1)
			default:
				loss.Keep("start", 1)
			}
			if d.of.first.IsZero() || d.start.At.Before(d.of.first) {
				d.of.first = d.start.At
			}
		}
		d.close(r)
		d.seat()
	}
	for _, p := range r.record {
		if p.birth.Year == 0 {
			continue
		}
		loss.Read("birth", 1)
		switch band, born := p.birth.Band(p.first); {
		case p.age != "":
			p.birthLost = "the age is given"
		case p.first.IsZero():
			p.birthLost = "no visit with a start"
		case !born:
			p.birthLost = "after the first visit"
		default:
			p.age = band
			loss.Change("birth", asBirthBand, 1)
			continue
		}
		loss.Drop("birth", p.birthLost, 1)
	}
}

// seat gives the professionals of a row their professions, by their places in the map.
func (d *draft) seat() {
	for i := range d.who {
		n, of := d.who[i].n, d.who[i].of
		if of == nil {
			continue
		}
		taken := false
		for _, s := range d.who {
			switch {
			case s.who == nil || s.n != n:
			case once(&s.who.profession, of.profession) != "":
				of.in.Report(ruleProfession, of.at, "", "another profession of this professional came before")
				of.lost = lossConflict
			default:
				taken = true
			}
		}
		if taken {
			of.lost = ""
		}
	}
}

// close decides about the end, which needs a start to be after.
func (d *draft) close(r *reader) {
	if d.end == nil {
		return
	}
	r.to.Loss.Read("end", 1)
	switch {
	case !d.start.At.IsZero() && !d.start.Clock:
		d.end.lost = "of the start only the day is known"
	case !d.start.At.IsZero() && d.end.At.Before(d.start.At):
		d.end.in.Report(ruleEnd, d.end.at, "", "the encounter ends before it starts")
		d.end.lost = "before the start"
	case d.end.Cut:
		r.to.Loss.Change("end", asCut, 1)
		return
	default:
		r.to.Loss.Keep("end", 1)
		return
	}
	r.to.Loss.Drop("end", d.end.lost, 1)
	d.end.Instant = calendar.Instant{}
}

// records hands on the records: patients, professionals, encounters. What it has handed on
// is let go, as are the tables by which rows of several files found each other.
func (r *reader) records() error {
	r.rowsAt, r.patients = nil, nil
	for _, p := range r.record {
		one := &encounter.Participant{ID: r.ID(p.key), Role: encounter.RolePatient, Languages: p.languages, Age: p.age,
			Residence: encounter.Residence(p.words.to(Residence)), Education: encounter.Education(p.words.to(Education)), Consent: encounter.ConsentNotAsked}
		if consent := encounter.Consent(p.words.to(Consent)); consent != "" {
			one.Consent = consent
		}
		if err := r.hand(one); err != nil {
			return err
		}
	}
	for _, p := range r.team {
		if err := r.hand(&encounter.Participant{ID: r.ID(p.key), Role: encounter.RoleProfessional, Profession: p.profession, Consent: encounter.ConsentNotAsked}); err != nil {
			return err
		}
	}
	for i, d := range r.drafts {
		r.drafts[i] = nil
		if d.isEncounter {
			if err := r.hand(r.encounter(d)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) hand(record encounter.Record) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.to.Record(record)
}

// encounter makes the record of a row.
func (r *reader) encounter(d *draft) *encounter.Encounter {
	e := &encounter.Encounter{ID: r.ID(d.key), Patient: r.ID(d.of.key), Start: d.start.At, DurationMs: d.duration,
		Mode: encounter.Mode(d.words.to(Mode)), Setting: encounter.Setting(d.words.to(Setting)),
		Phase: encounter.Phase(d.words.to(Phase)), Recording: encounter.Recording(d.words.to(Recording))}
	if d.end != nil {
		e.End = d.end.At
	}
	if word := d.words.to(Planned); word != "" {
		yes := word == "yes"
		e.Planned = &yes
	}
	e.Presence = []encounter.Presence{{Participant: e.Patient, Role: encounter.RolePatient}}
	for i, s := range d.who {
		switch {
		case s.who != nil:
			if at := r.ID(s.who.key); e.Present(at) == nil {
				e.Presence = append(e.Presence, encounter.Presence{Participant: at, Role: encounter.RoleProfessional})
			}
		case !slices.ContainsFunc(d.who, func(other seat) bool { return other.n == s.n && other.who != nil }):
			e.Presence = append(e.Presence, encounter.Presence{Participant: r.ID(d.key + "/professional/" + strconv.Itoa(i)),
				Role: encounter.RoleProfessional, Unidentified: true, Profession: s.of.profession})
		}
	}
	for i, mode := range d.interpreter {
		e.Presence = append(e.Presence, encounter.Presence{Participant: r.ID(d.key + "/interpreter/" + strconv.Itoa(i)),
			Role: encounter.RoleInterpreter, Unidentified: true, Interpreter: mode})
	}
	e.RolesNotRecorded = e.Lacking(d.untold()...)
	if d.looked() {
		r.concerns(d, e)
	}
	return e
}

// concerns adds those that were raised; by whom, and what became of them, the form does not say.
func (r *reader) concerns(d *draft, e *encounter.Encounter) {
	r.to.Loss.Read("concern", len(d.concerns))
	if encounter.Consent(d.of.words.to(Consent)) == encounter.ConsentWithdrawn {
		r.to.Loss.Drop("concern", lossWithdrawn, len(d.concerns))
		return
	}
	r.to.Loss.Keep("concern", len(d.concerns))
	e.Concerns = []encounter.Concern{}
	for i, domain := range d.concerns {
		e.Concerns = append(e.Concerns, encounter.Concern{ID: encounter.Name("c" + strconv.Itoa(i+1)), Domain: domain,
			Status: []encounter.Status{encounter.StatusRaised}, CourseNotRecorded: true})
	}
}
