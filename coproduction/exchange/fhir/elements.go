package fhir

import (
	_ "embed"
	"strings"
	"sync"
)

// standard lists the elements of each type of resource.
//
//go:embed standard.txt
var standard string

// elements are those of each type of resource, in R4 and R5, beside those that are common
// to all.
var elements = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(standard) {
		if names := strings.Fields(line); names[0] != "#" {
			all[names[0]] = names[1:]
		}
	}
	return all
})

// common are the elements that every resource has.
var common = strings.Fields("id meta implicitRules language text contained extension modifierExtension")

// extensions are the parts that all elements have.
var extensions = strings.Fields("id extension modifierExtension")

// identifying are elements that tell who somebody is.
var identifying = strings.Fields("identifier name telecom address photo contact text contained")

// parts are those of the elements that a resource defines itself, beside the
// extensions, in R4 and R5, for the resources that are read. All other elements are of a
// data type, and count as one.
var parts = map[string][]string{
	"Goal.target": strings.Fields(`measure detailQuantity detailRange detailCodeableConcept detailString detailBoolean detailInteger detailRatio dueDate dueDuration`),
	"Observation.component": strings.Fields(`code valueQuantity valueCodeableConcept valueString valueBoolean valueInteger valueRange valueRatio valueSampledData valueTime
		valueDateTime valuePeriod valueAttachment valueReference dataAbsentReason interpretation referenceRange`),
	"Observation.referenceRange":     strings.Fields("low high normalValue type appliesTo age text"),
	"Observation.triggeredBy":        strings.Fields("observation type reason"),
	"Patient.contact":                strings.Fields("relationship name telecom address gender organization period"),
	"RelatedPerson.communication":    strings.Fields("language preferred"),
	"Patient.communication":          strings.Fields("language preferred"),
	"Patient.link":                   strings.Fields("other type"),
	"Practitioner.communication":     strings.Fields("language preferred"), // of R5
	"Practitioner.qualification":     strings.Fields("identifier code period issuer"),
	"CareTeam.participant":           strings.Fields("role member onBehalfOf period coveragePeriod coverageTiming"),
	"Bundle.link":                    strings.Fields("relation url"),
	"Bundle.entry":                   strings.Fields("link fullUrl resource search request response"),
	"Encounter.statusHistory":        strings.Fields("status period"),
	"Encounter.classHistory":         strings.Fields("class period"),
	"Encounter.participant":          strings.Fields("type period individual actor"),
	"Encounter.reason":               strings.Fields("use value"),
	"Encounter.diagnosis":            strings.Fields("condition use rank"),
	"Encounter.hospitalization":      strings.Fields("preAdmissionIdentifier origin admitSource reAdmission dietPreference specialCourtesy specialArrangement destination dischargeDisposition"),
	"Encounter.admission":            strings.Fields("preAdmissionIdentifier origin admitSource reAdmission destination dischargeDisposition"),
	"Encounter.location":             strings.Fields("location status physicalType form period"),
	"PractitionerRole.notAvailable":  strings.Fields("description during"),
	"PractitionerRole.availableTime": strings.Fields("daysOfWeek allDay availableStartTime availableEndTime"),
}
