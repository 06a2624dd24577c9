package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Source is a document that was coded. Its text may stay where it is: hash and
// length are enough to tell whether ranges still fit.
type Source struct {
	Kind       KindSource           `json:"kind"`
	ID         encounter.ID         `json:"id"`
	Form       SourceForm           `json:"form"`
	Encounter  encounter.ID         `json:"encounter,omitzero"` // the encounter that it records
	Language   string               `json:"language,omitzero"`  // BCP 47
	SHA256     string               `json:"sha256"`             // of the text in UTF-8, lower-case hexadecimal
	Length     int64                `json:"length"`             // of the text, in Unicode code points
	Text       *string              `json:"text,omitempty"`
	Extensions encounter.Extensions `json:"extensions,omitempty"`
}

// RecordKind is "source".
func (s *Source) RecordKind() string { return s.Kind.String() }

// RecordID is the source's id.
func (s *Source) RecordID() encounter.ID { return s.ID }

// Describes reports whether the text is the one that was coded: the same length
// in code points and the same SHA-256.
func (s *Source) Describes(text string) bool {
	hash, length := Fingerprint(text)
	return s.SHA256 == hash && s.Length == length
}

// Fingerprint is what a [Source] keeps of a text: the SHA-256 of its UTF-8 bytes
// in lower-case hexadecimal, and its length in Unicode code points.
func Fingerprint(text string) (hash string, length int64) {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]), int64(utf8.RuneCountInString(text))
}

// A SourceForm is the kind of document.
type SourceForm string

const (
	FormTranscript SourceForm = "transcript"
	FormFieldNotes SourceForm = "field-notes"
	FormInterview  SourceForm = "interview"
	FormFocusGroup SourceForm = "focus-group"
	FormDocument   SourceForm = "document"
)

// SourceForms lists every form.
func SourceForms() []SourceForm {
	return []SourceForm{FormTranscript, FormFieldNotes, FormInterview, FormFocusGroup, FormDocument}
}
