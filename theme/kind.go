package theme

import "errors"

// errKind is what a record's kind says when it is decoded into another kind of record.
var errKind = errors.New("theme: another kind of record")

// The kinds of record are constants in the shape of a field; see [encounter.KindEncounter].
type (
	KindCodebook    struct{} // KindCodebook writes itself as "codebook".
	KindSource      struct{} // KindSource writes itself as "source".
	KindUnit        struct{} // KindUnit writes itself as "unit".
	KindCoding      struct{} // KindCoding writes itself as "coding".
	KindMemberCheck struct{} // KindMemberCheck writes itself as "membercheck".
)

func (KindCodebook) String() string    { return "codebook" }
func (KindSource) String() string      { return "source" }
func (KindUnit) String() string        { return "unit" }
func (KindCoding) String() string      { return "coding" }
func (KindMemberCheck) String() string { return "membercheck" }

// MarshalText writes the word.
func (k KindCodebook) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindSource) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindUnit) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindCoding) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// MarshalText writes the word.
func (k KindMemberCheck) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText refuses any other word.
func (k *KindCodebook) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindSource) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindUnit) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindCoding) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

// UnmarshalText refuses any other word.
func (k *KindMemberCheck) UnmarshalText(text []byte) error { return sameKind(k.String(), text) }

func sameKind(want string, text []byte) error {
	if string(text) != want {
		return errKind
	}
	return nil
}
