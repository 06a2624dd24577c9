package coproduction

import (
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// patient checks the patient of an encounter.
func (c *crossCheck) patient(one *card, m mention) {
	if slices.ContainsFunc(one.Mentions, func(p mention) bool { return p.As == asUnidentified && p.ID == m.ID }) {
		return
	}
	person := c.known(rulePatientKnown, m, schema.KindParticipant)
	if person == nil || person.Rejected {
		return
	}
	if person.Role != encounter.RolePatient {
		c.report(rulePatientKnown, m, "the participant with this id is not a patient")
	}
	content := 0
	if p := one.Parts; p != nil {
		content = p.Turns + p.Steps + p.Cues + p.Concerns + p.Decisions
	}
	if c.withdrawn[m.ID] && content > 0 {
		c.report(ruleConsent, m, "this patient has withdrawn consent, and the encounter has content")
	}
}

// present checks an identified presence.
func (c *crossCheck) present(one *card, m mention) {
	person := c.byID[m.ID]
	if person == nil && m.ID == one.Patient {
		return // said once, of the patient
	}
	person = c.known(ruleParticipantKnown, m, schema.KindParticipant)
	if person == nil || person.Rejected {
		return
	}
	role := encounter.Role(m.Word)
	switch {
	case role == person.Role:
	case role == encounter.RoleInterpreter && m.AdHoc && (person.Role == encounter.RoleRelative || person.Role == encounter.RoleProfessional):
	case role == encounter.RoleObserver && person.Role == encounter.RoleResearcher:
	default:
		c.report(ruleRoleAgrees, m, "the participant record says another role")
	}
}

// initiator checks at whose wish an encounter came about: the patient's, that of
// somebody present, or of somebody else who is known.
func (c *crossCheck) initiator(one *card, m mention) {
	there := func(p mention) bool { return (p.As == asPresent || p.As == asUnidentified) && p.ID == m.ID }
	if m.ID != one.Patient && !slices.ContainsFunc(one.Mentions, there) {
		c.known(ruleParticipantKnown, m, schema.KindParticipant)
	}
}

// notIdentified checks the presence of somebody whom the data does not identify.
func (c *crossCheck) notIdentified(one *card, m mention) {
	first := c.unidentified[m.ID]
	if first == nil {
		c.unidentified[m.ID] = one
	}
	switch {
	case c.byID[m.ID] != nil:
		c.report(ruleUnidentified, m, "a record has this id")
	case first != nil && first != one:
		c.report(ruleUnidentified, m, "an earlier encounter has an unidentified person with this id")
	}
}

// link checks where a continuity link leads.
func (c *crossCheck) link(one *card, m mention) {
	earlier := c.known(ruleEncounterKnown, m, schema.KindEncounter)
	if earlier == nil || earlier.Rejected || earlier == one {
		return
	}
	if earlier.Patient != one.Patient {
		c.report(ruleLinkPatient, m, "the encounter with this id has another patient")
	}
	switch {
	case earlier.Start.IsZero() || one.Start.IsZero():
		c.report(ruleLinkOrder, m, "the start of one of the two encounters is not recorded")
	case earlier.Start.Equal(one.Start):
		c.report(ruleLinkOrder, m, "the two encounters have the same start")
	case earlier.Start.After(one.Start):
		c.report(ruleLinkEarlier, m, "the encounter with this id did not start earlier")
	}
}

// carrier checks the professional of a relational link.
func (c *crossCheck) carrier(m mention) {
	to, err := encounter.ParseID(m.Word)
	earlier := c.byID[to]
	if err != nil || earlier == nil || earlier.Rejected || earlier.Kind != schema.KindEncounter {
		return
	}
	met := func(p mention) bool { return p.As == asPresent && p.ID == m.ID }
	if !slices.ContainsFunc(earlier.Mentions, met) {
		c.report(ruleLinkMet, m, "this person was not present at the earlier encounter")
	}
}

// about checks what a source, unit or coding is about.
func (c *crossCheck) about(one *card, m mention) {
	var target *card
	switch m.As {
	case asEncounter:
		target = c.known(ruleEncounterKnown, m, schema.KindEncounter)
	case asSource:
		target = c.known(ruleSourceKnown, m, schema.KindSource)
	default:
		target = c.known(ruleTargetKnown, m)
	}
	if target == nil {
		return
	}
	if c.silent[m.ID] || c.withdrawn[m.ID] {
		c.report(ruleConsent, m, "this is about a person who has withdrawn consent")
	}
	if m.As == asTarget && !target.Rejected && !target.has(one.Pointer) {
		c.report(ruleTargetPlace, m, "the record has nothing at this place")
	}
}

// has reports whether a pointer can lead somewhere in the record: its kind has such
// a place, and an index into one of its arrays is not beyond the end.
func (c *card) has(pointer string) bool {
	if pointer == "" {
		return true
	}
	first, index, inside := strings.Cut(pointer[1:], "/")
	index, _, _ = strings.Cut(index, "/")
	if count, isArray := c.Parts.of(first); isArray && inside {
		if i, err := strconv.Atoi(index); err != nil || i >= count {
			return false
		}
	} else if isArray && count == 0 {
		return false
	}
	return schema.HasPlace(c.Kind, pointer)
}

// place checks that a turn or step of a unit is in its encounter.
func (c *crossCheck) place(m mention) {
	e := c.byID[m.ID]
	if e == nil || e.Rejected || e.Kind != schema.KindEncounter {
		return
	}
	names := e.Turns
	if m.As == asStep {
		names = e.Steps
	}
	if !slices.Contains(names, encounter.Name(m.Word)) {
		c.report(ruleUnitPlace, m, "the encounter has no turn or step with this id")
	}
}

// coder checks who made a coding, and that it is the only one of its place and round.
func (c *crossCheck) coder(one *card, m mention) {
	if person := c.byID[m.ID]; !c.team[m.ID] && !c.teamUnread && (person == nil || person.Kind != schema.KindParticipant && person.Kind != "") {
		c.report(ruleCoderKnown, m, "no member of the team and no participant has this id")
	}
	if c.withdrawn[m.ID] {
		c.report(ruleConsent, m, "this coder has withdrawn consent")
	}
	place := codedPlace{coder: m.ID, pointer: one.Pointer, round: one.Round}
	for _, other := range one.Mentions {
		switch other.As {
		case asTarget:
			place.target = other.ID
		case asCodebook:
			place.codebook = other.ID
		}
	}
	if c.coded[place] {
		c.report(ruleCodedOnce, m, "this coder has already coded this place in this round")
	}
	c.coded[place] = true
}
