package refi

import (
	"bytes"
	"fmt"
	"unicode/utf16"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A textAt is a text of a project, and the selections and sync points in it.
type textAt struct {
	runes      []rune
	selections []*Selection
	points     []*SyncPoint
}

// texts lists the texts of the project that are there.
func (p *Project) texts() (all []textAt) {
	var add func(s *Source)
	add = func(s *Source) {
		if s == nil {
			return
		}
		if s.Kind == TextKind && s.Text.Content != nil {
			t := textAt{runes: []rune(*s.Text.Content)}
			for i := range s.Selections {
				t.selections = append(t.selections, &s.Selections[i])
			}
			all = append(all, t)
		}
		add(s.Companion)
		for i := range s.Selections {
			add(s.Selections[i].Companion)
		}
		for i := range s.Transcripts {
			tr := &s.Transcripts[i]
			if tr.Text.Content == nil {
				continue
			}
			t := textAt{runes: []rune(*tr.Text.Content)}
			for j := range tr.SyncPoints {
				if tr.SyncPoints[j].At != nil {
					t.points = append(t.points, &tr.SyncPoints[j])
				}
			}
			all = append(all, t)
		}
	}
	for i := range p.Sources {
		add(&p.Sources[i])
	}
	for i := range p.Notes {
		add(&p.Notes[i])
	}
	return all
}

// settle finds out what the positions of the project count, and makes code points of
// them.
func (o *opening) settle() {
	start := schema.Position{Line: 1, Column: 1}
	o.coders(start)
	texts := o.Project.texts()
	var runes [][]rune
	var all []marked
	for n, t := range texts {
		runes = append(runes, t.runes)
		for _, s := range t.selections {
			all = append(all, marked{n, s.Start, s.End, []string{s.Name, s.Description}})
		}
	}
	o.Dialect = Dialects()[0]
	if len(all) > 0 {
		v := judge(runes, all)
		o.Dialect = v.best
		o.tell(v, len(all), start)
	}
	outside := 0
	for _, t := range texts {
		r := o.Dialect.ruler(t.runes)
		for _, s := range t.selections {
			from, to, ok := r.half(s.Start, s.End)
			if !ok {
				outside++
				from, to = -1, -1 // no range of the text
			}
			switch matches(t.runes, from, to, ok, []string{s.Name, s.Description}) {
			case fits:
				o.Quotes.Verified++
			case differs:
				o.Quotes.Differ++
			default:
				o.Quotes.None++
			}
			s.Start, s.End = from, to
		}
		for _, p := range t.points {
			if at, ok := r.position(*p.At); ok {
				p.At = &at
			}
		}
	}
	if outside > 0 {
		o.log.Report(ruleRange, start, "", fmt.Sprintf("%d of %d selections are no range of their text", outside, len(all)))
	}
	if o.Quotes.Differ > 0 {
		o.log.Report(ruleQuote, start, "", fmt.Sprintf("the text of %d selections is not what their name or description says; of %d it is, %d say nothing", o.Quotes.Differ, o.Quotes.Verified, o.Quotes.None))
	}
}

// tell reports the dialect and how sure it is.
func (o *opening) tell(v verdict, selections int, start schema.Position) {
	switch {
	case v.single:
		o.log.Report(ruleDialect, start, "", "every way to count gives the same ranges in these texts")
	case v.edges && v.tied:
		o.log.Report(ruleDialectOpen, start, "", fmt.Sprintf("nothing is quoted, and %d selections fit several ways to count equally well; read as: %s", selections, v.best))
	case v.edges:
		o.log.Report(ruleDialect, start, "", fmt.Sprintf("read as: %s; nothing is quoted, and the edges of words in %d selections decided", v.best, selections))
	case v.tied:
		o.log.Report(ruleDialectOpen, start, "", fmt.Sprintf("%d of %d quotes fit, and as many with other ranges; read as: %s", v.fits, v.quoted, v.best))
	default:
		o.log.Report(ruleDialect, start, "", fmt.Sprintf("read as: %s; %d of %d quotes fit so, %d in the next best way", v.best, v.fits, v.quoted, v.next))
	}
}

// coders looks whether the codings can tell coders apart.
func (o *opening) coders(start schema.Position) {
	users := map[GUID]bool{}
	none, all := 0, 0
	o.Project.eachCoding(func(c *Coding) {
		all++
		if c.CreatedBy == "" {
			none++
		} else {
			users[c.CreatedBy] = true
		}
	})
	switch {
	case all > 0 && len(users) <= 1 && len(o.Project.Users) > 1:
		o.log.Report(ruleCoders, start, "", fmt.Sprintf("all %d codings are by one user, and %d users are listed: who coded what was lost", all, len(o.Project.Users)))
	case none > 0:
		o.log.Report(ruleCoder, start, "", fmt.Sprintf("%d of %d codings do not say who coded", none, all))
	}
}

// eachCoding goes through all codings of a project.
func (p *Project) eachCoding(do func(*Coding)) {
	codings := func(all []Coding) {
		for i := range all {
			do(&all[i])
		}
	}
	var source func(s *Source)
	selections := func(all []Selection) {
		for i := range all {
			codings(all[i].Codings)
			source(all[i].Companion)
		}
	}
	source = func(s *Source) {
		if s == nil {
			return
		}
		codings(s.Codings)
		selections(s.Selections)
		source(s.Companion)
		for i := range s.Transcripts {
			selections(s.Transcripts[i].Selections)
		}
	}
	for i := range p.Sources {
		source(&p.Sources[i])
	}
	for i := range p.Notes {
		source(&p.Notes[i])
	}
}

// wide decodes UTF-16 with a byte order mark.
func wide(raw []byte) (string, bool) {
	high := 0
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) {
		high = 1
	}
	raw = raw[2:]
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i+high])<<8|uint16(raw[i+1-high]))
	}
	runes := utf16.Decode(units)
	for _, r := range runes {
		if r == 0xfffd || r == 0 {
			return "", false
		}
	}
	return string(runes), len(raw)%2 == 0
}
