package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

const (
	contactConcentrationFormula = "max cᵢ / N"
	caseloadFormula             = bergerParkerFormula
	caseloadHHIFormula          = hhiFormula
	betweenFormula              = "contacts by phone or text message / contacts whose mode is known"
	byPatientFormula            = "contacts at the patient's wish / contacts of which it is known at whose wish"
	outsideFormula              = "contacts outside agreed limits / contacts of which it is known"
	dependencyCodeFormula       = "coded units with the code / coded units"
)

// DependencyCodes lists the codes of [theme.ClinicCodebook] that speak of being
// dependent on one person, and of the limits and contacts around it.
func DependencyCodes() []theme.CodeID {
	return []theme.CodeID{"T4.risk_dependency", "T4.boundary", "T4.contact_between"}
}

// ContactConcentration returns how far one patient's contacts hang on one
// professional: the share of them in which the professional took part who took part
// in most. contacts has, for each contact, the identified professionals who took
// part, each once.
//
//	max cᵢ / N
//
// where cᵢ counts the contacts in which professional i took part, and N all
// contacts with somebody identified. As a contact counts in full for each who took
// part, nothing has to be shared out.
//
//	Unit   1 (dimensionless)
//	Range  [1/k, 1], k professionals; 1 is somebody who was always there
//	n      N contacts, at least 1; warns under 3
//
// The same number is strength and exposure: somebody who knows the whole story, and
// a story that nobody else can carry on. Nothing tells the one from the other but
// what people say about it.
//
// Undefined, with [estimate.NoVisits], when N is 0. Contacts with nobody identified
// are left out and counted. The order of the contacts, and of the professionals
// within one, changes nothing; neither is modified.
//
// Source: [Visits.UPC], over contacts of every kind; with one professional a
// contact it is the same.
func ContactConcentration[P comparable](contacts [][]P) estimate.Estimate {
	took := map[P]int64{}
	var n, most, nobody int64
	for _, there := range contacts {
		if len(there) == 0 {
			nobody++
			continue
		}
		n++
		for _, id := range there {
			took[id]++
			most = max(most, took[id])
		}
	}
	e := estimate.Fraction(estimate.Int(most), estimate.Int(n), n, estimate.NoVisits)
	return fewContacts(e).As(contactConcentrationFormula).Exclude(nobody, nobodyKnown)
}

// CaseloadConcentration returns how far one professional's contacts are with one
// patient: the share of the patient with most of them. contacts counts those with
// each patient.
//
//	max nᵢ / N
//
// where nᵢ counts the contacts with patient i, and N = Σ nᵢ.
//
//	Unit   1 (dimensionless)
//	Range  [1/K, 1], K patients
//	n      N contacts, at least 1; warns under 3
//
// Read it as [ContactConcentration], from the other side: care for somebody who
// needs much, and a relation that may bind both. Undefined as [HHI]; the order of
// the patients changes nothing.
//
// Source: as [BergerParker].
func CaseloadConcentration(contacts []int64) estimate.Estimate {
	return fewContacts(BergerParker(contacts))
}

// CaseloadHHI returns how far one professional's contacts are with few patients:
// [HHI] of the contacts with each patient.
//
//	Σ (nᵢ / N)²
//
// where nᵢ counts the contacts with patient i, and N = Σ nᵢ.
//
//	Unit   1 (dimensionless)
//	Range  [1/K, 1], K patients
//	n      N contacts, at least 1; warns under 3
//
// Undefined as HHI; the order of the patients changes nothing.
//
// Source: as HHI.
func CaseloadHHI(contacts []int64) estimate.Estimate { return fewContacts(HHI(contacts)) }

// fewContacts returns e with a caution where it can take only a few values.
func fewContacts(e estimate.Estimate) estimate.Estimate {
	if e.Defined() && e.N < 3 {
		return e.Warn(estimate.FewVisits)
	}
	return e
}

// between reports whether a contact is one between visits: a call or a text message.
func between(m encounter.Mode) bool { return m == encounter.Phone || m == encounter.TextMessage }
