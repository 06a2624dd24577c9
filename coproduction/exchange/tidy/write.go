package tidy

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// An Export makes a Data Package of records.
type Export struct {
	Name     string   // of the package: a-z, 0-9, and hyphens, dots, underscores between; "" is "study"
	Title    string   // of the package and the citation, or ""
	KeepText bool     // keeps what the package's documentation says is left behind of texts
	Authors  []Author // of the data set; without any there is no CITATION.cff
	Version  string   // of the data set
	// Estimates is a table of estimates, as coprod indicators -format csv writes it;
	// it becomes estimates.csv. Nil: there are none.
	Estimates []byte
	// EstimatesOf gives the same once all records were taken in. Nil: Estimates counts.
	EstimatesOf func() ([]byte, error)
}

// An Author of a data set, as a citation names them.
type Author struct {
	Family, Given string
	ORCID         string // the address, https://orcid.org/…, or ""
}

// Written is what became of the records.
type Written struct {
	Files    []string // in the order in which they were begun
	Findings []schema.Finding
	Loss     exchange.Loss // by kind of record, and of what is left behind in them
}

// Write writes the package. Create begins a file of that name, and is called once for
// each; records may come in any order. Two records of the same id are two rows, which
// the description does not allow: coproduction.Study finds them. Memory is that of one
// record and of 1000 findings; up to one file for each table is open. The error is one
// of create or of writing, or says, before a file is begun, which field of the Export
// does not do.
func (e Export) Write(records iter.Seq[encounter.Record], create func(name string) (io.WriteCloser, error)) (*Written, error) {
	if err := e.check(); err != nil {
		return &Written{}, err
	}
	w := &writing{Export: e, create: create, made: &Written{}, kinds: map[string][]*table{}, open: map[*table]*sheet{}}
	w.log = faults.New("", Rules(), ruleCapped, func(f schema.Finding) { w.made.Findings = append(w.made.Findings, f) })
	for r := range records {
		if err := w.record(r); err != nil {
			w.close()
			return w.made, err
		}
	}
	if err := w.close(); err != nil {
		return w.made, err
	}
	if len(w.Authors) == 0 {
		w.log.Report(ruleAuthors, schema.Position{}, "", "there is no CITATION.cff")
	}
	w.log.Close(schema.Position{})
	if e.EstimatesOf != nil {
		var err error
		if w.Estimates, err = e.EstimatesOf(); err != nil {
			return w.made, err
		}
	}
	return w.made, w.describe()
}

// packageName is what the specification recommends for the names of packages.
var packageName = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)

// check says what is wrong with what the caller gave, before a file is begun.
func (e Export) check() error {
	if e.Name != "" && !packageName.MatchString(e.Name) {
		return errors.New("tidy: Name has other characters than a-z, 0-9, hyphens, dots and underscores between them")
	}
	for i, a := range e.Authors {
		if a.Family == "" {
			return fmt.Errorf("tidy: author %d has no family name", i+1)
		}
		if a.ORCID != "" && !orcid.MatchString(a.ORCID) {
			return fmt.Errorf("tidy: the ORCID of author %d is not an address https://orcid.org/0000-0000-0000-0000", i+1)
		}
	}
	if e.Estimates != nil {
		if _, err := estimates(e.Estimates); err != nil {
			return err
		}
	}
	return nil
}

// A writing is one run.
type writing struct {
	Export
	create  func(string) (io.WriteCloser, error)
	made    *Written
	log     *faults.Log
	kinds   map[string][]*table
	open    map[*table]*sheet
	order   []*table // those with rows
	ordinal int
}

// A sheet is the file of a table.
type sheet struct {
	file io.WriteCloser
	csv  *csv.Writer
	rows int
}

