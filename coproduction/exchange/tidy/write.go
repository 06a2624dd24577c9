package tidy

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"

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
	// Estimates is a table of estimates, as coprod profile -format csv writes it;
	// it becomes estimates.csv. A text in it must not begin as a formula of a
	// spreadsheet does. Nil: there are none.
	Estimates []byte
	// EstimatesOf gives the same once all records were taken in. Nil: Estimates counts.
	EstimatesOf func() ([]byte, error)
	// EstimateCategories are columns of Estimates, and the values that each may have. They
	// are described in this order, and behind them what else is in the column.
	EstimateCategories map[string][]string
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

// ErrEmpty says that there are neither records nor estimates: a Data Package has at least
// one table.
var ErrEmpty = errors.New("tidy: there are neither records nor estimates to write")

// Write writes the package. Create begins a file of that name, and is called once for
// each; records may come in any order. Two records of the same id are two rows, which
// the description does not allow: coproduction.Study finds them. Memory is that of one
// record, of 1000 findings, and of the ids of coders, codes and themes, which tell which
// foreign keys hold; up to one file for each table is open. The error is one
// of create or of writing, or [ErrEmpty], or says, before a file is begun, which field of
// the Export does not do.
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
	if len(w.order) == 0 && w.Estimates == nil {
		return w.made, ErrEmpty
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
		if _, err := e.estimates(e.Estimates); err != nil {
			return err
		}
	}
	return nil
}
