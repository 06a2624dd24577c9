package redcap

import "slices"

// exportRow is what the account calls a row of an export.
const exportRow = "row"

// The reasons why a row, or a value that is mapped, was left behind.
const (
	lossRow       = "row refused"
	lossMissing   = "missing data code"
	lossEncoding  = "not text in UTF-8"
	lossUnread    = "mapped, but not understood"
	lossConflict  = "another value was there before"
	lossTooMany   = "more languages than the model has place for"
	lossSeats     = "more professionals than the model has place for"
	lossUnchecked = "check box that is not checked"
	lossEmpty     = "check box of a form that nobody filled in"
	lossNobody    = "no interpreter"
	lossNoConcern = "no concern"
	lossNoMode    = "no interpreter, of answers that cannot name one"
	lossWithdrawn = "consent is withdrawn"
	lossAgain     = "only the patient, whom an earlier row names"
	lossNothing   = "nothing of it is in the records"
)

// And as what it was carried over, in another form.
const (
	asPseudonym = "pseudonym"
	asWord      = "word of the model"
	asDay       = "the day is known, not the time"
	asCut       = "without parts of a second"
	asBand      = "age band"
	asBirthBand = "age band at the first visit"
	asMs        = "minutes in milliseconds"
	asPatient   = "only the patient"
)

// An outcome is what became of a value.
type outcome struct {
	lost string // why it was left behind; "" where it stands in a record
	as   string // in which other form than it was written; "" as it was
}

// worded is the outcome of a value that stands as a word of ours.
func worded(value, word string) outcome {
	if value == word {
		return outcome{}
	}
	return outcome{as: asWord}
}

// A settlement says what became of something once all rows are read.
type settlement func() outcome

// best is the outcome of a value that is mapped to several targets: what stands anywhere
// stands.
func best(all []settlement) outcome {
	found := outcome{lost: lossNothing}
	for i, settle := range all {
		switch one := settle(); {
		case i == 0, found.lost != "", one.lost == "" && one.as == "":
			found = one
		}
	}
	return found
}

// settled counts what became of a value.
func (f *file) settled(r *reader, o outcome) {
	switch {
	case o.lost != "":
		r.to.Loss.Drop("value", o.lost, 1)
		return
	case o.as != "":
		r.to.Loss.Change("value", o.as, 1)
	default:
		r.to.Loss.Keep("value", 1)
	}
	f.stands = true
}

// line accounts for a row, once all its values are taken in.
func (s *sheet) line(d *draft, refused string) {
	loss := &s.to.Loss
	switch {
	case refused != "":
		loss.Drop(exportRow, refused, 1)
	case s.made && !d.counted:
		d.counted = true
		loss.Keep(exportRow, 1)
	case s.made:
		loss.Change(exportRow, "part of the encounter of an earlier row", 1)
	default:
		facts, first := slices.Clone(s.facts), !d.of.counted
		s.later = append(s.later, func() {
			switch {
			case best(facts).lost == "":
				loss.Change(exportRow, "facts of the patient", 1)
			case first:
				loss.Change(exportRow, asPatient, 1)
			default:
				loss.Drop(exportRow, lossAgain, 1)
			}
		})
	}
	if d != nil {
		d.of.counted = true
	}
}

// account says what became of the values and rows that had to wait for the others, and of
// files and the fields of the dictionary. Values are held against a dictionary; of itself
// nothing is in a record.
func (r *reader) account() {
	for _, settle := range r.later {
		settle()
	}
	for _, one := range r.listed {
		if one.seen {
			r.to.Loss.Drop("dictionary field", "values were held against it", 1)
		} else {
			r.to.Loss.Drop("dictionary field", "in no export", 1)
		}
	}
	for _, f := range r.files {
		switch {
		case !f.data: // said already
		case !f.stands:
			r.to.Loss.Drop("file", lossNothing, 1)
		case f.cut:
			r.to.Loss.Change("file", "read up to a fault", 1)
		default:
			r.to.Loss.Keep("file", 1)
		}
	}
}
