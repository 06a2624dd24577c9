package fhir

import "slices"

// The states of encounters, in R4 and R5: upcoming are those that did not take place,
// begun those that did, if only in part. That it is "unknown" is a state too.
var (
	upcoming = []string{"planned", "cancelled", "entered-in-error"}
	begun    = []string{"arrived", "triaged", "in-progress", "onleave", "finished", "on-hold", "discharged", "completed", "discontinued"}
)

// tookPlace says what becomes of a status that does not say that the encounter did not
// take place.
func (r *reader) tookPlace(x *found, status string, noText bool) (fate string) {
	if slices.Contains(begun, status) {
		return changed + "only that the encounter took place is kept"
	}
	detail := "the status is none of those that are known"
	switch _, there := x.elements["status"]; {
	case !there:
		detail = "the Encounter has no status"
	case noText:
		detail = "the status is no text"
	case status == "unknown":
		detail = "the status is not known"
	}
	r.tolerate(x.file, ruleState, x.within("status"), detail+": the encounter is read as one that took place")
	return "does not say whether the encounter took place"
}
