package coproduction

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// personRules are about who took part in an encounter.
func personRules() []Rule {
	const mend = "declare the presence of this person, or mend the id"
	present := func(id schema.RuleID, who, why string, check func(*encounter.Encounter, func(encounter.ID, string, ...any))) Rule {
		return Rule{
			Rule:  schema.Rule{ID: id, Severity: schema.Error, Title: who + " is present", Why: why, Mend: mend},
			Scope: ScopeRecord,
			Check: onEncounter(func(e *encounter.Encounter, report Report) {
				check(e, func(person encounter.ID, pointer string, at ...any) {
					if !person.IsZero() && e.Present(person) == nil {
						report(fmt.Sprintf(pointer, at...), fmt.Sprintf("not among the %d present", len(e.Presence)))
					}
				})
			}),
		}
	}
	type person = func(encounter.ID, string, ...any)
	return []Rule{
		present("speaker-present", "The speaker of a turn", "talk shares are made by role, and only somebody present has one",
			func(e *encounter.Encounter, is person) {
				for i, t := range e.Turns {
					is(t.Speaker, "/turns/%d/speaker", i)
				}
			}),
		present("addressee-present", "Whoever a turn is addressed to", "who speaks to whom is counted between those present",
			func(e *encounter.Encounter, is person) {
				for i, t := range e.Turns {
					for j, id := range t.Addressees {
						is(id, "/turns/%d/addressees/%d", i, j)
					}
				}
			}),
		present("step-by-participant", "Whoever contributes to a step", "a step counts for the side that its contributors belong to",
			func(e *encounter.Encounter, is person) {
				for i, s := range e.Steps {
					for j, id := range s.By {
						is(id, "/steps/%d/by/%d", i, j)
					}
				}
			}),
		present("cue-by-participant", "Whoever voices, elicits or responds to a cue", "shares of cues are counted by role",
			func(e *encounter.Encounter, is person) {
				for i, c := range e.Cues {
					is(c.By, "/cues/%d/by", i)
					is(c.ElicitedBy, "/cues/%d/elicitedBy", i)
					if c.Response != nil {
						is(c.Response.By, "/cues/%d/response/by", i)
					}
				}
			}),
		present("concern-by-participant", "Whoever raises a concern", "the share of concerns that the patient raises needs a role for each",
			func(e *encounter.Encounter, is person) {
				for i, c := range e.Concerns {
					is(c.RaisedBy, "/concerns/%d/raisedBy", i)
				}
			}),
		present("decision-by-participant", "Whoever takes part in a decision", "a decision is shared between those present",
			func(e *encounter.Encounter, is person) {
				for i, d := range e.Decisions {
					for j, id := range d.By {
						is(id, "/decisions/%d/by/%d", i, j)
					}
				}
			}),
		present("link-professional-present", "The professional who carries a link", "a relation is carried on by meeting again",
			func(e *encounter.Encounter, is person) {
				for i, l := range e.Links {
					is(l.Professional, "/links/%d/professional", i)
				}
			}),
		{
			Rule: schema.Rule{ID: "patient-present", Severity: schema.Error,
				Title: "The patient is present in the role of a patient, unless the mode is text-message",
				Why:   "without a patient there is no talk share, no coproduction and no visit to count",
				Mend:  "add the patient to the presence, or correct the mode"},
			Scope: ScopeRecord,
			Check: onEncounter(patientPresent),
		},
		{
			Rule: schema.Rule{ID: "interpreter-mode-given", Severity: schema.Error,
				Title: "An interpreter's presence says in which mode, and only an interpreter's does",
				Why:   "an interpreter in the room, on the phone and a relative who helps out are different conditions for understanding",
				Mend:  "give interpreterMode to every presence with the role interpreter, and to no other"},
			Scope: ScopeRecord,
			Check: onEncounter(interpreterMode),
		},
		{
			Rule: schema.Rule{ID: "unidentified-profession", Severity: schema.Error,
				Title: "A presence gives a profession only of an unidentified professional",
				Why:   "two places for one fact come to differ; of people with a participant record, the record holds it",
				Mend:  "move the profession to the participant record, or say that the professional is unidentified"},
			Scope: ScopeRecord,
			Check: onEncounter(func(e *encounter.Encounter, report Report) {
				for i, p := range e.Presence {
					if p.Profession != "" && (!p.Unidentified || p.Role != encounter.RoleProfessional) {
						report(fmt.Sprintf("/presence/%d/profession", i), "this presence is not that of an unidentified professional")
					}
				}
			}),
		},
		{
			Rule: schema.Rule{ID: "profession-of-professional", Severity: schema.Warning,
				Title: "A professional has a profession, and nobody else has",
				Why:   "professions that are not recorded are missing from the diversity of the team",
				Mend:  "add the profession (\"other\" is one), or correct participantKind"},
			Scope: ScopeRecord,
			Check: func(r encounter.Record, report Report) {
				p, ok := r.(*encounter.Participant)
				if !ok || (p.Role == encounter.RoleProfessional) == (p.Profession != "") {
					return
				}
				if p.Profession == "" {
					report("/participantKind", "a professional without a profession")
				} else {
					report("/profession", "a profession of somebody who is not a professional")
				}
			},
		},
	}
}

func patientPresent(e *encounter.Encounter, report Report) {
	if e.Mode == encounter.TextMessage {
		return
	}
	for _, p := range e.Presence {
		if p.Participant == e.Patient && p.Role == encounter.RolePatient {
			return
		}
	}
	report("/patient", fmt.Sprintf("none of the %d present is this patient", len(e.Presence)))
}

func interpreterMode(e *encounter.Encounter, report Report) {
	for i, p := range e.Presence {
		switch interprets := p.Role == encounter.RoleInterpreter; {
		case interprets && p.Interpreter == "":
			report(fmt.Sprintf("/presence/%d", i), "an interpreter without interpreterMode")
		case !interprets && p.Interpreter != "":
			report(fmt.Sprintf("/presence/%d/interpreterMode", i), "this presence is not an interpreter's")
		}
	}
}
