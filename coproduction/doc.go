// Package coproduction is where records of care and their readings are checked
// and counted: it reads data sets, says what is wrong with them and where, and
// hands the sound records to measures.
//
// A record goes one way, whether it comes from a file or was built in Go:
//
//	bytes   scan     strict JSON: syntax, UTF-8, no name twice, bounded numbers and depth
//	        schema   the shape of its kind, by JSON Schema
//	        privacy  nothing in it that tells who somebody is
//	value   rules    what holds within one record: a step is by someone present
//	        tallies  what holds, or is counted, across records
//
// [Read] yields one [Line] for each record of an input; a record that departs from
// a rule is a line with findings and without a value, not an error. [Check] judges
// a value built in Go by the same road. [Collect] runs a stream through tallies and
// accounts for every record: records = accepted + rejected.
//
// Every rule is a documented value: [Rules] lists them all. No finding repeats a
// value of the data unless the caller asks for it.
package coproduction

// Version is the version of this library.
const Version = "0.1.0"
