package omop

import (
	"cmp"
	"context"
	"io"
	"slices"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/delimited"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An Import says how the tables become records. ID must be given; the keys are
// "omop/person/12", "omop/provider/7", "omop/visit/21" and, for a professional who is
// not identified, "omop/visit/21/professional".
type Import struct {
	exchange.Options

	Zone       *time.Location // of times, which in these tables have none; nil means UTC
	Telehealth encounter.Mode // how telehealth visits took place, which the concept leaves open; "" leaves it open too

	// Link is what a preceding visit is to the visit; "" means [encounter.LinkInformational].
	Link encounter.LinkKind

	// Professions of specialty concepts, for those that are not among [Professions] or
	// are to be read in another way.
	Professions map[int64]encounter.Profession
}

// Read hands on a participant for each person and provider who is in a visit, and an
// encounter for each visit. An error is one of opening or reading a file, of ctx, or
// of the sink; faults of the data are findings.
func (i Import) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	r := &reader{Import: i, ctx: ctx, to: to}
	r.utc = r.Zone == nil
	r.Zone = cmp.Or(r.Zone, time.UTC)
	r.Link = cmp.Or(r.Link, encounter.LinkInformational)
	if err := r.look(files); err != nil {
		return err
	}
	for _, kind := range []table{cdmSource, concept, careSite, provider, person, visitOccurrence, visitDetail} {
		for _, f := range r.files {
			if f.table == kind {
				if err := r.read(f); err != nil {
					return err
				}
			}
		}
	}
	r.follow()
	if err := r.locate(); err != nil {
		return err
	}
	r.finish()
	if err := r.records(); err != nil {
		return err
	}
	r.account()
	return nil
}

// A reader is the reading of one set of tables.
type reader struct {
	Import
	ctx   context.Context
	to    *exchange.Sink
	files []*file

	persons   people
	providers people
	births    []calendar.Birth       // of persons
	skills    []encounter.Profession // of providers
	sites     []site
	siteAt    map[int64]uint32
	visits    cards
	details   []detail
	parts     int  // rows of VISIT_DETAIL
	chained   bool // some visit names one before it
	clock     bool // some visit starts at another time than midnight
	utc       bool // nobody said which zone the times are in
	values    tally
}

// A file is one of the files, and what is found in it.
type file struct {
	exchange.File
	outline
	book   *faults.Book
	lines  uint32 // rows below the names of the columns
	first  int    // its first person, provider, site or visit among all of them; of details, its first row
	last   int    // the one behind its last
	faults []fault
	cut    bool // the rest could not be read
	whole  bool // it has the columns that its rows are read by
	end    schema.Position
}

// look tells what the files are.
func (r *reader) look(files []exchange.File) error {
	for _, one := range files {
		f := &file{File: one, end: schema.Position{Line: 1, Column: 1}}
		f.book = faults.NewBook(one.Name, rules, ruleCapped, r.to.Finding)
		r.files = append(r.files, f)
		r.to.Loss.Read("file", 1)
		fate := "refused"
		err := r.open(f, func(t *delimited.Table, header []delimited.Field) error {
			f.outline = outlineOf(named(header))
			switch fate = ""; f.table {
			case foreign:
				f.report(ruleTable, t.Place(header[0]), "the columns are of no table that is read"+nearest(named(header)))
				fate = "no table that is read"
			case concept:
				fate = "vocabulary"
			}
			return nil
		})
		if err != nil {
			return err
		}
		if fate != "" {
			r.to.Loss.Drop("file", fate, 1)
		}
	}
	return nil
}

// open opens a file and reads its first row. What is broken is a finding.
func (r *reader) open(f *file, do func(*delimited.Table, []delimited.Field) error) error {
	t, broken, err := delimited.Visit(r.ctx, f.File, do)
	if t == nil {
		return err
	}
	f.end = t.End()
	if broken != nil {
		f.report(brokenBy[broken], t.Fault(), broken.Error())
		f.cut = true
	}
	return err
}

var brokenBy = map[error]schema.RuleID{
	delimited.ErrEmpty: ruleNoRows, delimited.ErrEncoding: ruleEncoding, delimited.ErrSeparator: ruleSeparator,
	delimited.ErrQuote: ruleQuote, delimited.ErrLong: ruleLong, delimited.ErrCompressed: ruleCompressed,
}

func (f *file) report(id schema.RuleID, at schema.Position, detail string) {
	f.book.Report(id, at, "", detail)
}

// read reads the rows of a file.
func (r *reader) read(f *file) error {
	if f.table == concept {
		return nil
	}
	f.first = r.count(f.table)
	err := r.open(f, func(t *delimited.Table, header []delimited.Field) error {
		s := &sheet{reader: r, file: f, Table: t}
		if t.Mark {
			f.book.Tolerate(ruleMark, schema.Position{Line: 1, Column: 1, Length: 3}, "the table begins with a byte order mark")
		}
		if f.whole = s.columns(header); !f.whole {
			return nil
		}
		defer s.close()
		return s.rows()
	})
	if err != nil {
		return err
	}
	if f.table == visitDetail {
		r.parts += int(f.lines)
	}
	f.last = r.count(f.table)
	if !f.whole {
		r.to.Loss.Drop("file", "refused", 1)
	}
	return nil
}

// count is how many there are of what a table holds, as far as tables have been read.
func (r *reader) count(of table) int {
	switch of {
	case person:
		return len(r.persons.ids)
	case provider:
		return len(r.providers.ids)
	case careSite:
		return len(r.sites)
	case visitDetail:
		return r.parts
	}
	return r.visits.n
}

// locate says where the rows are whose faults came out when all had been read. Only
// then are these tables read again.
func (r *reader) locate() error {
	for _, f := range r.files {
		if len(f.faults) == 0 {
			continue
		}
		slices.SortFunc(f.faults, func(a, b fault) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.rule, b.rule)) })
		again := *f
		again.book = faults.NewBook(f.Name, rules, ruleCapped, func(schema.Finding) {}) // said already
		err := r.open(&again, func(t *delimited.Table, header []delimited.Field) error {
			names, left := named(header), f.faults
			for row := uint32(0); len(left) > 0; row++ {
				fields, err := t.Next()
				if err != nil {
					return ignoreEnd(err)
				}
				for ; len(left) > 0 && left[0].row == row; left = left[1:] {
					column := cmp.Or(faultColumns[left[0].rule], "preceding_visit_occurrence_id")
					f.report(left[0].rule, t.Place(fields[slices.Index(names, column)]), faultDetails[left[0].rule])
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// finish hands on what was found, in the order of the files and their places.
func (r *reader) finish() {
	if n := len(r.files); n > 0 && !slices.ContainsFunc(r.files, func(f *file) bool { return f.table == visitOccurrence }) {
		r.files[n-1].report(ruleNoVisits, r.files[n-1].end, "none of the files is a table of visits")
	}
	for _, f := range r.files {
		if r.clock {
			f.book.Forget(ruleMidnight) // it is a time like any other
		}
		f.book.Close(f.end)
	}
}

func ignoreEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
