package indicator

import (
	"cmp"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	talkTotalFormula = "T(role)"
	talkShareFormula = "T(role) / T"
	dominanceFormula = "T(professional) / T(patient)"
)

// Total returns how much all speakers in a role talked.
//
//	T(role) = Σ over the role's turns of their milliseconds, words, or 1
//
//	Unit   ms, words or turns
//	Range  [0, ∞)
//	n      the role's turns; 0 is a true zero if others spoke
//
// Undefined, with [estimate.NoTurns], without turns; and, as all measures of
// talk, where a turn that it rests on lacks the time ([estimate.NoTimes],
// [estimate.ReversedTime]) or the word count ([estimate.NoWordCounts]). What other
// roles' turns lack does not matter here.
//
// Source: Roter D, Larson S. Patient Educ Couns 2002;46:243–251,
// doi:10.1016/S0738-3991(02)00012-5.
func (t *Talk) Total(by By, role encounter.Role) estimate.Estimate {
	total, n, why := t.of(role, by)
	if why != "" {
		return estimate.Undefined(why, n).As(talkTotalFormula)
	}
	return estimate.Point(float64(total), n).As(talkTotalFormula)
}

// Share returns the role's part of all talk. The interpreter is a role of its own.
//
//	T(role) / T,  T = Σ over all turns
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; over the roles it sums to 1
//	n      all turns, at least 1
//
// Undefined as [Talk.Total], over all turns; and with [estimate.ZeroTotal] when T
// is 0. Times that overlap count for each speaker, so T may exceed the span.
//
// Source: as Talk.Total.
func (t *Talk) Share(by By, role encounter.Role) estimate.Estimate {
	if why := t.whole(by); why != "" {
		return estimate.Undefined(why, t.n()).As(talkShareFormula)
	}
	part, _, _ := t.of(role, by)
	var all int64
	for i := range t.turns {
		all += t.turns[i].amount(by)
	}
	return estimate.Fraction(estimate.Int(part), estimate.Int(all), t.n(), estimate.ZeroTotal).As(talkShareFormula)
}

// Dominance returns the verbal dominance: the professionals' talk for each unit
// of the patient's.
//
//	T(professional) / T(patient)
//
//	Unit   1 (dimensionless)
//	Range  [0, ∞); 1 is equal talk
//	n      turns of professionals and patient
//
// Undefined as [Talk.Total], over these turns; and with [estimate.NoPatientTalk]
// when the patient's total is 0. Exchanging the roles inverts it.
//
// Source: as Talk.Total.
func (t *Talk) Dominance(by By) estimate.Estimate {
	professional, n, why := t.of(encounter.RoleProfessional, by)
	patient, m, patientWhy := t.of(encounter.RolePatient, by)
	if why = cmp.Or(why, patientWhy); why != "" {
		return estimate.Undefined(why, n+m).As(dominanceFormula)
	}
	return estimate.Fraction(estimate.Int(professional), estimate.Int(patient), n+m, estimate.NoPatientTalk).As(dominanceFormula)
}
