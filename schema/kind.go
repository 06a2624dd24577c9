package schema

// A Kind says what a record is about; every record carries one in its member "kind".
type Kind string

const (
	KindStudy       Kind = "study"       // the study itself: how it was done and by whom
	KindParticipant Kind = "participant" // a pseudonymous person: patient, professional, interpreter …
	KindEncounter   Kind = "encounter"   // one meeting of a patient and professionals
	KindCodebook    Kind = "codebook"    // a versioned tree of themes and codes
	KindSource      Kind = "source"      // a document that was coded
	KindUnit        Kind = "unit"        // a natural meaning unit
	KindCoding      Kind = "coding"      // a set of codes that one coder gave one place
	KindMemberCheck Kind = "membercheck" // what participants said of a theme or a coding
)

// Kinds lists every kind, in the order in which a study grows.
func Kinds() []Kind {
	return []Kind{KindStudy, KindParticipant, KindEncounter, KindCodebook, KindSource, KindUnit, KindCoding, KindMemberCheck}
}
