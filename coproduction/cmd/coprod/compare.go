package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var compare = command{
	name:    "compare",
	args:    "[-format text|json] [-list] A B",
	brief:   "Say what one REFI-QDA project has lost against another: codes, selections, codings, texts, coders",
	example: "coprod compare before.qdpx back-from-nvivo.qdpx",
	run:     runCompare,
}

func runCompare(_ context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", "`FORMAT` is text or json")
	list := c.flags.Bool("list", false, "list the GUIDs of what is not the same; they may lead to people")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, "text", "json"); err != nil {
		return 0, err
	}
	if len(c.args) != 2 {
		return 0, errors.New("name two projects: the one from before, and the one that came back")
	}
	var projects [2]*refi.Project
	refused := false
	for i, name := range c.args {
		file := c.inputFile(name, "")
		if err := c.readable(name, nil); err != nil {
			return 0, err
		}
		o, err := refi.Open(exchange.File{Name: file.Name, Open: file.Open})
		if err != nil {
			return 0, fileError(name, err)
		}
		for _, f := range o.Findings {
			if f.Severity == schema.Error {
				fmt.Fprintf(c.stderr, "%s:%d:%d: %s: %s [%s]\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Severity, f.Detail, string(f.Rule))
			}
		}
		projects[i] = o.Project
		refused = refused || o.Project == nil
	}
	if refused {
		fmt.Fprintln(c.stderr, "Nothing was compared.")
		return statusFindings, nil
	}
	comparison := refi.Compare(projects[0], projects[1])
	if *format == "json" {
		doc, err := json.MarshalIndent(comparison, "", "  ")
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(c.stdout, "%s\n", doc)
	} else {
		fmt.Fprint(c.stdout, comparison.String())
	}
	if *list {
		for _, item := range comparison.Items() {
			fmt.Fprintf(c.stdout, "%s\t%s\t%s\t%v\n", item.Kind, item.A, item.B, item.What)
		}
	}
	if !comparison.Complete() {
		return statusFindings, nil
	}
	return statusClean, nil
}
