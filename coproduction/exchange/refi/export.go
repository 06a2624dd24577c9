package refi

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// An Export makes a project of the records of a study. The zero value takes all of
// it.
type Export struct {
	Round int64        // codings of this round alone; 0: of each coder at each place the latest
	Coder encounter.ID // codings of this coder alone; zero: of each

	// Text gives the text of a source that was kept without one; ok is false where
	// there is none. A text that is not the one of the source's fingerprint is not
	// written. Nil: there are none.
	Text func(*theme.Source) (text string, ok bool)
}

// Made is what became of the records.
type Made struct {
	Project  *Project
	Findings []schema.Finding // see [ExportRules]; the position tells which record, from 1
	Loss     exchange.Loss    // by kind of record; of codebooks, themes and codes
}

// Project makes a project of records, which may come in any order:
//
//   - a codebook becomes codes below its themes, which are folders unless a coding
//     gives one; several become a folder each. The theme that [Import] makes for codes on
//     the top of a project is none again;
//   - a source becomes a text source with its text as a file of its own, where there
//     is one (see [Export.Text]);
//   - a unit that is a range of a source becomes a selection, a condensation its
//     description;
//   - a coding of such a unit, or of a whole source, becomes a coding for each code;
//   - members of the team and other coders become users, called "coder 1" and so on:
//     records hold no names;
//   - patients whose encounters have sources become cases;
//   - where a record says by an extension "synthetic" that the data is, the description
//     of the project says so.
//
// Ids become GUIDs as they are; codes, and codings of several codes, get GUIDs that
// follow from those of codebook and coding and from the code, so that a second
// export of a study has the same. What cannot be carried is in the findings, and
// everything is in the Loss. The same records in the same order make the same project.
// All of it is in memory.
func (x Export) Project(records iter.Seq[encounter.Record]) *Made {
	e := exporting{Export: x, made: &Made{Project: &Project{Name: "study", Origin: ownOrigin}},
		sources: make(map[encounter.ID]*sourceAt), units: make(map[encounter.ID]*unitAt),
		codes: make(map[encounter.ID]map[theme.CodeID]GUID), patients: make(map[encounter.ID]encounter.ID)}
	for r := range records {
		e.record++
		e.add(r)
	}
	e.codebooks()
	e.texts()
	e.selections()
	e.codings()
	e.users()
	e.cases()
	e.left()
	for _, s := range e.order {
		e.made.Project.Sources = append(e.made.Project.Sources, s.out)
	}
	slices.SortStableFunc(e.made.Findings, schema.Compare)
	return e.made
}

// A sourceAt is a source, its place among the records, and what it becomes.
type sourceAt struct {
	*theme.Source
	record int
	out    Source
}

// A unitAt is a unit and its place among the records, and where it went.
type unitAt struct {
	*theme.Unit
	record    int
	in        *sourceAt // nil: nowhere
	selection int
}

type codingAt struct {
	*theme.Coding
	record int
}

// An exporting is the records as they come, and the project as it grows.
type exporting struct {
	Export
	made     *Made
	record   int
	study    *encounter.Study
	books    []*theme.Codebook
	bookAt   []int
	order    []*sourceAt
	sources  map[encounter.ID]*sourceAt
	inOrder  []*unitAt
	units    map[encounter.ID]*unitAt
	given    []codingAt
	codes    map[encounter.ID]map[theme.CodeID]GUID
	coders   []encounter.ID
	patients map[encounter.ID]encounter.ID // by encounter
	people   []*encounter.Participant
	others   int // records with no place in a project
}

func (e *exporting) find(id schema.RuleID, record int, pointer, detail string) {
	f := ruleOf(exportRules, id).At(pointer, detail)
	f.Position.Record = record
	e.made.Findings = append(e.made.Findings, f)
}

