package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/agreement"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/table"
)

var agree = command{
	name:  "agreement",
	args:  "[flags] TABLE.csv|STUDY.ndjson",
	brief: "Compute how far coders agree who coded the same material",
	example: "coprod agreement ratings.csv\n" +
		"coprod agreement -scale ordinal -order low,medium,high -na NA ratings.csv\n" +
		"coprod agreement -universe all -format csv study.ndjson > agreement.csv\n\n" +
		"where ratings.csv has a row for each unit, a column for each coder, the names of the coders in\n" +
		"the first row, and an empty field where a coder did not rate the unit; of a study, the codings.",
	run: runAgreement,
}

// An agreeing is what the flags of the command ask for.
type agreeing struct {
	format, scale, weights, universe string
	order, notRated                  []string
	noHeader                         bool
	level                            float64
	round                            int64
	resamples                        int
	seed                             uint64
}

// forTables are the flags that say how a table is read; of a study they mean nothing.
var forTables = []string{"order", "na", "no-header"}

// forStudies are the flags of a study's codings.
var forStudies = []string{"universe", "round"}

func runAgreement(ctx context.Context, c *call) (int, error) {
	a, err := agreementFlags(c)
	if err != nil {
		return 0, err
	}
	in, err := c.input()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if in.study {
		if name := c.given(forTables...); name != "" {
			return 0, fmt.Errorf("-%s is for tables; whether a code was given in a study is yes or no", name)
		}
		if a.scale != "" && a.scale != string(agreement.Nominal) || a.weights != "" && a.weights != string(agreement.Unweighted) {
			return 0, errors.New("whether a code was given in a study is yes or no: -scale nominal and -weights none are the ones there are")
		}
		return runStudyAgreement(ctx, c, a, in)
	}
	if name := c.given(forStudies...); name != "" {
		return 0, fmt.Errorf("-%s is for studies; in a table, an empty field is what was not rated", name)
	}
	if err := in.misplaced("agreement"); err != nil {
		return 0, err
	}
	ratings, findings, err := table.ReadRatings(in, source(in.name), table.RatingOptions{
		NoHeader: a.noHeader, Numeric: a.numeric(), Nominal: a.scale == string(agreement.Nominal),
		Categories: a.order, NotRated: a.notRated, Checks: checks,
	})
	if err != nil {
		return 0, fileError(in.name, err)
	}
	if c.faults(findings) {
		return statusFindings, nil
	}
	t, err := a.table(ratings)
	if err != nil {
		return 0, err
	}
	words := ratings.Words != nil && a.order == nil && len(t.Categories()) > 0
	if words && (a.scale == string(agreement.Ordinal) || a.weights != "" && a.weights != string(agreement.Unweighted)) {
		return 0, errors.New("the ratings are words: name them in their order with -order, as -order low,medium,high")
	}
	options := a.options(words)
	rows := t.Rows(tableSubject(in.name), options)
	if a.resamples > 0 {
		rows = a.bootstrap(t, rows, options)
	}
	return statusClean, c.write(a.format, rows, nil, func(out *bufio.Writer) {
		writeHeading(out, false, tableHeading(t))
		if words {
			fmt.Fprintln(out, "The categories are words: no order is taken from the alphabet (-order gives them one)")
		}
		if a.resamples > 0 {
			fmt.Fprintf(out, "Intervals from %d resamples of the units, seed %d; those of intraclass correlations from the F distribution\n", a.resamples, a.seed)
		}
		writeAgreement(out, t, rows)
	})
}

