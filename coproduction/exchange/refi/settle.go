package refi

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// settle finds out what the positions of the project count, and makes code points of
// them.
func (o *opening) settle() {
	start := beginning
	if o.Project.empty() {
		o.log.Report(ruleEmpty, start, "", "the project is empty")
	}
	o.coders(start)
	if o.bare > 0 {
		o.log.Report(ruleMissing, start, "", fmt.Sprintf("%d texts stand in files beside the project, which are not opened", o.bare))
	}
	if o.textless > 0 {
		o.log.Report(ruleMissing, start, "", fmt.Sprintf("%d sources with selections or codings have no plain text", o.textless))
	}
	texts := o.Project.texts()
	v := judge(func(yield func(*passage) bool) {
		for _, t := range texts {
			if len(t.selections) > 0 && !yield(t.passage()) {
				return
			}
		}
	})
	o.Dialect = Dialects()[0]
	switch {
	case v.ranges == 0:
	case !v.single && o.Project.Origin == ownOrigin: // anything else would be a guess: what is written here quotes nothing
		o.log.Report(ruleDialect, start, "", "the project says that it was written as the standard has it")
	default:
		o.Dialect = v.best
		o.tell(v, start)
	}
	outside := 0
	for _, t := range texts {
		outside += o.convert(t)
	}
	if outside > 0 {
		o.log.Report(ruleRange, start, "", fmt.Sprintf("%d of %d selections are no range of their text", outside, v.ranges))
	}
	if o.Quotes.Differ > 0 {
		o.log.Report(ruleQuote, start, "", fmt.Sprintf("the text of %d selections is not what their names quote; %d quotes fit, and %d selections quote nothing", o.Quotes.Differ, o.Quotes.Verified, o.Quotes.None))
	}
}

// ownOrigin is what projects that are written here give for their origin. Their positions
// are those of the standard.
const ownOrigin = "coproduction-go"

// convert makes code points of the positions in one text, and compares what is there
// with the quotes. It returns how many selections are no range of the text.
func (o *opening) convert(t textAt) (outside int) {
	if len(t.selections)+len(t.points) == 0 {
		return 0
	}
	p := t.passage()
	r := o.Dialect.ruler(p)
	for i, m := range p.marked {
		s := &t.selections[i]
		from, to, ok := r.half(m.start, m.end)
		how := unquoted
		switch {
		case ok:
			how, _ = matches(p.text[from.byte:to.byte], m.quotes)
		case len(m.quotes) > 0:
			how = differs
		}
		switch {
		case how == fits:
			o.Quotes.Verified++
		case how == differs && strings.TrimSpace(s.Name) == "": // a description need not be a quote
			o.Quotes.None++
		case how == differs:
			o.Quotes.Differ++
			s.Doubtful = true
		default:
			o.Quotes.None++
		}
		if !ok {
			outside++
			from.point, to.point = -1, -1 // no range of the text
			s.unplaced = [2]int64{m.start, m.end}
		}
		s.Start, s.End = from.point, to.point
	}
	for i := range t.points {
		if at := t.points[i].At; at != nil {
			if to, ok := r.position(*at); ok {
				t.points[i].At = &to.point
			}
		}
	}
	return outside
}

// tell reports the dialect and how sure it is.
func (o *opening) tell(v verdict, start schema.Position) {
	open := func(format string, args ...any) {
		o.log.Report(ruleDialectOpen, start, "", fmt.Sprintf(format, args...)+"; read as: "+v.best.String())
	}
	switch {
	case v.single:
		o.log.Report(ruleDialect, start, "", "every way to count gives the same ranges in these texts")
	case v.edges && v.tied:
		open("%s, and %d selections fit several ways to count equally well", v.none(), v.ranges)
	case v.edges && v.weak:
		open("%s, and the edges of words in %d selections do not clearly tell one way to count from others", v.none(), v.ranges)
	case v.edges:
		o.log.Report(ruleDialect, start, "", fmt.Sprintf("read as: %s; %s, and the edges of words in %d selections decided", v.best, v.none(), v.ranges))
	case v.tied:
		open("%d of %d quotes fit, and as many with other ranges", v.fits, v.quoted)
	case v.weak:
		open("%d of %d quotes fit so, and %d in another way, which are too few or too short to tell, and the edges of words do not clearly decide", v.fits, v.quoted, v.next)
	case 2*v.fits < v.quoted:
		open("%d of %d quotes fit, less than half", v.fits, v.quoted)
	case v.next == v.fits: // with a blank before or behind, of which quotes say nothing
		o.log.Report(ruleDialect, start, "", fmt.Sprintf("read as: %s; %d of %d quotes fit so, as many in another way, and the edges of words decided", v.best, v.fits, v.quoted))
	default:
		o.log.Report(ruleDialect, start, "", fmt.Sprintf("read as: %s; %d of %d quotes fit so, %d in the next best way", v.best, v.fits, v.quoted, v.next))
	}
}

// none says why no quote decided.
func (v verdict) none() string {
	if v.quoted == 0 {
		return "nothing is quoted"
	}
	return fmt.Sprintf("none of %d quotes fits", v.quoted)
}

// coders looks whether the codings give a code, and can tell coders apart: who coded what was
// lost where every coding names one and the same of several users.
func (o *opening) coders(start schema.Position) {
	users := map[GUID]bool{}
	cases := map[GUID]bool{}
	for i := range o.Project.Cases {
		cases[o.Project.Cases[i].GUID] = true
	}
	none, uncoded, all := 0, 0, 0
	o.Project.eachCoding(func(c *Coding) {
		all++
		if !o.codes[c.Code] && !cases[c.Code] {
			uncoded++
		}
		if c.CreatedBy == "" {
			none++
		} else {
			users[c.CreatedBy] = true
		}
	})
	if uncoded > 0 {
		o.log.Report(ruleCodeMissing, start, "", fmt.Sprintf("%d of %d codings give no code of the project", uncoded, all))
	}
	switch {
	case none == 0 && len(users) == 1 && len(o.Project.Users) > 1:
		o.log.Report(ruleCoders, start, "", fmt.Sprintf("all %d codings are by one user, and %d users are listed: who coded what was lost", all, len(o.Project.Users)))
	case none > 0:
		o.log.Report(ruleCoder, start, "", fmt.Sprintf("%d of %d codings do not say who coded", none, all))
	}
}
