package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var validate = command{
	name:  "validate",
	args:  "[flags] FILE...",
	brief: "Check data sets, and say where, why and how to mend",
	example: "coprod validate examples/clinic/clinic.ndjson\n" +
		"gzip -dc study.ndjson.gz | coprod validate -format sarif - > findings.sarif",
	run: runValidate,
}

func runValidate(ctx context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", "write findings as `text|json|sarif|junit`")
	suppress := c.flags.String("suppress", "", "read suppressions from `FILE`: each names a rule, a place and a reason")
	show := c.flags.Bool("show-values", false, "show the data round each finding; what patients said may then be on the screen")
	reference := c.flags.Bool("reference", false, "ask the reference validator, jsonschema/v5, about every record: the same findings, slowly")
	across := c.flags.String("across", "all", "check across records `all|ids|none`: every rule, with some 4 KB of memory for each record of a study with turns and steps; "+
		"that ids are unique and what is referred to is there, with 16 bytes for each id, reading files a second time where there is doubt, which a pipe does not allow; or nothing, in the same memory whatever the size")
	most := c.flags.Int("max", 0, "show at most `N` findings, and say how many there are; 0 shows all")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, texts(coproduction.Formats())...); err != nil {
		return 0, err
	}
	if err := oneOf("across", *across, "all", "ids", "none"); err != nil {
		return 0, err
	}
	if *across == "ids" && slices.ContainsFunc(c.args, passing) {
		return 0, errors.New("-across ids reads files twice, which standard input and a pipe cannot be: name a file, or choose all or none")
	}
	if *most < 0 {
		return 0, fmt.Errorf("-max must be 0 or more")
	}
	validator := &coproduction.Validator{ShowValues: *show, Reference: *reference, Reuse: true}
	var listed []schema.Finding // about the list of suppressions itself
	if *suppress != "" {
		var err error
		if validator.Suppress, listed, err = c.suppressions(*suppress); err != nil {
			return 0, err
		}
	}
	progress := newProgress(c.stderr)
	lines, err := c.lines(ctx, validator, c.args, progress)
	if err != nil {
		return 0, err
	}
	buffered := bufio.NewWriter(c.stdout)
	out, err := coproduction.NewOutput(buffered, coproduction.Format(*format),
		coproduction.OutputOptions{Max: *most, Version: buildVersion()})
	if err != nil {
		return 0, err
	}

	var sum coproduction.Summary
	var study coproduction.StudyRules
	var ids coproduction.StudyIDs
	report := func(findings []schema.Finding) error {
		for i := range findings {
			if err := out.Finding(&findings[i]); err != nil {
				return err
			}
		}
		return nil
	}
	for line, err := range lines {
		if err != nil {
			progress.done()
			buffered.Flush()
			return 0, err
		}
		sum.Add(line)
		switch *across {
		case "all":
			study.AddLine(line)
		case "ids":
			ids.AddLine(line)
		}
		if err := report(line.Findings); err != nil {
			return 0, err
		}
	}
	progress.done()

	found := validator.Across(&study)
	if doubts := ids.Doubts(); !doubts.None() {
		again, err := c.lines(ctx, validator, c.args, nil)
		if err == nil {
			_, err = coproduction.Collect(again, doubts)
		}
		if err != nil {
			return 0, err
		}
		found = validator.Across(doubts)
	}
	listed = append(listed, validator.Suppress.Unused()...)
	for _, findings := range [][]schema.Finding{found, listed} {
		sum.AddFindings(findings)
		if err := report(findings); err != nil {
			return 0, err
		}
	}
	if err := out.Close(sum); err != nil {
		return 0, err
	}
	if err := buffered.Flush(); err != nil {
		return 0, err
	}
	if sum.Accepted == 0 {
		c.explain()
	}
	if sum.Errors > 0 {
		return statusFindings, nil
	}
	return statusClean, nil
}

// explain says of files without a sound record what else they may be.
func (c *call) explain() {
	for _, name := range c.args {
		if passing(name) {
			continue
		}
		if is, _, err := c.foreign(name); err == nil && is != "" {
			fmt.Fprintf(c.stderr, "%s: %s\n", source(name), is)
		}
	}
}

// suppressions reads the list of that name.
func (c *call) suppressions(name string) (*coproduction.Suppressions, []schema.Finding, error) {
	file, err := c.open(name)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	list, findings, err := coproduction.ReadSuppressions(file, source(name))
	if err != nil {
		return nil, nil, fileError(name, err)
	}
	return list, findings, nil
}
