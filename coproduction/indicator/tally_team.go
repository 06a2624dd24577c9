package indicator

import (
	"encoding/json"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	professionalsFormula  = "professionals of the profession"
	teamSizeFormula       = "Σ professions present / encounters"
	metProfessionsFormula = "Σ professions met / patients"
	sharedStepsFormula    = "steps with patient and professional / steps"
	initiatedFormula      = "steps with the patient that build on no earlier step / steps that build on no earlier step"
	uptakeFormula         = "steps that build on a step of the other side / steps"
)

// TeamTally gathers who worked together, and how the steps of sense-making went to
// and fro between the patient and the professionals. Its zero value is empty. It
// keeps about 200 bytes an encounter and 100 a participant.
type TeamTally struct {
	cards  []teamCard
	people []person
}

// A teamCard is the steps of one encounter, counted.
type teamCard struct {
	meeting
	StepsCoded bool  `json:"stepsCoded,omitzero"`
	Steps      int64 `json:"steps,omitzero"`
	Shared     int64 `json:"shared,omitzero"`    // both sides contributed
	Opening    int64 `json:"opening,omitzero"`   // build on no earlier step
	ByPatient  int64 `json:"byPatient,omitzero"` // of these, those to which the patient contributed
	Uptake     int64 `json:"uptake,omitzero"`    // build on a step of the other side
}

// Add takes in an encounter or a participant; other records change nothing.
func (t *TeamTally) Add(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Participant:
		t.people = append(t.people, personOf(r))
	case *encounter.Encounter:
		c := teamCard{meeting: meetingOf(r), StepsCoded: r.Steps != nil}
		c.read(r)
		t.cards = append(t.cards, c)
	}
}

// Merge takes in what another tally holds, which is left as it was.
func (t *TeamTally) Merge(other *TeamTally) {
	t.cards = append(t.cards, other.cards...)
	t.people = append(t.people, other.people...)
}

const teamTally = "team/1"

// MarshalJSON writes the versioned form, in an order that does not depend on that of adding.
func (t TeamTally) MarshalJSON() ([]byte, error) {
	return json.Marshal(form[teamCard]{teamTally, sorted(t.cards), sortedPeople(t.people)})
}

// UnmarshalJSON reads the versioned form, or fails with [ErrTally].
func (t *TeamTally) UnmarshalJSON(b []byte) error {
	var f form[teamCard]
	if err := f.read(b, teamTally); err != nil {
		return err
	}
	t.cards, t.people = f.Cards, f.People
	return nil
}

// Rows returns the professions and the sense-making of each subject's encounters.
//
// The diversity of professions is that of different professionals: who is met
// twice counts once, and who is not identified counts at each encounter. Those
// whose profession is not known are left out and counted.
func (t *TeamTally) Rows(per Per, o Options) []estimate.Row {
	people := byID(t.people)
	var rows []estimate.Row
	for _, g := range groups(per, t.cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		rows = append(rows, professionRows(of, g.cards, people, o)...)
		if per != PerEncounter {
			rows = append(rows, estimate.Row{Of: of, Measure: "professions_per_patient", Estimate: professionsMet(g.cards, people, o)})
		}
		rows = append(rows, senseRows(of, g.cards, o)...)
	}
	return rows
}

