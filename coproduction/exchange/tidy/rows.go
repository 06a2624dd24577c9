package tidy

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

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

	met       met
	synthetic bool              // whether a record says so of the data
	changed   change            // of the record
	changedIn map[string]change // of its own members
}

// A sheet is the file of a table.
type sheet struct {
	file   io.WriteCloser
	csv    *csv.Writer
	rows   int
	breaks int // the most line breaks in one cell
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
	w.unchanged()
	if err := w.row(w.kinds[kind][0], nil, value); err != nil {
		return err
	}
	w.met.meet(schema.Kind(kind), value)
	w.account(kind, value)
	return nil
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
	if s.rows++; s.rows == maxRows {
		w.log.Report(ruleSize, schema.Position{Record: w.ordinal}, "", t.name+".csv has more rows than a sheet of a spreadsheet holds")
	}
	if err := s.csv.Write(cells); err != nil {
		return err
	}
	if t.parent == nil {
		id, _ := at(value, []string{"id"}).(string)
		keys = []string{id}
	}
	for _, l := range t.lists {
		switch held := at(value, l.path).(type) {
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
