package indicator

import (
	"math"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// CramersV returns how strongly rows and columns are associated, whatever the size
// of the table.
//
//	V = √(χ² / (n · min(r−1, c−1)))
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is when the one tells the other
//	n      units in the table, at least 1
//
// Undefined as [Contingency.ChiSquare]. A common factor on all counts changes
// nothing. In small tables it comes out too large by chance alone; [Contingency.CramersVCorrected]
// takes that off.
//
// Source: Cramér H. Mathematical Methods of Statistics. Princeton 1946, §21.9.
func (t Contingency) CramersV() estimate.Estimate {
	x, m, why := t.chiSquare()
	if why != "" {
		return estimate.Undefined(why, m.n).As(cramersVFormula)
	}
	most := float64(min(len(m.rows), len(m.columns)) - 1)
	return estimate.Point(min(math.Sqrt(x/float64(m.n)/most), 1), m.n).As(cramersVFormula)
}

// CramersVCorrected returns Cramér's V without what chance alone is expected to add.
//
//	√(max(0, χ²/n − (r−1)(c−1)/(n−1)) / min(r̃−1, c̃−1))
//	r̃ = r − (r−1)²/(n−1),  c̃ = c − (c−1)²/(n−1)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      units in the table, more than there are rows, and than columns
//
// Undefined as [Contingency.ChiSquare], and with [AsManyAsUnits] when there are as
// many rows, or columns, as units.
//
// Source: Bergsma W. J Korean Stat Soc 2013;42:323–328, doi:10.1016/j.jkss.2012.10.002.
func (t Contingency) CramersVCorrected() estimate.Estimate {
	x, m, why := t.chiSquare()
	if why == "" && int64(max(len(m.rows), len(m.columns))) >= m.n {
		why = AsManyAsUnits
	}
	if why != "" {
		return estimate.Undefined(why, m.n).As(cramersVBFormula)
	}
	below := float64(m.n - 1)
	free := func(k int) float64 { // k̃ − 1 = (k−1)(n−k)/(n−1)
		return float64(k-1) * (float64(m.n-int64(k)) / below)
	}
	excess := max(0, x/float64(m.n)-float64(m.degrees())/below)
	v := math.Sqrt(excess / min(free(len(m.rows)), free(len(m.columns))))
	return estimate.Point(min(v, 1), m.n).As(cramersVBFormula)
}
