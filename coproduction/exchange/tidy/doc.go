// Package tidy writes the records of a study as a Data Package (Frictionless, version
// 2.0): tables of comma-separated values, with a description that other tools read,
// and scripts that label them in R and Stata.
//
// Tables follow the schemas of the records. Each kind is a table with a row for each
// record; each list in a record is a table of its own with a row for each element:
//
//	participants.csv                 id, participantKind, profession, …
//	participant_languages.csv        participant_id, languages_position, languages
//	encounters.csv                   id, patient, start, …
//	encounter_turns.csv              encounter_id, turns_position, speaker, startMs, …
//	encounter_turns_addressees.csv   encounter_id, turns_position, addressees_position, addressees
//
// Positions count from 0, as in the targets of codings. What is inside an object of a
// record stands in the record's row, under both names: range_start. An empty cell is
// a value that is absent; 0, false and "unknown" are values. The one value that can be
// empty, the text of a source, is then one of length 0. A list that is empty and one
// that is absent both have no rows: the column of that name in the table above says
// how many elements there are, 0 for a list that is there and empty.
//
// Foreign keys of the description say where ids lead: from each list to the table above, from
// units to sources, from who speaks to who is present, and so on. Columns of people lead to
// participants unless somebody is not identified, who has no record; coders lead to the team
// where all are in it, and codes that were given to those of codebooks where none is a theme.
// What a coding is about (target) may be of any kind, and is no key; nor are the steps of cues, of
// their responses and of decisions, which may be empty, and the turns and steps of units.
//
// Files are UTF-8 without a byte order mark, lines end with LF, and fields are quoted
// where RFC 4180 asks for it. The same records in the same order give the same bytes.
//
// Where a study, a participant or an encounter says in a field of its own, synthetic, that
// it is true of it, the description, the citation and the scripts say that nobody stands
// behind the data.
//
// # Spreadsheets
//
// A spreadsheet runs a cell that begins with =, +, -, @, a tab or a carriage return.
// A text that does gets an apostrophe before it, and so does one that begins with
// apostrophes and then one of these; each is a finding. To undo it, take one apostrophe
// off every text that begins with one or more and then one of these: in R,
// sub("^'('*[-=+@\t\r])", "\\1", x). Numbers are left as they are.
//
// A null character, at which R and spreadsheets end a text, is written as U+FFFD and is
// a finding. So is a text or a table that is larger than a sheet of Excel holds; it is
// written whole. Line breaks in a text are written as they are; R reads CR LF and CR as
// LF, so that the ranges of units count other characters than R does in such a text.
//
// # What is left behind
//
// The fields that a study added (extensions) are left behind and counted, and so are
// the text of a source, the condensation of a unit and the reason of a member check,
// unless [Export.KeepText] keeps them.
package tidy
