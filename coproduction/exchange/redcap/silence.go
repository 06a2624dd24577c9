package redcap

import "github.com/coproduction-lab/coproduction-go/encounter"

// A silence is what the answers of a row that name nothing say: that there was nothing to
// name, or as little as no answer.
type silence struct {
	said    bool // an answer says that there was none
	box     bool // a box that was read is not checked
	noneBox bool // one of these would say that there was none
	odd     bool // an answer was not understood, or a box says that it is missing
}

// none reports whether there was none: an answer says so, or boxes of which none is checked,
// unless one of them is for that. An answer that was not understood may name one.
func (s *silence) none() bool { return !s.odd && (s.said || s.box && !s.noneBox) }

// about is the silence about concerns, and about interpreters; nil for other targets, of which
// no row says that there was none.
func (d *draft) about(of Target) *silence {
	switch of {
	case Concern:
		return &d.noConcern
	case Interpreter:
		return &d.nobody
	}
	return nil
}

// pass takes in a box that is not checked: what it is of was looked for, unless it is a box
// of its own that says that there was none, or no box can name an interpreter.
func (d *draft) pass(p place, said choice, noMode bool) {
	if s := d.about(p.Ours); s != nil && !(noMode && p.Ours == Interpreter) {
		word, _ := p.word(said)
		s.box, s.noneBox = true, s.noneBox || word == "none"
	}
}

// looked reports whether the row tells what concerns there were: it names some, or says that
// there were none.
func (d *draft) looked() bool { return len(d.concerns) > 0 || d.noConcern.none() }

// untold are the roles of which the row does not tell whether anybody took part, if nobody
// did. That no professional took part, no field can say.
func (d *draft) untold() []encounter.Role {
	if d.nobody.none() {
		return []encounter.Role{encounter.RoleProfessional}
	}
	return []encounter.Role{encounter.RoleProfessional, encounter.RoleInterpreter}
}

// unclear notes that an answer about something is there and was not understood, or is missing.
func (d *draft) unclear(of Target) {
	if s := d.about(of); s != nil {
		s.odd = true
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
