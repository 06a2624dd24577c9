package coproduction

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Findings checks the rules across records over all that was added. The findings
// are in order, and the same however the records were dealt out and merged.
func (s *StudyRules) Findings() []schema.Finding {
	c := crossCheck{cards: s.sorted(), teamUnread: s.unread, byID: map[encounter.ID]*card{}}
	c.index()
	for i := range c.cards {
		if one := &c.cards[i]; !one.Rejected {
			c.check(one)
		}
	}
	c.given()
	slices.SortFunc(c.found, schema.Compare)
	return c.found
}

// A crossCheck holds what is needed to check one study.
type crossCheck struct {
	cards        []card
	byID         map[encounter.ID]*card            // of several with one id, the first
	whole        map[encounter.ID]encounter.Record // what came in parts, and codebooks
	parts        map[*card]bool                    // those that agree with the earlier ones
	codes        map[bookCode]bool                 // of the codebooks, themes included
	again        map[input]*again
	team         map[encounter.ID]bool
	teamUnread   bool                   // no team is known, and a rejected record may hold it
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
	c.whole, c.parts, c.again = map[encounter.ID]encounter.Record{}, map[*card]bool{}, map[input]*again{}
	unread := c.teamUnread
	for i := range c.cards {
		one := &c.cards[i]
		if !one.ID.IsZero() && c.byID[one.ID] == nil {
			c.byID[one.ID] = one
		}
		if one.Kind == schema.KindStudy {
			if study, ok := one.record().(*encounter.Study); ok {
				for i := range study.Team {
					c.team[study.Team[i].ID] = true
				}
			}
		}
		if one.Rejected && (one.Kind == schema.KindStudy || one.Kind == "") {
			unread = true
		}
		if one.Consent == encounter.ConsentWithdrawn {
			c.withdrawn[one.ID] = true
		}
	}
	c.teamUnread = unread && len(c.team) == 0
	c.join()
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
	if !c.unique(one) {
		return
	}
	for _, m := range one.Mentions {
		c.mention(one, m)
	}
}

// mention checks one reference.
func (c *crossCheck) mention(one *card, m mention) {
	switch m.As {
	case asPatient:
		c.patient(one, m)
	case asPresent:
		c.present(one, m)
	case asUnidentified:
		c.notIdentified(one, m)
	case asInitiator:
		c.initiator(one, m)
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
		if book != nil && !book.Rejected && book.Kind == schema.KindCodebook && !c.codes[bookCode{m.ID, theme.CodeID(m.Word)}] {
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
