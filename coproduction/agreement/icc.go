package agreement

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A Form is one of the six intraclass correlations of Shrout and Fleiss. The first
// figure says what the coders are, the second whether the rating of one coder is
// judged or the mean of all k.
type Form string

// The six forms.
const (
	ICC11 Form = "ICC(1,1)" // each unit has coders of its own
	ICC21 Form = "ICC(2,1)" // the same coders for all units, a sample of possible ones: agreement
	ICC31 Form = "ICC(3,1)" // the same coders for all units, and the only ones of interest: consistency
	ICC1k Form = "ICC(1,k)"
	ICC2k Form = "ICC(2,k)"
	ICC3k Form = "ICC(3,k)"
)

// Forms lists the six forms.
func Forms() []Form { return []Form{ICC11, ICC21, ICC31, ICC1k, ICC2k, ICC3k} }

// FisherF names the interval of an intraclass correlation, from quantiles of F.
const FisherF estimate.Method = "f-distribution"

// The reasons and the warning of intraclass correlations.
const (
	NoneByAll    estimate.Reason = "no unit was rated by every coder"
	TooFewCoders estimate.Reason = "fewer than two coders"
	ZeroDivisor  estimate.Reason = "the variance that the form divides by is zero"
	NoVariance   estimate.Reason = "the ratings within units do not vary, or only against each other, so no interval can be given"

	notByAll estimate.Reason = "units that not every coder rated"

	// NegativeVariance is given with an intraclass correlation above 1.
	NegativeVariance estimate.Warning = "above 1, because a variance is estimated as negative: the units hardly differ in their means"
)

const (
	iccFormula     = "(MSR − M) / (MSR + (k−1) M + k C/n), of means (MSR − M) / (MSR + C/n); M = MSW and C = 0 in (1,·), M = MSE and C = MSC − MSE in (2,·), M = MSE and C = 0 in (3,·)"
	iccLowFormula  = "lower bound of " + iccFormula
	iccHighFormula = "upper bound of " + iccFormula
)

// ICC returns an intraclass correlation, the share of the variance of numeric
// ratings that lies between units.
//
//	one coder    (MSR − M) / (MSR + (k−1) M + k C/n)
//	mean of k    (MSR − M) / (MSR + C/n)
//
// with M = MSW, C = 0 in ICC(1,1) and ICC(1,k); M = MSE, C = MSC − MSE in ICC(2,1) and
// ICC(2,k); M = MSE, C = 0 in ICC(3,1) and ICC(3,k). The mean squares are those of the
// analysis of variance of n units by k coders: between units (MSR), between coders
// (MSC), within units (MSW) and residual (MSE). The interval is that of Shrout and
// Fleiss, from quantiles of F; in the second pair with Satterthwaite's degrees of
// freedom, and the same for the mean of k as for one coder, so that its bounds are
// the Spearman-Brown steps k ρ / (1 + (k−1) ρ) of the others. (R's irr 0.84.1 counts k
// twice in those of ICC(2,k): .039 where the definition gives .071.)
//
//	Unit   1 (dimensionless)
//	Range  at most 1, below 0 where the coders differ more within units than between
//	       them; ICC(2,k) can exceed 1, and then warns with [NegativeVariance]
//	n      at least 2 units rated by all coders, and 2 coders; warns under [estimate.EnoughUnits]
//
// A unit that a coder did not rate is left out, and counted; one that nobody rated is
// not there. Undefined, with
// [NotNumbers], where the categories are names; with [estimate.NoUnits], [NoneByAll],
// [estimate.OneUnit] and [TooFewCoders], without enough ratings; with
// [estimate.OneCategory], when all ratings are equal; with [ZeroDivisor], when the
// variances cancel in the divisor, as MSR = 0 does in ICC(1,k) and ICC(3,k); with
// [estimate.UnknownOption], for another form. There is no interval, and the warning
// [estimate.NoInterval], where M is 0, and in the second pair where MSR and MSC are
// both 0. A level of 0 asks for no interval.
//
// Swapping coders or units changes no bit; neither does adding a constant to all
// ratings nor multiplying all by one, as long as the numbers print exactly. Ratings
// count as the decimals that they print as, so 0.1 is a tenth; sums are formed in
// whole numbers and rounded once. The table is not modified. It takes time in
// proportion to the cells, and memory for the sums of the coders.
//
// Source: Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater
// reliability. Psychol Bull 1979;86:420–428, doi:10.1037/0033-2909.86.2.420; McGraw KO,
// Wong SP. Psychol Methods 1996;1:30–46, doi:10.1037/1082-989X.1.1.30.
func (t *Table) ICC(form Form, level float64) estimate.Estimate {
	return t.variances().icc(form, level)
}

func (v variances) icc(form Form, level float64) estimate.Estimate {
	e := v.value(form).Exclude(v.excluded, notByAll).As(iccFormula)
	if !e.Defined() {
		return e
	}
	if e.Value > 1 {
		e = e.Warn(NegativeVariance)
	}
	if level == 0 {
		return e
	}
	e = few(e)
	if lo, hi, ok := v.interval(form, level); ok {
		return e.Within(lo, hi, level, FisherF)
	}
	return e.Warn(estimate.NoInterval)
}

// iccRows returns the six forms with their bounds, each also as a row of its own.
func (t *Table) iccRows(of estimate.Subject, level float64) []estimate.Row {
	v := t.variances()
	var rows []estimate.Row
	for _, form := range Forms() {
		e := v.icc(form, level)
		name := string(form)
		rows = append(rows, estimate.Row{Of: of, Measure: "icc", Params: params{"form": name}, Estimate: e})
		if level == 0 {
			continue
		}
		bound := func(measure, formula string, v float64) {
			b := estimate.Point(v, e.N)
			switch {
			case !e.Defined():
				b = estimate.Undefined(e.Undefined, e.N)
			case e.Method == "":
				b = estimate.Undefined(NoVariance, e.N)
			}
			b.Excluded, b.Warnings = e.Excluded, slices.Clone(e.Warnings)
			rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: params{"form": name, "level": level}, Estimate: b.As(formula)})
		}
		bound("icc_ci_low", iccLowFormula, e.Lo)
		bound("icc_ci_high", iccHighFormula, e.Hi)
	}
	return rows
}

// iccMeasures are the entries of the catalogue.
func iccMeasures() []measure {
	const (
		source    = "Shrout & Fleiss 1979, 10.1037/0033-2909.86.2.420; McGraw & Wong 1996, 10.1037/1082-989X.1.1.30"
		undefined = "names instead of numbers; fewer than two coders, or than two units rated by all; all ratings equal; the divisor is 0"
		noBound   = undefined + "; no variance within units"
		below     = "(−∞, 1]; ICC(2,k) also above 1"
	)
	form := param{Name: "form", Values: "ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k) or ICC(3,k)"}
	return []measure{
		{ID: "icc", Title: "Intraclass correlation", Answers: "What share of the variance of numeric ratings lies between the units?",
			Formula: iccFormula, Params: []param{form}, Range: below, Undefined: undefined, Source: source},
		{ID: "icc_ci_low", Title: "Intraclass correlation, lower bound", Answers: "How sure is icc?",
			Formula: iccLowFormula, Params: []param{form, levelParam}, Range: below, Undefined: noBound, Source: source},
		{ID: "icc_ci_high", Title: "Intraclass correlation, upper bound", Answers: "How sure is icc?",
			Formula: iccHighFormula, Params: []param{form, levelParam}, Range: below, Undefined: noBound, Source: source},
	}
}
