package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var compare = command{
	name:  "compare",
	args:  "[-format text|json] [-list] A B",
	brief: "Say what a REFI-QDA project has lost in another, as one that came back from a program",
	example: "coprod compare before.qdpx back-from-nvivo.qdpx\n\n" +
		"says what of A, the project from before, is not in B: codes, selections, codings, texts, coders.\n" +
		"The exit status is 1 where anything is lost or not alike, or could not be compared.",
	run: runCompare,
}

// compared says what compare takes.
const compared = "compare takes two projects or codebooks of REFI-QDA (.qdpx, .qde, .qdc)"

func runCompare(_ context.Context, c *call) (int, error) {
	format := c.flags.String("format", "text", "`FORMAT` is text or json")
	list := c.flags.Bool("list", false, "list what is not the same, what became of it, and of a coding its code and coder, all by GUIDs; they may lead to people")
	if err := c.parse(); err != nil {
		return 0, err
	}
	if err := oneOf("format", *format, "text", "json"); err != nil {
		return 0, err
	}
	switch {
	case len(c.args) != 2:
		return 0, errors.New("name two projects: the one from before, and the one that came back")
	case c.args[0] == "-" && c.args[1] == "-":
		return 0, errors.New("standard input can be one of the projects, and not both")
	}
	var projects [2]*refi.Project
	refused := false
	for i, name := range c.args {
		file := c.inputFile(name, "")
		if err := c.readable(name, nil); err != nil {
			return 0, err
		}
		t, err := file.tell()
		if err != nil {
			return 0, err
		}
		if t.format != "" && t.format != exchange.REFI {
			return 0, fmt.Errorf("%s: this looks like %s (%s); %s", file.Name, t.format, t.reason, compared)
		}
		o, err := refi.Open(exchange.File{Name: file.Name, Open: file.Open})
		if err != nil {
			return 0, fileError(name, err)
		}
		tellFindings(c.stderr, o.Findings)
		projects[i] = o.Project
		refused = refused || o.Project == nil
	}
	if refused {
		fmt.Fprintf(c.stderr, "Nothing was compared: %s.\n", compared)
		return statusFindings, nil
	}
	comparison := refi.Compare(projects[0], projects[1])
	out := bufio.NewWriter(c.stdout)
	if *format == "json" {
		form := struct {
			*refi.Comparison
			Items []unlike `json:"items,omitempty"`
		}{Comparison: comparison}
		if *list {
			for _, item := range comparison.Items() {
				form.Items = append(form.Items, unlike{item.Kind, item.Fate(), item.A, item.B, item.What, item.Code, item.Coder})
			}
		}
		doc, err := json.MarshalIndent(form, "", "  ")
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(out, "%s\n", doc)
	} else {
		fmt.Fprint(out, comparison.String())
		if items := comparison.Items(); *list && len(items) > 0 {
			fmt.Fprintf(out, "\nkind\tfate\tin A\tin B\tnot alike\tcode\tcoder\n")
			for _, item := range items {
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", item.Kind, item.Fate(), item.A, item.B, strings.Join(item.What, ", "), item.Code, item.Coder)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return 0, err
	}
	if !comparison.Complete() {
		return statusFindings, nil
	}
	return statusClean, nil
}

// unread are the warnings that say that a part of a project was not read, or only by a
// guess: it is not compared, or only so.
var unread = []schema.RuleID{"refi-dialect-open", "refi-element", "refi-elements-many", "refi-entry-projects", "refi-entry-twice",
	"refi-guid-twice", "refi-number", "refi-reference", "refi-text-encoding", "refi-trailing", "refi-xml-tolerated"}

// tellFindings prints every error of a project that is compared, and of each warning that
// matters to what is compared the first one.
func tellFindings(to io.Writer, findings []schema.Finding) {
	count := make(map[schema.RuleID]int)
	for _, f := range findings {
		count[f.Rule]++
	}
	for _, f := range findings {
		more := ""
		if f.Severity != schema.Error {
			n := count[f.Rule]
			count[f.Rule] = 0
			if n == 0 || !slices.Contains(unread, f.Rule) {
				continue
			}
			if n > 1 {
				more = fmt.Sprintf(" (and %d more)", n-1)
			}
		}
		fmt.Fprintf(to, "%s:%d:%d: %s: %s [%s]%s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Severity, f.Detail, string(f.Rule), more)
	}
}

// unlike is a thing that is not the same in both, as JSON lists it.
type unlike struct {
	Kind  string    `json:"kind"`
	Fate  string    `json:"fate"`
	A     refi.GUID `json:"a,omitempty"`
	B     refi.GUID `json:"b,omitempty"`
	What  []string  `json:"changed,omitempty"`
	Code  refi.GUID `json:"code,omitempty"`
	Coder refi.GUID `json:"coder,omitempty"`
}
