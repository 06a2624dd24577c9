package fhir

import "strings"

// elements are those of the resources that are read, in R4 and R5, beside those that
// are common to all and those that are identifying.
var elements = map[string][]string{
	"Patient": strings.Fields(`active gender birthDate deceasedBoolean deceasedDateTime maritalStatus multipleBirthBoolean multipleBirthInteger
		communication generalPractitioner managingOrganization link`),
	"Practitioner": strings.Fields("active gender birthDate deceasedBoolean deceasedDateTime qualification communication"),
	"PractitionerRole": strings.Fields(`active period practitioner organization code specialty location healthcareService characteristic communication
		availableTime notAvailable availabilityExceptions availability endpoint`),
	"RelatedPerson": strings.Fields("active patient relationship gender birthDate period communication"),
	"CareTeam":      strings.Fields("status category subject encounter period participant reasonCode reasonReference reason managingOrganization note"),
	"Bundle":        strings.Fields("type timestamp total link entry signature issues"),
	"Encounter": strings.Fields(`status statusHistory class classHistory type serviceType priority subject subjectStatus episodeOfCare basedOn careTeam
		participant appointment virtualService period actualPeriod plannedStartDate plannedEndDate length reasonCode reasonReference reason diagnosis
		account hospitalization admission dietPreference specialArrangement specialCourtesy location serviceProvider partOf`),
}

// common are the elements that every resource has.
var common = strings.Fields("id meta implicitRules language extension modifierExtension")

// extensions are the parts that all elements have.
var extensions = strings.Fields("id extension modifierExtension")

// identifying are elements that tell who somebody is.
var identifying = strings.Fields("identifier name telecom address photo contact text contained")

// parts are those of the elements that a resource defines itself, beside the
// extensions, in R4 and R5. All other elements are of a data type, and count as one.
var parts = map[string][]string{
	"Patient.communication":          strings.Fields("language preferred"),
	"Patient.link":                   strings.Fields("other type"),
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

// resourceTypes are those that exports of encounters mostly hold; of others the name is
// not repeated.
var resourceTypes = strings.Fields(`Account AllergyIntolerance Appointment Binary CarePlan Claim Composition Condition Consent Coverage Device DiagnosticReport
	DocumentReference EpisodeOfCare ExplanationOfBenefit Flag Goal Group HealthcareService ImagingStudy Immunization List Location Media Medication
	MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation OperationOutcome Organization Procedure Provenance
	Questionnaire QuestionnaireResponse RelatedPerson Schedule ServiceRequest Slot Specimen SupplyDelivery Task`)
