package theme

import "github.com/coproduction-lab/coproduction-go/encounter"

// A MemberCheck is what a participant said of a theme, a code or a coding when the
// findings were taken back to those whom they are about.
type MemberCheck struct {
	Kind       KindMemberCheck      `json:"kind"`
	ID         encounter.ID         `json:"id"`
	Codebook   encounter.ID         `json:"codebook,omitzero"` // with Theme
	Theme      CodeID               `json:"theme,omitzero"`    // a theme or a code of that codebook
	Coding     encounter.ID         `json:"coding,omitzero"`   // or a coding
	By         encounter.ID         `json:"by"`
	Verdict    Verdict              `json:"verdict"`
	Why        string               `json:"why,omitzero"` // in the researcher's words
	Extensions encounter.Extensions `json:"extensions,omitempty"`
}

// RecordKind is "membercheck".
func (m *MemberCheck) RecordKind() string { return m.Kind.String() }

// RecordID is the member check's id.
func (m *MemberCheck) RecordID() encounter.ID { return m.ID }

// A Verdict is what came of a member check.
type Verdict string

const (
	Agreed   Verdict = "agreed"
	Revised  Verdict = "revised"
	Rejected Verdict = "rejected"
)

// Verdicts lists every verdict.
func Verdicts() []Verdict { return []Verdict{Agreed, Revised, Rejected} }
