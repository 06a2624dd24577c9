package omop

import (
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// records hands on the records: patients, professionals, encounters.
func (r *reader) records() error {
	for n, id := range r.persons.ids {
		if err := r.patient(n, id); err != nil {
			return err
		}
	}
	for n, id := range r.providers.ids {
		out := r.left("provider", &r.providers, n)
		if r.skills[n] != "" {
			if out {
				r.lost("specialty", lostAbsent)
			} else {
				r.to.Loss.Change("specialty", asProfession, 1)
				r.values.change(asProfession, 1)
			}
		}
		if out {
			continue
		}
		if err := r.hand(&encounter.Participant{ID: r.ID(key("provider", id)), Role: encounter.RoleProfessional,
			Profession: r.skills[n], Consent: encounter.ConsentNotAsked}); err != nil {
			return err
		}
	}
	for i := range r.visits.n {
		v := r.visits.at(i)
		if v.has&twice != 0 {
			r.to.Loss.Drop("visit", lostRow, 1)
			r.visited(v, lostRow)
			continue
		}
		r.to.Loss.Keep("visit", 1)
		r.visited(v, "")
		if err := r.hand(r.encounter(v)); err != nil {
			return err
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

// patient hands on a person who is in a visit.
func (r *reader) patient(n int, id int64) error {
	b, first := r.births[n], r.persons.first[n]
	p := &encounter.Participant{ID: r.ID(key("person", id)), Role: encounter.RolePatient, Consent: encounter.ConsentNotAsked}
	var fate string
	switch {
	case !r.persons.in[n]:
		fate = lostAbsent
	case first == never:
		fate = "no visit with a start"
	default:
		var born bool
		p.Age, born = b.Band(time.Unix(first, 0).In(r.Zone))
		if b.Year == 0 {
			p.Age = ""
		}
		if !born {
			fate = "after the first visit"
		} else if p.Age == "" {
			fate = "the age band at the first visit is not clear"
		}
	}
	if b.Year > 0 {
		if fate != "" {
			r.to.Loss.Drop("birth", fate, 1)
		} else {
			r.to.Loss.Change("birth", asBand, 1)
		}
		r.values.end(fate, asBand, b.Parts())
	}
	if r.left("person", &r.persons, n) {
		return nil
	}
	return r.hand(p)
}

// left reports whether somebody is in no visit, and accounts for their row where they
// have one.
func (r *reader) left(element string, all *people, n int) bool {
	switch {
	case !all.listed[n]:
	case all.in[n]:
		r.to.Loss.Keep(element, 1)
		r.values.change(asPseudonym, 1)
	default:
		r.lost(element, lostAbsent)
	}
	return !all.in[n]
}

// visited says what became of the values of a visit; lost is why they went with it.
func (r *reader) visited(v *visit, lost string) {
	r.values.end(lost, asPseudonym, 2) // the visit, and whose it is
	if v.provider != nobody {
		r.values.end(lost, asPseudonym, 1)
	}
	if v.has&hasBefore != 0 && lost != "" { // otherwise it is told with the chain
		r.values.drop(lost)
	}
	if v.concept > 0 {
		as := r.kind(v).says()
		r.values.end(lost, as, 1)
		if lost != "" {
			r.to.Loss.Drop("visit concept", lost, 1)
		} else {
			r.to.Loss.Change("visit concept", as, 1)
		}
	}
	if v.site > 0 {
		r.values.end(lost, "setting of the care site", 1)
		r.sites[v.site-1].used = r.sites[v.site-1].used || lost == ""
	}
	r.timed(v, lost)
}

// timed says what became of the times of a visit; lost is why they went with it.
func (r *reader) timed(v *visit, lost string) {
	for _, one := range []struct {
		element  string
		has, cut mark
	}{{"start", hasStart, cutStart}, {"end", hasEnd, cutEnd}} {
		element := one.element
		switch {
		case v.has&one.has == 0:
		case lost != "":
			r.lost(element, lost)
		case r.clock && v.has&hasClock != 0 && v.has&one.cut != 0:
			r.to.Loss.Change(element, asCut, 1)
			r.values.change(asCut, 1)
		case r.clock && v.has&hasClock != 0:
			r.to.Loss.Keep(element, 1)
			r.values.kept++
		case one.has == hasStart:
			r.to.Loss.Change(element, asDay, 1)
			r.values.change(asDay, 1)
		default:
			r.lost(element, lostClock)
		}
	}
}

// kind is what the concept of a visit says.
func (r *reader) kind(v *visit) visitKind {
	if v.concept == 0 {
		return visitKind{}
	}
	concept := visitConcepts[v.concept-1]
	kind := visitKinds[concept]
	if concept == telehealth || concept == telehealthFormerly {
		kind.mode = r.Telehealth
	}
	return kind
}

// encounter makes the record of a visit.
func (r *reader) encounter(v *visit) *encounter.Encounter {
	of := key("visit", v.id)
	e := &encounter.Encounter{ID: r.ID(of), Patient: r.ID(key("person", r.persons.ids[v.person])), Recording: encounter.RecordingNone}
	if v.has&hasStart != 0 {
		e.Start = time.Unix(v.start, 0).In(r.Zone)
	}
	if v.has&hasEnd != 0 && r.clock {
		e.End = time.Unix(v.end, 0).In(r.Zone)
	}
	kind := r.kind(v)
	e.Mode, e.Setting = kind.mode, kind.setting
	if v.site > 0 {
		e.Setting = r.sites[v.site-1].setting
	}
	e.Presence = []encounter.Presence{{Participant: e.Patient, Role: encounter.RolePatient}}
	who := r.present(v)
	for _, n := range who {
		e.Presence = append(e.Presence, encounter.Presence{Participant: r.ID(key("provider", r.providers.ids[n])), Role: encounter.RoleProfessional})
	}
	if len(who) == 0 && !kind.nobody {
		e.Presence = append(e.Presence, encounter.Presence{Participant: r.ID(of + "/professional"), Role: encounter.RoleProfessional, Unidentified: true})
	}
	e.RolesNotRecorded = e.Lacking(encounter.RoleInterpreter)
	switch {
	case v.has&linked != 0:
		e.Links = []encounter.Link{{To: r.ID(key("visit", r.visits.at(int(v.before)).id)), Kind: r.Link}}
	case r.chained && v.has&hasBefore == 0:
		e.Links = []encounter.Link{} // the chain begins here
	}
	if e.Links != nil {
		e.LinkKindsNotRecorded = encounter.OtherLinkKinds(r.Link)
	}
	return e
}
