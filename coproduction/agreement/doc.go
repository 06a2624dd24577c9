// Package agreement measures how far coders agree who coded the same material
// independently.
//
// A [Table] holds their ratings: a row for each unit, a column for each coder,
// and nothing where a coder did not rate a unit.
package agreement
