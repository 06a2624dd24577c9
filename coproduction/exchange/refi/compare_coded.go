package refi

// selection gathers a part of a source, and what is in it.
func (g *gathered) selection(owner *thing, s *Selection) {
	t := g.add("selection", s.GUID, aspectsOfSelection)
	t.keys = keysOfSelection
	t.owner, t.part, t.called = owner, s, s.Name
	if s.Companion != nil {
		g.source("source", s.Companion, t)
	}
	g.codings(owner, t, s, s.Codings)
}

func aspectsOfSelection(v view, t *thing) []aspect {
	s := t.part
	return []aspect{{"source", v.in(t.owner)}, {"range", t.owner.where(s)}, {"words", t.owner.words(s)}, {"name", s.Name}, {"description", s.Description},
		{"made", v.stamp(s.Stamp)}, {"notes", v.all("note", s.NoteRefs)}}
}

var keysOfSelection = []keyOf{
	func(v view, t *thing) string {
		if t.owner.footing.blind() { // what is coded there finds it, and nothing else
			return keyed(append(v.coded("", t.part.Codings), v.in(t.owner), t.owner.where(t.part), t.part.Name)...)
		}
		return keyed(v.in(t.owner), t.owner.where(t.part))
	},
	func(v view, t *thing) string {
		if words := t.owner.words(t.part); words != "" && words != noWords {
			return keyed(v.in(t.owner), words)
		}
		return ""
	},
}

// codings gathers the codings of a source, or of a selection in it.
func (g *gathered) codings(owner, in *thing, part *Selection, codings []Coding) {
	for i := range codings {
		t := g.add("coding", codings[i].GUID, aspectsOfCoding)
		t.keys = keysOfCoding
		t.owner, t.part, t.coding = in, part, &codings[i]
		if in == nil {
			t.owner = owner
		}
	}
}

// at is the place of a coding: a range, as one selection of two codings may come back as
// two; where ranges cannot be compared it is the selection.
func (t *thing) at(v view) string {
	if t.part == nil {
		return keyed(v.in(t.owner), "whole")
	}
	source := t.owner.owner
	if source.texty && source.footing.blind() {
		return keyed(v.in(source), "selection", v.in(t.owner))
	}
	return keyed(v.in(source), source.where(t.part))
}

func aspectsOfCoding(v view, t *thing) []aspect {
	if v.seen != nil && t.part != nil { // a selection looks like what is coded in it, though a coding need not come back in the same
		v.seen(t.owner)
	}
	c := t.coding
	return []aspect{{"code", v.of("code", c.Code)}, {"place", t.at(v)},
		{"coder", v.of("user", c.CreatedBy)}, {"date", c.Created}, {"notes", v.all("note", c.NoteRefs)}}
}

var keysOfCoding = []keyOf{
	func(v view, t *thing) string {
		return keyed(v.of("code", t.coding.Code), t.at(v), v.of("user", t.coding.CreatedBy))
	},
	func(v view, t *thing) string { return keyed(v.of("code", t.coding.Code), t.at(v)) },
}

// gave is the code of a coding and who gave it; empty of all else.
func (t *thing) gave() (code, coder GUID) {
	if t.coding == nil {
		return "", ""
	}
	return t.coding.Code, t.coding.CreatedBy
}

// codedIn lists what is coded in a thing.
func (t *thing) codedIn(v view) []string {
	switch {
	case t.kind == "selection":
		return v.coded("", t.part.Codings)
	case t.traits != nil:
		return t.traits(v)
	}
	return nil
}
