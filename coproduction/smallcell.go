package coproduction

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// DefaultSmallCell is the least number of people that a number in a report may be
// about, unless told otherwise.
const DefaultSmallCell = 5

var ruleSmallCell = schema.Rule{ID: "privacy-small-cell", Severity: schema.Warning,
	Title:  "No number in a report is about fewer than k people (default 5)",
	Why:    "whoever knows that a person took part may find that person's number among so few, and learn the rest from it",
	Mend:   "put groups together until none is so small, leave the number out, or keep the report among those who may see the records",
	Source: "Hundepool et al. Statistical Disclosure Control. Wiley 2012, doi:10.1002/9781118348239"}

// reportRules lists the rules about numbers that are about to be shown.
func reportRules() []Rule { return []Rule{{Rule: ruleSmallCell, Scope: ScopeReport}} }

// onePerson are the subjects behind which stands one patient, whatever the n.
var onePerson = []string{string(schema.KindParticipant), "patient", string(schema.KindEncounter)}

// SmallCells finds the subjects of a table of estimates that are about fewer than
// k people; k = 0 means [DefaultSmallCell], and k = 1 finds none.
//
// A row about one patient, or about one encounter of one patient, is about one
// person, however many visits or turns it counts. Of any other subject (a
// professional, a phase, the study) the n of a row bounds the people from above,
// as each unit it counts belongs to one: below k it is a small cell, at k and
// above it may still be one. A row that rests on nothing (n = 0) is about nobody.
//
// Each subject is one finding, at its first such row, however many rows it has.
// Its pointer leads into the table as it is written, "/estimates/3"; neither the
// subject nor the number is repeated.
func SmallCells(rows []estimate.Row, k int64) []schema.Finding {
	k = cmp.Or(k, DefaultSmallCell)
	var found []schema.Finding
	seen := map[estimate.Subject]bool{}
	for i, row := range rows {
		var detail string
		switch {
		case seen[row.Of] || k <= 1:
			continue
		case slices.Contains(onePerson, row.Of.Kind):
			detail = "this row is about one person"
		case 0 < row.N && row.N < k:
			detail = "this row is about fewer than " + strconv.FormatInt(k, 10) + " people"
		default:
			continue
		}
		seen[row.Of] = true
		found = append(found, ruleSmallCell.At("/estimates/"+strconv.Itoa(i), detail))
	}
	return found
}
