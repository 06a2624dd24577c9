package coproduction

import "github.com/coproduction-lab/coproduction-go/encounter"

// PrivacyFindings is for the tests of what is known to break none of these rules.
var PrivacyFindings = privacyFindings

// IsPersonal tells the names of fields about people.
var IsPersonal = isPersonal

// A NameSet is a set of names.
type NameSet struct{ nameSet }

func (s *NameSet) Add(n encounter.Name) bool { return s.add(n) }
func (s *NameSet) Has(n encounter.Name) bool { return s.has(n) }
