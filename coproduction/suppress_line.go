package coproduction

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A suppression is one line of the list.
type suppression struct {
	rule   string   // an id, or a pattern of ids unless it is exact
	exact  bool     // ids of schema rules hold a * of their own
	source string   // a pattern of the names of inputs; "" is any
	line   int      // of the input; 0 is any
	place  []string // the segments of the pointer; "*" is any one
	below  bool     // and whatever is below
	reason string

	at   schema.Position // of the line, in the list
	used atomic.Bool
}

// readSuppression reads one line of a list that begins at at; nil where there is
// none, or none that can be used. It finds fault with what it cannot use.
func readSuppression(text []byte, at schema.Position, known []string) (*suppression, []schema.Finding) {
	line := strings.TrimSpace(string(text))
	if line == "" || line[0] == '#' {
		return nil, nil
	}
	start := bytes.Index(text, []byte(line))
	span := func(from, length int) schema.Position {
		return schema.PositionOf(text, start+from, length).In(at)
	}
	fault := func(rule schema.Rule, at schema.Position, detail string) []schema.Finding {
		f := rule.At("", detail)
		f.Position = at
		return []schema.Finding{f}
	}
	whole := span(0, len(line))
	if !utf8.ValidString(line) {
		return nil, fault(ruleSuppressionForm, whole, "this line is not UTF-8")
	}
	rule, rest := field(line)
	place, reason := field(rest)
	s := &suppression{rule: rule, exact: slices.Contains(known, rule), reason: reason, at: whole}
	switch {
	case strings.Trim(rule, "*") == "":
		return nil, fault(ruleSuppressionForm, span(0, len(rule)), "a suppression of every rule names none")
	case place == "":
		return nil, fault(ruleSuppressionForm, whole, "there is a rule here but no place")
	case !s.readPlace(place):
		return nil, fault(ruleSuppressionForm, span(len(line)-len(rest), len(place)), "this is not a place")
	case !strings.ContainsFunc(reason, unicode.IsLetter):
		return nil, fault(ruleSuppressionReason, whole, "there is no reason here")
	case !slices.ContainsFunc(known, s.names):
		return s, fault(ruleSuppressionKnown, span(0, len(rule)), "no rule of this library has this id")
	}
	return s, nil
}

// field cuts the first word off a line.
func field(line string) (word, rest string) {
	end := strings.IndexFunc(line, unicode.IsSpace)
	if end < 0 {
		return line, ""
	}
	return line[:end], strings.TrimSpace(line[end:])
}

// readPlace reads a place, as in visits.ndjson:12#/steps/*/by/*. It reports
// whether it is one.
func (s *suppression) readPlace(place string) bool {
	pointer := place
	if i := strings.LastIndexByte(place, '#'); i >= 0 {
		s.source, pointer = place[:i], place[i+1:]
		if i := strings.LastIndexByte(s.source, ':'); i >= 0 {
			if n, err := strconv.ParseUint(s.source[i+1:], 10, 31); err == nil {
				s.source, s.line = s.source[:i], int(n)
				if n == 0 {
					return false
				}
			}
		}
	} else if pointer == "" {
		return false
	}
	if pointer == "" {
		return true
	}
	if pointer[0] != '/' {
		return false
	}
	pointer, s.below = strings.CutSuffix(pointer, "/**")
	if pointer != "" {
		s.place = strings.Split(pointer[1:], "/")
	}
	return !slices.ContainsFunc(s.place, func(segment string) bool {
		return segment != "*" && strings.Contains(segment, "*")
	})
}

// matches reports whether the line is about this finding.
func (s *suppression) matches(f *schema.Finding) bool {
	return s.names(string(f.Rule)) &&
		(s.line == 0 || s.line == f.Position.Line) &&
		(s.source == "" || glob(s.source, f.Position.Source)) &&
		s.covers(f.Pointer)
}

func (s *suppression) names(rule string) bool {
	return s.rule == rule || !s.exact && glob(s.rule, rule)
}

func (s *suppression) covers(pointer string) bool {
	var segments []string
	if pointer != "" {
		segments = strings.Split(pointer[1:], "/")
	}
	if len(segments) < len(s.place) || len(segments) > len(s.place) && !s.below {
		return false
	}
	for i, want := range s.place {
		if want != "*" && want != segments[i] {
			return false
		}
	}
	return true
}

// glob reports whether the pattern, in which * stands for any characters, is all
// of the text.
func glob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	last := len(parts) - 1
	text, ok := strings.CutPrefix(text, parts[0])
	if last == 0 {
		return ok && text == ""
	}
	for _, part := range parts[1:last] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return ok && strings.HasSuffix(text, parts[last])
}

// ruleIDs lists the ids of every rule of this library.
func ruleIDs() []string {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, string(r.ID))
	}
	return ids
}
