package refi

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// An Import says how projects become records. ID must be given; the keys are
//
//	refi/codebook/<fingerprint>                     the codebook
//	refi/study/<fingerprint>                        the study, which names the team
//	refi/user/<guid>                                a coder; without a guid, whoever is not named
//	refi/source/<guid>                              a source
//	refi/unit/<guid of the text>/<start>-<end>      a range of a text, in code points
//	<key of a source or unit>/coding/<guid of user>/<fingerprint>
//	                                                what a coder gave it
//
// where the fingerprint is that of what the codebook says. So the copies of a project in
// which several people coded with one codebook have one codebook, and what is the same in
// them is handed on once; two codebooks stay two, wherever the files are.
//
// What becomes of a project:
//
//   - codes become a codebook; those on top that only hold others, and are given to
//     nothing, are its themes, and all others on top are below one theme of their own,
//     which [Export] leaves out again;
//   - a code that is a case as well, by its GUID, or by its name where the case refers to it,
//     is none, and where it stands on top, those below it
//     have no place either; they and their codings are counted;
//   - a text source becomes a source record, without its name, and so does the text of a
//     picture or PDF; see [exchange.Options.KeepText];
//   - each range of a text that is selected becomes one unit, however many selections
//     of it there are, and a coding for each coder with the set of their codes;
//   - the description of a selection becomes the condensation of its unit, where texts
//     are kept: the first one of a range that is no quote of it and has 4000 characters
//     at most, and the others are left out;
//   - users who coded become members of the team under pseudonyms, and their study says that
//     it is synthetic where the description of the project is that of [Export].
//
// Pictures, sound, film, notes, sets, links, variables and drawings have no place in the
// records: all of it is in the Loss, and in [Open]. A codebook takes [MostCodes] codes, a
// study [MostCoders] coders; more are a finding, and dropped with what was coded with them.
//
// While a source is handed on, or a unit with a condensation, [exchange.Sink.Lines] tells
// where its text stands: in a file of the archive, as "study.qdpx!entry 2" (entries are
// numbered from 1, as their names may be those of people), or in the project itself.
//
// The Loss has a row for each element of the standard that a file holds, by its name and
// with the number of its start tags. A Coding with several codes, which the standard does
// not have, counts for each of them. Besides there are "file", "file of the archive",
// what elements that are kept say and records do not ("color of a code", "name of a source",
// "maker or date of a source" and "of a selection", "date of a coding"), and for what the standard does not know "unknown element" and "within
// an unknown element".
type Import struct {
	exchange.Options
}

// Read reads the files one after the other. An error is one of opening or reading a
// file, of ctx, or of the sink; faults of the data are findings.
func (i Import) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	handed, stands := map[encounter.ID][sha256.Size]byte{}, map[GUID]encounter.ID{}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		o, err := Open(f)
		if err != nil {
			return err
		}
		to.Loss.Read("file", 1)
		if o.Project == nil {
			to.Loss.Drop("file", "refused", 1)
			for _, finding := range o.Findings {
				to.Finding(finding)
			}
			continue
		}
		to.Loss.Keep("file", 1)
		r := i.recording(o, f.Name, to)
		r.handed, r.stands, r.apart = handed, stands, map[*Source]bool{}
		r.run()
		r.copies()
		to.Loss.Merge(&r.loss)
		if r.err != nil {
			return r.err
		}
	}
	return nil
}

func (i Import) recording(o *Opened, file string, to *exchange.Sink) *recording {
	return &recording{
		Import: i, Opened: o, Project: o.Project, to: to, file: file,
		cases: map[GUID]bool{}, first: map[GUID]*Code{}, ids: map[GUID]theme.CodeID{}, taken: map[theme.CodeID]bool{}, like: map[string]int{},
		given: map[GUID]bool{}, coders: map[GUID]encounter.ID{}, over: map[GUID]bool{},
	}
}

