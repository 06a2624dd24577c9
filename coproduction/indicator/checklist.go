package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A Checklist is a list of what a report of qualitative research should tell.
type Checklist string

// The two checklists.
const (
	// COREQ is for interviews and focus groups. Source: Tong A, Sainsbury P, Craig J.
	// Int J Qual Health Care 2007;19:349–357, doi:10.1093/intqhc/mzm042.
	COREQ Checklist = "coreq"
	// SRQR is for qualitative research of any kind. Source: O'Brien BC et al. Acad Med
	// 2014;89:1245–1251, doi:10.1097/ACM.0000000000000388.
	SRQR Checklist = "srqr"
)

// AllChecklists lists the checklists.
func AllChecklists() []Checklist { return []Checklist{COREQ, SRQR} }

// A ChecklistStatus says what answers an item, if anything does.
type ChecklistStatus string

// What answers an item. Where data and author both do, it is the data.
const (
	AnsweredInData   ChecklistStatus = "answered in the data"
	Computed         ChecklistStatus = "computed from the data"
	AnsweredByAuthor ChecklistStatus = "answered by the author" // in the study's checklists
	Missing          ChecklistStatus = "missing"
	LeftToAuthor     ChecklistStatus = "left to the author" // no data can answer it
)

// ChecklistStatuses lists every status.
func ChecklistStatuses() []ChecklistStatus {
	return []ChecklistStatus{AnsweredInData, Computed, AnsweredByAuthor, Missing, LeftToAuthor}
}

// Answered reports whether it is an answer.
func (s ChecklistStatus) Answered() bool {
	return s == AnsweredInData || s == Computed || s == AnsweredByAuthor
}

// A ChecklistItem is one item of a checklist and how far the study answers it.
type ChecklistItem struct {
	Checklist Checklist
	Number    int64
	Name      string
	Status    ChecklistStatus
	Where     string // what answers it, or would: the place in the records
	Hint      string // how to mend it; empty where it is answered
	Have, Of  int64  // of the records that should say it, how many do; 0 of 0 where nothing can be counted
}

// An item is what a checklist asks, and what in the data answers it.
type item struct {
	name  string
	where string // in the data; empty where nothing there can answer it
	hint  string // what to do where nothing answers it
	have  func(f *facts) (have, of int64)
	most  bool // every record must say it, not one
	sums  bool // answered by what can be computed
}

// answers reports whether the data answer the item.
func (i item) answers(f *facts) (ok bool, have, of int64) {
	if i.have == nil {
		return false, 0, 0
	}
	have, of = i.have(f)
	return have > 0 && (!i.most || have == of), have, of
}

const (
	coreqFormula = "items answered / 32"
	srqrFormula  = "items answered / 21"
)

// completeness returns the share of the items that are answered. It has no interval:
// the items are all there are, and no sample.
func completeness(items []ChecklistItem, formula string, records bool) estimate.Estimate {
	if !records {
		return estimate.Undefined(estimate.NoUnits, 0).As(formula)
	}
	var answered int64
	for _, i := range items {
		if i.Status.Answered() {
			answered++
		}
	}
	n := int64(len(items))
	return estimate.Fraction(estimate.Int(answered), estimate.Int(n), n, estimate.NoUnits).As(formula)
}
