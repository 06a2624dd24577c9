package main

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// tables writes a Data Package into the folder.
func (x *exporting) tables(records iter.Seq[encounter.Record]) ([]schema.Finding, *exchange.Loss, error) {
	authors, err := parseAuthors(x.authors)
	if err != nil {
		return nil, nil, err
	}
	estimates := exportedEstimates{folder: x.folder.draft}
	defer estimates.close()
	all := func(yield func(encounter.Record) bool) {
		for r := range records {
			estimates.Add(r)
			if !yield(r) {
				return
			}
		}
	}
	export := tidy.Export{Name: x.name, Title: x.title, KeepText: x.keepText, Authors: authors, Version: x.version, EstimateCategories: estimateCategories()}
	// The estimates are there once the records are; so they come behind the tables.
	export.EstimatesOf = func() ([]byte, error) {
		rows, err := estimates.rows(x.k)
		if err != nil {
			return nil, writeError(x.out, err)
		}
		var b bytes.Buffer
		err = writeCSV(&b, rows)
		return b.Bytes(), err
	}
	made, err := export.Write(all, x.folder.create)
	if err = errors.Join(x.failed, err); err != nil {
		return nil, nil, err
	}
	x.say = func() {
		fmt.Fprintf(x.stderr, "Written to %s: %d files, %s and others.\n", x.out, len(made.Files), "datapackage.json, labels.R, labels.do")
		if estimates.few {
			x.saySmall(x.k, " in estimates.csv, which are marked")
		}
	}
	return made.Findings, &made.Loss, nil
}

// parseAuthors reads "Family, Given; Family, Given <ORCID>".
func parseAuthors(text string) (all []tidy.Author, err error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	for one := range strings.SplitSeq(text, ";") {
		one, orcid, _ := strings.Cut(one, "<")
		family, given, _ := strings.Cut(one, ",")
		a := tidy.Author{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given), ORCID: strings.TrimRight(strings.TrimSpace(orcid), ">")}
		if a.Family == "" {
			return nil, errors.New("-authors: write them as \"Family, Given; Family, Given\"")
		}
		all = append(all, a)
	}
	return all, nil
}
