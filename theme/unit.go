package theme

import "github.com/coproduction-lab/coproduction-go/encounter"

// A Unit is a natural meaning unit (Kvale): a stretch of material that says one
// thing. It is either a range of a source, or turns and steps of an encounter.
type Unit struct {
	Kind         KindUnit             `json:"kind"`
	ID           encounter.ID         `json:"id"`
	Source       encounter.ID         `json:"source,omitzero"`
	Range        *Range               `json:"range,omitempty"`
	Encounter    encounter.ID         `json:"encounter,omitzero"`
	Turns        []encounter.Name     `json:"turns,omitempty"`
	Steps        []encounter.Name     `json:"steps,omitempty"`
	Condensation string               `json:"condensation,omitzero"` // its meaning in the researcher's own short words
	Extensions   encounter.Extensions `json:"extensions,omitempty"`
}

// RecordKind is "unit".
func (u *Unit) RecordKind() string { return u.Kind.String() }

// RecordID is the unit's id.
func (u *Unit) RecordID() encounter.ID { return u.ID }

// A Range is a half-open range of Unicode code points: it begins before the code
// point number Start, counted from 0, and ends before number End.
type Range struct {
	Start int64 `json:"start"`
	End   int64 `json:"end"`
}

// Len is the number of code points.
func (r Range) Len() int64 { return r.End - r.Start }

// Overlaps reports whether the two ranges share a code point.
func (r Range) Overlaps(other Range) bool {
	return max(r.Start, other.Start) < min(r.End, other.End)
}
