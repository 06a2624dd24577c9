package encounter

import (
	"bytes"
	"encoding/json"
	"errors"
)

// A Record is any of the records of this library, here or in package theme.
// It is always a pointer, such as *Encounter.
type Record interface {
	RecordKind() string // "study", "participant", "encounter" …
	RecordID() ID
}

// A Name is a short name inside one encounter, such as "s3" for a step: a letter,
// then up to 31 letters, digits, hyphens or underscores, all lower case. It means nothing
// outside that encounter.
type Name string

// Extensions are local fields that the schemas do not know. They are kept as
// they were written and take part in no measure; the privacy rules read them.
type Extensions map[string]json.RawMessage

// Says reports whether a field is true: "synthetic" is, where nobody stands behind the data.
func (x Extensions) Says(field string) bool { return string(bytes.TrimSpace(x[field])) == "true" }

// errKind is what a record's kind says when it is decoded into another kind of record.
var errKind = errors.New("encounter: another kind of record")

// The kinds of record are constants in the shape of a field: each has one value,
// its zero value, and always writes itself as the same word. A record built in Go
// has the right kind without anybody setting it.
type (
	KindStudy       struct{} // KindStudy writes itself as "study".
	KindParticipant struct{} // KindParticipant writes itself as "participant".
	KindEncounter   struct{} // KindEncounter writes itself as "encounter".
)

func (KindStudy) String() string       { return "study" }
func (KindParticipant) String() string { return "participant" }
func (KindEncounter) String() string   { return "encounter" }

// MarshalText writes the word.
func (k KindStudy) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindParticipant) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindEncounter) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText refuses any other word.
func (k *KindStudy) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindParticipant) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindEncounter) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

func sameKind(want string, text []byte) error {
	if string(text) != want {
		return errKind
	}
	return nil
}
