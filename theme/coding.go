package theme

import (
	"errors"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Coding says that one coder, in one round, gave one place a set of codes. An
// empty set means "seen, and no code applies"; it is not the same as no coding.
type Coding struct {
	Kind       KindCoding           `json:"kind"`
	ID         encounter.ID         `json:"id"`
	Target     Target               `json:"target"`
	Codebook   encounter.ID         `json:"codebook"`
	Codes      []CodeID             `json:"codes"`
	Coder      encounter.ID         `json:"coder"` // a member of the research team, or a participant
	Round      int64                `json:"round"` // from 1
	Extensions encounter.Extensions `json:"extensions,omitempty"`
}

// RecordKind is "coding".
func (c *Coding) RecordKind() string { return c.Kind.String() }

// RecordID is the coding's id.
func (c *Coding) RecordID() encounter.ID { return c.ID }

// Has reports whether the code is in the set.
func (c *Coding) Has(code CodeID) bool { return slices.Contains(c.Codes, code) }

// A Target is a place in the data: a record, or with a JSON Pointer (RFC 6901) a
// value inside it. Its text form is "urn:uuid:" with the record's id, and "#" with
// the pointer where there is one:
//
//	urn:uuid:0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e#/steps/3
type Target struct {
	Record  encounter.ID
	Pointer string // "" is the whole record
}

// ErrTarget is what reading a target returns for anything else than its text form.
// It does not repeat the text.
var ErrTarget = errors.New("theme: not a target (urn:uuid:… with an optional #/pointer)")

const urn = "urn:uuid:"

// ParseTarget reads the text form, or fails with [ErrTarget].
func ParseTarget(text string) (Target, error) {
	rest, ok := strings.CutPrefix(text, urn)
	if !ok {
		return Target{}, ErrTarget
	}
	id, pointer, cut := strings.Cut(rest, "#")
	record, err := encounter.ParseID(id)
	if err != nil || cut && !isPointer(pointer) {
		return Target{}, ErrTarget
	}
	return Target{record, pointer}, nil
}

// isPointer reports whether text is a JSON Pointer to something inside a record:
// it begins with "/", and every "~" is followed by 0 or 1.
func isPointer(text string) bool {
	if !strings.HasPrefix(text, "/") {
		return false
	}
	for i := range len(text) {
		if text[i] == '~' && (i+1 == len(text) || text[i+1] != '0' && text[i+1] != '1') {
			return false
		}
	}
	return true
}

// String is the text form.
func (t Target) String() string {
	if t.Pointer == "" {
		return urn + t.Record.String()
	}
	return urn + t.Record.String() + "#" + t.Pointer
}

// MarshalText is the text form.
func (t Target) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText is [ParseTarget]; where it fails, the target is left as it was.
func (t *Target) UnmarshalText(text []byte) error {
	parsed, err := ParseTarget(string(text))
	if err == nil {
		*t = parsed
	}
	return err
}
