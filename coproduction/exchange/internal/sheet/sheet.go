// Package sheet reads separated values (RFC 4180, and with semicolons, tabs or bars) with
// the place of every field, and keeps the findings of whoever reads a table from them.
//
// The kinds of table name their own rules. Those that every table must keep have
// the same endings, from [Mark] to [Missing], behind the prefix of the kind.
package sheet

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// The rules that every kind of table has, behind its prefix.
const (
	Mark      = "byte-order-mark"
	Encoding  = "encoding"
	Delimiter = "delimiter"
	Separator = "separator"
	Quote     = "quote"
	NoRows    = "no-rows"
	Ragged    = "ragged"
	Space     = "white-space"
	Capped    = "findings-capped"
	Once      = "column-once"
	Missing   = "column-missing"
)

// MaxFindings bounds how many findings are listed.
const MaxFindings = 1000

// ErrEmpty says that there is nothing in the input, not even the names of columns.
var ErrEmpty = errors.New("the input is empty")

// A Check names the rules that an identifier breaks, as those of privacy.
type Check = func(id string) []schema.Rule

// A Sheet is the bytes of a table and what was found in them.
type Sheet struct {
	source, prefix string
	rules          []schema.Rule
	raw            []byte
	skip           int   // bytes of the byte order mark
	lines          []int // where each line begins
	found          []schema.Finding
	total          int
	failed         bool
	otherwise      bool // fields are separated otherwise than by commas
	checks         []Check
	asked          map[string]bool // identifiers that the checks were asked about
}

// Open reads everything that r holds. Source is the name that findings give it. An
// error is one of r, or, beside the sheet, [ErrEmpty].
func Open(r io.Reader, source, prefix string, rules []schema.Rule, checks []Check) (*Sheet, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(raw, '\n') < 0 { // lines of old systems, that end in CR alone
		raw = bytes.ReplaceAll(raw, []byte{'\r'}, []byte{'\n'})
	}
	s := &Sheet{source: source, prefix: prefix, rules: rules, raw: raw, checks: checks, asked: map[string]bool{}}
	if bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")) {
		s.skip = 3
		s.report(Mark, Field{Length: 3}, "the table begins with a byte order mark")
	}
	if len(bytes.TrimSpace(raw[s.skip:])) == 0 {
		return s, ErrEmpty
	}
	return s, nil
}

// Report notes a departure from a rule at a field.
func (s *Sheet) Report(rule schema.RuleID, at Field, detail string) {
	s.add(s.rule(rule), at, detail)
}

// report notes a departure from a rule that every kind has.
func (s *Sheet) report(ending string, at Field, detail string) {
	s.Report(schema.RuleID(s.prefix+ending), at, detail)
}

func (s *Sheet) rule(id schema.RuleID) schema.Rule {
	return s.rules[slices.IndexFunc(s.rules, func(r schema.Rule) bool { return r.ID == id })]
}

func (s *Sheet) add(rule schema.Rule, at Field, detail string) {
	f := rule.At("", detail)
	f.Position = schema.Position{Source: s.source, Offset: int64(at.At), Length: at.Length}
	severe := f.Severity == schema.Error
	if s.total++; s.total <= MaxFindings || severe && !s.failed { // the first error is what refuses the table
		s.found = append(s.found, f)
	}
	s.failed = s.failed || severe
}

// Otherwise reports whether fields are separated otherwise than by commas: a comma in a number
// is a decimal sign then.
func (s *Sheet) Otherwise() bool { return s.otherwise }

// Failed reports whether a finding so far has severity error.
func (s *Sheet) Failed() bool { return s.failed }

// Identifies asks the checks about an identifier, once for each.
func (s *Sheet) Identifies(id string, at Field) {
	if s.asked[id] {
		return
	}
	s.asked[id] = true
	for _, check := range s.checks {
		for _, rule := range check(id) {
			s.add(rule, at, "this id has a shape that tells who somebody is")
		}
	}
}

// Value returns the text of a field without the white space around it.
func (s *Sheet) Value(f Field) string {
	trimmed := strings.TrimSpace(f.Text)
	if trimmed != f.Text {
		s.report(Space, f, "there is white space around the value")
	}
	return trimmed
}

// End is the place behind the last byte.
func (s *Sheet) End() Field { return Field{At: len(s.raw)} }

// Findings places what was found in lines and columns, in order.
func (s *Sheet) Findings() []schema.Finding {
	if listed := len(s.found); listed < s.total {
		f := s.rule(schema.RuleID(s.prefix+Capped)).At("", strconv.Itoa(s.total)+" findings, of which "+strconv.Itoa(listed)+" are listed")
		f.Position = schema.Position{Source: s.source, Offset: int64(len(s.raw))}
		s.found = append(s.found, f)
	}
	slices.SortStableFunc(s.found, func(a, b schema.Finding) int {
		return cmp.Or(cmp.Compare(a.Position.Offset, b.Position.Offset), cmp.Compare(a.Rule, b.Rule))
	})
	line, begin := 1, s.skip
	for i := range s.found {
		p := &s.found[i].Position
		at := int(p.Offset)
		if between := s.raw[min(begin, at):at]; len(between) > 0 {
			if last := bytes.LastIndexByte(between, '\n'); last >= 0 {
				line += bytes.Count(between, []byte{'\n'})
				begin += last + 1
			}
		}
		p.Line, p.Column = line, 1+utf8.RuneCount(s.raw[min(begin, at):at])
	}
	return s.found
}
