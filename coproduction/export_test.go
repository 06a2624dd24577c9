package coproduction

import (
	"io"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// PrivacyFindings looks closely at every text of a record.
func PrivacyFindings(kind schema.Kind, raw []byte) []schema.Finding {
	return textFindings(kind, raw, schema.Texts(kind, raw))
}

// PrivacyFindingsButPlain passes over texts that are plain.
func PrivacyFindingsButPlain(kind schema.Kind, raw []byte) []schema.Finding {
	return new(privacy).findings(kind, raw)
}

// IsPersonal tells the names of fields about people.
var IsPersonal = isPersonal

// A NameSet is a set of names.
type NameSet struct{ nameSet }

func (s *NameSet) Add(n encounter.Name) bool { return s.add(n) }
func (s *NameSet) Has(n encounter.Name) bool { return s.has(n) }

// SplitOnly cuts an input into records, does nothing with them, and counts them.
func SplitOnly(r io.Reader) (records int, err error) {
	split, err := newSplitter(r, "", DefaultMaxRecord)
	for err == nil {
		if _, err = split.next(); err == nil {
			records++
		}
	}
	if err == io.EOF {
		err = nil
	}
	return records, err
}

// RulesOnly asks every rule about one record; its bytes are read only where one is broken.
func RulesOnly() func(r encounter.Record, raw []byte) int {
	j := new(Validator).judge()
	return func(r encounter.Record, raw []byte) int { return len(j.apply(j.rules, r, raw)) }
}
