package refi

import (
	"fmt"
	"slices"
)

// A Doubt is something of which a comparison cannot be sure, or which it cannot compare.
type Doubt struct {
	Kind  string `json:"kind"`
	Why   Reason `json:"why"`
	Count int    `json:"count"` // things that are in both
}

// A Reason is why a comparison is not sure.
type Reason string

// The reasons.
const (
	TextMissingA Reason = "text-missing-a" // the text is in B alone: nothing says what positions in A count
	TextMissingB Reason = "text-missing-b" // the text is in A alone
	TextMissing  Reason = "text-missing"   // the text is in neither: positions are compared as they are written
	OutsideText  Reason = "outside-text"   // in one of them it is no range of the text: positions are compared as they are written
	SeveralAlike Reason = "several-alike"  // several of B could be meant: paired by their order
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{TextMissingA, TextMissingB, TextMissing, OutsideText, SeveralAlike}
}

// String is the doubt for people.
func (d Doubt) String() string {
	switch d.Why {
	case TextMissingA:
		return fmt.Sprintf("%s: of %d the text is missing in A; positions in it are not compared", d.Kind, d.Count)
	case TextMissingB:
		return fmt.Sprintf("%s: of %d the text is missing in B; positions in it are not compared", d.Kind, d.Count)
	case TextMissing:
		if d.Kind == "text" {
			return fmt.Sprintf("text: %d more in files that are in neither; not compared", d.Count)
		}
		return fmt.Sprintf("%s: of %d the text is in neither; positions in it are compared as they are written", d.Kind, d.Count)
	case OutsideText:
		return fmt.Sprintf("%s: of %d the range is outside of the text; positions are compared as they are written", d.Kind, d.Count)
	}
	return fmt.Sprintf("%s: %d could each be one of several in B; paired by their order", d.Kind, d.Count)
}

// doubt notes a thing of a kind.
func (m *matching) doubt(kind string, why Reason) { m.doubts[Doubt{Kind: kind, Why: why}]++ }

// doubtPlaces notes the pairs whose places cannot be compared surely.
func (m *matching) doubtPlaces(kind string) {
	for _, p := range m.pairs[kind] {
		if p.a == nil || p.b == nil || !p.a.inText() {
			continue
		}
		switch p.a.text().footing {
		case lackingA:
			m.doubt(kind, TextMissingA)
		case lackingB:
			m.doubt(kind, TextMissingB)
		case lacking:
			m.doubt(kind, TextMissing)
		default:
			if p.a.part.outside() || p.b.part.outside() {
				m.doubt(kind, OutsideText)
			}
		}
	}
}

// listed lists the doubts. Where everything of A is found as it was, it is no matter
// which of several was meant.
func (m *matching) listed(complete bool) (all []Doubt) {
	for _, kind := range kinds {
		for _, why := range Reasons() {
			n := m.doubts[Doubt{Kind: kind, Why: why}]
			if n > 0 && !(complete && why == SeveralAlike) {
				all = append(all, Doubt{kind, why, n})
			}
		}
	}
	return slices.Clip(all)
}