// agreementFlags reads the flags, and refuses what they cannot mean.
func agreementFlags(c *call) (*agreeing, error) {
	a := new(agreeing)
	var order, notRated string
	f := c.flags
	f.StringVar(&a.format, "format", "text", formatUsage)
	f.StringVar(&a.scale, "scale", "", "the ratings stand on a `nominal|ordinal|interval|ratio` scale; else each is computed that they can carry")
	f.StringVar(&a.weights, "weights", "", "weigh disagreements as `none|linear|quadratic|ordinal`; else each")
	f.Float64Var(&a.level, "level", agreement.DefaultLevel, "confidence `LEVEL` of intervals")
	f.IntVar(&a.resamples, "bootstrap", 0, "intervals from `N` resamples of the units, instead of linearised ones; 0 is none")
	f.Uint64Var(&a.seed, "seed", 1, "the `SEED` of the resamples")
	f.StringVar(&order, "order", "", "the categories in their order, as `LOW,HIGH`; no rating may be any other")
	f.StringVar(&notRated, "na", "", "`WORD`s, with commas between, that say as an empty field does that a unit was not rated")
	f.BoolVar(&a.noHeader, "no-header", false, "the first row is a unit and does not name the coders")
	f.StringVar(&a.universe, "universe", string(agreement.UniverseRated), "what no coding of a unit means in a study: `rated|material|all`; not rated; no code, if the coder coded anything in the record; no code")
	f.Int64Var(&a.round, "round", 0, "the round `N` of coding of a study; 0 is the latest of each coder")
	if err := c.parse(); err != nil {
		return nil, err
	}
	err := errors.Join(oneOf("format", a.format, formats...), oneOf("universe", a.universe, texts(agreement.Universes())...), validLevel(a.level))
	if a.scale != "" {
		err = errors.Join(err, oneOf("scale", a.scale, texts(agreement.Metrics())...))
	}
	if a.weights != "" {
		err = errors.Join(err, oneOf("weights", a.weights, texts(agreement.AllWeights())...))
	}
	var orderError, notRatedError error
	a.order, orderError = wordsOf("order", order)
	a.notRated, notRatedError = wordsOf("na", notRated)
	switch {
	case err != nil:
	case orderError != nil || notRatedError != nil:
		err = errors.Join(orderError, notRatedError)
	case a.resamples < 0 || a.resamples > agreement.MaxResamples:
		err = fmt.Errorf("-bootstrap must be between 0 and %d", agreement.MaxResamples)
	case a.round < 0:
		err = errors.New("-round must be 0 or more")
	case a.order != nil && (a.numeric() || a.scale == string(agreement.Nominal)):
		err = errors.New("-order is for the ordinal scale: it gives the categories ranks, and neither numbers nor nothing")
	case a.scale == string(agreement.Nominal) && a.weights != "" && a.weights != string(agreement.Unweighted):
		err = errors.New("on a nominal scale all disagreements weigh the same: -weights none")
	}
	return a, err
}

// numeric reports whether the ratings have to be numbers.
func (a *agreeing) numeric() bool {
	return a.scale == string(agreement.Interval) || a.scale == string(agreement.Ratio)
}

// options are what the rows of a table are computed for. Words without an order
// are told apart and nothing more.
func (a *agreeing) options(words bool) agreement.Options {
	o := agreement.Options{Level: a.level}
	switch {
	case words || a.scale == string(agreement.Nominal):
		o.Metrics = []agreement.Metric{agreement.Nominal}
		o.Weights = []agreement.Weights{agreement.Unweighted}
	case a.scale != "":
		o.Metrics = []agreement.Metric{agreement.Metric(a.scale)}
	case a.order != nil:
		o.Metrics = []agreement.Metric{agreement.Nominal, agreement.Ordinal}
	}
	if a.weights != "" {
		o.Weights = []agreement.Weights{agreement.Weights(a.weights)}
	}
	return o
}

// table returns the ratings as a table of categories.
func (a *agreeing) table(r *table.Ratings) (*agreement.Table, error) {
	switch {
	case r.Numbers != nil:
		return agreement.Numeric(r.Numbers)
	case a.order == nil:
		return agreement.Named(r.Words)
	}
	rank := map[string]int32{"": agreement.Missing}
	for i, category := range a.order {
		rank[category] = int32(i)
	}
	var codes []int32
	for _, row := range r.Words {
		for _, word := range row {
			codes = append(codes, rank[word])
		}
	}
	return agreement.Coded(len(r.Words[0]), a.order, codes)
}

// wordsOf reads the words of a flag, with commas between; one in quotes may hold a comma.
func wordsOf(flag, text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	list, err := csv.NewReader(strings.NewReader(text)).Read()
	if err != nil {
		return nil, fmt.Errorf("-%s must be words with commas between", flag)
	}
	seen := map[string]bool{}
	for i, word := range list {
		list[i] = strings.TrimSpace(word)
		if list[i] == "" || seen[list[i]] {
			return nil, fmt.Errorf("-%s must be words with commas between, each once", flag)
		}
		seen[list[i]] = true
	}
	return list, nil
}

// given returns the first of these flags that was set, empty where none was.
func (c *call) given(names ...string) (first string) {
	c.flags.Visit(func(f *flag.Flag) {
		if first == "" && slices.Contains(names, f.Name) {
			first = f.Name
		}
	})
	return first
}
