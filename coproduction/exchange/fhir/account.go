package fhir

import (
	"slices"
	"strings"
)

// changed begins the fate of what is carried over in another form.
const changed = "\x00"

// fate accounts for one element, in the first pass: kept where nothing is said, changed
// or dropped and why.
func (r *reader) fate(element, fate string) {
	if r.second {
		return
	}
	r.to.Loss.Read(element, 1)
	how, is := strings.CutPrefix(fate, changed)
	switch {
	case fate == "":
		r.to.Loss.Keep(element, 1)
	case is:
		r.to.Loss.Change(element, how, 1)
	default:
		r.to.Loss.Drop(element, fate, 1)
	}
}

// identifying are elements that tell who somebody is.
var identifying = []string{"identifier", "name", "telecom", "address", "photo", "contact", "text", "contained"}

// elements are those of the resources that are read, in R4 and R5, beside those that
// are identifying.
var elements = map[string][]string{
	"Patient": {"id", "meta", "implicitRules", "language", "extension", "modifierExtension", "active", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime", "maritalStatus",
		"multipleBirthBoolean", "multipleBirthInteger", "communication", "generalPractitioner", "managingOrganization", "link"},
	"Practitioner":  {"id", "meta", "implicitRules", "language", "extension", "modifierExtension", "active", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime", "qualification", "communication"},
	"RelatedPerson": {"id", "meta", "implicitRules", "language", "extension", "modifierExtension", "active", "patient", "relationship", "gender", "birthDate", "period", "communication"},
	"Encounter": {"id", "meta", "implicitRules", "language", "extension", "modifierExtension", "status", "statusHistory", "class", "classHistory", "type", "serviceType", "priority", "subject", "subjectStatus",
		"episodeOfCare", "basedOn", "careTeam", "participant", "appointment", "virtualService", "period", "actualPeriod", "plannedStartDate", "plannedEndDate", "length", "reasonCode", "reasonReference", "reason",
		"diagnosis", "account", "hospitalization", "admission", "dietPreference", "specialArrangement", "specialCourtesy", "location", "serviceProvider", "partOf"},
}

// account says of each element of a resource what became of it. Names that the
// standard does not know are not repeated.
func (r *reader) account(x *found, fates map[string]string) {
	for name := range x.elements {
		switch fate, ok := fates[name]; {
		case name == "resourceType" || name == "participant":
		case ok:
			r.fate(x.kind+"."+name, fate)
		case slices.Contains(identifying, name):
			r.fate(x.kind+"."+name, "tells who somebody is")
		case slices.Contains(elements[x.kind], name):
			r.fate(x.kind+"."+name, "no place in the records")
		default:
			r.fate(x.kind+", other", "not in the standard")
		}
	}
}

// resourceTypes are those that exports of encounters mostly hold; of others the name is
// not repeated.
var resourceTypes = []string{"Account", "AllergyIntolerance", "Appointment", "Binary", "CarePlan", "Claim", "Composition", "Condition", "Consent", "Coverage", "Device", "DiagnosticReport",
	"DocumentReference", "EpisodeOfCare", "ExplanationOfBenefit", "Flag", "Goal", "Group", "HealthcareService", "ImagingStudy", "Immunization", "List", "Location", "Media", "Medication",
	"MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement", "Observation", "OperationOutcome", "Organization", "Procedure", "Provenance",
	"Questionnaire", "QuestionnaireResponse", "RelatedPerson", "Schedule", "ServiceRequest", "Slot", "Specimen", "SupplyDelivery", "Task"}

func nameOf(kind string) string {
	if slices.Contains(resourceTypes, kind) {
		return kind
	}
	return "other resource"
}
