package refi

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// textOf is the text of a source: its own, or what stands beside a PDF or picture; nil where
// it has none.
func textOf(s *Source) *Source {
	if s.Kind != TextKind && s.Companion != nil {
		s = s.Companion
	}
	if s.Kind != TextKind || s.Text.Content == nil {
		return nil
	}
	return s
}

// source hands on the source that a text becomes; false where there is none.
func (r *recording) source(s *Source) bool {
	element := string(s.Kind)
	text := textOf(s)
	if text == nil {
		r.drop(element, "no text", 1)
		r.lost(s, "of a source without a text")
		return false
	}
	one := &theme.Source{ID: r.ID(sourceKey(s)), Form: theme.FormDocument}
	one.SHA256, one.Length = theme.Fingerprint(*text.Text.Content)
	kept := r.KeepText && one.Length <= mostText
	if kept {
		one.Text = text.Text.Content
	}
	if of, taken := r.stands[text.GUID]; r.contradicts(one) || taken && of != one.ID {
		const why = "another text has its GUID"
		r.apart[s] = true
		r.differ[0]++
		r.drop(element, why, 1)
		if text.Text.from.inline {
			r.drop("PlainTextContent", why, 1)
		}
		r.lost(s, why)
		return false
	}
	r.stands[text.GUID] = one.ID
	carried := []string{text.element}
	if text != s {
		r.change(element, "its text alone", 1)
	}
	if text.Text.from.inline {
		carried = append(carried, "PlainTextContent")
	}
	for _, element := range carried {
		if kept {
			r.keep(element, 1)
		} else {
			r.change(element, "counted, its fingerprint taken, and left behind", 1)
		}
	}
	r.unnamed(s)
	if text != s {
		r.unnamed(text)
	}
	r.hand(one, text.Text.places())
	return true
}

func sourceKey(s *Source) string { return "refi/source/" + string(s.GUID) }

// codedIn hands on what was coded in a source that has a text: the whole, and ranges.
func (r *recording) codedIn(s *Source) {
	text := textOf(s)
	if text == nil || r.apart[s] {
		return
	}
	whole := s.Codings
	if text != s {
		const why = "of a picture, not of its text"
		r.selections(s.Selections, why)
		r.transcripts(s.Transcripts, why)
		whole = slices.Concat(whole, text.Codings) // two places, and one source
	}
	key := sourceKey(s)
	id := r.ID(key)
	r.coded(theme.Target{Record: id}, key, whole)
	r.ranges(id, text)
	r.within(text)
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

// ranges makes units of the ranges that are coded, each once, in the order in which they are
// first selected.
func (r *recording) ranges(of encounter.ID, s *Source) {
	var text *ruler
	if slices.ContainsFunc(s.Selections, func(x Selection) bool { return x.Description != "" }) {
		text = new(Dialects()[0].ruler(newPassage(*s.Text.Content, false, false)))
	}
	r.placeless(s.Selections)
	for _, group := range groups(s.Selections) {
		first := &s.Selections[group[0]]
		key := fmt.Sprintf("refi/unit/%s/%d-%d", s.GUID, first.Start, first.End)
		unit := &theme.Unit{ID: r.ID(key), Source: of, Range: &theme.Range{Start: first.Start, End: first.End}}
		var lines iter.Seq2[string, schema.Position]
		written := ""                         // the condensation, as the file has it
		codings := slices.Clip(first.Codings) // those of others are put behind them
		for n, i := range group {
			x := &s.Selections[i]
			switch {
			case n > 0:
				r.change(x.element, "of a range that is selected already", 1)
				codings = append(codings, x.Codings...)
			case x.Doubtful:
				r.change(x.element, "its quote is another text than that of its range", 1)
			default:
				r.keep(x.element, 1)
			}
			r.attribute("maker or date of a selection", x.Stamp != Stamp{})
			if r.condenses(unit, text, x) {
				written = x.Description
				said := unit.Condensation // whoever takes the unit may take it out
				lines = func(yield func(string, schema.Position) bool) { yield(said, *x.at) }
			}
		}
		if !r.contradicts(unit) {
			r.hand(unit, lines)
		} else if unit.Condensation != "" {
			r.trimmed(written, unit.Condensation, -1)
			r.drop("Description", "another condensation of its range came before", 1)
			r.differ[1]++
		}
		r.coded(theme.Target{Record: unit.ID}, key, codings)
	}
}

// placeless counts the selections that are no range of their text.
func (r *recording) placeless(all []Selection) {
	for i := range all {
		switch x := &all[i]; {
		case x.Start < 0:
			r.drop(x.element, "no range of the text", 1)
			r.drop("Coding", "on no range of the text", len(x.Codings))
		case x.End <= x.Start:
			r.drop(x.element, "empty", 1)
			r.drop("Coding", "on an empty range", len(x.Codings))
		}
	}
}

// groups are the selections that are ranges of their text, by their numbers, those of one
// range together, in the order in which each range is first selected. It takes 32 bytes for
// each.
func groups(all []Selection) (groups [][]int) {
	order := make([]int, 0, len(all))
	for i := range all {
		if x := &all[i]; 0 <= x.Start && x.Start < x.End {
			order = append(order, i)
		}
	}
	compare := func(i, j int) int {
		return cmp.Or(cmp.Compare(all[i].Start, all[j].Start), cmp.Compare(all[i].End, all[j].End))
	}
	slices.SortStableFunc(order, compare)
	for begin, end := 0, 0; begin < len(order); begin = end {
		for end < len(order) && compare(order[begin], order[end]) == 0 {
			end++
		}
		groups = append(groups, order[begin:end])
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

// maxCondensation is how long the condensation of a unit may be, in code points.
const maxCondensation = 4000

// condenses takes the description of a selection for the condensation of its unit, unless
// it quotes the text or another selection of the range has one already.
func (r *recording) condenses(unit *theme.Unit, text *ruler, x *Selection) bool {
	const element = "Description"
	said := strings.TrimSpace(x.Description)
	if said == "" {
		return false
	}
	how := differs
	if r.Project.Origin != ownOrigin { // where a description is a condensation
		if from, to, ok := text.half(x.Start, x.End); ok {
			how, _ = matches(text.text[from.byte:to.byte], []string{squeeze(said)})
		}
	}
	switch {
	case how == fits:
		r.drop(element, "quotes the text", 1)
	case !r.KeepText:
		r.drop(element, "left behind", 1)
	case unit.Condensation != "" || utf8.RuneCountInString(said) > maxCondensation:
		r.drop(element, "a second one of its range, or too long", 1)
	default:
		unit.Condensation = said
		r.trimmed(x.Description, said, 1)
		return true
	}
	return false
}
