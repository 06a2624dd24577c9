// Package redcap reads the CSV exports of a REDCap project: its records, raw or with
// labels, longitudinal or not, with repeating instruments, check boxes, survey fields
// and data access groups; and its data dictionary, as the web pages or the API write it.
//
// What a field of a project means, only its people know. A [Map] says which fields are
// the start of a visit, its professional, the concerns, and so on, and what their codes
// stand for. Rows, one for each record, event and instance of an instrument, then become:
//
//	the record                                   participant, a patient
//	a row with any field of an encounter in it   encounter
//	each value of a professional's field         participant, a professional
//	check boxes                                  languages, or concerns by domain
//
// Without a map, or without a field for the patient, there are no records, but the
// export is checked against the dictionary all the same, and a finding says what a map
// is to name.
//
// # The dictionary
//
// Values are held against the choices, types and bounds of the dictionary, and columns
// against its fields. Types are those of numbers, dates and times: addresses, telephone
// numbers and the like are not looked at, and computed bounds are counted. Branching logic is not evaluated, but counted. Choices are
// understood by code and by label. Fields marked as identifiers, notes, other free text,
// files, and whatever the map does not name, are left behind and counted by kind. A
// field marked as an identifier may be mapped: of a birth date the age band is kept, and
// of a name a pseudonym.
//
// # What is not kept
//
// Of a start without a time of day the beginning of the day is given. Times are read as
// UTC, unless told otherwise; a time that the clocks of a zone show twice, or never, is a
// finding. An interpreter whose mode is not known has no place in the
// model. Where no field is mapped to an interpreter, and in rows where it is empty, it is not
// recorded whether one took part, and the encounter says so; "none" and boxes of which no one
// is checked say that there was none, unless one of the boxes is for that, or no answer that
// is mapped can name an interpreter, as of yes and no whose yes is not in the map. An encounter
// without a professional says the same of professionals. Concerns of a patient who has
// withdrawn consent are left out; what became of the others is not recorded, and they say so.
// Boxes of which none is checked say that there were no concerns, and so does "none"; where an
// answer was not understood, or a box says that it is missing, and no concern is left, it is not
// coded whether there were any. Of such answers about an interpreter it is not recorded whether
// one took part.
//
// REDCap writes a 0 for each box of a form that nobody opened, too. Where the dictionary and a
// status tell of such a form, which is no further than incomplete and has no answer, its boxes
// say nothing: neither that there was no interpreter nor that there were no concerns.
//
// The account says kept or changed of what stands in the records: of files, rows and
// values alike. Values are held against the dictionary, of which nothing is in a record.
// A check box that is not checked is in none, but that concerns were looked for.
//
// Findings give the line and column of a value, and no name of a field: projects name
// fields after what they ask. Files are read row by row; the records made of them are
// held in memory.
package redcap
