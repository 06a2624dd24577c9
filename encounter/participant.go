package encounter

// A Participant is a person who took part, under a pseudonym. Nothing here is
// exact enough to find the person by: age, residence and education are bands.
type Participant struct {
	Kind       KindParticipant `json:"kind"`
	ID         ID              `json:"id"`
	Role       Role            `json:"participantKind"`      // in what capacity this person belongs to the study
	Profession Profession      `json:"profession,omitzero"`  // of a professional
	Sector     Sector          `json:"sector,omitzero"`      // where a professional works
	Languages  []string        `json:"languages,omitempty"`  // BCP 47 tags, best first
	Age        AgeBand         `json:"ageBand,omitzero"`     //
	Residence  Residence       `json:"residence,omitzero"`   // how long in the country
	Education  Education       `json:"education,omitzero"`   // highest completed
	Consent    Consent         `json:"consent"`              //
	Extensions Extensions      `json:"extensions,omitempty"` //
}

// RecordKind is "participant".
func (p *Participant) RecordKind() string { return p.Kind.String() }

// RecordID is the participant's pseudonym.
func (p *Participant) RecordID() ID { return p.ID }

// Speaks reports whether the two people share a language. Only the primary part
// of the tags counts: "ar" and "ar-SY" meet. Unknown languages meet with none.
func (p *Participant) Speaks(other *Participant) bool {
	for _, a := range p.Languages {
		for _, b := range other.Languages {
			if primary(a) == primary(b) {
				return true
			}
		}
	}
	return false
}

// primary is the primary subtag of a BCP 47 tag, in lower case.
func primary(tag string) string {
	b := make([]byte, 0, 8)
	for i := range len(tag) {
		c := tag[i]
		if c == '-' {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return string(b)
}

// A Role is the capacity in which somebody takes part, in the study or in one encounter.
type Role string

const (
	RolePatient      Role = "patient"
	RoleProfessional Role = "professional"
	RoleInterpreter  Role = "interpreter"
	RoleRelative     Role = "relative"
	RoleObserver     Role = "observer"
	RoleResearcher   Role = "researcher"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RolePatient, RoleProfessional, RoleInterpreter, RoleRelative, RoleObserver, RoleResearcher}
}

// A Profession is a health or social care profession.
type Profession string

const (
	Doctor          Profession = "doctor"
	Nurse           Profession = "nurse"
	SocialWorker    Profession = "social-worker"
	Psychologist    Profession = "psychologist"
	Physiotherapist Profession = "physiotherapist"
	Midwife         Profession = "midwife"
	Secretary       Profession = "secretary"
	OtherProfession Profession = "other"
)

// Professions lists every profession.
func Professions() []Profession {
	return []Profession{Doctor, Nurse, SocialWorker, Psychologist, Physiotherapist, Midwife, Secretary, OtherProfession}
}

// A Sector is the part of the health and welfare system in which a professional works.
type Sector string

const (
	SectorHospital     Sector = "hospital"
	SectorPrimaryCare  Sector = "primary-care"
	SectorMunicipality Sector = "municipality"
	SectorVoluntary    Sector = "voluntary"
	SectorPrivate      Sector = "private"
	SectorOther        Sector = "other"
)

// Sectors lists every sector.
func Sectors() []Sector {
	return []Sector{SectorHospital, SectorPrimaryCare, SectorMunicipality, SectorVoluntary, SectorPrivate, SectorOther}
}

// An AgeBand is an age in completed years, as a band. Ages of 90 and over share
// one band: so few people are that old that the age alone may give them away.
type AgeBand string

const (
	AgeUnder18 AgeBand = "0-17"
	Age18      AgeBand = "18-29"
	Age30      AgeBand = "30-39"
	Age40      AgeBand = "40-49"
	Age50      AgeBand = "50-59"
	Age60      AgeBand = "60-69"
	Age70      AgeBand = "70-79"
	Age80      AgeBand = "80-89"
	Age90      AgeBand = "90+"
	AgeUnknown AgeBand = "unknown"
)

// AgeBands lists every age band.
func AgeBands() []AgeBand {
	return []AgeBand{AgeUnder18, Age18, Age30, Age40, Age50, Age60, Age70, Age80, Age90, AgeUnknown}
}

// A Residence is how long somebody has lived in the country, in years, as a band.
type Residence string

const (
	ResidenceUnder1  Residence = "0"
	Residence1       Residence = "1-4"
	Residence5       Residence = "5-9"
	Residence10      Residence = "10-19"
	Residence20      Residence = "20+"
	ResidenceBorn    Residence = "born"
	ResidenceUnknown Residence = "unknown"
)

// Residences lists every band of residence.
func Residences() []Residence {
	return []Residence{ResidenceUnder1, Residence1, Residence5, Residence10, Residence20, ResidenceBorn, ResidenceUnknown}
}

// An Education is the highest education completed, as a band of ISCED 2011 levels.
type Education string

const (
	EducationNone      Education = "none"      // none, or less than primary (level 0)
	EducationPrimary   Education = "primary"   // level 1
	EducationSecondary Education = "secondary" // levels 2 and 3
	EducationTertiary  Education = "tertiary"  // levels 4 to 8
	EducationUnknown   Education = "unknown"
)

// Educations lists every band of education.
func Educations() []Education {
	return []Education{EducationNone, EducationPrimary, EducationSecondary, EducationTertiary, EducationUnknown}
}

// A Consent is what a person said to taking part.
type Consent string

const (
	ConsentGiven     Consent = "given"
	ConsentWithdrawn Consent = "withdrawn" // given once and taken back: no content may remain
	ConsentNotAsked  Consent = "not-asked" // for instance a relative who came along, or a routine register
)

// Consents lists every state of consent.
func Consents() []Consent { return []Consent{ConsentGiven, ConsentWithdrawn, ConsentNotAsked} }
