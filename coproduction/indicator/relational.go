package indicator

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	tieFormula       = "Σ r̄ / respondents, r̄ the mean of the answered items"
	rcIndexFormula   = "Σ ties / number of ties"
	dimensionFormula = "Σ x / answers to the item"
)

// The items of the relational coordination survey: three on communication being
// frequent, timely and accurate, one on solving problems, and three on shared goals,
// shared knowledge and mutual respect. They are known by number here.
var relationalScale = scale{items: 7, least: 1, most: 5}

const (
	emptyRatings   estimate.Reason = "ratings without any answer"
	unplacedRating estimate.Reason = "ratings without a group or a target"

	// Repeated is given where somebody rated one target more than once; each counts.
	Repeated estimate.Warning = "somebody rated the same group more than once, and each rating counts"
)

// A Rating is what one member of a group answered about working with a group.
type Rating struct {
	Respondent string
	Group      string  // the respondent's own
	Target     string  // the group that is rated; the own one for ties within
	Answers    []int64 // seven, 1 to 5, or [NoAnswer]
}

// Ties says which ties count: those between groups, those within, or both.
type Ties string

// The ties.
const (
	Between Ties = "between"
	Within  Ties = "within"
	AllTies Ties = "all"
)

// TieKinds lists them.
func TieKinds() []Ties { return []Ties{Between, Within, AllTies} }

func (t Ties) has(from, to string) bool {
	switch t {
	case Between:
		return from != to
	case Within:
		return from == to
	}
	return t == AllTies
}

// Relational holds the ties between groups, from the ratings of a relational
// coordination survey. Its zero value has none.
type Relational struct {
	ties               []tie // by group, then target
	empty, unplaced    int64
	respondentRepeated bool
}

// A tie is how one group rates working with another.
type tie struct {
	from, to string
	n        int64            // respondents
	total    int64            // Σ 420 r̄; 420 is a multiple of every number of items from 1 to 7
	means    []float64        // r̄, for the interval
	items    [7]estimate.Mean // the answers to each
	wrong    estimate.Reason
}

const itemMultiple = 420