func (e *exporting) add(r encounter.Record) {
	loss := &e.made.Loss
	if r.RecordKind() != "codebook" {
		loss.Read(r.RecordKind(), 1)
	}
	switch r := r.(type) {
	case *encounter.Study:
		e.says(r.Extensions)
		if e.study != nil {
			loss.Drop("study", "another study was there before", 1)
			return
		}
		e.study, e.made.Project.Name = r, e.printable(r.Title, e.record, "/title")
		for _, m := range r.Team {
			e.coders = append(e.coders, m.ID)
		}
		how := "title and team alone are carried"
		if e.made.Project.Name != r.Title {
			how = joined(how, []string{replaced})
		}
		loss.Change("study", how, 1)
	case *theme.Codebook:
		e.says(r.Extensions)
		e.books, e.bookAt = append(e.books, r), append(e.bookAt, e.record)
	case *theme.Source:
		e.says(r.Extensions)
		s := &sourceAt{Source: r, record: e.record}
		e.sources[r.ID] = s
		e.order = append(e.order, s)
	case *theme.Unit:
		e.says(r.Extensions)
		u := &unitAt{Unit: r, record: e.record}
		e.units[r.ID] = u
		e.inOrder = append(e.inOrder, u)
	case *theme.Coding:
		e.says(r.Extensions)
		e.given = append(e.given, codingAt{r, e.record})
	case *encounter.Participant:
		e.says(r.Extensions)
		e.people = append(e.people, r)
	case *encounter.Encounter:
		e.says(r.Extensions)
		e.patients[r.ID] = r.Patient
		loss.Drop("encounter", "no place in a project", 1)
		e.others++
	default:
		loss.Drop(r.RecordKind(), "no place in a project", 1)
		e.others++
	}
}

// syntheticNote describes a project of synthetic data.
const syntheticNote = "SYNTHETIC DATA: these records stand for nobody."

// says looks whether a record says in a field of its own, synthetic, that nobody stands
// behind the data: then the project says so too.
func (e *exporting) says(own encounter.Extensions) {
	if own.Says("synthetic") {
		e.made.Project.Description = syntheticNote
	}
}

// texts makes the sources.
func (e *exporting) texts() {
	loss, number := &e.made.Loss, make(map[theme.SourceForm]int)
	for _, s := range e.order {
		number[s.Form]++
		s.out = Source{Kind: TextKind, GUID: GUID(s.ID.String()), Name: fmt.Sprintf("%s %d", strings.ReplaceAll(string(s.Form), "-", " "), number[s.Form])}
		text := s.Text
		if text == nil && e.Text != nil {
			switch given, ok := e.Export.Text(s.Source); {
			case ok && s.Describes(given):
				text = &given
			case ok:
				e.find(ruleExportWording, s.record, "/sha256", "the text that was given has another fingerprint or length")
			}
		}
		if text == nil {
			loss.Change("source", "without its text", 1)
			e.find(ruleExportText, s.record, "", "the text was not kept")
			continue
		}
		filed, how := e.filed(*text, s.record), "the text and its form alone are carried"
		if filed != *text {
			text, how = &filed, joined(how, []string{filedOther})
		}
		s.out.Text = Text{Content: text, Path: "internal://" + string(s.out.GUID) + ".txt"}
		loss.Change("source", how, 1)
	}
}

// selections makes the selections.
func (e *exporting) selections() {
	loss := &e.made.Loss
	for _, u := range e.inOrder {
		s := e.sources[u.Source]
		switch {
		case u.Range == nil:
			loss.Drop("unit", "turns or steps", 1)
			e.find(ruleExportPlace, u.record, "", "the unit is turns or steps of an encounter")
		case s == nil:
			loss.Drop("unit", "its source is not among the records", 1)
			e.find(ruleExportPlace, u.record, "/source", "the source is not among the records")
		case u.Range.Len() == 0:
			loss.Drop("unit", "its range is empty", 1)
			e.find(ruleExportRange, u.record, "/range", "the range is empty")
		case u.Range.Start < 0 || u.Range.End < u.Range.Start || u.Range.End > s.Length:
			loss.Drop("unit", "its range is not within the source", 1)
			e.find(ruleExportRange, u.record, "/range", fmt.Sprintf("the source has %d characters", s.Length))
		default:
			brief := e.printable(u.Condensation, u.record, "/condensation")
			var how []string
			if s.out.Text.Content == nil {
				how = append(how, withoutText)
			}
			if brief != u.Condensation {
				how = append(how, replaced)
			}
			e.carried("unit", u.Extensions, how...)
			u.in, u.selection = s, len(s.out.Selections)
			s.out.Selections = append(s.out.Selections, Selection{GUID: GUID(u.ID.String()), Description: brief, Start: u.Range.Start, End: u.Range.End})
		}
	}
}
