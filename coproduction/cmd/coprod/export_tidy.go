package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// tables writes a Data Package into a folder, which appears whole or not at all: it is
// written beside its place and moved there when it is complete.
func (x *exporting) tables(records iter.Seq[encounter.Record]) ([]schema.Finding, *exchange.Loss, error) {
	if x.out == "-" {
		return nil, nil, errors.New("a Data Package is a folder: name one with -o")
	}
	authors, err := parseAuthors(x.authors)
	if err != nil {
		return nil, nil, err
	}
	entries, err := os.ReadDir(x.out)
	switch {
	case err == nil && len(entries) > 0:
		return nil, nil, fmt.Errorf("%s: there are files in this folder; name a new one", x.out)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, nil, writeError(x.out, err)
	}
	draft := fmt.Sprintf("%s.%d.part", filepath.Clean(x.out), os.Getpid())
	if err := os.Mkdir(draft, 0o777); err != nil {
		return nil, nil, writeError(x.out, err)
	}
	defer os.RemoveAll(draft) // nothing is left of it once it was moved

	var estimates exportedEstimates
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
		var b bytes.Buffer
		err := writeCSV(&b, estimates.rows(x.k))
		return b.Bytes(), err
	}
	made, err := export.Write(all, func(name string) (io.WriteCloser, error) {
		return os.OpenFile(filepath.Join(draft, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	})
	if err = errors.Join(x.failed, err); err != nil {
		return nil, nil, err
	}
	if err := os.Remove(x.out); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty one
		return nil, nil, writeError(x.out, err)
	}
	if err := os.Rename(draft, x.out); err != nil {
		return nil, nil, writeError(x.out, err)
	}
	fmt.Fprintf(x.stderr, "Written to %s: %d files, %s and others.\n", x.out, len(made.Files), "datapackage.json, labels.R, labels.do")
	if estimates.few {
		x.saySmall(x.k, " in estimates.csv, which are marked")
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
