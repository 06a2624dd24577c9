package transcript

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// Labelled reads consultations that are written down as lines with the speaker's
// label before them, in either of two layouts:
//
//	[doctor] what brings you here ?      Doctor: What brings you here?
//
// A file is the text of one consultation, named by the file's name without folder and
// ending; or a table with a consultation in each row. It is read as a table where
// Columns name the columns of the text (and of the encounter: its id), or where
// its first row has those of a known collection (encounter_id or ID, and dialogue).
//
// Each line with the label of a role becomes a turn, with its number of words: see
// [CountWords]. There are no times. A line without a label goes on with the turn above
// it where labels stand in brackets, and the one above has a role; elsewhere it is nobody's
// turn, and so is a label without a role. They are found, and counted in the account. A label
// that is a key with a number (Doctor_2) is one more speaker in that role.
//
// A consultation becomes an encounter and a source; nobody in it is identified, as in
// [Conversion.Encounters]. Without a patient's line no encounter can be made,
// unless PatientPresent says that the patient was there all the same. What a label without a
// role leaves open the encounter says as in [Script]; a line without a label leaves nothing open.
//
// The account counts file, column, row, consultation, text and line (those that are not
// blank). Memory is that of the largest text, at most a few times [MaxText], and
// the names of all consultations. Each file is read twice.
type Labelled struct {
	exchange.Options
	Roles          Roles   // by label; nil: [LabelRoles]
	Columns        Columns // of a table: Encounter and Text
	PatientPresent bool    // every patient was there, also where no line is theirs
	Tags           []string
	Mode           encounter.Mode
	Recording      encounter.Recording
	Folders        bool // the folder of a file is part of the names of its consultations
}

// knownTables are the columns of known collections.
var knownTables = []Columns{
	{Encounter: "encounter_id", Text: "dialogue"}, // ACI-Bench
	{Encounter: "ID", Text: "dialogue"},           // MTS-Dialog
}

// The reasons in the account of labelled text.
const (
	lossNoLabel    = "no label"
	lossContinued  = "goes on with the turn above"
	lossLabelRole  = "label without a role"
	lossLeftBehind = "counted, its fingerprint taken, and left behind"
	lossRow        = "row without a consultation"
)

// Read reads the files one after the other. The error is one of opening or reading a
// file, of ctx, or of to.Record.
func (l Labelled) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	names, told := make(map[string]bool), make(map[string]bool)
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		r := labelReading{Labelled: l, file: file, to: to, book: newLedger(file.Name), names: names, told: told, assumed: l.Roles == nil}
		if r.assumed {
			r.Roles = LabelRoles()
		}
		if err := r.read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// A labelReading is the reading of one file.
type labelReading struct {
	Labelled
	file    exchange.File
	to      *exchange.Sink
	book    *ledger
	names   map[string]bool // of all consultations so far
	told    map[string]bool // notes that hold for all files that follow
	assumed bool            // the roles are the customary ones
	table   *header         // nil where the file is the text of one consultation
	layout  layout
	kept    int // consultations
	end     place
}

// fileStart is the place of findings about a file as a whole.
func fileStart() place { return place{line: 1, column: 1} }

func (r *labelReading) read(ctx context.Context) error {
	for _, stage := range []func(context.Context) error{r.recognise, r.survey} {
		if r.book.log.Failed() {
			break
		}
		if err := stage(ctx); err != nil {
			return err
		}
	}
	r.to.Loss.Read("file", 1)
	if r.book.log.Failed() {
		r.to.Loss.Drop("file", string(r.book.first), 1)
	} else {
		if r.table != nil {
			r.table.account(&r.to.Loss)
		}
		if err := r.each(ctx, nil, r.convert); err != nil {
			return err
		}
		if r.kept > 0 {
			r.to.Loss.Keep("file", 1)
		} else {
			r.to.Loss.Drop("file", lossRefused, 1)
		}
	}
	r.book.close(r.end, r.to.Finding)
	return nil
}

// recognise finds out whether the file is a table.
func (r *labelReading) recognise(context.Context) error {
	if r.Columns.Text != "" {
		table, missing, err := Columns{Encounter: r.Columns.Encounter, Text: r.Columns.Text}.header(r.file, "encounter", "text")
		if r.table = table; table == nil && err == nil {
			r.book.flaw(missing)
		}
		return err
	}
	for _, known := range knownTables {
		table, _, err := known.header(r.file, "encounter", "text")
		if err != nil {
			return err
		}
		if table != nil {
			r.table = table
			r.book.report(ruleTextTable, fileStart(), 0, "read as a table with a consultation in each row")
			return nil
		}
	}
	return nil
}

// survey looks through the file: whether it can be read to its end, and how labels
// are written in it.
func (r *labelReading) survey(ctx context.Context) error {
	var known, any, first [layouts]int // lines with a label of a role; with any, and the first of these
	texts := 0
	var customary [layouts]map[int]bool // by the places of their keys in the roles
	err := r.each(ctx, r.book, func(_ string, _, text cell) error {
		texts++
		text.eachLine(func(line string, at place) {
			for y := range layouts {
				if l, ok := y.cut(line, r.Roles); ok {
					if any[y]++; any[y] == 1 {
						first[y] = at.line
					}
					if v, how := r.Roles.voice(l.label); how != unknown {
						known[y]++
						if r.assumed || r.Roles.beside(v.speaker) {
							if customary[y] == nil {
								customary[y] = map[int]bool{}
							}
							customary[y][v.speaker] = true
						}
					}
				}
			}
		})
		return nil
	})
	if err != nil || r.book.log.Failed() {
		return err
	}
	if known[brackets] > known[colons] || known[brackets] == known[colons] && any[brackets] > any[colons] {
		r.layout = brackets
	}
	switch {
	case texts == 0:
		r.book.report(ruleCSVNoRows, fileStart(), 0, "no row holds a consultation")
	case known[r.layout] == 0:
		r.book.report(ruleTextNoLabel, fileStart(), 0, labelsOfNobody(any[r.layout], first[r.layout]))
	default:
		r.once(ruleTextLayout, "labels are read "+r.layout.String())
		r.sayCustomary(customary[r.layout])
	}
	return nil
}

// sayCustomary names the customary keys that were taken, each at the first text with such a
// label; without roles of the caller's with what each means.
func (r *labelReading) sayCustomary(speakers map[int]bool) {
	var keys []string
	for speaker := range speakers {
		if key := r.Roles[speaker].Key; !r.told["customary "+key] {
			r.told["customary "+key] = true
			if r.assumed {
				key = r.Roles[speaker].asGiven()
			}
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	switch {
	case keys == nil:
	case r.assumed:
		r.once(ruleTextAssumed, "no roles were given, and these labels have their customary ones: "+strings.Join(keys, ", "))
	default:
		r.once(ruleTextAssumed, besideDetail(keys))
	}
}

// labelsOfNobody says that none of so many labels has a role, and in which line the first is.
func labelsOfNobody(labels, first int) string {
	if labels == 0 {
		return "no line begins with what may be a label"
	}
	return amount(labels, "{line begins with what may be a label, and it has no|lines begin with what may be a label, and none of them has a} role") +
		fmt.Sprintf("; the first is line %d", first)
}

// once notes what holds for a file as a whole, and for others too: at the first of them
// alone, as a note for each of many files would bury what is wrong with one.
func (r *labelReading) once(id schema.RuleID, detail string) {
	if !r.told[detail] {
		r.told[detail] = true
		r.book.report(id, fileStart(), 0, detail+"; said once, at the first file that it is so of")
	}
}