// RelationalOf returns the ties of the ratings, which are not modified; their order
// changes nothing. A rating without an answer, or of nobody by nobody, is left out and
// counted. One that is not of the survey (seven answers from 1 to 5) makes
// undefined whatever rests on its tie.
func RelationalOf(ratings []Rating) *Relational {
	r := new(Relational)
	at := map[[2]string]int{}
	seen := map[[3]string]bool{}
	for i := range ratings {
		rating := &ratings[i]
		if rating.Group == "" || rating.Target == "" {
			r.unplaced++
			continue
		}
		sum, answered, why := relationalScale.add(rating.Answers)
		if why == "" && answered == 0 {
			r.empty++
			continue
		}
		key := [2]string{rating.Group, rating.Target}
		if _, ok := at[key]; !ok {
			at[key] = len(r.ties)
			r.ties = append(r.ties, tie{from: rating.Group, to: rating.Target})
		}
		r.ties[at[key]].add(rating.Answers, sum, answered, why)
		who := [3]string{rating.Respondent, rating.Group, rating.Target}
		r.respondentRepeated = r.respondentRepeated || seen[who] && rating.Respondent != ""
		seen[who] = true
	}
	slices.SortFunc(r.ties, func(a, b tie) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return r
}

func (t *tie) add(answers []int64, sum, answered int64, why estimate.Reason) {
	t.n++
	if why != "" {
		t.wrong = max(t.wrong, why) // one of them, whatever the order
		return
	}
	t.total += itemMultiple / answered * sum
	t.means = append(t.means, float64(sum)/float64(answered))
	for i, a := range answers {
		if a != NoAnswer {
			t.items[i].Add(a)
		}
	}
}

// mean returns the tie as a fraction.
func (t *tie) mean() *big.Rat { return big.NewRat(t.total, itemMultiple*t.n) }

// report returns e, named, with what was left out.
func (r *Relational) report(e estimate.Estimate, formula string) estimate.Estimate {
	e = e.As(formula).Exclude(r.empty, emptyRatings).Exclude(r.unplaced, unplacedRating)
	if r.respondentRepeated {
		e = e.Warn(Repeated)
	}
	return e
}

// Tie returns how the members of one group rate working with another, or, from a
// group to itself, with each other.
//
//	Σ r̄ / respondents
//
// where r̄ is the mean of the items that a respondent answered: the seven are not
// weighted. The interval is Student's t over the respondents, cut to the scale.
//
//	Unit   points
//	Range  [1, 5]
//	n      respondents, at least 1; at least 2 for an interval; warns under [estimate.EnoughUnits]
//
// Undefined, with [estimate.NoUnits], when nobody rated it, and with [WrongItems] or
// [OutOfScale]. A level of 0 asks for no interval. It has a direction: the tie back
// is another one.
//
// Source: Gittell JH et al. Impact of relational coordination on quality of care,
// postoperative pain and functioning, and length of stay. Med Care 2000;38:807–819.
func (r *Relational) Tie(from, to string, level float64) estimate.Estimate {
	i := slices.IndexFunc(r.ties, func(t tie) bool { return t.from == from && t.to == to })
	if i < 0 {
		return r.report(estimate.Undefined(estimate.NoUnits, 0), tieFormula)
	}
	t := &r.ties[i]
	if t.wrong != "" {
		return r.report(estimate.Undefined(t.wrong, t.n), tieFormula)
	}
	e := estimate.MeanOf(t.means, level)
	e.Value, _ = t.mean().Float64()
	if e.Method != "" {
		e.Lo, e.Hi = min(max(e.Lo, 1), e.Value), max(min(e.Hi, 5), e.Value)
	}
	return r.report(e, tieFormula)
}

// Index returns the relational coordination of the whole: the mean of its ties, each
// counted once, however many members a group has.
//
//	Σ ties / number of ties
//
//	Unit   points
//	Range  [1, 5]
//	n      ties, at least 1
//
// Undefined, with [estimate.NoUnits], when there is no such tie, with [WrongItems] or
// [OutOfScale] when one of the ties is, and with [estimate.UnknownOption]. There is no
// interval, as ties share their respondents.
//
// Source: as [Relational.Tie].
func (r *Relational) Index(which Ties) estimate.Estimate {
	if !slices.Contains(TieKinds(), which) {
		return r.report(estimate.Undefined(estimate.UnknownOption, 0), rcIndexFormula)
	}
	sum, n, wrong := new(big.Rat), int64(0), estimate.Reason("")
	for i := range r.ties {
		if t := &r.ties[i]; which.has(t.from, t.to) {
			n++
			sum.Add(sum, t.mean())
			wrong = max(wrong, t.wrong)
		}
	}
	switch {
	case n == 0:
		wrong = estimate.NoUnits
		fallthrough
	case wrong != "":
		return r.report(estimate.Undefined(wrong, n), rcIndexFormula)
	}
	return r.report(estimate.Point(over(sum, n), n), rcIndexFormula)
}

// Dimension returns the mean of the answers to one item, 1 to 7, over all ratings of
// such ties, each answer counted once.
//
//	Σ x / answers to the item
//
//	Unit   points
//	Range  [1, 5]
//	n      answers, at least 1
//
// Undefined, with [estimate.NoUnits], when nobody answered it, with [WrongItems] or
// [OutOfScale] when one of the ties is, and with [estimate.UnknownOption] for another
// item or kind of tie. There is no interval, as a respondent answers about several groups.
//
// Source: as [Relational.Tie].
func (r *Relational) Dimension(item int64, which Ties) estimate.Estimate {
	if item < 1 || item > 7 || !slices.Contains(TieKinds(), which) {
		return r.report(estimate.Undefined(estimate.UnknownOption, 0), dimensionFormula)
	}
	var answers estimate.Mean
	wrong := estimate.Reason("")
	for i := range r.ties {
		if t := &r.ties[i]; which.has(t.from, t.to) {
			answers.Merge(t.items[item-1])
			wrong = max(wrong, t.wrong)
		}
	}
	if wrong != "" {
		return r.report(estimate.Undefined(wrong, answers.N), dimensionFormula)
	}
	return r.report(estimate.Fraction(answers.Sum, estimate.Int(answers.N), answers.N, estimate.NoUnits), dimensionFormula)
}

// Rows returns every tie that was rated, in the order of the names of the groups, and
// the indices and items over ties between, within, and all.
func (r *Relational) Rows(of estimate.Subject, o Options) []estimate.Row {
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	for i := range r.ties {
		from, to := r.ties[i].from, r.ties[i].to
		add("rc_tie", params{"from": from, "to": to}, r.Tie(from, to, o.level()))
	}
	for _, which := range TieKinds() {
		add("rc_index", params{"ties": string(which)}, r.Index(which))
	}
	for _, which := range TieKinds() {
		for item := range int64(7) {
			add("rc_dimension_mean", params{"item": item + 1, "ties": string(which), "weight": "respondent"}, r.Dimension(item+1, which))
		}
	}
	return rows
}
