package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

const (
	expressionsFormula   = "cues and concerns"
	shareConcernsFormula = "concerns / cues and concerns"
	shareElicitedFormula = "cues and concerns elicited by a professional / cues and concerns"
	shareSpaceFormula    = "responses that provide space / responses"
	shareExplicitFormula = "explicit responses / responses"
)

const (
	unknownForm     estimate.Reason = "events of which it is not coded whether cue or concern"
	unansweredEvent estimate.Reason = "events without a coded response"
	unknownSpace    estimate.Reason = "responses whose space is not coded"
)

// An Event is one emotional cue or concern, and the response to it, as the Verona
// coding definitions have them.
type Event struct {
	Form       encounter.CueForm // cue or concern; "" where it is not coded
	ElicitedBy encounter.Role    // who brought it about; "" where it is not coded
	Answered   bool              // a response is coded
	Explicit   bool              // the response refers to it in so many words
	Space      encounter.Space   // the response provides or reduces space; "" where it is not coded
}

// EventsOf returns the cues and concerns of an encounter; nil where they are not
// coded, and none where none was found.
func EventsOf(e *encounter.Encounter) []Event {
	if e.Cues == nil {
		return nil
	}
	events := make([]Event, len(e.Cues))
	for i := range e.Cues {
		cue := &e.Cues[i]
		events[i] = Event{Form: cue.Form, ElicitedBy: e.RoleOf(cue.ElicitedBy)}
		if r := cue.Response; r != nil {
			events[i].Answered, events[i].Explicit, events[i].Space = true, r.Explicit, r.Space
		}
	}
	return events
}

// VRCoDES returns what the Verona coding definitions of emotional sequences count in
// a list of events, of one or of several encounters, with Wilson's intervals:
//
//	emotional_expressions           how many there are
//	share_concerns                  of all, those that are stated, not hinted at
//	share_elicited_by_professional  of all, those that a professional brought about
//	share_provide_space             of those with a response, where it leaves room to say more
//	share_explicit_response         of those with a response, where it refers to the event
//
//	Unit   events for the first, else 1 (dimensionless)
//	Range  [0, ∞) for the first, else [0, 1]
//	n      events, or responses; warns under [estimate.EnoughUnits]
//
// A share is undefined, with [estimate.NoUnits], where there is nothing to take it
// of; all are, with [NotCoded], for nil, which says that nobody looked. What is not
// coded is left out and counted; with a value outside the vocabulary the share that
// rests on it is undefined, with [OutOfScale]. The order of the events changes nothing. A
// level of 0 asks for no interval; it takes the events as independent, and those of
// one encounter are not.
//
// Source: Zimmermann C et al. Patient Educ Couns 2011;82:141–148,
// doi:10.1016/j.pec.2010.03.017; Del Piccolo L et al. Patient Educ Couns
// 2011;82:149–155, doi:10.1016/j.pec.2010.02.024.
func VRCoDES(of estimate.Subject, events []Event, level float64) []estimate.Row {
	var concerns, elicited, responses, spaces, space, explicit int64
	var formless, nobody int64
	var badForm, badRole, badSpace bool
	for i := range events {
		e := &events[i]
		switch {
		case e.Form == encounter.CueConcern:
			concerns++
		case e.Form == "":
			formless++
		case !slices.Contains(encounter.CueForms(), e.Form):
			badForm = true
		}
		switch {
		case e.ElicitedBy == encounter.RoleProfessional:
			elicited++
		case e.ElicitedBy == "":
			nobody++
		case !slices.Contains(encounter.Roles(), e.ElicitedBy):
			badRole = true
		}
		if !e.Answered {
			continue
		}
		responses++
		if e.Explicit {
			explicit++
		}
		switch {
		case e.Space == "":
			continue
		case !slices.Contains(encounter.Spaces(), e.Space):
			badSpace = true
		case e.Space == encounter.SpaceProvided:
			space++
		}
		spaces++
	}
	all := int64(len(events))
	share := func(k, n int64, bad bool, formula string) estimate.Estimate {
		switch {
		case events == nil:
			return estimate.Undefined(NotCoded, 0).As(formula)
		case bad:
			return estimate.Undefined(OutOfScale, n).As(formula)
		}
		return estimate.Proportion(k, n, level).As(formula)
	}
	expressions := estimate.Count(all)
	if events == nil {
		expressions = estimate.Undefined(NotCoded, 0)
	}
	unanswered := all - responses
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Estimate: e}
	}
	return []estimate.Row{
		row("emotional_expressions", expressions.As(expressionsFormula)),
		row("share_concerns", share(concerns, all-formless, badForm, shareConcernsFormula).Exclude(formless, unknownForm)),
		row("share_elicited_by_professional", share(elicited, all-nobody, badRole, shareElicitedFormula).Exclude(nobody, unknownEliciter)),
		row("share_provide_space", share(space, spaces, badSpace, shareSpaceFormula).Exclude(unanswered, unansweredEvent).Exclude(responses-spaces, unknownSpace)),
		row("share_explicit_response", share(explicit, responses, false, shareExplicitFormula).Exclude(unanswered, unansweredEvent)),
	}
}
