package coproduction

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// ErrRecord is what writing a value that is none of the records returns.
var ErrRecord = errors.New("coproduction: not one of the records of packages encounter and theme")

// New returns an empty record of a kind; nil where the kind is unknown.
func New(kind schema.Kind) encounter.Record {
	switch kind {
	case schema.KindStudy:
		return new(encounter.Study)
	case schema.KindParticipant:
		return new(encounter.Participant)
	case schema.KindEncounter:
		return new(encounter.Encounter)
	case schema.KindCodebook:
		return new(theme.Codebook)
	case schema.KindSource:
		return new(theme.Source)
	case schema.KindUnit:
		return new(theme.Unit)
	case schema.KindCoding:
		return new(theme.Coding)
	case schema.KindMemberCheck:
		return new(theme.MemberCheck)
	}
	return nil
}

// Append appends the record as one line of JSON, without the line break. It does
// not judge it. It fails with [ErrRecord], or where a value has no JSON form, as
// extensions that are not JSON.
func Append(b []byte, r encounter.Record) ([]byte, error) {
	if !isRecord(r) {
		return b, ErrRecord
	}
	longer := appending(b)
	encoder := json.NewEncoder(&longer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return b, err
	}
	return longer[:len(longer)-1], nil // without the line break that an encoder adds
}

// An appending is bytes that grow by what is written.
type appending []byte

func (a *appending) Write(p []byte) (int, error) {
	*a = append(*a, p...)
	return len(p), nil
}

// isRecord reports whether r points at one of the records of packages encounter and
// theme. A type of somebody else that calls itself an encounter is none.
func isRecord(r encounter.Record) bool {
	switch r.(type) {
	case *encounter.Study, *encounter.Participant, *encounter.Encounter,
		*theme.Codebook, *theme.Source, *theme.Unit, *theme.Coding, *theme.MemberCheck:
		return !reflect.ValueOf(r).IsNil()
	}
	return false
}

// decodeSlowly makes a value of a record that its schema found sound, by
// encoding/json. What schemas let pass and the types cannot hold is a whole number
// in another spelling.
func decodeSlowly(kind schema.Kind, raw []byte) (encounter.Record, []schema.Finding) {
	record := New(kind)
	if json.Unmarshal(raw, record) == nil {
		return record, nil
	}
	var bad []schema.Finding
	position := schema.Positions(raw)
	for text := range schema.Texts(kind, raw) {
		if text.Number && !text.Extension && strings.ContainsAny(text.Value, ".eE") {
			f := schema.ReadingRule(schema.RuleInteger).At(text.Pointer, "this whole number is not written as one")
			f.Position = position(text.Offset, text.Length)
			bad = append(bad, f)
		}
	}
	if bad == nil {
		f := schema.ReadingRule(schema.RuleRecordJudged).At("", "the record does not fit its type")
		f.Position = schema.PositionOf(raw, 0, len(raw))
		bad = append(bad, f)
	}
	return nil, bad
}
