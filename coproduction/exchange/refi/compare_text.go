package refi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// String is the comparison for people: what came back of codes, selections and
// codings first, then a line for each kind that either project has.
func (c *Comparison) String() string {
	var b strings.Builder
	code, selection, coding := c.Kind("code"), c.Kind("selection"), c.Kind("coding")
	fmt.Fprintf(&b, "%d of %d codes, %d of %d selections and %d of %d codings came back\n",
		code.Back(), code.A, selection.Back(), selection.A, coding.Back(), coding.A)
	fmt.Fprintf(&b, "%-12s %7s %7s %7s %7s %7s %7s  %s\n", "", "in A", "in B", "same", "altered", "lost", "added", "found by")
	for _, k := range c.Kinds {
		if k.A+k.B == 0 {
			continue
		}
		line := fmt.Sprintf("%-12s %7d %7d %7d %7d %7d %7d  %s", k.Kind, k.A, k.B, k.Same, k.Altered, k.Lost, k.Added, k.foundBy())
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for _, k := range c.Kinds {
		if len(k.Changed) == 0 {
			continue
		}
		var list []string
		for _, what := range slices.Sorted(maps.Keys(k.Changed)) {
			list = append(list, fmt.Sprintf("%s of %d", what, k.Changed[what]))
		}
		fmt.Fprintf(&b, "%s: not alike are %s\n", k.Kind, strings.Join(list, ", "))
	}
	if c.Coders.Collapsed {
		fmt.Fprintf(&b, "%d coders in A, %d in B: who coded what is lost\n", c.Coders.A, c.Coders.B)
	}
	return b.String()
}

func (k Kept) foundBy() string {
	switch {
	case k.Back() == 0:
		return ""
	case k.ByContent == 0:
		return "GUID"
	case k.ByGUID == 0:
		return "content"
	}
	return fmt.Sprintf("GUID %d, content %d", k.ByGUID, k.ByContent)
}
