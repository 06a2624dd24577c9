// Package decode makes Go values of records whose bytes are known to be sound:
// strict JSON that departs from no constraint of its schema.
//
// Because the bytes have been judged, nothing is checked twice: a decoder goes
// along the members in the order in which records are written, and puts each value
// in its place. What it makes is what encoding/json makes, with one difference: a time
// that is written with escapes is read, where encoding/json refuses it. Where it is not
// sure, as with a whole number that is not written as one, it says so, and encoding/json
// is asked.
//
// On the way it looks at every text and number, and says whether any could tell
// who somebody is; see [Decoder.Record].
package decode

import "github.com/coproduction-lab/coproduction-go/encounter"

// A Decoder makes values. Its zero value is ready. It is for one goroutine.
type Decoder struct {
	// Reuse says that records are good only until the next [Decoder.Reset], and that
	// those behind it take their memory. Otherwise each is the caller's to keep.
	Reuse bool
	// Personal reports whether a field of that name, given by a study, may hold what
	// tells who somebody is. Without it, any may.
	Personal func(name string) bool

	raw    []byte
	at     int  // of the next byte
	unsure bool // this is for encoding/json
	look   bool // some text may tell who somebody is

	scratch []byte // of the last string with escapes

	words    words
	personal map[string]bool // names that were asked about
	zones    map[int]*zone
	slabs
}

// Record makes a record of that kind of its bytes. It fails where it is not sure;
// raw may be sound nevertheless. Plain reports that no text or number in the record
// has a shape that could tell who somebody is; otherwise one may have.
//
// Kinds of which a study has one or few, its own and the codebook, are left to
// encoding/json.
func (d *Decoder) Record(kind string, raw []byte) (r encounter.Record, plain, ok bool) {
	d.raw, d.at, d.unsure, d.look = raw, 0, false, false
	switch kind {
	case "encounter":
		r = record(d, &d.encounters, encounterMembers)
	case "participant":
		r = record(d, &d.participants, participantMembers)
	case "source":
		r = record(d, &d.sources, sourceMembers)
	case "unit":
		r = record(d, &d.units, unitMembers)
	case "coding":
		r = record(d, &d.codings, codingMembers)
	case "membercheck":
		r = record(d, &d.memberChecks, memberCheckMembers)
	default:
		return nil, false, false
	}
	d.raw = nil
	if d.unsure {
		return nil, false, false
	}
	return r, !d.look, true
}

// record makes one record.
func record[T any, P interface {
	*T
	encounter.Record
}](d *Decoder, s *slab[T], members *object[T]) encounter.Record {
	into := s.one(*new(T), d.Reuse)
	members.read(d, into)
	return P(into)
}
