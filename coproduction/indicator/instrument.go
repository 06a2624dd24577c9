package indicator

import "github.com/coproduction-lab/coproduction-go/coproduction/estimate"

// NoAnswer is the answer to an item that was left out, or that does not apply.
const NoAnswer int64 = -1

// The reasons of instruments. Their items are known by number only; the wording is
// that of their owners.
const (
	WrongItems    estimate.Reason = "not the number of items that the instrument has"
	OutOfScale    estimate.Reason = "an answer is outside the scale of its item"
	Unanswered    estimate.Reason = "an item has no answer"
	TooFewAnswers estimate.Reason = "more than two items have no answer"
)

// Form is a questionnaire or rating sheet about one encounter.
type Form string

// The forms. [CollaboRATE] is about many encounters, and has a way of its own.
const (
	FormCARE    Form = "care"
	FormOption5 Form = "option5"
	FormSDMQ9   Form = "sdmq9"
)

// Forms lists the forms.
func Forms() []Form { return []Form{FormCARE, FormOption5, FormSDMQ9} }

// Rows returns the scores of the answers, items in their order; none for a form
// that is not among [Forms].
func (f Form) Rows(of estimate.Subject, answers []int64) []estimate.Row {
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Estimate: e}
	}
	switch f {
	case FormCARE:
		return []estimate.Row{row("care_total", CARE(answers))}
	case FormOption5:
		return []estimate.Row{row("option5_raw", Option5Raw(answers)), row("option5_100", Option5(answers))}
	case FormSDMQ9:
		return []estimate.Row{row("sdmq9_raw", SDMQ9Raw(answers)), row("sdmq9_100", SDMQ9(answers))}
	}
	return nil
}

// A scale is what the items of an instrument have in common.
type scale struct {
	items       int
	least, most int64
}

// add returns the sum of the answers, and how many items have one; why is not empty
// where the answers are none of this instrument.
func (s scale) add(answers []int64) (sum, answered int64, why estimate.Reason) {
	if len(answers) != s.items {
		return 0, 0, WrongItems
	}
	for _, a := range answers {
		switch {
		case a == NoAnswer:
			continue
		case a < s.least || a > s.most:
			return 0, 0, OutOfScale
		}
		sum += a
		answered++
	}
	return sum, answered, ""
}

// whole returns the sum of the answers × up / down where every item has one.
func (s scale) whole(answers []int64, up, down int64, formula string) estimate.Estimate {
	sum, answered, why := s.add(answers)
	if why == "" && answered < int64(s.items) {
		why = Unanswered
	}
	if why != "" {
		return estimate.Undefined(why, answered).As(formula)
	}
	return estimate.Point(estimate.Quotient(estimate.Product(sum, up), estimate.Int(down)), answered).As(formula)
}
