package encounter

import "slices"

// A Link is a continuity link: it ties an encounter to an earlier one of the
// same patient, in one of the three ways of Haggerty et al. 2003 (Continuity of
// care: a multidisciplinary review, BMJ 327:1219, doi:10.1136/bmj.327.7425.1219).
type Link struct {
	To           ID        `json:"to"` // the earlier encounter
	Kind         LinkKind  `json:"kind"`
	Professional ID        `json:"professional,omitzero"` // the person who carries the relation, the knowledge or the plan
	Handover     *Handover `json:"handover,omitempty"`
}

// A Handover is how the care passed from one professional to another. A nil
// member was not recorded.
type Handover struct {
	Planned         *bool `json:"planned,omitempty"`
	PatientTookPart *bool `json:"patientTookPart,omitempty"`
}

// A LinkKind is what holds the two encounters together.
type LinkKind string

const (
	LinkRelational    LinkKind = "relational"    // a lasting relation with the same person
	LinkInformational LinkKind = "informational" // knowledge of what was before
	LinkManagement    LinkKind = "management"    // a plan that is carried on
)

// LinkKinds lists every kind.
func LinkKinds() []LinkKind {
	return []LinkKind{LinkRelational, LinkInformational, LinkManagement}
}

// OtherLinkKinds returns every kind but these, in the order of [LinkKinds]: where a source
// can tell of these alone, the others are not recorded.
func OtherLinkKinds(than ...LinkKind) []LinkKind {
	return slices.DeleteFunc(LinkKinds(), func(kind LinkKind) bool { return slices.Contains(than, kind) })
}
