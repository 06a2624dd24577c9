package coproduction

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// referenceRules are about names inside an encounter, and what refers to them.
func referenceRules() []Rule {
	rule := func(id schema.RuleID, title, why, mend string, check func(*encounter.Encounter, Report)) Rule {
		return Rule{
			Rule:  schema.Rule{ID: id, Severity: schema.Error, Title: title, Why: why, Mend: mend},
			Scope: ScopeRecord,
			Check: onEncounter(check),
		}
	}
	return []Rule{
		rule("names-unique", "No two turns, steps, cues, concerns or decisions of an encounter have the same id",
			"what refers to the id could mean either", "give each an id of its own", namesUnique),
		rule("builds-on-earlier-step", "A step builds on earlier steps of the same encounter",
			"uptake is counted from who builds on whom; a step cannot take up what was not there yet",
			"correct the id, or the order of the steps", buildsOnEarlier),
		rule("step-known", "A step that is referred to exists",
			"a cue or decision that hangs in the air drops out of the sequence", "correct the id, or add the step", stepsKnown),
		rule("concern-known", "A concern that is referred to exists",
			"what was done about a concern could not be followed", "correct the id, or add the concern", concernsKnown),
		rule("link-not-to-itself", "A continuity link leads to another encounter",
			"an encounter cannot follow itself", "put the id of the earlier encounter",
			func(e *encounter.Encounter, report Report) {
				for i, l := range e.Links {
					if l.To == e.ID {
						report(fmt.Sprintf("/links/%d/to", i), "this is the encounter itself")
					}
				}
			}),
		rule("unrecorded-link-absent", "No continuity link is of a kind that is not recorded",
			"the two contradict each other: counts by kind leave the encounter out, though it has a link of that kind",
			"take the kind out of linkKindsNotRecorded, or the link out of the encounter", unrecordedLinks),
	}
}

func unrecordedLinks(e *encounter.Encounter, report Report) {
	contradictions(report, "/linkKindsNotRecorded", e.LinkKindsNotRecorded, len(e.Links), func(i int) encounter.LinkKind { return e.Links[i].Kind }, "links are of this kind")
}

func namesUnique(e *encounter.Encounter, report Report) {
	var seen nameSet
	name := func(n encounter.Name, pointer string, i int) {
		if n != "" && !seen.add(n) {
			report(place(pointer, i, 0), "another part of this encounter has the same id")
		}
	}
	for i := range e.Turns {
		name(e.Turns[i].ID, "/turns/%d/id", i)
	}
	for i := range e.Steps {
		name(e.Steps[i].ID, "/steps/%d/id", i)
	}
	for i := range e.Cues {
		name(e.Cues[i].ID, "/cues/%d/id", i)
	}
	for i := range e.Concerns {
		name(e.Concerns[i].ID, "/concerns/%d/id", i)
	}
	for i := range e.Decisions {
		name(e.Decisions[i].ID, "/decisions/%d/id", i)
	}
}

func buildsOnEarlier(e *encounter.Encounter, report Report) {
	var earlier nameSet
	for i := range e.Steps {
		s := &e.Steps[i]
		for j, name := range s.BuildsOn {
			if !earlier.has(name) {
				report(place("/steps/%d/buildsOn/%d", i, j), fmt.Sprintf("none of the %d earlier steps has this id", i))
			}
		}
		earlier.add(s.ID)
	}
}

func stepsKnown(e *encounter.Encounter, report Report) {
	var steps nameSet
	for i := range e.Steps {
		steps.add(e.Steps[i].ID)
	}
	step := func(name encounter.Name, pointer string, i int) {
		if name != "" && !steps.has(name) {
			report(place(pointer, i, 0), fmt.Sprintf("none of the %d steps has this id", len(e.Steps)))
		}
	}
	for i := range e.Cues {
		c := &e.Cues[i]
		step(c.Step, "/cues/%d/step", i)
		if c.Response != nil {
			step(c.Response.Step, "/cues/%d/response/step", i)
		}
	}
	for i := range e.Decisions {
		step(e.Decisions[i].Step, "/decisions/%d/step", i)
	}
}

func concernsKnown(e *encounter.Encounter, report Report) {
	var concerns nameSet
	for i := range e.Concerns {
		concerns.add(e.Concerns[i].ID)
	}
	known := func(names []encounter.Name, pointer string, i int) {
		for j, name := range names {
			if !concerns.has(name) {
				report(place(pointer, i, j), fmt.Sprintf("none of the %d concerns has this id", len(e.Concerns)))
			}
		}
	}
	for i := range e.Steps {
		known(e.Steps[i].Concerns, "/steps/%d/concerns/%d", i)
	}
	for i := range e.Decisions {
		known(e.Decisions[i].Concerns, "/decisions/%d/concerns/%d", i)
	}
}
