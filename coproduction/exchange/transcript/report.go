package transcript

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// MaxFindings bounds how many findings a reader lists for one file. A file with
// more says so in its last finding, with the true number.
const MaxFindings = 1000

// A fault is a finding before its place is known: text[at:end].
type fault struct {
	rule    schema.RuleID
	pointer string
	at, end int
	detail  string
}

// A report collects the faults of one file.
type report struct {
	faults []fault
	total  int
	failed bool // one of them has severity error
}

func (r *report) add(f fault) {
	severe := ruleOf(f.rule).Severity == schema.Error
	if r.total++; r.total <= MaxFindings || severe && !r.failed { // the first error is what refuses the file
		r.faults = append(r.faults, f)
	}
	r.failed = r.failed || severe
}

// findings places the faults in the bytes of the file, in one walk along the text.
func (r *report) findings(source string, t text) []schema.Finding {
	if listed := len(r.faults); listed < r.total {
		r.faults = append(r.faults, fault{rule: ruleCapped, at: len(t.utf8), end: len(t.utf8),
			detail: fmt.Sprintf("%d findings, of which %d are listed", r.total, listed)})
	}
	slices.SortStableFunc(r.faults, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.rule, b.rule), cmp.Compare(a.pointer, b.pointer))
	})
	var found []schema.Finding
	line, column, last, offset := 1, 1, 0, t.skip
	for _, f := range r.faults {
		for i := last; i < f.at; i++ {
			switch c := t.utf8[i]; {
			case c == '\n' || c == '\r' && (i+1 == len(t.utf8) || t.utf8[i+1] != '\n'):
				line, column = line+1, 1
			case utf8.RuneStart(c):
				column++
			}
		}
		offset += t.width(t.utf8[last:f.at])
		last = f.at
		finding := ruleOf(f.rule).At(f.pointer, f.detail)
		finding.Position = schema.Position{
			Source: source, Line: line, Column: column,
			Offset: int64(offset), Length: t.width(t.utf8[f.at:f.end]),
		}
		found = append(found, finding)
	}
	return found
}
