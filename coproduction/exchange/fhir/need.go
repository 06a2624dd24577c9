package fhir

import (
	"encoding/json"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// needed is the extension for a need that records have no field for.
const needed = "interpreterNeeded"

// A need is what is known of whether an interpreter is needed.
type need int

const (
	needUnknown need = iota
	noNeed
	isNeeded // which counts where another element says that there is no need
)

// extension is what a record says of it: nothing where nothing is known.
func (n need) extension() encounter.Extensions {
	switch n {
	case noNeed:
		return encounter.Extensions{needed: json.RawMessage("false")}
	case isNeeded:
		return encounter.Extensions{needed: json.RawMessage("true")}
	}
	return nil
}

// Yes and no in SNOMED CT.
const (
	interpreterYes = "373066001"
	interpreterNo  = "373067005"
)

// needsInterpreter reads the extension of US Core: yes or no, in SNOMED CT, or true or
// false. It accounts for every extension.
func (r *reader) needsInterpreter(x *found) (known need, fate string) {
	for _, one := range items(x.elements["extension"]) {
		var e extension
		misfit := json.Unmarshal(one, &e) != nil // as of many that are not looked for
		fate := noPlace
		if url := strings.ToLower(e.URL); strings.HasSuffix(url, "interpreter-needed") || strings.HasSuffix(url, "patient-interpreterrequired") {
			said := e.need()
			if fate = changed + needed; said == needUnknown {
				fate = "does not say whether an interpreter is needed"
				detail := "neither yes nor no, nor true nor false: whether an interpreter is needed is not known"
				if misfit {
					detail = misshapen + ": whether an interpreter is needed is not known"
				}
				r.tolerate(x.file, ruleNeed, x.within("extension"), detail)
			}
			known = max(known, said)
		}
		r.fate(x.kind+".extension", fate)
	}
	return known, told
}

// need is what the extension says.
func (e extension) need() need {
	has := func(code string) bool { return e.Coding.Code == code || (concepts{e.Concept}).has(code) }
	switch {
	case has(interpreterYes), e.Boolean != nil && *e.Boolean:
		return isNeeded
	case has(interpreterNo), e.Boolean != nil:
		return noNeed
	}
	return needUnknown
}

// needOf reads whether an interpreter was needed.
func (r *reader) needOf(x *found, m *meeting, of fates) {
	m.needs, of["extension"] = r.needsInterpreter(x)
	if whole := x.elements["hospitalization"]; whole != nil {
		var stay struct {
			Arrangement raw `json:"specialArrangement"`
		}
		json.Unmarshal(whole, &stay)
		r.fate("Encounter.hospitalization", r.arranged(m, "Encounter.hospitalization.specialArrangement", stay.Arrangement))
		r.parts("Encounter.hospitalization", whole, fates{"specialArrangement": told}, noPlace)
		of["hospitalization"] = told
	}
	r.arranged(m, "Encounter.specialArrangement", x.elements["specialArrangement"])
	of["specialArrangement"] = told
}

// arranged reads special arrangements, of which one is an interpreter.
func (r *reader) arranged(m *meeting, element string, value raw) (fate string) {
	all := noPlace
	for _, one := range items(value) {
		var c concepts
		fate := noPlace
		if json.Unmarshal(one, &c) == nil && c.has("int") {
			m.needs, fate, all = isNeeded, changed+needed, changed+needed
		}
		r.fate(element, fate)
	}
	return all
}
