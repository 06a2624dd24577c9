// Package omop reads the visits of an OMOP Common Data Model, versions 5.3 and 5.4,
// from the tables that data holders hand out as CSV: VISIT_OCCURRENCE, PERSON and
// PROVIDER, and where they are there VISIT_DETAIL, CARE_SITE and CDM_SOURCE. CONCEPT is
// known and left alone.
//
// Tables are told by the names of their columns, in upper or lower case, and not by
// the names of the files. Fields are separated by commas, tabs, semicolons or
// vertical bars; gzip is understood. A table may come in several files.
//
//	PERSON            participant, a patient: age band at the first visit
//	PROVIDER          participant, a professional: profession, by specialty_concept_id
//	VISIT_OCCURRENCE  encounter: start, end, mode and setting by visit_concept_id,
//	                  recording none, as it is known from a register
//	provider_id       presence of that professional; without one, of a professional who
//	                  is not identified
//	VISIT_DETAIL      presence of the professionals of the parts of a visit, behind
//	                  that of the visit itself
//	CARE_SITE         setting, where the visit concept tells none
//	(nowhere)         whether an interpreter took part: each encounter says that it is not
//	                  recorded
//	preceding_visit_occurrence_id
//	                  a continuity link to that encounter
//
// Persons and providers who are in no visit take part in nothing, and are counted.
// Names, numbers and source values are dropped and counted; an exact birth date
// becomes an age band.
//
// The account says kept or changed of what stands in the records: of files, rows and
// values alike. Numbers of people and visits are changed to pseudonyms. What joins two
// tables, and a date beside a date and time, is in none, and so dropped.
//
// # The chain
//
// The column preceding_visit_occurrence_id says which visit came before. That is
// weaker than continuity: it makes no relation and no plan. Its links are
// informational, unless told otherwise, as all it says is that the register knows of
// the visit before. Each encounter on the chain says that links of the other kinds are not
// recorded. The records make the same numbers along the chain as along time
// where times are exact; where all times are midnight the chain tells the order within
// a day. Where it does not, such visits come in the order of their ids, which is another
// one under another key, and each number that rests on it says so. To compute along the
// chain alone, use indicator.ByLinks, or coprod indicators -order links. A link that cannot be
// so is left out, with a finding: to a visit that is not there, to one of another person,
// to a later one, or in a circle. A patient's chain that is broken so gives no order, and
// says why.
//
// # Times
//
// The times of the model have no zone. They are read as UTC unless told otherwise. Where
// the clocks of the zone show a time twice, the first is taken, and where they never do, as
// much later as they were put forward; both are findings.
// Where the time of day is not known, the start is the beginning of the day, and the
// end is left out.
//
// # Memory
//
// Visits are read in one pass: 60 bytes a visit are kept, some 100 a person or provider
// and 16 a row of VISIT_DETAIL, so ten million visits take about 700 MB. Records are
// handed on at the end: patients, professionals, and encounters in the order of the
// rows. A row has at most a mebibyte.
package omop
