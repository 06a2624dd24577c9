package refi

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// source makes a source of a text, and gathers what was coded in it.
func (r *recording) source(s *Source) encounter.Record {
	element := string(s.Kind)
	text := s
	if s.Kind != TextKind && s.Companion != nil {
		text = s.Companion // what a PDF or picture says
	}
	if text.Kind != TextKind || text.Text.Content == nil {
		r.drop(element, "no text", 1)
		r.lost(s, "of a source without a text")
		return nil
	}
	one := &theme.Source{ID: r.ID("refi/source/" + string(s.GUID)), Form: theme.FormDocument}
	one.SHA256, one.Length = theme.Fingerprint(*text.Text.Content)
	carried := []string{element}
	if text != s {
		carried = append(carried, text.element)
	}
	if text.Text.from.inline {
		carried = append(carried, "PlainTextContent")
	}
	kept := r.KeepText && one.Length <= mostText
	if kept {
		one.Text = text.Text.Content
	}
	r.lines[one] = text.Text.places()
	for _, element := range carried {
		if kept {
			r.keep(element, 1)
		} else {
			r.change(element, "counted, its fingerprint taken, and left behind", 1)
		}
	}
	whole := s.Codings
	if text != s {
		const why = "of a picture, not of its text"
		r.selections(s.Selections, why)
		r.transcripts(s.Transcripts, why)
		whole = slices.Concat(whole, text.Codings) // two places, and one source
	}
	r.coded(theme.Target{Record: one.ID}, "refi/source/"+string(s.GUID), whole)
	r.ranges(one, text)
	r.within(text)
	return one
}

// mostText is how long the text of a source may be, in code points.
const mostText = 10_000_000

// within counts what stands inside a text that became a source, and in texts of its own.
func (r *recording) within(text *Source) {
	const why = "of a text within a text"
	r.lost(text.Companion, why)
	for i := range text.Selections {
		r.lost(text.Selections[i].Companion, why)
	}
	r.transcripts(text.Transcripts, why)
}

// A span is a range of a text with all that was coded there.
type span struct {
	start, end   int64
	codings      []Coding
	condensation string
	at           *schema.Position // of the selection that says it
}

// condense takes the description of a selection for its condensation, unless it quotes
// the text or another selection of the range has one already.
func (r *recording) condense(x *span, text []rune, sel *Selection) {
	const element = "Description"
	said := strings.TrimSpace(sel.Description)
	if said == "" {
		return
	}
	how := differs
	if sel.End <= int64(len(text)) {
		how, _ = matches(text[sel.Start:sel.End], []string{squeeze(said)})
	}
	switch {
	case how == fits:
		r.drop(element, "quotes the text", 1)
	case !r.KeepText:
		r.drop(element, "left behind", 1)
	case x.condensation != "" || utf8.RuneCountInString(said) > maxCondensation:
		r.drop(element, "a second one of its range, or too long", 1)
	default:
		x.condensation, x.at = said, sel.at
		r.keep(element, 1)
	}
}

// maxCondensation is how long the condensation of a unit may be, in code points.
const maxCondensation = 4000

// ranges makes units of the ranges that are coded, each once.
func (r *recording) ranges(of *theme.Source, s *Source) {
	var spans []*span
	var text []rune
	if s.Text.Content != nil && slices.ContainsFunc(s.Selections, func(x Selection) bool { return x.Description != "" }) {
		text = []rune(*s.Text.Content)
	}
	at := make(map[theme.Range]*span)
	for _, sel := range s.Selections {
		where := theme.Range{Start: sel.Start, End: sel.End}
		switch {
		case sel.Start < 0:
			r.drop(sel.element, "no range of the text", 1)
			r.drop("Coding", "on no range of the text", len(sel.Codings))
			continue
		case sel.End <= sel.Start:
			r.drop(sel.element, "empty", 1)
			r.drop("Coding", "on an empty range", len(sel.Codings))
			continue
		case at[where] == nil:
			at[where] = &span{start: sel.Start, end: sel.End}
			spans = append(spans, at[where])
			if sel.Doubtful {
				r.change(sel.element, "its quote is another text than that of its range", 1)
			} else {
				r.keep(sel.element, 1)
			}
		default:
			r.change(sel.element, "of a range that is selected already", 1)
		}
		r.condense(at[where], text, &sel)
		at[where].codings = append(at[where].codings, sel.Codings...)
	}
	for _, x := range spans {
		key := fmt.Sprintf("refi/unit/%s/%d-%d", s.GUID, x.start, x.end)
		unit := &theme.Unit{ID: r.ID(key), Source: of.ID, Range: &theme.Range{Start: x.start, End: x.end}, Condensation: x.condensation}
		r.later = append(r.later, unit)
		if x.condensation != "" {
			r.lines[unit] = func(yield func(string, schema.Position) bool) { yield(x.condensation, *x.at) }
		}
		r.coded(theme.Target{Record: unit.ID}, key, x.codings)
	}
}