// A recording is a project as it becomes records.
type recording struct {
	Import
	*Opened
	*Project
	to        *exchange.Sink
	file      string
	err       error
	book      theme.Codebook
	cases     map[GUID]bool
	namesakes int // codes that have the name of a case
	first     map[GUID]*Code
	ids       map[GUID]theme.CodeID
	taken     map[theme.CodeID]bool
	like      map[string]int // the number of the next id that begins so
	given     map[GUID]bool  // codes that some coding gives
	team      []encounter.ID
	coders    map[GUID]encounter.ID              // members of the team, by user
	over      map[GUID]bool                      // coders for whom the team has no place
	left      int                                // codes for which the codebook has none
	space     int                                // bytes that the record of the codebook has for more definitions
	long      int                                // definitions for which it has none
	print     string                             // of the codebook
	handed    map[encounter.ID][sha256.Size]byte // what was handed on of all files
	copied    int                                // records that were handed on before
	stands    map[GUID]encounter.ID              // the source of each text, of all files
	apart     map[*Source]bool                   // sources that have the GUID of another text
	differ    [3]int                             // texts, condensations and codings that are others than those before
	loss      exchange.Loss
	made      bool // a record was handed on
}

// hand hands on a record, with the lines of its text where it has one.
func (r *recording) hand(record encounter.Record, lines iter.Seq2[string, schema.Position]) {
	if r.err == nil && !r.again(record) {
		r.made = true
		r.to.Lines = lines
		r.err = r.to.Record(record)
		r.to.Lines = nil
	}
}

// again reports whether the record was handed on before: that of a copy of the project.
func (r *recording) again(record encounter.Record) bool {
	known, same := r.before(record)
	if same {
		r.copied++
	}
	return known && same
}

// before reports whether a record of that id was handed on before, and whether it was the
// same. The first one of an id is kept in mind.
func (r *recording) before(record encounter.Record) (known, same bool) {
	form, err := json.Marshal(record)
	if err != nil {
		return false, false
	}
	sum, id := sha256.Sum256(form), record.RecordID()
	first, known := r.handed[id]
	if !known {
		r.handed[id] = sum
	}
	return known, known && first == sum
}

// contradicts reports whether another record of that id was handed on before.
func (r *recording) contradicts(record encounter.Record) bool {
	if _, known := r.handed[record.RecordID()]; !known {
		return false
	}
	_, same := r.before(record)
	return !same
}

// copies says what was left out because it was handed on before, or something else was
// under its GUID.
func (r *recording) copies() {
	if r.err != nil {
		return
	}
	say := func(rule schema.RuleID, detail string) {
		f := ruleOf(readRules, rule).At("", detail)
		f.Position = beginning
		f.Position.Source = r.file
		r.to.Finding(f)
	}
	if r.copied > 0 {
		say(ruleCopy, fmt.Sprintf("records that are the same as those before them: %d; they came once", r.copied))
	}
	if r.differ != [3]int{} {
		say(ruleCopyDiffers, fmt.Sprintf("others than those that came before under the same GUID: %d texts, with all that is on them, %d condensations and %d codings; they are left out", r.differ[0], r.differ[1], r.differ[2]))
	}
}

func (r *recording) run() {
	r.separate()
	r.eachCoding(func(c *Coding) { r.given[c.Code] = true })
	r.codebook()
	r.enrol()
	r.findings()
	if r.hasBook() {
		r.hand(&r.book, nil)
	}
	r.study()
	sources := false
	for i := range r.Sources {
		sources = r.source(&r.Sources[i]) || sources
	}
	for i := range r.Sources {
		r.codedIn(&r.Sources[i])
	}
	r.account(sources)
}

// findings hands on what was found in the file, and what a record has no room for.
func (r *recording) findings() {
	all := r.Findings
	at := beginning
	at.Source = r.file
	if r.left > 0 {
		all = append(all, many(at, "there are %d codes, and a codebook holds %d: the first %[2]d were taken", len(r.book.Codes)+r.left, len(r.book.Codes)))
	}
	if r.long > 0 {
		all = append(all, many(at, "the definitions of %d codes are left out: a record of 16 MiB, which holds the codebook, has no room for more", r.long))
	}
	if r.namesakes > 0 {
		all = append(all, r.namesake(at))
	}
	if len(r.over) > 0 {
		all = append(all, many(at, "%d users coded, and a study holds %d coders: the first %[2]d were taken", len(r.team)+len(r.over), len(r.team)))
	}
	slices.SortStableFunc(all, schema.Compare)
	for _, finding := range all {
		r.to.Finding(finding)
	}
}

func (r *recording) hasBook() bool { return len(r.book.Codes)+len(r.book.Themes) > 0 }
