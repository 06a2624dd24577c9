package coproduction

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// counting are the methods of intervals for k of n: the numerator of an estimate
// with one of them counts units, and what it leaves of the denominator counts others.
var counting = []estimate.Method{estimate.Wilson, estimate.AgrestiCoull, estimate.ClopperPearson, estimate.Jeffreys}

// FlagSmallCells puts a warning, which begins with "disclosure:", on each row from
// which something could be learnt about one of fewer than k people, and returns how
// many rows have it; k = 0 means [DefaultSmallCell], and k = 1 flags none. It changes
// the rows, but neither a number in them nor a list of warnings that others hold.
//
// A row is flagged where
//
//	it is about one patient or encounter, as in [SmallCells];
//	it is about a subject who met  fewer than k patients, as the row "patients" of
//	                               the same subject tells: then all its rows are;
//	0 < n < k                      so few units stand behind it; or
//	it is a share of n, and k > num or k > den − num
//
// In the last case so few have what is counted, or so few lack it. None and all are
// among them: 0 of 20 says of each of the twenty, whoever they are, that they do not
// have it. A row is a share where its interval is one for a share; the largest share of
// a professional's contacts, which are those of one patient, is one too. A row that
// rests on nothing (n = 0) is about nobody. Units bound people from above, so a row
// without the warning may still be about few: what is needed then is to look.
//
// Numbers that are published side by side can be subtracted. To leave out the
// flagged rows is not enough where a total and all parts but one are shown; put
// groups together, or leave out a second part.
//
// Source: Hundepool A et al. Statistical Disclosure Control. Wiley 2012, ch. 5
// (frequency tables), doi:10.1002/9781118348239.
func FlagSmallCells(rows []estimate.Row, k int64) (flagged int) {
	k = cmp.Or(k, DefaultSmallCell)
	if k <= 1 {
		return 0
	}
	few := "fewer than " + strconv.FormatInt(k, 10)
	small := map[estimate.Subject]bool{} // who met few patients, however many steps and turns that were
	for _, row := range rows {
		if row.Measure == "patients" && row.Defined() && row.Value < float64(k) {
			small[row.Of] = true
		}
	}
	for i := range rows {
		row := &rows[i]
		var why string
		switch {
		case slices.Contains(onePerson, row.Of.Kind):
			why = "about one person"
		case row.N > 0 && small[row.Of]:
			why = "about " + few + " patients"
		case 0 < row.N && row.N < k:
			why = "about " + few + " people"
		case row.Of.Kind == "professional" && row.Measure == "caseload_concentration" && row.Num != nil && *row.Num < float64(k):
			why = few + " contacts, of one patient"
		case isShare(row.Estimate) && *row.Num < float64(k):
			why = few + " are counted"
		case isShare(row.Estimate) && *row.Den-*row.Num < float64(k):
			why = few + " are not counted"
		default:
			continue
		}
		row.Estimate = row.Warn(estimate.Warning("disclosure: " + why))
		flagged++
	}
	return flagged
}

// isShare reports whether an estimate is k of n units.
func isShare(e estimate.Estimate) bool {
	return e.Defined() && slices.Contains(counting, e.Method) && e.Num != nil && e.Den != nil
}
