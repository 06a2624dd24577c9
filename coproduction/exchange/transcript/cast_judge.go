package transcript

import (
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// nobody says that none of so many utterances is of somebody with a role, and where the first
// is that somebody says who might be given one.
func (c *castOf) nobody(all int) string {
	said := fmt.Sprintf("none of %d %ss is of somebody with a role", all, c.element)
	switch {
	case all == 0:
		return "there is no " + c.element
	case all == 1:
		said = "the only " + c.element + " is not of somebody with a role"
	}
	switch {
	case c.named.line == 0 && all == 1:
		return said + ", and does not say who speaks"
	case c.named.line == 0:
		return said + ", and none says who speaks"
	}
	return said + fmt.Sprintf("; the first that has a speaker stands at line %d", c.named.line)
}

// judge says why no encounter can be made.
func (c *castOf) judge() {
	book := c.ledger
	if len(c.turns) == 0 {
		c.refuse(ruleScriptNobody, c.at, 0, c.nobody(len(c.said)))
		return
	}
	patients, professionals := present(c.Roles, c.voices)
	switch {
	case patients > 1:
		c.refuse(rulePatient, c.at, 0, fmt.Sprintf("%d speakers are patients", patients))
	case patients == 0 && (!c.PatientPresent || c.patientRole() < 0):
		c.refuse(rulePatient, c.at, 0, "no speaker is a patient")
	case patients == 0:
		c.silent = true
		book.report(ruleTextSilent, c.at, 0, "the patient says nothing")
	}
	if professionals == 0 {
		book.report(ruleNoProfessional, c.at, 0, "no speaker is a professional")
	}
	if len(c.voices) >= maxPresent {
		c.refuse(ruleTooLong, c.at, 0, fmt.Sprintf("%d speakers", len(c.voices)))
	}
	if len(c.turns) > maxTurns {
		c.refuse(ruleTooLong, c.at, 0, fmt.Sprintf("%d utterances", len(c.turns)))
	}
}

// silentPatient is the patient who is there and says nothing, under a key that nobody
// else has.
func (c *castOf) silentPatient() voiceKey {
	silent := voiceKey{speaker: c.patientRole()}
	taken := func(v voiceKey) bool { return v.key(c.Roles) == silent.key(c.Roles) }
	for slices.ContainsFunc(c.voices, taken) {
		silent.name = silent.key(c.Roles) + "_"
	}
	return silent
}

// patientRole is the place of a patient in the roles, or −1.
func (c *castOf) patientRole() int {
	return slices.IndexFunc(c.Roles, func(s Speaker) bool { return s.Role == encounter.RolePatient })
}
