package coproduction

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A whoIs asks whether people are present in an encounter.
type whoIs struct {
	*encounter.Encounter
	report Report
}

// present reports a person who is not present, with the place: a pointer with the
// first index, and the second where it has room for one.
func (is whoIs) present(person encounter.ID, pointer string, i, j int) {
	if !person.IsZero() && is.Present(person) == nil {
		is.report(place(pointer, i, j), fmt.Sprintf("not among the %d present", len(is.Presence)))
	}
}

// place fills one index or two into a pointer. Pointers are made only where there is
// something to report.
func place(pointer string, i, j int) string {
	for _, n := range []int{i, j} {
		pointer = strings.Replace(pointer, "%d", strconv.Itoa(n), 1)
	}
	return pointer
}

// personRules are about who took part in an encounter.
func personRules() []Rule {
	const mend = "declare the presence of this person, or mend the id"
	present := func(id schema.RuleID, who, why string, check func(*encounter.Encounter, whoIs)) Rule {
		return Rule{
			Rule:  schema.Rule{ID: id, Severity: schema.Error, Title: who + " is present", Why: why, Mend: mend},
			Scope: ScopeRecord,
			Check: onEncounter(func(e *encounter.Encounter, report Report) {
				check(e, whoIs{e, report})
			}),
		}
	}
	return []Rule{
		present("speaker-present", "The speaker of a turn", "talk shares are made by role, and only somebody present has one",
			func(e *encounter.Encounter, is whoIs) {
				for i := range e.Turns {
					is.present(e.Turns[i].Speaker, "/turns/%d/speaker", i, 0)
				}
			}),
		present("addressee-present", "Whoever a turn is addressed to", "who speaks to whom is counted between those present",
			func(e *encounter.Encounter, is whoIs) {
				for i := range e.Turns {
					for j, id := range e.Turns[i].Addressees {
						is.present(id, "/turns/%d/addressees/%d", i, j)
					}
				}
			}),
		present("step-by-participant", "Whoever contributes to a step", "a step counts for the side that its contributors belong to",
			func(e *encounter.Encounter, is whoIs) {
				for i := range e.Steps {
					for j, id := range e.Steps[i].By {
						is.present(id, "/steps/%d/by/%d", i, j)
					}
				}
			}),
		present("cue-by-participant", "Whoever voices, elicits or responds to a cue", "shares of cues are counted by role",
			func(e *encounter.Encounter, is whoIs) {
				for i := range e.Cues {
					c := &e.Cues[i]
					is.present(c.By, "/cues/%d/by", i, 0)
					is.present(c.ElicitedBy, "/cues/%d/elicitedBy", i, 0)
					if c.Response != nil {
						is.present(c.Response.By, "/cues/%d/response/by", i, 0)
					}
				}
			}),
		present("concern-by-participant", "Whoever raises a concern", "the share of concerns that the patient raises needs a role for each",
			func(e *encounter.Encounter, is whoIs) {
				for i, c := range e.Concerns {
					is.present(c.RaisedBy, "/concerns/%d/raisedBy", i, 0)
				}
			}),
		present("decision-by-participant", "Whoever takes part in a decision", "a decision is shared between those present",
			func(e *encounter.Encounter, is whoIs) {
				for i := range e.Decisions {
					for j, id := range e.Decisions[i].By {
						is.present(id, "/decisions/%d/by/%d", i, j)
					}
				}
			}),
		present("link-professional-present", "The professional who carries a link", "a relation is carried on by meeting again",
			func(e *encounter.Encounter, is whoIs) {
				for i, l := range e.Links {
					is.present(l.Professional, "/links/%d/professional", i, 0)
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
			Rule: schema.Rule{ID: "unrecorded-role-absent", Severity: schema.Error,
				Title: "Nobody is present in a role that is not recorded",
				Why:   "the two contradict each other: counts by role leave the encounter out, though somebody in that role took part",
				Mend:  "take the role out of rolesNotRecorded, or the presence out of the encounter"},
			Scope: ScopeRecord,
			Check: onEncounter(unrecordedRole),
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

func unrecordedRole(e *encounter.Encounter, report Report) {
	contradictions(report, "/rolesNotRecorded", e.RolesNotRecorded, len(e.Presence), func(i int) encounter.Role { return e.Presence[i].Role }, "present have this role")
}

// contradictions reports what is said not to be recorded, as a role, and is there all the
// same: that of each of so many things.
func contradictions[T comparable](report Report, pointer string, unrecorded []T, things int, of func(i int) T, are string) {
	for i, one := range unrecorded {
		n := 0
		for j := range things {
			if of(j) == one {
				n++
			}
		}
		if n > 0 {
			report(fmt.Sprintf("%s/%d", pointer, i), fmt.Sprintf("%d of the %d %s", n, things, are))
		}
	}
}
