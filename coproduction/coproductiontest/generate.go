package coproductiontest

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A generator makes a random study and hands out each record as it is made.
type generator struct {
	*rand.Rand
	shape Shape
	newID func() encounter.ID
	yield func(encounter.Record) bool
	done  bool // nobody wants more

	professionals, interpreters, watchers []*encounter.Participant
	codebook                              *theme.Codebook
	coders                                []encounter.ID
	coded                                 encounter.ID // the last coding
}

func newGenerator(seed uint64, s Shape, yield func(encounter.Record) bool) *generator {
	return &generator{Rand: rand.New(chacha(seed, "study")), newID: IDs(seed), shape: s, yield: yield}
}

func (g *generator) emit(r encounter.Record) {
	g.done = g.done || !g.yield(r)
}

func (g *generator) run() {
	g.makeStudy()
	g.makeCodebook()
	g.makeStaff()
	patients, encounters := g.shape.Patients, g.shape.Encounters
	if encounters > 0 {
		patients = max(patients, 1)
	}
	for ; patients > 0 && !g.done; patients-- {
		visits := g.visits(encounters, patients)
		g.makePatient(visits)
		encounters -= visits
	}
	for range g.shape.MemberChecks {
		g.makeMemberCheck()
	}
}

// visits is how many of the encounters left the next of the patients left has: one,
// and as many more as an exponential distribution says, while there is one for each
// of the others.
func (g *generator) visits(encounters, patients int) int {
	switch mean := float64(encounters) / float64(patients); {
	case patients == 1:
		return encounters
	case mean < 1:
		return g.oneIf(mean)
	default:
		return min(1+int(g.ExpFloat64()*(mean-1)+0.5), encounters-(patients-1))
	}
}

// makePatient makes a patient and their encounters, in order of time.
func (g *generator) makePatient(visits int) {
	p := g.person(encounter.RolePatient, "")
	if g.chance(g.shape.Withdrawn) {
		p.Consent = encounter.ConsentWithdrawn
	}
	g.emit(p)
	when := time.Date(2015, 1, 1, 8, 0, 0, 0, time.UTC).AddDate(0, 0, g.IntN(3000))
	between := min(40, 7000/max(visits, 1)) // days: even the most faithful patient comes within some twenty years
	var past []*encounter.Encounter
	for range visits {
		if g.done {
			return
		}
		when = when.Add(time.Duration(g.ExpFloat64()*float64(between)*24*60)*time.Minute + time.Minute)
		e := g.encounter(p, past, when)
		g.emit(e)
		if p.Consent != encounter.ConsentWithdrawn {
			g.read(e)
		}
		past = append(past, &encounter.Encounter{ID: e.ID, Start: e.Start, Presence: e.Presence})
	}
}

// person makes a participant, of whom more or less is known.
func (g *generator) person(role encounter.Role, profession encounter.Profession) *encounter.Participant {
	p := &encounter.Participant{ID: g.newID(), Role: role, Profession: profession, Consent: encounter.ConsentGiven, Extensions: g.extensions()}
	for range 1 + g.oneIf(0.5) + g.oneIf(0.3) {
		if language := favour(g, languages); !slices.Contains(p.Languages, language) {
			p.Languages = append(p.Languages, language)
		}
	}
	if g.chance(0.1) {
		p.Languages = nil
	}
	switch role {
	case encounter.RoleProfessional:
		p.Sector = someOf(g, 0.8, encounter.Sectors())
	case encounter.RolePatient:
		p.Age = someOf(g, 0.8, middleFirst(encounter.AgeBands()))
		p.Residence = someOf(g, 0.8, middleFirst(encounter.Residences()))
		p.Education = someOf(g, 0.7, encounter.Educations())
	case encounter.RoleRelative:
		if g.chance(0.7) {
			p.Consent = encounter.ConsentNotAsked
		}
	}
	return p
}

var languages = []string{"ar", "da", "fa", "en", "so", "ti", "ar-SY", "ur", "tr", "vi", "uk", "ru", "zh-Hant"}

// makeStaff makes those who meet more than one patient.
func (g *generator) makeStaff() {
	staff := func(n int, profession func() encounter.Profession) {
		for range n {
			g.professionals = append(g.professionals, g.person(encounter.RoleProfessional, profession()))
			g.emit(g.professionals[len(g.professionals)-1])
		}
	}
	staff(g.shape.Doctors, func() encounter.Profession { return encounter.Doctor })
	staff(g.shape.Nurses, func() encounter.Profession { return encounter.Nurse })
	staff(g.shape.SocialWorkers, func() encounter.Profession { return encounter.SocialWorker })
	staff(g.shape.OtherProfessionals, func() encounter.Profession { return favour(g, encounter.Professions()[3:]) })
	for range g.shape.Interpreters {
		g.interpreters = append(g.interpreters, g.person(encounter.RoleInterpreter, ""))
		g.emit(g.interpreters[len(g.interpreters)-1])
	}
	for _, role := range []encounter.Role{encounter.RoleResearcher, encounter.RoleObserver} {
		g.watchers = append(g.watchers, g.person(role, ""))
		g.emit(g.watchers[len(g.watchers)-1])
	}
}

// extensions are there in every tenth record; what they say is true of all.
func (g *generator) extensions() encounter.Extensions {
	if g.chance(0.1) {
		return Synthetic()
	}
	return nil
}

func (g *generator) chance(p float64) bool { return g.Float64() < p }

func (g *generator) oneIf(p float64) int {
	if g.chance(p) {
		return 1
	}
	return 0
}

// about is a whole number of at least one with that mean, more often small than large.
func (g *generator) about(mean int) int {
	return min(1+int(g.ExpFloat64()*float64(mean-1)+0.5), 8*max(mean, 1))
}

// favour draws one of a list, the first ones more often: of ten the first comes up
// about four times as often as the last.
func favour[T any](g *generator, list []T) T {
	u := g.Float64()
	return at(list, u*u*(3-u)/2)
}

// at is the element of a list that far into it. Rounding may make that the very end.
func at[T any](list []T, share float64) T {
	return list[min(int(share*float64(len(list))), len(list)-1)]
}

// someOf is [favour] with that probability, and otherwise nothing.
func someOf[T any](g *generator, p float64, list []T) (one T) {
	if g.chance(p) {
		one = favour(g, list)
	}
	return one
}

// middleFirst turns an ordered list so that it begins in its middle.
func middleFirst[T any](list []T) []T {
	return append(list[len(list)/3:], list[:len(list)/3]...)
}
