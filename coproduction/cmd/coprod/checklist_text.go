package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

// writeChecklists writes how complete the reporting checklists are, and what is missing.
func writeChecklists(out *bufio.Writer, rows []estimate.Row, t *indicator.ChecklistTally) {
	titles := titlesUnder(indicator.Checklists)
	var notes footnotes
	fmt.Fprintf(out, "\n%s\n", line(string(indicator.Checklists), "value", interval(rows), "n", ""))
	for _, r := range rows {
		writeRow(out, r, titles[r.Measure], &notes)
	}
	notes.write(out)
	for _, list := range []indicator.Checklist{indicator.COREQ, indicator.SRQR} {
		title := fmt.Sprintf("\nNot answered of %s\n", strings.ToUpper(string(list)))
		for _, item := range t.Items(list) {
			if item.Status.Answered() {
				continue
			}
			fmt.Fprint(out, title)
			writeWrapped(out, fmt.Sprintf("  %2d  ", item.Number), item.Name+": "+item.Hint)
			title = ""
		}
	}
}
