package indicator

import (
	"cmp"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	knownFormula     = "visits to somebody met within the look-back / visits that have a look-back"
	medianGapFormula = "median of (start of the next visit − start of this one)"
	maxGapFormula    = "max (start of the next visit − start of this one)"
	relationFormula  = "max over professionals of (start of the last visit to them − start of the first)"
)

// A course is the visits of one patient in order.
type course struct {
	patient string
	visits  []visitCard // those to somebody identified, by start, then by links, then by id
	inOrder []visitCard // the same in the order that was asked for, where there is one
	all     []visitCard // whoever was there
	noOrder estimate.Reason
	count   cautions
}

// cautions count what has to be said beside the indices of one or several courses.
type cautions struct {
	nobody  int64 // visits to no identified professional, left out
	several int64 // visits to several
	ties    int64 // successive visits at the same time, whose order no links tell
	undated bool
}

func (c *cautions) add(other cautions) {
	c.nobody += other.nobody
	c.several += other.several
	c.ties += other.ties
	c.undated = c.undated || other.undated
}

// courseOf puts the encounters of one patient in order.
func courseOf(patient string, cards []visitCard, by Order) course {
	c := course{patient: patient, all: cards}
	sorted := slices.SortedStableFunc(slices.Values(cards), visitCard.compare)
	untie(sorted)
	linked, ties := true, int64(0) // linked: each to the one before, since the last that counts
	for i, v := range sorted {
		linked = linked && (i == 0 || slices.Contains(v.to(), sorted[i-1].Encounter))
		switch len(v.Professionals) {
		case 0:
			c.count.nobody++
			continue
		case 1:
		default:
			c.count.several++
		}
		if n := len(c.visits); n > 0 && c.visits[n-1].ties(v) && !linked && !slices.Contains(v.to(), c.visits[n-1].Encounter) {
			ties++
		}
		c.count.undated = c.count.undated || v.Start.IsZero()
		c.visits, linked = append(c.visits, v), true
	}
	c.inOrder = c.visits
	switch {
	case by == ByLinks:
		c.follow()
	case by != ByStart:
		c.noOrder = estimate.UnknownOption
	case c.count.undated:
		c.noOrder = NoOrder
	default:
		c.count.ties = ties
	}
	return c
}

// follow puts the visits in the order of their links.
func (c *course) follow() {
	chain, why := along(c.all)
	if why != "" {
		c.noOrder = why
		return
	}
	c.inOrder = slices.DeleteFunc(chain, func(v visitCard) bool { return len(v.Professionals) == 0 })
}

// rows returns everything about one course, in the order of the catalogue.
func (c course) rows(o Options) []estimate.Row {
	of := estimate.Subject{Kind: string(PerPatient), ID: c.patient}
	to := make([][]string, len(c.inOrder))
	for i, v := range c.inOrder {
		to[i] = v.Professionals
	}
	rows := indices(of, to, o.policy())
	for i := range rows {
		if o.policy() != First && restsOnPolicy(rows[i].Measure) {
			rows[i].Params = with(rows[i].Params, "policy", string(o.policy()))
		}
	}
	add := func(measure, formula string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e.As(formula)})
	}
	var lookBack params
	if o.LookBack > 0 {
		lookBack = params{"lookBackDays": o.LookBack.Hours() / 24}
	}
	add("known_professional_share", knownFormula, lookBack, c.known(o.LookBack))
	gaps := c.gaps()
	middle, longest := estimate.Undefined(estimate.TooFewVisits, c.n()), estimate.Undefined(estimate.TooFewVisits, c.n())
	if n := len(gaps); n > 0 {
		middle, longest = days(gaps[(n-1)/2]+gaps[n/2], 2, c.n()), days(gaps[n-1], 1, c.n())
	}
	add("median_gap_days", medianGapFormula, nil, middle)
	add("longest_gap_days", maxGapFormula, nil, longest)
	add("relation_days", relationFormula, nil, c.relation())
	for i := range rows {
		row := &rows[i]
		if o.order() != ByStart && restsOnOrder(row.Measure) {
			row.Params = with(row.Params, "order", string(o.order()))
		}
		row.Estimate = c.caution(row.Measure, row.Estimate, o)
	}
	add("longest_chain", chainFormula, nil, c.chain())
	return rows
}

