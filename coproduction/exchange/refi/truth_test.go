package refi

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// An export says kept of what is carried whole: a coding of a second round, and local fields,
// are not.
func TestExportCountsTruly(t *testing.T) {
	source := sourceRecord(1, "one two six")
	book := &theme.Codebook{ID: id16(2), Title: "b", Themes: []theme.Theme{{ID: "T", Name: "T"}}, Codes: []theme.Code{{ID: "a", Parent: "T", Name: "a", Definition: "d"}, {ID: "b", Parent: "T", Name: "b", Definition: "d"}}}
	own := encounter.Extensions{"x": json.RawMessage("1")}
	says := encounter.Extensions{"synthetic": json.RawMessage("true")} // which the project says
	unit := func(n byte, start, end int64, own encounter.Extensions) *theme.Unit {
		return &theme.Unit{ID: id16(n), Source: source.ID, Range: &theme.Range{Start: start, End: end}, Extensions: own}
	}
	coding := func(n, target byte, round int64, own encounter.Extensions, codes ...theme.CodeID) *theme.Coding {
		return &theme.Coding{ID: id16(n), Target: theme.Target{Record: id16(target)}, Codebook: book.ID, Coder: id16(60), Round: round, Codes: codes, Extensions: own}
	}
	made := Export{}.Project(slices.Values([]encounter.Record{book, source,
		unit(10, 0, 3, nil), unit(11, 4, 7, own), unit(12, 8, 11, says), unit(13, 3, 3, nil),
		coding(20, 10, 1, says, "a"), coding(21, 11, 2, nil, "a"), coding(22, 12, 1, own, "a"), coding(23, 1, 3, own, "a", "b"), coding(24, 13, 1, nil, "a"),
	}))
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Changed: map[string]int64{"without its local fields": 1}, Dropped: map[string]int64{"its range is empty": 1}}, made.Loss.Of("unit"))
	assert.Equal(t, exchange.Count{Read: 5, Kept: 1, Changed: map[string]int64{
		"without its round": 1, "without its local fields": 1, "one for each code; without its round; without its local fields": 1},
		Dropped: map[string]int64{"not of a source or a range of one": 1}}, made.Loss.Of("coding"))
	assert.Equal(t, []string{"refi-export-codebook 1 ", "refi-export-range 6 /range", "refi-export-place 11 /target"}, found(made))
	assert.True(t, made.Loss.Balanced())
}

// That data is synthetic, which any record may say, goes out and comes back with the study.
func TestReturnSynthetic(t *testing.T) {
	says := encounter.Extensions{"synthetic": json.RawMessage("true")}
	source := sourceRecord(1, "one")
	source.Extensions = says
	book := &theme.Codebook{ID: id16(2), Title: "b", Themes: []theme.Theme{{ID: "T", Name: "T"}}, Codes: []theme.Code{{ID: "a", Parent: "T", Name: "a", Definition: "d"}}}
	given := &theme.Coding{ID: id16(3), Target: theme.Target{Record: source.ID}, Codebook: book.ID, Coder: id16(4), Round: 1, Codes: []theme.CodeID{"a"}}
	made, back := returned(t, []encounter.Record{book, source, given})
	assert.Equal(t, syntheticNote, made.Project.Description)
	assert.Equal(t, says, back.Records[1].(*encounter.Study).Extensions)
	assert.EqualValues(t, 1, back.Loss.Of("Description").Kept-1, "that of the code, and that of the project")
	_, again := returned(t, back.Records)
	assert.Equal(t, plain(t, back.Records), plain(t, again.Records))

	source.Extensions = nil
	_, back = returned(t, []encounter.Record{book, source, given})
	assert.Nil(t, back.Records[1].(*encounter.Study).Extensions)
	for _, r := range []encounter.Record{&theme.Codebook{Extensions: says}, &theme.Unit{Extensions: says}, &theme.Coding{Extensions: says}} {
		assert.Equal(t, syntheticNote, Export{}.Project(slices.Values([]encounter.Record{r})).Project.Description, r.RecordKind())
	}
}

// An import says of what records have no place for how much there was: names of sources,
// who made what and when, and when it was coded.
func TestImportAttributes(t *testing.T) {
	text := "one two"
	made := Stamp{Created: "2018-10-04T22:56:11"}
	by := func(n int, when string) Coding {
		return Coding{GUID: id(n), Code: id(1), CreatedBy: id(9), Created: when}
	}
	first := firstOf(t, &Project{Codes: []Code{{GUID: id(1), Name: "a", Codable: true}}, Sources: []Source{
		{Kind: TextKind, GUID: id(2), Name: "SECRET", Stamp: made, Text: Text{Content: &text}, Codings: []Coding{by(10, made.Created)}, Selections: []Selection{
			{GUID: id(3), Start: 0, End: 3, Stamp: made, Codings: []Coding{by(11, made.Created), by(12, made.Created)}}, {GUID: id(4), Start: 0, End: 3, Stamp: Stamp{ModifiedBy: id(9)}}, {GUID: id(5), Start: 4, End: 7, Codings: []Coding{by(13, "")}}}},
		{Kind: PDFKind, GUID: id(6), Name: "SECRET", Companion: &Source{Kind: TextKind, GUID: id(7), Name: "SECRET", Stamp: made, Text: Text{Content: &text}}},
		{Kind: AudioKind, GUID: id(8), Name: "SECRET", Stamp: made},
	}})
	none := func(n int64) exchange.Count {
		return exchange.Count{Read: n, Dropped: map[string]int64{"no place in the records": n}}
	}
	assert.Equal(t, none(3), first.Loss.Of("name of a source"), "of those that became records, one with a text of its own")
	assert.Equal(t, none(2), first.Loss.Of("maker or date of a source"))
	assert.Equal(t, none(2), first.Loss.Of("maker or date of a selection"))
	assert.Equal(t, none(2), first.Loss.Of("date of a coding"), "one was given twice")
}

// Of a PDF and a picture the text alone is in the records, and a code that stood below a case
// stands elsewhere: neither is kept as it was.
func TestImportCountsPlaces(t *testing.T) {
	text := "one two"
	first := firstOf(t, &Project{
		Codes: []Code{{GUID: id(1), Name: "a", Codable: true, Description: "d", Codes: []Code{
			{GUID: id(2), Name: "case", Codable: true, Codes: []Code{{GUID: id(3), Name: "b", Codable: true, Description: "d", Codes: []Code{{GUID: id(4), Name: "c", Codable: true, Description: "d"}}}}}}}},
		Cases: []Case{{GUID: id(2)}},
		Sources: []Source{
			{Kind: PDFKind, GUID: id(5), Companion: &Source{Kind: TextKind, GUID: id(6), Text: Text{Content: &text}}},
			{Kind: PictureKind, GUID: id(7), Companion: &Source{Kind: TextKind, GUID: id(8), Text: Text{Content: &text}}},
		},
	})
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Changed: map[string]int64{"it stood below a case": 1}, Dropped: map[string]int64{"is a case": 1}}, first.Loss.Of("Code"))
	for _, element := range []string{"PDFSource", "PictureSource"} {
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{"its text alone": 1}}, first.Loss.Of(element))
	}
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, first.Loss.Of("Representation"))
	assert.Equal(t, exchange.Count{Read: 1, Kept: 1}, first.Loss.Of("TextDescription"))
}
