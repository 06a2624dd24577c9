package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	unknownMode  estimate.Reason = "contacts whose mode is not known"
	unknownWish  estimate.Reason = "contacts of which it is not known at whose wish they came about"
	unknownLimit estimate.Reason = "contacts of which it is not known whether they kept to what was agreed"
	nobodyRead   estimate.Reason = "encounters that nobody coded"
)

// Rows returns the panel beside continuity. A contact is an encounter of any mode.
//
// Per patient: the concentration of their contacts on one professional. Per
// professional: the concentration of theirs on few patients. Per study: the means
// of both, over the patients and professionals with enough contacts. Of every
// subject: the share of contacts by phone or text message, of those at the patient's
// wish, and of those outside agreed limits, each of the contacts of which it is
// known; and how many of the coded encounters, and of the patients with one, have
// each of [DependencyCodes] in any coding, whatever its coder, round or codebook.
//
// Patients who are not identified have no row of their own, and their contacts
// count in the shares of contacts only.
func (t *DependencyTally) Rows(per Per, o Options) []estimate.Row {
	cards := t.cards
	if per == PerPatient {
		cards, _ = identified(cards)
	}
	read := t.read()
	var rows []estimate.Row
	for _, g := range groups(per, cards) {
		of := estimate.Subject{Kind: string(per), ID: g.of}
		add := func(measure string, e estimate.Estimate) {
			rows = append(rows, estimate.Row{Of: of, Measure: measure, Estimate: e})
		}
		switch per {
		case PerStudy:
			rows = append(rows, concentrationsOf(of, g.cards, o)...)
		case PerPatient:
			add("contact_concentration", ContactConcentration(professionalsOf(g.cards)))
		case PerProfessional:
			known, anonymous := identified(g.cards)
			contacts := caseload(known)
			add("caseload_concentration", CaseloadConcentration(contacts).Exclude(anonymous, nobodyJoined))
			add("caseload_hhi", CaseloadHHI(contacts).Exclude(anonymous, nobodyJoined))
		}
		rows = append(rows, contactRows(of, g.cards, o)...)
		rows = append(rows, dependencyCodeRows(of, per, g.cards, read, o)...)
	}
	return rows
}

// professionalsOf returns who took part in each contact.
func professionalsOf(cards []contactCard) [][]string {
	there := make([][]string, len(cards))
	for i, c := range cards {
		there[i] = c.Professionals
	}
	return there
}

// caseload counts the contacts with each patient.
func caseload(cards []contactCard) []int64 {
	of := map[string]int64{}
	for _, c := range cards {
		of[c.Patient]++
	}
	counts := make([]int64, 0, len(of))
	for _, n := range of {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	return counts
}

// concentrationsOf returns the means over the patients and over the professionals
// of a study with enough contacts.
func concentrationsOf(of estimate.Subject, cards []contactCard, o Options) []estimate.Row {
	known, anonymous := identified(cards)
	var onOne, onPatient, onFew average
	var nobody int64
	for _, g := range groups(PerPatient, known) {
		e := ContactConcentration(professionalsOf(g.cards))
		nobody += e.Excluded
		if e.N < o.minimum() {
			onOne.leave(1, fewerContacts("patients", o.minimum()))
			continue
		}
		onOne.add(e, e.N)
	}
	for _, g := range groups(PerProfessional, known) {
		contacts := caseload(g.cards)
		e := CaseloadConcentration(contacts)
		if e.N < o.minimum() {
			onPatient.leave(1, fewerContacts("professionals", o.minimum()))
			onFew.leave(1, fewerContacts("professionals", o.minimum()))
			continue
		}
		onPatient.add(e, e.N)
		onFew.add(CaseloadHHI(contacts), e.N)
	}
	var p params
	if o.minimum() != DefaultMinimum {
		p = with(p, "minimum", o.minimum())
	}
	weighted := p
	if o.VisitWeighted {
		weighted = with(p, "weight", "visits")
	}
	mean := func(measure, over, formula string, p params, a average, weighted bool) estimate.Row {
		e := a.mean(measure, weighted, o.level()).As("mean over " + over + " of " + formula)
		if measure == "contact_concentration" {
			e = e.Warn(leftOut(nobody, nobodyKnown)...)
		}
		e = e.Warn(leftOut(anonymous, nobodyJoined)...)
		if len(known) == 0 && anonymous > 0 {
			e.Undefined = NoPatientKnown
		}
		return estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e}
	}
	return []estimate.Row{
		mean("contact_concentration", "patients", contactConcentrationFormula, weighted, onOne, o.VisitWeighted),
		mean("caseload_concentration", "professionals", caseloadFormula, p, onPatient, false),
		mean("caseload_hhi", "professionals", caseloadHHIFormula, p, onFew, false),
	}
}

// fewerContacts is why somebody takes no part in a mean over people.
func fewerContacts(who string, contacts int64) estimate.Reason {
	return estimate.Reason(who + " with fewer than " + counted(contacts, "contact"))
}

// contactRows returns how the contacts came about.
func contactRows(of estimate.Subject, cards []contactCard, o Options) []estimate.Row {
	share := func(measure, formula string, unknown estimate.Reason, known, is func(contactCard) bool) estimate.Row {
		coded, looked := look(cards, known, unknown, o.level())
		var k int64
		for _, c := range coded {
			if is(c) {
				k++
			}
		}
		return estimate.Row{Of: of, Measure: measure, Estimate: looked.share(k, looked.coded, formula)}
	}
	return []estimate.Row{
		share("contacts_between_visits", betweenFormula, unknownMode,
			func(c contactCard) bool { return c.Mode != "" }, func(c contactCard) bool { return between(c.Mode) }),
		share("contacts_initiated_by_patient", byPatientFormula, unknownWish,
			func(c contactCard) bool { return c.Wish != "" }, func(c contactCard) bool { return c.Wish == patientsWish }),
		share("contacts_outside_limits", outsideFormula, unknownLimit,
			func(c contactCard) bool { return c.Limited != nil }, func(c contactCard) bool { return !*c.Limited }),
	}
}

// dependencyCodeRows returns in how many of the coded encounters, and of the
// patients with one, each code was given.
func dependencyCodeRows(of estimate.Subject, per Per, cards []contactCard, read map[string]map[string]bool, o Options) []estimate.Row {
	coded, looked := look(cards, func(c contactCard) bool { return read[c.Encounter] != nil }, nobodyRead, o.level())
	known, anonymous := identified(coded)
	var rows []estimate.Row
	add := func(code, unit string, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: "dependency_code_share", Params: params{"code": code, "of": unit}, Estimate: e})
	}
	for _, id := range DependencyCodes() {
		code := string(id)
		var k int64
		with := map[string]bool{}
		for _, c := range coded {
			if read[c.Encounter][code] {
				k++
			}
		}
		for _, c := range known {
			if read[c.Encounter][code] {
				with[c.Patient] = true
			}
		}
		add(code, "encounters", looked.share(k, looked.coded, dependencyCodeFormula))
		if per == PerStudy || per == PerProfessional {
			e := looked.share(int64(len(with)), patients(known), dependencyCodeFormula)
			add(code, "participants", e.Warn(leftOut(anonymous, nobodyJoined)...))
		}
	}
	return rows
}
