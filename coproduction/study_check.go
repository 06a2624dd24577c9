package coproduction

import (
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Findings checks the rules across records over all that was added. The findings
// are in order, and the same however the records were dealt out and merged.
func (s *StudyRules) Findings() []schema.Finding {
	c := crossCheck{cards: s.sorted(), byID: map[encounter.ID]*card{}}
	c.index()
	for i := range c.cards {
		if one := &c.cards[i]; !one.Rejected {
			c.check(one)
		}
	}
	slices.SortFunc(c.found, schema.Compare)
	return c.found
}

// A crossCheck holds what is needed to check one study.
type crossCheck struct {
	cards        []card
	byID         map[encounter.ID]*card // of several with one id, the first
	team         map[encounter.ID]bool
	teamUnread   bool                   // a rejected record may hold more of the team
	unidentified map[encounter.ID]*card // where an unidentified person was first met
	withdrawn    map[encounter.ID]bool  // people
	silent       map[encounter.ID]bool  // records about somebody who has withdrawn
	coded        map[codedPlace]bool
	found        []schema.Finding
}

// A codedPlace is what one coder may code only once.
type codedPlace struct {
	coder, codebook, target encounter.ID
	pointer                 string
	round                   int64
}

func (c *crossCheck) index() {
	c.team, c.unidentified = map[encounter.ID]bool{}, map[encounter.ID]*card{}
	c.withdrawn, c.silent = map[encounter.ID]bool{}, map[encounter.ID]bool{}
	c.coded = map[codedPlace]bool{}
	for i := range c.cards {
		one := &c.cards[i]
		if !one.ID.IsZero() && c.byID[one.ID] == nil {
			c.byID[one.ID] = one
		}
		for _, id := range one.Team {
			c.team[id] = true
		}
		if one.Rejected && (one.Kind == schema.KindStudy || one.Kind == "") {
			c.teamUnread = true
		}
		if one.Consent == encounter.ConsentWithdrawn {
			c.withdrawn[one.ID] = true
		}
	}
	for i := range c.cards {
		if c.cards[i].Kind == schema.KindEncounter && c.withdrawn[c.cards[i].Patient] {
			c.silent[c.cards[i].ID] = true
		}
	}
	about := func(m mention) bool {
		return (m.As == asEncounter || m.As == asSource || m.As == asTarget) && (c.silent[m.ID] || c.withdrawn[m.ID])
	}
	for grew := true; grew; { // what is about a silent record is silent too
		grew = false
		for i := range c.cards {
			one := &c.cards[i]
			if !one.Rejected && !c.silent[one.ID] && slices.ContainsFunc(one.Mentions, about) {
				c.silent[one.ID], grew = true, true
			}
		}
	}
}

// report adds a finding at a reference.
func (c *crossCheck) report(rule schema.Rule, m mention, detail string) {
	f := rule.At(m.Pointer, detail)
	f.Position = m.At
	c.found = append(c.found, f)
}

// known returns the record that a reference leads to. Where there is none of that
// kind, it reports so and returns nil.
func (c *crossCheck) known(rule schema.Rule, m mention, kinds ...schema.Kind) *card {
	target := c.byID[m.ID]
	switch {
	case target == nil:
		c.report(rule, m, "no record has this id")
	case target.Kind == "" || len(kinds) == 0 || slices.Contains(kinds, target.Kind):
		return target
	default:
		c.report(rule, m, "the record with this id is of another kind: "+string(target.Kind))
	}
	return nil
}

func (c *crossCheck) check(one *card) {
	if first := c.byID[one.ID]; first != nil && first != one {
		c.report(ruleIDUnique, mention{Pointer: "/id", At: one.At}, "an earlier record has the same id")
	}
	for _, m := range one.Mentions {
		switch m.As {
		case asPatient:
			c.patient(one, m)
		case asPresent:
			c.present(one, m)
		case asUnidentified:
			c.notIdentified(one, m)
		case asContent:
			if c.withdrawn[m.ID] {
				c.report(ruleConsent, m, "this person has withdrawn consent")
			}
		case asLink:
			c.link(one, m)
		case asCarrier:
			c.carrier(m)
		case asEncounter, asSource, asTarget:
			c.about(one, m)
		case asTurn, asStep:
			c.place(m)
		case asRange:
			if source := c.byID[m.ID]; source != nil && !source.Rejected && source.Kind == schema.KindSource && one.End > source.Length {
				c.report(ruleRange, m, "the range ends behind the end of the source")
			}
		case asCodebook:
			c.known(ruleCodebookKnown, m, schema.KindCodebook)
		case asCode:
			book := c.byID[m.ID]
			if book != nil && !book.Rejected && book.Kind == schema.KindCodebook && !slices.Contains(book.Codes, theme.CodeID(m.Word)) {
				c.report(ruleCodeKnown, m, "the codebook has no theme or code with this id")
			}
		case asCoder:
			c.coder(one, m)
		case asCoding:
			c.known(ruleTargetKnown, m, schema.KindCoding)
			if c.silent[m.ID] {
				c.report(ruleConsent, m, "this coding is about a person who has withdrawn consent")
			}
		case asPerson:
			c.known(ruleParticipantKnown, m, schema.KindParticipant)
			if c.withdrawn[m.ID] {
				c.report(ruleConsent, m, "this person has withdrawn consent")
			}
		}
	}
}

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
	for _, part := range []string{"turns", "steps", "cues", "concerns", "decisions"} {
		content += one.Parts[part]
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
	case !earlier.Start.Before(one.Start):
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
	if count, isArray := c.Parts[first]; isArray && inside {
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
