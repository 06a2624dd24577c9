package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/gseq"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/table"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/tidy"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	visitlist "github.com/coproduction-lab/coproduction-go/coproduction/exchange/visits"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var rules = command{
	name:    "rules",
	args:    "[ID]",
	brief:   "List every rule, or explain one",
	example: "coprod rules step-by-participant",
	run: func(_ context.Context, c *call) (int, error) {
		if err := c.parse(); err != nil {
			return 0, err
		}
		switch len(c.args) {
		case 0:
			return statusClean, listRules(c)
		case 1:
			return statusClean, explainRule(c, schema.RuleID(c.args[0]))
		}
		return 0, fmt.Errorf("name one rule, or none to list them all")
	},
}

// A listed rule is a rule with the part of the road that it belongs to.
type listed struct {
	rule  schema.Rule
	scope string
}

// allRules lists the rules of the library and those of the formats it reads.
func allRules() []listed {
	var all []listed
	for _, r := range coproduction.Rules() {
		all = append(all, listed{r.Rule, string(r.Scope)})
	}
	for _, of := range []struct {
		scope string
		rules []schema.Rule
	}{
		{"transcript", transcript.Rules()},
		{"fhir", fhir.Rules()},
		{"omop", omop.Rules()},
		{"redcap", redcap.Rules()},
		{"refi", refi.Rules()},
		{"tidy", tidy.Rules()},
		{"gseq", gseq.Rules()},
		{"visits", visitlist.Rules()},
		{"table", table.Rules()},
	} {
		for _, r := range of.rules {
			all = append(all, listed{r, of.scope})
		}
	}
	return all
}

func listRules(c *call) error {
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	scope := ""
	for _, r := range allRules() {
		if r.scope != scope {
			scope = r.scope
			fmt.Fprintf(w, "%s\n", strings.ToUpper(scopeTitle(scope)))
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", string(r.rule.ID), r.rule.Severity, r.rule.Title)
	}
	return w.Flush()
}

// scopeTitle is a heading for the rules of a scope.
func scopeTitle(scope string) string {
	switch coproduction.Scope(scope) {
	case coproduction.ScopeReading:
		return "The bytes of a record"
	case coproduction.ScopeSchema:
		return "The shape of a record"
	case coproduction.ScopeRecord:
		return "The meaning of a record"
	case coproduction.ScopeStudy:
		return "All records together"
	case coproduction.ScopePrivacy:
		return "What could tell who somebody is"
	case coproduction.ScopeReport:
		return "Numbers that are about to be shown"
	case coproduction.ScopeList:
		return "A list of suppressions"
	case "transcript":
		return "Transcripts: Praat, ELAN, CHAT, subtitles, labelled text and tables of turns"
	case "fhir":
		return "Resources of FHIR"
	case "omop":
		return "Tables of the OMOP Common Data Model"
	case "redcap":
		return "Exports of REDCap, and the maps of their fields"
	case "refi":
		return "Projects of REFI-QDA, read and written"
	case "tidy":
		return "Tables of a Data Package"
	case "gseq":
		return "Sequences for GSEQ"
	case "visits":
		return "Tables of visits"
	case "table":
		return "Tables of ratings, of codes by interviews, and of events"
	}
	return scope
}

func explainRule(c *call, id schema.RuleID) error {
	id = schema.RuleID(strings.Trim(string(id), "[]")) // as it stands behind a finding
	var near []string
	for _, r := range allRules() {
		if known := string(r.rule.ID); strings.Contains(known, string(id)) || spelling.Distance(known, string(id)) < 3 {
			near = append(near, known)
		}
		if r.rule.ID == id {
			_, err := fmt.Fprintf(c.stdout, "%s (%s)\n\n%s\n", string(id), r.rule.Severity, r.rule.Doc())
			return err
		}
	}
	like := ""
	if 0 < len(near) && len(near) <= 10 {
		like = "; like it are " + strings.Join(near, ", ")
	}
	return fmt.Errorf("there is no rule %q%s; \"coprod rules\" lists all", string(id), like)
}

var schemas = command{
	name:    "schema",
	args:    "[KIND]",
	brief:   "Print the JSON Schema of a kind of record, or list the kinds",
	example: "coprod schema encounter > encounter.schema.json",
	run: func(_ context.Context, c *call) (int, error) {
		if err := c.parse(); err != nil {
			return 0, err
		}
		switch len(c.args) {
		case 0:
			for _, kind := range schema.Kinds() {
				fmt.Fprintf(c.stdout, "%-12s %s\n", kind, schema.ID(kind))
			}
			return statusClean, nil
		case 1:
			doc, err := schema.Source(schema.Kind(c.args[0]))
			if err != nil {
				var kinds []string
				for _, kind := range schema.Kinds() {
					kinds = append(kinds, string(kind))
				}
				return 0, fmt.Errorf("there is no kind %q; the kinds are %s", c.args[0], strings.Join(kinds, ", "))
			}
			_, err = c.stdout.Write(doc)
			return statusClean, err
		}
		return 0, fmt.Errorf("name one kind, or none to list them")
	},
}

var version = command{
	name:    "version",
	brief:   "Print the version of this command",
	example: "coprod version",
	run: func(_ context.Context, c *call) (int, error) {
		if err := c.parse(); err != nil {
			return 0, err
		}
		if len(c.args) > 0 {
			return 0, fmt.Errorf("version takes no arguments")
		}
		_, err := fmt.Fprintln(c.stdout, "coprod "+buildVersion())
		return statusClean, err
	},
}

// buildVersion is the module version that the command was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return coproduction.Version + " (built from source)"
	}
	return info.Main.Version
}

// oneOf refuses a flag's value that is none of those allowed.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("-%s must be one of %s", flag, strings.Join(allowed, ", "))
}
