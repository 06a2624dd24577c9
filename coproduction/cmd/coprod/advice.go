package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// print writes a finding as one line, and below the first of a rule how to mend it.
func (s *converting) print(f schema.Finding) {
	at := f.Pointer
	if at != "" {
		at += ": "
	}
	p := f.Position
	fmt.Fprintf(s.stderr, "%s:%d:%d: %s: %s%s [%s]\n", p.Source, p.Line, p.Column, f.Severity, at, f.Detail, string(f.Rule))
	if !s.hinted[f.Rule] && f.Hint != "" {
		s.hinted[f.Rule] = true
		s.advise(f, s.format)
	}
}

// advise writes below a finding how to mend it, and which flag or command does so; the format
// is the one that is converted, or "".
func (c *call) advise(f schema.Finding, format exchange.Format) {
	how := cmp.Or(separatorLine(f), byCommand[f.Rule])
	if f.Rule == "csv-column-missing" && format == exchange.Text {
		how = "where yours have other names, say by -columns which is what, as in -columns encounter=COLUMN,text=COLUMN; of a table with a consultation in each row these two are read"
	}
	fmt.Fprintf(c.stderr, "   %s\n", f.Hint)
	if how != "" {
		fmt.Fprintf(c.stderr, "   %s\n", how)
	}
}

// byCommand says which flag or command of coprod mends a finding, where its hint, which is also
// for programs, speaks of the file alone.
var byCommand = map[schema.RuleID]string{
	"csv-column-missing": "where yours have other names, say by -columns which is what, as in -columns speaker=COLUMN,text=COLUMN; " +
		"coprod convert csv takes encounter, turn, speaker, start, end, text, words, code, coder and round",
	"text-table":            "say it by -columns, as in -columns encounter=COLUMN,text=COLUMN",
	"omop-start-zone":       "say it by -zone, as in -zone Europe/Copenhagen",
	"redcap-start-zone":     "say it by -zone, as in -zone Europe/Copenhagen",
	"transcript-file-role":  "give it by -roles, as in -roles Mary=patient,John=professional:nurse",
	"tidy-citation-authors": "name them by -authors, as in -authors \"Family, Given; Family, Given\"",
	"table-presence":        "if each row is a turn and what it was coded, make a data set of it by coprod convert csv, and give that",
}

// separatorLine says of a table whose columns are not found, or have no names, that its first
// line is one that spreadsheets alone read, as sep=; is; "" of any other.
func separatorLine(f schema.Finding) string {
	if !slices.Contains([]schema.RuleID{"csv-column-missing", "table-column-missing", "table-column-name", "visits-column-missing"}, f.Rule) {
		return ""
	}
	if !regular(f.Position.Source) { // a pipe cannot be read once more: opening it would never end
		return ""
	}
	file, err := os.Open(f.Position.Source)
	if err != nil {
		return ""
	}
	defer file.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(file, head)
	if !strings.HasPrefix(strings.ToLower(decoded(head[:n])), "sep=") {
		return ""
	}
	return "take the first line out: it only tells a spreadsheet which sign separates fields"
}
