package encounter

import "slices"

// A Concern is something that the encounter has to deal with, in any part of
// the patient's life.
type Concern struct {
	ID       Name     `json:"id"`
	Domain   Domain   `json:"domain"`
	RaisedBy ID       `json:"raisedBy,omitzero"`
	Status   []Status `json:"status"` // over the encounter, in order

	// CourseNotRecorded says that the source does not tell what became of the concern, so
	// that a status which it lacks is not one that it did not have.
	CourseNotRecorded bool `json:"courseNotRecorded,omitzero"`
}

// Was reports whether the concern had that status at any time of the encounter.
func (c *Concern) Was(s Status) bool { return slices.Contains(c.Status, s) }

// A Domain is the part of life that a concern belongs to.
type Domain string

const (
	DomainHealth      Domain = "health"
	DomainMental      Domain = "mental"
	DomainMedication  Domain = "medication"
	DomainFamily      Domain = "family"
	DomainHousing     Domain = "housing"
	DomainEconomy     Domain = "economy"
	DomainLegalStatus Domain = "legal-status"
	DomainLanguage    Domain = "language"
	DomainWork        Domain = "work"
	DomainOther       Domain = "other"
)

// Domains lists every domain.
func Domains() []Domain {
	return []Domain{DomainHealth, DomainMental, DomainMedication, DomainFamily, DomainHousing,
		DomainEconomy, DomainLegalStatus, DomainLanguage, DomainWork, DomainOther}
}

// A Status is what happened to a concern.
type Status string

const (
	StatusRaised      Status = "raised"
	StatusPrioritised Status = "prioritised" // chosen to be dealt with first
	StatusParked      Status = "parked"      // put off, and said so
	StatusAddressed   Status = "addressed"
	StatusResolved    Status = "resolved"
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{StatusRaised, StatusPrioritised, StatusParked, StatusAddressed, StatusResolved}
}

// A Decision is a choice that was made in the encounter.
type Decision struct {
	ID       Name   `json:"id,omitzero"`
	By       []ID   `json:"by"`                 // who took part in making it
	Step     Name   `json:"step,omitzero"`      // the step in which it was made
	Concerns []Name `json:"concerns,omitempty"` // what it is about

	// PatientPriority tells whether the priority that the patient had stated is in
	// the decision; absent: not coded.
	PatientPriority *bool `json:"patientPriority,omitempty"`
}
