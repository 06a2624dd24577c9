package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A parted is a tally whose parts are laid down in a file, each as a line of JSON, so that they
// take no memory. Taken up again they give the result of a tally that was never cut, which is
// a law of tallies.
type parted[T any, P interface {
	*T
	Add(encounter.Record)
	Merge(*T)
	Rows(indicator.Per, indicator.Options) []estimate.Row
}] struct {
	tally T
	file  *os.File // nil: nothing was laid down
}

// Add takes in a record.
func (p *parted[T, P]) Add(r encounter.Record) { P(&p.tally).Add(r) }

// lay lays down what the tally holds in a file of the folder; then it is empty.
func (p *parted[T, P]) lay(folder string) (err error) {
	if p.file == nil {
		if p.file, err = os.CreateTemp(folder, "*.part"); err != nil {
			return err
		}
	}
	if err := json.NewEncoder(p.file).Encode(P(&p.tally)); err != nil {
		return err
	}
	p.tally = *new(T)
	return nil
}

// rows returns the rows about the study, and lets go of what they were computed from.
func (p *parted[T, P]) rows() ([]estimate.Row, error) {
	defer p.close()
	if p.file != nil {
		if _, err := p.file.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		for d := json.NewDecoder(p.file); ; {
			var part T
			if err := d.Decode(&part); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			P(&p.tally).Merge(&part)
		}
	}
	return P(&p.tally).Rows(indicator.PerStudy, indicator.Options{}), nil
}

// close lets go of the tally and its file.
func (p *parted[T, P]) close() {
	p.tally = *new(T)
	if p.file != nil {
		p.file.Close() // it was read to its end, or is of no use
		p.file = nil
	}
}
