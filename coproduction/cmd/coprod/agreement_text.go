package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// headline are the coefficients that the text shows; standard errors, agreement by
// chance and bounds are in the other forms, or beside the coefficient.
var headline = []string{"percent_agreement", "scott_pi", "cohen_kappa", "fleiss_kappa", "fleiss_kappa_category",
	"fleiss_kappa_generalised", "conger_kappa", "brennan_prediger", "gwet_ac", "krippendorff_alpha", "icc"}

// tableHeading says what was read of a table of ratings.
func tableHeading(t *agreement.Table) string {
	missing, pairable := int64(0), int64(0)
	for unit := range t.Units() {
		rated := 0
		for coder := range t.Coders() {
			if t.Rating(unit, coder) != agreement.Missing {
				rated++
			}
		}
		missing += int64(t.Coders() - rated)
		if rated > 1 {
			pairable++
		}
	}
	kind := "categories"
	if _, numbers := t.Values(); numbers {
		kind = "different numbers"
	}
	return fmt.Sprintf("%s, %s, %d %s; %d of %d ratings missing; %d of the units rated by two coders or more",
		plural(int64(t.Units()), "unit"), plural(int64(t.Coders()), "coder"), len(t.Categories()), kind,
		missing, int64(t.Units())*int64(t.Coders()), pairable)
}

// writeAgreement writes the coefficients of a table.
func writeAgreement(out *bufio.Writer, t *agreement.Table, rows []estimate.Row) {
	titles := titlesOf(agreement.Measures())
	var shown []estimate.Row
	for _, r := range rows {
		forTwo := r.Measure == "scott_pi" || r.Measure == "cohen_kappa"
		if slices.Contains(headline, r.Measure) && (!forTwo || t.Coders() == 2) {
			shown = append(shown, r)
		}
	}
	slices.SortStableFunc(shown, func(a, b estimate.Row) int { // the weights of a coefficient together
		return cmp.Compare(slices.Index(headline, a.Measure), slices.Index(headline, b.Measure))
	})
	var notes footnotes
	fmt.Fprintf(out, "\n%s\n", line("Agreement", "value", interval(shown), "n", ""))
	for _, r := range shown {
		writeRow(out, unweighted(r), titles[r.Measure], &notes)
	}
	notes.write(out)
}

// unweighted returns a row whose weights are called by a word that says it.
func unweighted(r estimate.Row) estimate.Row {
	if r.Params["weights"] == string(agreement.Unweighted) {
		r.Params = maps.Clone(r.Params)
		r.Params["weights"] = "unweighted"
	}
	return r
}
