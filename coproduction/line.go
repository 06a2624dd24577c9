package coproduction

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Line is one record of an input, sound or not.
type Line struct {
	// Record is the value; nil where the record was rejected. It is a pointer to
	// one of the types of packages encounter and theme, and the caller's to keep
	// unless [Validator.Reuse] says otherwise.
	Record encounter.Record

	Kind     schema.Kind     // also of a rejected record, where it says so
	ID       encounter.ID    // also of a rejected record, where it can be read
	Position schema.Position // where the record begins, and its length
	Findings []schema.Finding

	// Raw is the record as it was read, valid until the next line is asked for.
	Raw []byte

	borrowed bool // the memory of the record will be used again
}

// Accepted reports whether the record has a value that measures may count.
func (l *Line) Accepted() bool { return l.Record != nil }

// Keep returns the record to keep: itself, or a copy where its memory would be used
// again. It is nil where the record was rejected, and must be called before the next
// line is asked for.
func (l *Line) Keep() encounter.Record {
	if !l.borrowed || l.Record == nil {
		return l.Record
	}
	kept, _, _ := new(decode.Decoder).Record(string(l.Kind), l.Raw)
	return kept
}

// print is the same for records that are the same byte for byte, and that of two others
// is not; 0 where the bytes are not known.
func (l *Line) print() uint64 {
	if len(l.Raw) == 0 {
		return 0
	}
	sum := sha256.Sum256(l.Raw)
	return binary.BigEndian.Uint64(sum[:])
}

// A Summary accounts for a stream: Records = Accepted + Rejected, and Findings =
// Errors + Warnings + Notes + Suppressed.
type Summary struct {
	Records    int64 `json:"records"`
	Accepted   int64 `json:"accepted"`
	Rejected   int64 `json:"rejected"`
	Findings   int64 `json:"findings"`
	Errors     int64 `json:"errors"`
	Warnings   int64 `json:"warnings"`
	Notes      int64 `json:"notes"`
	Suppressed int64 `json:"suppressed"`
}

// Add counts a line and its findings.
func (s *Summary) Add(l *Line) {
	s.Records++
	if l.Accepted() {
		s.Accepted++
	} else {
		s.Rejected++
	}
	s.AddFindings(l.Findings)
}

// AddFindings counts findings that belong to no line alone, as those across records.
func (s *Summary) AddFindings(findings []schema.Finding) {
	for i := range findings {
		s.Findings++
		switch f := &findings[i]; {
		case f.Suppressed != "":
			s.Suppressed++
		case f.Severity == schema.Error:
			s.Errors++
		case f.Severity == schema.Warning:
			s.Warnings++
		default:
			s.Notes++
		}
	}
}

// Merge adds the counts of another part of the stream.
func (s *Summary) Merge(other Summary) {
	s.Records += other.Records
	s.Accepted += other.Accepted
	s.Rejected += other.Rejected
	s.Findings += other.Findings
	s.Errors += other.Errors
	s.Warnings += other.Warnings
	s.Notes += other.Notes
	s.Suppressed += other.Suppressed
}
