package main

import (
	"context"
	"io"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// each hands on the encounter of each consultation.
func (g grids) each(ctx context.Context, names []string, files map[string]exchange.File, to *exchange.Sink) error {
	for one, err := range g.Encounters(names, func(name string) (io.ReadCloser, error) { return files[name].Open() }) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		to.Loss.Merge(&one.Loss)
		for _, f := range one.Findings {
			to.Finding(f)
		}
		if one.Encounter != nil {
			if err := to.Record(one.Encounter); err != nil {
				return err
			}
		}
	}
	return nil
}

// ruleStranger is of a file that no key fits: some consultation may lack it.
const ruleStranger schema.RuleID = "transcript-file-role"
