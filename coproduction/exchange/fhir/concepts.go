package fhir

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A class is what a class of encounter says in our words. Empty is what it does not say.
type class struct {
	mode    encounter.Mode
	setting encounter.Setting
}

// classes are codes of http://terminology.hl7.org/CodeSystem/v3-ActCode, all that the
// value set v3-ActEncounterCode has. VR is "virtual", by video or by phone, which it
// does not say; it is read as video, unless a type tells of a phone.
var classes = map[string]class{
	"AMB":    {encounter.InPerson, encounter.SettingOutpatientClinic}, // ambulatory
	"EMER":   {encounter.InPerson, encounter.SettingEmergency},        // emergency
	"FLD":    {encounter.InPerson, encounter.SettingOther},            // field
	"HH":     {encounter.HomeVisit, encounter.SettingHome},            // home health
	"IMP":    {encounter.InPerson, encounter.SettingHospitalWard},     // inpatient encounter
	"ACUTE":  {encounter.InPerson, encounter.SettingHospitalWard},     // inpatient acute
	"NONAC":  {encounter.InPerson, encounter.SettingHospitalWard},     // inpatient non-acute
	"OBSENC": {encounter.InPerson, encounter.SettingHospitalWard},     // observation encounter
	"SS":     {encounter.InPerson, encounter.SettingHospitalWard},     // short stay
	"PRENC":  {encounter.InPerson, encounter.SettingOutpatientClinic}, // pre-admission
	"VR":     {encounter.Video, ""},                                   // virtual
}

// The code systems in which professions are told.
const (
	nucc      = "http://nucc.org/provider-taxonomy"
	snomed    = "http://snomed.info/sct"
	roleCodes = "http://terminology.hl7.org/CodeSystem/practitioner-role"
	degrees   = "http://terminology.hl7.org/CodeSystem/v2-0360"
)

// professions are the codes that data holders use for professions. Of NUCC, whose
// codes are built by groups, the beginnings stand here.
var professions = map[string]map[string]encounter.Profession{
	nucc: {
		"20":   encounter.Doctor,                                                                                                   // allopathic and osteopathic physicians
		"163W": encounter.Nurse, "164": encounter.Nurse, "363L": encounter.Nurse, "364S": encounter.Nurse, "3675": encounter.Nurse, // registered, practical, practitioner, specialist, anesthetist
		"367A": encounter.Midwife, "176B": encounter.Midwife, // advanced practice, midwife
		"1041": encounter.SocialWorker,
		"103T": encounter.Psychologist, "103G": encounter.Psychologist, // psychologist, clinical neuropsychologist
		"2251": encounter.Physiotherapist,
	},
	snomed: {
		"309343006": encounter.Doctor, // physician
		"112247003": encounter.Doctor, // medical doctor
		"158965000": encounter.Doctor, // medical practitioner
		"59058001":  encounter.Doctor, // general physician
		"62247001":  encounter.Doctor, // family medicine specialist
		"17561000":  encounter.Doctor, // cardiologist
		"80584001":  encounter.Doctor, // psychiatrist
		"82296001":  encounter.Doctor, // pediatrician
		"56397003":  encounter.Doctor, // neurologist
		"106292003": encounter.Nurse,  // professional nurse
		"83189004":  encounter.Nurse,  // other professional nurse
		"265937000": encounter.Nurse,  // nurse
		"224535009": encounter.Nurse,  // registered nurse
		"224571005": encounter.Nurse,  // nurse practitioner
		"224565004": encounter.Nurse,  // renal nurse
		"106328005": encounter.SocialWorker,
		"59944000":  encounter.Psychologist,
		"36682004":  encounter.Physiotherapist,
		"309453006": encounter.Midwife,         // registered midwife
		"46255001":  encounter.OtherProfession, // pharmacist
		"159033005": encounter.OtherProfession, // dietitian
		"80546007":  encounter.OtherProfession, // occupational therapist
		"159034004": encounter.OtherProfession, // podiatrist
	},
	roleCodes: {"doctor": encounter.Doctor, "nurse": encounter.Nurse, "pharmacist": encounter.OtherProfession},
	degrees: { // of HL7 table 0360; MSW is not in it, and written all the same
		"MD": encounter.Doctor, "DO": encounter.Doctor,
		"RN": encounter.Nurse, "CRN": encounter.Nurse, "PN": encounter.Nurse, "CNS": encounter.Nurse,
		"NP": encounter.Nurse, "CNP": encounter.Nurse, "CANP": encounter.Nurse, "CPNP": encounter.Nurse, "FPNP": encounter.Nurse, // practitioners
		"CNM": encounter.Midwife, "MSW": encounter.SocialWorker,
		"PharmD": encounter.OtherProfession, "RPH": encounter.OtherProfession, "PA": encounter.OtherProfession,
	},
}

// professionOf is the profession of the first code that tells one.
func (r *reader) professionOf(codings []coding) encounter.Profession {
	for _, c := range codings {
		if p, ok := r.Professions[c.System+"|"+c.Code]; ok {
			return p
		}
		known := professions[c.System]
		if p, ok := known[c.Code]; ok {
			return p
		}
		if c.System == nucc {
			for n := min(6, len(c.Code)); n >= 2; n-- {
				if p, ok := known[c.Code[:n]]; ok {
					return p
				}
			}
			if len(c.Code) == 10 {
				return encounter.OtherProfession // of the provider taxonomy, and none of ours
			}
		}
	}
	return ""
}

// What a participant's type says of the role; all others are professionals. The codes
// are of http://terminology.hl7.org/CodeSystem/participant-type (translator, emergency)
// and v3-ParticipationType.
var (
	translators = []string{"translator"}
	absentees   = []string{"REF", "CALLBCK", "NOT", "TRC", "emergency"} // referrer, and who is to be called, notified, or followed: were not there
)

// tagForm is the form of a tag that begins with a language of two or three letters
// (RFC 5646, section 2.1).
var tagForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?` +
	`(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?$`)

// languageTag makes a tag of BCP 47 of a code, in the usual cases. It fails on what is none.
func languageTag(code string) (string, bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), "_", "-")
	if len(code) > longestTag || !tagForm.MatchString(code) {
		return "", false
	}
	parts := strings.Split(code, "-")
	for i, part := range parts {
		switch {
		case i == 0:
			parts[i] = strings.ToLower(part)
		case len(part) == 2:
			parts[i] = strings.ToUpper(part)
		case len(part) == 4 && part[0] > '9':
			parts[i] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		}
	}
	return strings.Join(parts, "-"), true
}

// What records hold: the length of the longest tag, and the languages of a person.
const (
	longestTag    = 35
	mostLanguages = 20
)

// communicated is an element of communication: in R4 a Practitioner's is a concept of
// its own, a Patient's and those of R5 have a language.
type communicated = struct {
	concept
	Language  concept `json:"language"`
	Preferred bool    `json:"preferred"`
}

// communicationOf reads either form. It reports whether it is of one of them.
func communicationOf(one raw) (c communicated, ok bool) {
	var fields struct {
		Language  *concept `json:"language"`
		Preferred bool     `json:"preferred"`
	}
	if json.Unmarshal(one, &fields) != nil {
		return c, false
	}
	if c.Preferred = fields.Preferred; fields.Language != nil {
		c.Language = *fields.Language
		return c, true
	}
	return c, json.Unmarshal(one, &c.concept) == nil
}

func distinct(list []string) []string {
	var once []string
	seen := make(map[string]bool, len(list))
	for _, one := range list {
		if !seen[one] {
			seen[one] = true
			once = append(once, one)
		}
	}
	return once
}