// caution makes undefined what rests on an order or a time that is not known, and
// says what was left out or decided.
func (c course) caution(measure string, e estimate.Estimate, o Options) estimate.Estimate {
	var why estimate.Reason
	if restsOnOrder(measure) {
		why = c.noOrder
	}
	if c.count.undated && (restsOnTime(measure) || measure == "known_professional_share" && o.LookBack > 0) {
		why = cmp.Or(why, NoOrder)
	}
	if why != "" && c.n() > 1 {
		e = estimate.Undefined(why, c.n()).As(e.Formula)
	}
	return c.count.on(measure, e.Exclude(c.count.nobody, nobodyKnown), o.policy())
}

// on adds the warnings about several professionals and about ties.
func (c cautions) on(measure string, e estimate.Estimate, p Policy) estimate.Estimate {
	if c.several > 0 && restsOnPolicy(measure) {
		e = e.Warn(p.said(c.several))
	}
	if c.ties > 0 && restsOnOrder(measure) && e.Defined() {
		e = e.Warn(estimate.Warning(counted(c.ties, "pair") + " of visits at the same time: put in the order of their ids"))
	}
	return e
}

// restsOnPolicy tells which measures change with whom a visit to several is to.
func restsOnPolicy(measure string) bool {
	switch measure {
	case "visits", "known_professional_share", "median_gap_days", "longest_gap_days", "relation_days", "longest_chain":
		return false
	}
	return true
}

// restsOnOrder tells which measures change where two visits change places.
func restsOnOrder(measure string) bool {
	switch measure {
	case "secon", "handoffs", "fraction_of_care_last_provider", "known_professional_share":
		return true
	}
	return false
}

// restsOnTime tells which measures need the starts of the visits, whatever else puts
// them in order.
func restsOnTime(measure string) bool {
	switch measure {
	case "median_gap_days", "longest_gap_days", "relation_days":
		return true
	}
	return false
}

func (c course) n() int64 { return int64(len(c.visits)) }

// known returns how many of the visits that have a look-back were to a
// professional whom the patient had met within it. With a look-back of 0 that is
// every visit but the first; else every visit that comes at least so long after
// the first, as of earlier ones the record cannot tell.
func (c course) known(lookBack time.Duration) estimate.Estimate {
	var k, n int64
	for i, v := range c.inOrder {
		if i == 0 || v.Start.Sub(c.inOrder[0].Start) < lookBack {
			continue
		}
		n++
		if slices.ContainsFunc(c.inOrder[:i], func(before visitCard) bool {
			return (lookBack == 0 || v.Start.Sub(before.Start) <= lookBack) &&
				slices.ContainsFunc(before.Professionals, func(id string) bool { return slices.Contains(v.Professionals, id) })
		}) {
			k++
		}
	}
	return estimate.Fraction(estimate.Int(k), estimate.Int(n), n, NoEarlierVisit)
}

// gaps returns the milliseconds between successive visits, ascending.
func (c course) gaps() []int64 {
	var gaps []int64
	for i := 1; i < len(c.visits); i++ {
		gaps = append(gaps, c.visits[i].Start.UnixMilli()-c.visits[i-1].Start.UnixMilli())
	}
	slices.Sort(gaps)
	return gaps
}

// relation returns the longest time between the first and the last visit to one professional.
func (c course) relation() estimate.Estimate {
	if len(c.visits) == 0 {
		return estimate.Undefined(estimate.NoVisits, 0)
	}
	first := map[string]int64{}
	var longest int64
	for _, v := range c.visits {
		at := v.Start.UnixMilli()
		for _, id := range v.Professionals {
			if since, ok := first[id]; ok {
				longest = max(longest, at-since)
			} else {
				first[id] = at
			}
		}
	}
	return days(longest, 1, c.n())
}

// days returns ms/parts in days.
func days(ms, parts, n int64) estimate.Estimate {
	const day = 24 * 60 * 60 * 1000
	return estimate.Fraction(estimate.Int(ms), estimate.Int(parts*day), n, estimate.NoVisits)
}

// with returns the parameters and one more.
func with(p params, name string, value any) params {
	more := params{name: value}
	for k, v := range p {
		more[k] = v
	}
	return more
}