// professionRows returns how diverse those were who worked with the patients.
func professionRows(of estimate.Subject, cards []teamCard, people map[string]person, o Options) []estimate.Row {
	professions := encounter.Professions()
	counts := make([]int64, len(professions))
	var unknown, strangers int64
	count := func(p encounter.Profession) {
		if i := slices.Index(professions, p); i >= 0 {
			counts[i]++
		} else {
			unknown++
		}
	}
	var sizes estimate.Mean
	met := map[string]bool{}
	told, silent := recorded(cards, encounter.RoleProfessional)
	nobodyTold := silent > 0 && len(told) == 0
	whole, looked := look(told, func(c teamCard) bool { return !slices.Contains(c.professions(people), "") }, unknownTeam, o.level())
	for _, c := range whole {
		here := c.professions(people)
		slices.Sort(here)
		sizes.Add(int64(len(slices.Compact(here))))
	}
	for _, c := range cards {
		for _, id := range c.Professionals {
			if !met[id] {
				met[id] = true
				count(people[id].Profession)
			}
		}
		for _, p := range c.Strangers {
			strangers++
			count(p)
		}
	}

	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		switch {
		case nobodyTold && !e.Defined():
			e.Undefined = NotRecorded(encounter.RoleProfessional)
		case e.Undefined == estimate.ZeroTotal:
			e.Undefined = NoKnownProfession
		}
		if measure == "professions_per_encounter" {
			e = e.Exclude(silent, unrecorded(encounter.RoleProfessional))
		} else {
			e = e.Warn(leftOut(silent, unrecorded(encounter.RoleProfessional))...)
		}
		if strangers > 0 && measure != "professions_per_encounter" {
			e = e.Warn(estimate.Warning(counted(strangers, "professional") + " not identified: counted at each encounter"))
		}
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	for i, p := range professions {
		if counts[i] > 0 {
			add("professionals", params{"profession": string(p)}, estimate.Count(counts[i]).As(professionalsFormula))
		}
	}
	add("profession_blau", nil, GiniSimpson(counts).Exclude(unknown, unknownKind))
	add("profession_blau_normalised", params{"categories": "declared"}, BlauNormalised(counts).Exclude(unknown, unknownKind))
	add("profession_shannon", params{"base": string(Bits)}, Shannon(counts, Bits).Exclude(unknown, unknownKind))
	for _, over := range []Over{Declared, Used} {
		add("profession_pielou", params{"over": string(over)}, Pielou(counts, over).Exclude(unknown, unknownKind))
	}
	for q := range uint(3) {
		add("profession_hill", params{"q": int64(q)}, Hill(counts, q).Exclude(unknown, unknownKind))
	}
	average := looked.mean(sizes, teamSizeFormula)
	if average.Undefined == NotCoded {
		average.Undefined = NoKnownProfession
	}
	add("professions_per_encounter", nil, average)
	return rows
}

// professionsMet returns how many professions a patient met over their encounters, on
// average. A patient of whom somebody's profession is not known is left out, and so is one
// with an encounter that does not tell whether a professional took part.
func professionsMet(cards []teamCard, people map[string]person, o Options) estimate.Estimate {
	known, anonymous := identified(cards)
	var met estimate.Mean
	var unclear, untold int64
	for _, g := range groups(PerPatient, known) {
		var all []encounter.Profession
		for _, c := range g.cards {
			all = append(all, c.professions(people)...)
		}
		if _, silent := recorded(g.cards, encounter.RoleProfessional); silent > 0 {
			untold++
			continue
		}
		if slices.Contains(all, "") {
			unclear++
			continue
		}
		slices.Sort(all)
		met.Add(int64(len(slices.Compact(all))))
	}
	e := capped("professions_per_patient", met.Estimate(o.level())).As(metProfessionsFormula)
	switch {
	case untold > 0 && unclear == 0 && !e.Defined():
		e.Undefined = NotRecorded(encounter.RoleProfessional)
	case unclear > 0 && !e.Defined():
		e.Undefined = NoKnownProfession
	case anonymous > 0 && len(known) == 0:
		e.Undefined = NoPatientKnown
	}
	return e.Exclude(unclear, unclearPatient).Exclude(untold, untoldPatient).Warn(leftOut(anonymous, nobodyJoined)...)
}

// professions returns that of each professional present, "" where it is not known.
func (c teamCard) professions(people map[string]person) []encounter.Profession {
	all := slices.Clone(c.Strangers)
	for _, id := range c.Professionals {
		all = append(all, people[id].Profession)
	}
	return all
}