// record writes the rows of one record.
func (w *writing) record(r encounter.Record) error {
	w.ordinal++
	kind := r.RecordKind()
	if w.kinds[kind] == nil {
		tables, err := tablesOf(schema.Kind(kind), w.KeepText)
		if err != nil {
			return err
		}
		w.kinds[kind] = tables
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var value map[string]any
	if err := d.Decode(&value); err != nil {
		return err
	}
	w.made.Loss.Read(kind, 1)
	w.made.Loss.Keep(kind, 1)
	w.leave(kind, value)
	return w.row(w.kinds[kind][0], nil, value)
}

// leave counts what has no place in the tables.
func (w *writing) leave(kind string, value map[string]any) {
	if extensions, ok := value["extensions"].(map[string]any); ok {
		w.made.Loss.Read("extension", len(extensions))
		w.made.Loss.Drop("extension", "a study's own fields have no column", len(extensions))
	}
	for _, name := range freeText[schema.Kind(kind)] {
		if _, there := value[name]; there {
			w.made.Loss.Read(kind+"."+name, 1)
			if w.KeepText {
				w.made.Loss.Keep(kind+"."+name, 1)
			} else {
				w.made.Loss.Drop(kind+"."+name, "free text", 1)
			}
		}
	}
}

// row writes one row of a table and those of the lists below it.
func (w *writing) row(t *table, keys []string, value any) error {
	s, err := w.sheet(t)
	if err != nil {
		return err
	}
	cells := slices.Clone(keys)
	for _, c := range t.columns {
		cells = append(cells, w.cell(t, s.rows+2, len(cells)+1, c, at(value, c.path)))
	}
	s.rows++
	if err := s.csv.Write(cells); err != nil {
		return err
	}
	if t.parent == nil {
		id, _ := at(value, []string{"id"}).(string)
		keys = []string{id}
	}
	for _, l := range t.lists {
		switch held := at(value, strings.Split(l.member, "/")).(type) {
		case []any:
			for i, element := range held {
				if err := w.row(l.table, append(slices.Clone(keys), strconv.Itoa(i)), element); err != nil {
					return err
				}
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(held)) {
				if err := w.row(l.table, append(slices.Clone(keys), name), held[name]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// at follows members into a value.
func at(value any, path []string) any {
	for _, name := range path {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

// cell writes a value. A text that a spreadsheet would run is made safe, and found.
func (w *writing) cell(t *table, row, column int, c column, value any) string {
	if c.count {
		switch held := value.(type) {
		case []any:
			return strconv.Itoa(len(held))
		case map[string]any:
			return strconv.Itoa(len(held))
		}
		return ""
	}
	switch value := value.(type) {
	case nil:
		return ""
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	case string:
		if runs(value) {
			w.log.Report(ruleFormula, schema.Position{Record: w.ordinal}, "", fmt.Sprintf("%s.csv, row %d, column %d: the text begins as a formula does", t.name, row, column))
			return "'" + value
		}
		return value
	}
	return ""
}

// runs reports whether a text begins as a formula does. Apostrophes before that do not
// matter: a text that had them from the start is told from one that was made safe only
// if it gets one more.
func runs(text string) bool {
	bare := strings.TrimLeft(text, "'")
	return bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0
}

// sheet begins the file of a table with its first row.
func (w *writing) sheet(t *table) (*sheet, error) {
	if s := w.open[t]; s != nil {
		return s, nil
	}
	file, err := w.begin(t.name + ".csv")
	if err != nil {
		return nil, err
	}
	s := &sheet{file: file, csv: csv.NewWriter(file)}
	w.open[t] = s
	w.order = append(w.order, t)
	return s, s.csv.Write(t.header())
}

func (t *table) header() (names []string) {
	for _, c := range t.all() {
		names = append(names, c.name)
	}
	return names
}

// all are the columns of a table, keys first.
func (t *table) all() []column { return append(slices.Clone(t.keys), t.columns...) }

func (w *writing) begin(name string) (io.WriteCloser, error) {
	w.made.Files = append(w.made.Files, name)
	return w.create(name)
}

// close ends all files of tables.
func (w *writing) close() (err error) {
	for _, t := range w.order {
		s := w.open[t]
		s.csv.Flush()
		if failed := s.csv.Error(); failed != nil && err == nil {
			err = failed
		}
		if failed := s.file.Close(); failed != nil && err == nil {
			err = failed
		}
	}
	return err
}

// file writes a whole file.
func (w *writing) file(name string, content []byte) error {
	f, err := w.begin(name)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if failed := f.Close(); err == nil {
		err = failed
	}
	return err
}
