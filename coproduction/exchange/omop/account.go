package omop

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
)

// The reasons why something was left behind, where several elements share them.
const (
	lostRow       = "row refused"
	lostPerson    = "tells who somebody is"
	lostPlace     = "the model has no place for it"
	lostWord      = "a word for a missing value"
	lostUnread    = "cannot be read"
	lostAbsent    = "in no visit"
	lostJoin      = "leads from one table to another"
	lostNobody    = "names no professional"
	lostNoSetting = "no place of service that tells a setting"
	lostClock     = "the time of day is not known"
	lostVersion   = "looked at for the version alone"
	lostNothing   = "nothing of it is in the records"
)

// And why, or as what, something was carried over in another form.
const (
	asPseudonym  = "pseudonym"
	asPresence   = "presence at the visit"
	asSetting    = "setting of visits whose concept tells none"
	asDay        = "the day is known, not the time"
	asCut        = "without parts of a second"
	asBand       = "age band at the first visit"
	asProfession = "profession"
)

// A tally counts what became of many elements of one type. What is changed or kept is
// counted where a record is made, so that nothing is said of what is in none.
type tally struct {
	read, kept       int
	changed, dropped map[string]int
}

func (t *tally) change(why string, n int) {
	if t.changed == nil {
		t.changed = map[string]int{}
	}
	t.changed[why] += n
}

func (t *tally) drop(why string) { t.dropAll(why, 1) }

func (t *tally) dropAll(why string, n int) {
	if t.dropped == nil {
		t.dropped = map[string]int{}
	}
	t.dropped[why] += n
}

// end counts n as changed, or as dropped where there is a reason.
func (t *tally) end(lost, as string, n int) {
	if lost != "" {
		t.dropAll(lost, n)
	} else {
		t.change(as, n)
	}
}

// close adds it to the account.
func (t *tally) close(loss *exchange.Loss, element string) {
	loss.Read(element, t.read)
	loss.Keep(element, t.kept)
	for why, n := range t.changed {
		loss.Change(element, why, n)
	}
	for why, n := range t.dropped {
		loss.Drop(element, why, n)
	}
	*t = tally{}
}

// lose leaves the value of a column behind, and the element that it is.
func (s *sheet) lose(element, column, why string) {
	s.to.Loss.Drop(element, why, 1)
	s.leave(column, why)
}

// stands reports whether something of a table is in the records.
func (r *reader) stands(f *file) bool {
	in := func(all []bool) bool {
		for _, one := range all[f.first:f.last] {
			if one {
				return true
			}
		}
		return false
	}
	switch f.table {
	case person:
		return in(r.persons.in)
	case provider:
		return in(r.providers.in)
	case careSite:
		for _, one := range r.sites[f.first:f.last] {
			if one.used {
				return true
			}
		}
	case visitOccurrence:
		for i := f.first; i < f.last; i++ {
			if r.visits.at(i).has&twice == 0 {
				return true
			}
		}
	case visitDetail:
		for _, d := range r.details {
			if int(d.row) >= f.first && int(d.row) < f.last {
				return true
			}
		}
	}
	return false
}

// account says what became of the files, and of the values that records are made of.
func (r *reader) account() {
	for _, f := range r.files {
		switch {
		case !f.whole: // said already
		case f.table == cdmSource:
			r.to.Loss.Drop("file", lostVersion, 1)
		case !r.stands(f):
			r.to.Loss.Drop("file", lostNothing, 1)
		case f.cut:
			r.to.Loss.Change("file", "read up to a fault", 1)
		default:
			r.to.Loss.Keep("file", 1)
		}
	}
	for _, one := range r.sites {
		switch {
		case one.setting == "": // said already
		case one.used:
			r.to.Loss.Change("care site", asSetting, 1)
			r.values.change(asSetting, 1)
		default:
			r.to.Loss.Drop("care site", "setting of no visit", 1)
			r.values.drop("setting of no visit")
		}
	}
	r.values.close(&r.to.Loss, "value")
}
