package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The sides between which understanding goes to and fro. Interpreters, observers
// and researchers are on neither.
const (
	patientSide = 1 << iota // the patient, and relatives
	professionalSide
)

// sides returns who contributed to a step, and whether the patient in person did.
func sides(e *encounter.Encounter, s *encounter.Step) (by int, patient bool) {
	for _, id := range s.By {
		switch e.RoleOf(id) {
		case encounter.RolePatient:
			by |= patientSide
			patient = true
		case encounter.RoleRelative:
			by |= patientSide
		case encounter.RoleProfessional:
			by |= professionalSide
		}
	}
	return by, patient
}

func (c *teamCard) read(e *encounter.Encounter) {
	for i := range e.Steps {
		s := &e.Steps[i]
		if len(s.By) == 0 {
			continue
		}
		c.Steps++
		by, patient := sides(e, s)
		if by == patientSide|professionalSide {
			c.Shared++
		}
		if len(s.BuildsOn) == 0 {
			c.Opening++
			if patient {
				c.ByPatient++
			}
		}
		if slices.ContainsFunc(s.BuildsOn, func(name encounter.Name) bool {
			earlier, _ := e.Step(name)
			if earlier == nil {
				return false
			}
			from, _ := sides(e, earlier)
			return by&patientSide != 0 && from&professionalSide != 0 || by&professionalSide != 0 && from&patientSide != 0
		}) {
			c.Uptake++
		}
	}
}

// senseRows returns how the steps went to and fro. An encounter that does not tell whether
// a professional took part does not tell what that side did.
func senseRows(of estimate.Subject, cards []teamCard, o Options) []estimate.Row {
	all := len(cards)
	cards, silent := recorded(cards, encounter.RoleProfessional)
	coded, looked := look(cards, func(c teamCard) bool { return c.StepsCoded }, uncodedSteps, o.level())
	var sum teamCard
	for _, c := range coded {
		sum.Steps += c.Steps
		sum.Shared += c.Shared
		sum.Opening += c.Opening
		sum.ByPatient += c.ByPatient
		sum.Uptake += c.Uptake
	}
	share := func(measure string, k, n int64, formula string) estimate.Row {
		e := looked.share(k, n, formula)
		if silent > 0 && silent == int64(all) {
			e.Undefined = NotRecorded(encounter.RoleProfessional)
		}
		return estimate.Row{Of: of, Measure: measure, Estimate: e.Exclude(silent, unrecorded(encounter.RoleProfessional))}
	}
	return []estimate.Row{
		share("sense_making_share", sum.Shared, sum.Steps, sharedStepsFormula),
		share("patient_initiated_share", sum.ByPatient, sum.Opening, initiatedFormula),
		share("uptake_share", sum.Uptake, sum.Steps, uptakeFormula),
	}
}
