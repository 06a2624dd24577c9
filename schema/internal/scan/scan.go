// Package scan reads the bytes of one JSON document before anything else does.
//
// [Scan] holds the document to a strict profile of JSON (RFC 8259, I-JSON of
// RFC 7493): whatever passes it means the same to every decoder, and is safe to
// hand to a schema validator. [Walk] and [Locate] then tell where in the bytes
// each value stands, so that a finding can point at its place, and [Position]
// turns that place into a line and a column.
//
// No function panics or loops, whatever the bytes. All but the first presume a
// document that Scan found clean; on any other they may stop early.
package scan

import (
	"cmp"
	"slices"
)

// The rules of the strict profile. The first three end the scan; so does a
// UTF-16 document, in which there is no JSON to be read.
const (
	RuleSyntax    = "json-syntax"         // the grammar of RFC 8259; placed at the first byte that cannot go on the document
	RuleTrailing  = "json-trailing"       // nothing but white space follows the value
	RuleDepth     = "json-depth"          // arrays and objects are nested no deeper than the limit
	RuleUTF8      = "json-utf8"           // strings are valid UTF-8; no byte order mark starts the document
	RuleSurrogate = "json-surrogate"      // escaped surrogates come in pairs
	RuleDuplicate = "json-duplicate-name" // no two names of an object are equal once unescaped; placed at the later one
	RuleNumber    = "json-number"         // a number is at most MaxNumber bytes, finite as a float64, and zero only if written so
)

const (
	// MaxFaults is the number of faults collected. What lies beyond is not
	// reported, but for the one that ended the scan, which always is.
	MaxFaults = 1000

	// MaxDepth is the greatest limit of depth: the scanner's own stack grows
	// with the document's.
	MaxDepth = 10_000

	// MaxNumber is the length in bytes of the longest number literal.
	MaxNumber = 64
)

// A Fault is one departure from the strict profile, at the bytes
// [Offset, Offset+Length) of the document. Length is 0 where the document ends
// too early. Detail is for people and never repeats the document.
type Fault struct {
	Rule           string
	Offset, Length int
	Detail         string
}

// Scan returns the faults of a document, sorted by offset; nil when it is clean.
//
// Faults that leave the rest readable are collected, up to [MaxFaults]. One that
// does not is the last. At most maxDepth arrays and objects may be open at a
// time, and never more than [MaxDepth]; 0 admits only a bare string, number or
// literal. Time is linear in the document. A clean document is scanned without
// allocation, but for escaped names, objects of more than 16 names, and numbers
// of more than 32 bytes with an exponent.
func Scan(doc []byte, maxDepth int) []Fault {
	s := scanner{doc: doc, maxDepth: min(maxDepth, MaxDepth)}
	s.document()
	// A duplicate name is known only after the faults within it.
	slices.SortStableFunc(s.faults, func(a, b Fault) int { return cmp.Compare(a.Offset, b.Offset) })
	return s.faults
}
