package redcap

import "github.com/coproduction-lab/coproduction-go/encounter"

// pass takes in a box that is not checked: concerns were looked for, and so was an interpreter,
// unless it is a box of its own that says that there was none.
func (d *draft) pass(p place, said choice, noMode bool) {
	switch p.Ours {
	case Concern:
		word, _ := p.word(said)
		d.noBox, d.noneBox = true, d.noneBox || word == "none"
	case Interpreter:
		if noMode {
			return
		}
		word, _ := p.word(said)
		d.unchecked, d.unanswered = true, d.unanswered || word == "none"
	}
}

// looked reports whether the row tells what concerns there were: it names some, or says that
// there were none, by an answer or by boxes of which none is checked, unless one of them is for
// that. An answer that was not understood may be a concern.
func (d *draft) looked() bool {
	return len(d.concerns) > 0 || !d.oddConcern && (d.noConcern || d.noBox && !d.noneBox)
}

// untold are the roles of which the row does not tell whether anybody took part, if nobody
// did. That no professional took part, no field can say. An answer that was not understood may
// be an interpreter.
func (d *draft) untold() []encounter.Role {
	if !d.oddMode && (d.interpreted || d.unchecked && !d.unanswered) {
		return []encounter.Role{encounter.RoleProfessional}
	}
	return []encounter.Role{encounter.RoleProfessional, encounter.RoleInterpreter}
}

// unclear notes that an answer about something is there and was not understood, or is missing.
func (d *draft) unclear(of Target) {
	switch of {
	case Concern:
		d.oddConcern = true
	case Interpreter:
		d.oddMode = true
	}
}

// leaveOpen notes what a value leaves open that is left behind without being asked what it is:
// one that is no text, a missing data code in a box, or the box of one. In another field such a
// code says as little as an empty cell.
func (d *draft) leaveOpen(c *column, value, lost string) {
	switch on, known := checked(value); {
	case c.kind == absence && (on || !known):
		for _, of := range c.open {
			d.unclear(of)
		}
	case lost == lossEncoding || lost == lossMissing && c.box:
		for _, p := range c.mapped {
			d.unclear(p.Ours)
		}
	}
}
