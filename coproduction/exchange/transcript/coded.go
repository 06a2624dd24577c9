package transcript

import (
	"context"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// MaxRows bounds the rows of a table of coded turns, behind the first.
const MaxRows = 1_000_000

// CodedTurns reads tables in which a row is a turn, or a turn and one code of it:
//
//	encounter,turn,speaker,start,end,words,code,coder,round
//	visit1,1,Doctor,0.0,2.5,6,question,coder 1,1
//
// A column is found by the name that Columns give, else by the customary one, which
// is that of the field in [ParseColumns], for times also with "_ms" behind it. Only the
// speaker is required. Without a column of encounters a file is one consultation,
// named by the file's name without folder and ending. Without a column of turns each
// row is a turn, and rows that look like one turn are found; with one, the rows of one
// consultation and number are one turn, of which the first row says who spoke and when.
// Turns stand in the order of their numbers, where all are whole numbers, else in that of
// the file.
//
// Times are seconds (12.5), or mm:ss or hh:mm:ss with or without a fraction; milliseconds
// where Milliseconds says so, or the name of the column ends in "_ms". Words are those of
// their column, else they are counted in the text; see [CountWords].
//
// Each coder's codes of a turn in a round become one coding. Round 1 is assumed where
// none is given. "Round 2" and "2. Runde" are round 2. Rounds that are words without a
// number ("pilot", "final") are numbered in the order in which they first come, in all
// files together; where other rounds have numbers nobody can tell where such a one belongs,
// and its codings are left out. A coder with an empty cell saw the turn and gave no code: a coding
// without codes. Neither coder nor code: nobody rated the turn. In a table without a column
// of coders all codes of all files are of one coder; in one with it, a code without a coder
// is left out. What stands in the column of codes is the name of a code, and kept. The
// coders are the team of a study record; see also [Script].
//
// A consultation becomes an encounter in which nobody is identified, as in
// [Conversion.Encounters], and, where there is a column of text, a source. What speakers without
// a role leave open it says as in [Script].
//
// The account counts file, column, row, consultation, turn, text and code, and the round of
// each coding where any is a word. Each file is read twice, and each consultation handed on once
// its rows are read. Memory is that of the largest consultation, of at most a hundred thousand
// turns, the names of all, and some forty bytes for each coding, as codings stand behind the
// codebook; where rows of one consultation stand apart, also that of all rows between, of at
// most [MaxRows].
type CodedTurns struct {
	exchange.Options
	Columns        Columns
	Roles          Roles    // by speaker; nil: [ScriptRoles]
	CodeSeparator  string   // between the codes of one cell; empty: a cell is one code
	Missing        []string // the words that stand for an empty cell, such as "NA"
	Milliseconds   bool     // times are in milliseconds
	PatientPresent bool     // the patient was there, also where no turn is theirs
	Tags           []string
	Mode           encounter.Mode
	Recording      encounter.Recording
	Folders        bool // the folder of a file is part of the names of its consultations
}

// The reasons in the account of coded turns.
const (
	lossNoTurnNumber = "no number of the turn"
	lossTwice        = "the same turn and codes again"
	lossRagged       = "more or fewer fields than the first row"
	lossNoWords      = "without a number of words that could not be read"
	lossNoCoder      = "nobody gave it"
	lossFile         = "file refused"
)

// Read reads the files one after the other. The error is one of opening or reading a
// file, of ctx, or of to.Record.
func (t CodedTurns) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	if t.Roles == nil {
		t.Roles = ScriptRoles()
	}
	r := &scripts{to: to, names: map[string]bool{}, book: newCodebook(t.Options), Script: Script{Options: t.Options,
		Roles: t.Roles, PatientPresent: t.PatientPresent, Tags: t.Tags, Mode: t.Mode, Recording: t.Recording}}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		c := &codedFile{CodedTurns: t, scripts: r, file: file}
		if err := c.read(ctx); err != nil {
			return err
		}
	}
	return r.book.hand(to)
}

// A codedFile is the reading of one file.
type codedFile struct {
	CodedTurns
	*scripts
	file      exchange.File
	table     *header
	ms        [2]bool // start and end are in milliseconds
	rows      int
	sum       uint32         // of the bytes, as they were looked through
	refused   bool           // no consultation of the file is handed on
	kept      int            // consultations
	lost      map[string]int // rows, by reason
	unsigned  int            // codes that nobody gave
	coded     bool           // a row gives a code
	spans     spans
	pointed   pointed
	last      *codedTalk
	first     rowOfTurn // what the row says that begins a turn
	speakers  []codedSpeaker
	speakerAt map[string]int32
}

func (c *codedFile) read(ctx context.Context) error {
	c.ledger, c.used, c.glossary, c.lost = newLedger(c.file.Name), usages{}, glossary{}, map[string]int{}
	loss := &c.to.Loss
	loss.Read("file", 1)
	if err := c.recognise(); err != nil {
		return err
	}
	end := place{}
	if c.table != nil {
		var err error
		if end, err = c.survey(ctx); err != nil {
			return err
		}
		c.refused = c.ledger.log.Failed()
		if err = c.gather(ctx); err != nil {
			return err
		}
	}
	loss.Read("row", c.rows)
	if c.refused || c.table == nil {
		loss.Drop("file", string(c.ledger.first), 1)
		loss.Drop("row", lossFile, c.rows)
		c.ledger.close(end, c.to.Finding)
		return nil
	}
	for reason, n := range c.lost {
		loss.Drop("row", reason, n)
	}
	if c.table.at[atCoder] < 0 && c.coded {
		c.ledger.report(ruleCSVOneCoder, fileStart(), 0, "no column says who gave the codes")
	}
	c.table.account(loss)
	loss.Read("code", c.unsigned)
	loss.Drop("code", lossNoCoder, c.unsigned)
	if c.kept > 0 {
		loss.Keep("file", 1)
	} else {
		loss.Drop("file", lossRefused, 1)
	}
	c.pointed.report(c.ledger)
	c.used.report(c.ledger)
	c.ledger.close(end, c.to.Finding)
	return nil
}

// hand makes the records of one consultation.
func (c *codedFile) hand(talk *codedTalk) error {
	loss := &c.to.Loss
	loss.Read("consultation", 1)
	loss.Read("turn", talk.read)
	loss.Read("code", talk.codes)
	cast := &castOf{scripts: c.scripts, said: c.said(talk), element: "turn", at: talk.at, table: true, ordered: talk.numbered(), beyond: talk.beyond}
	if refusal := cast.cast(talk.name); refusal != "" {
		loss.Drop("consultation", string(refusal), 1)
		loss.Drop("row", lossRefused, talk.rows)
		loss.Drop("turn", lossRefused, talk.read)
		loss.Drop("code", lossRefused, talk.codes)
		return nil
	}
	c.kept++
	loss.Keep("consultation", 1)
	e, text := cast.encounter(talk.name)
	if err := c.to.Record(e); err != nil {
		return err
	}
	if text != "" {
		loss.Read("text", 1)
		if err := handSource(c.to, sourceOf(c.scripts.Options, talk.name, e.ID, text, true, loss), cast.lines(text)); err != nil {
			return err
		}
	}
	for i, u := range cast.turns {
		c.code(talk.name, e.ID, i, &u)
	}
	return nil
}
