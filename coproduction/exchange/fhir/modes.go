package fhir

import (
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// cpt are the procedures of the American Medical Association.
const cpt = "http://www.ama-assn.org/go/cpt"

// modes are the types of encounter that tell how the parties met where a class does not: a
// call is ambulatory or virtual by its class.
var modes = map[string]map[string]encounter.Mode{
	snomed: {
		"185317003": encounter.Phone, // telephone encounter
		"314849005": encounter.Phone, // telephone contact by consultant
		"386472008": encounter.Phone, // telephone consultation
		"386473003": encounter.Phone, // telephone follow-up
		"401267002": encounter.Phone, // telephone triage encounter
		"719410009": encounter.Video, // consultation via video conference
	},
	cpt: { // telephone assessment and management, by who may report it
		"98966": encounter.Phone, "98967": encounter.Phone, "98968": encounter.Phone,
		"99441": encounter.Phone, "99442": encounter.Phone, "99443": encounter.Phone,
	},
}

// modeOf is the mode that a type of encounter tells; "" where it tells none.
func modeOf(one raw) encounter.Mode {
	var all concepts
	json.Unmarshal(one, &all) // what does not fit tells nothing
	for _, c := range all.codings() {
		if mode := modes[c.System][c.Code]; mode != "" {
			return mode
		}
	}
	return ""
}

// modeByType is the mode that the types of an encounter tell: that of the first which does.
func modeByType(x *found) (mode encounter.Mode) {
	for _, one := range items(x.elements["type"]) {
		if mode = modeOf(one); mode != "" {
			break
		}
	}
	return mode
}

// manner reads how the parties met and where: by the class and, where that leaves it open,
// the type.
func (r *reader) manner(x *found, m *meeting, of fates) {
	byType := modeByType(x)
	var all concepts
	if name, bad := x.first(&all, "class"); name != "" {
		if bad {
			r.say(x.file, ruleShape, x.within(name), misshapen)
		}
		of[name] = told
		for _, one := range items(x.elements[name]) {
			r.fate("Encounter."+name, m.classOf(one, byType))
		}
		if m.class == (class{}) {
			r.tolerate(x.file, ruleClass, x.within(name), "the class is not among those that are known: it tells neither mode nor setting")
		}
	}
	if byType != "" && m.class.leavesMode() {
		m.class.mode = byType
	}
	r.typesTold(x, m)
	of["type"] = told
}

// classOf reads a class, of which R5 has several: the first that is known counts.
func (m *meeting) classOf(one raw, byType encounter.Mode) (fate string) {
	var all concepts
	json.Unmarshal(one, &all) // what does not fit was said of the element
	for _, c := range all.codings() {
		known, ok := classes[c.Code]
		switch {
		case !ok:
			continue
		case m.class != class{}:
			return "mode and setting are told by another class"
		}
		switch m.class = known; {
		case byType != "" && known.leavesMode() && known.setting == "":
			return "the type tells the mode"
		case byType != "" && known.leavesMode():
			return changed + "setting"
		case known.setting == "":
			return changed + "mode"
		}
		return changed + "mode and setting"
	}
	return "a class that is not known"
}

// leavesMode reports whether a class leaves it to the type how the parties met: not one of a stay,
// an emergency or a visit at home.
func (c class) leavesMode() bool {
	return c.setting == "" || c.setting == encounter.SettingOutpatientClinic || c.setting == encounter.SettingOther
}

// typesTold accounts for the types, once the class is known.
func (r *reader) typesTold(x *found, m *meeting) {
	told := false
	for _, one := range items(x.elements["type"]) {
		fate := noPlace
		switch {
		case modeOf(one) == "":
		case !m.class.leavesMode():
			fate = "the class tells the mode"
		case told:
			fate = "the mode is told by another type"
		default:
			fate, told = changed+"mode", true
		}
		r.fate("Encounter.type", fate)
	}
}
