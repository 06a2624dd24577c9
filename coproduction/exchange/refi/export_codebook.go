package refi

import (
	"iter"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// Codebook makes a project of the codebooks among the records, for [WriteCodebook]: its
// codes are those of [Export.Project], and nothing else is in it. The Loss says so of all
// other records, as a codebook of REFI-QDA has no place for them. The same records in the
// same order make the same codebook.
func (x Export) Codebook(records iter.Seq[encounter.Record]) *Made {
	e := exporting{Export: x, made: &Made{Project: &Project{Origin: ownOrigin}}, codes: make(map[encounter.ID]map[theme.CodeID]GUID)}
	for r := range records {
		e.record++
		switch r := r.(type) {
		case *theme.Codebook:
			e.books, e.bookAt = append(e.books, r), append(e.bookAt, e.record)
			continue
		case *theme.Coding:
			e.given = append(e.given, codingAt{r, e.record}) // tells which themes are codable
		}
		e.others++
		e.made.Loss.Read(r.RecordKind(), 1)
		e.made.Loss.Drop(r.RecordKind(), "no place in a codebook", 1)
	}
	e.codebooks()
	if e.others > 0 {
		e.find(ruleExportRecord, 0, "", "records that are not codebooks have no place in a codebook of REFI-QDA")
	}
	return e.made
}
