package refi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// notCompared says what a comparison does not look at.
const notCompared = "Not compared: the order of things, the files of sources but for their texts, and what the project and its program are called."

// String is the comparison for people: what came back of codes, selections and
// codings first, then what was lost, a line for each kind that either project has,
// and what it cannot be sure of.
func (c *Comparison) String() string {
	var b strings.Builder
	code, selection, coding := c.Kind("code"), c.Kind("selection"), c.Kind("coding")
	fmt.Fprintf(&b, "%d of %d codes, %d of %d selections and %d of %d codings came back\n",
		code.Back(), code.A, selection.Back(), selection.A, coding.Back(), coding.A)
	b.WriteString(c.verdict() + "\n")
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
	b.WriteString(c.Coders.String())
	for _, d := range c.Doubts {
		b.WriteString(d.String() + "\n")
	}
	b.WriteString(notCompared + "\n")
	return b.String()
}

// verdict says in one line what is lost, what is not alike and what is new.
func (c *Comparison) verdict() string {
	var lost, altered, added []string
	for _, k := range c.Kinds {
		list := func(to *[]string, n int) {
			if n > 0 {
				*to = append(*to, plural(n, k.Kind))
			}
		}
		list(&lost, k.Lost)
		list(&altered, k.Altered)
		list(&added, k.Added)
	}
	var said []string
	say := func(head string, list []string) {
		if len(list) > 0 {
			said = append(said, head+strings.Join(list, ", ")+".")
		}
	}
	say("Lost: ", lost)
	say("Not alike: ", altered)
	switch {
	case c.Complete():
		said = append(said, "Everything that was compared is in B as it was in A.")
	case len(said) == 0:
		said = append(said, "Nothing is known to be lost, but not all could be compared.")
	}
	say("B alone has ", added)
	return strings.Join(said, " ")
}

// String is what became of who coded, for people; empty where nothing is lost of that.
func (c Coders) String() string {
	var b strings.Builder
	if c.Collapsed {
		fmt.Fprintf(&b, "coders: %d in A, %d in B: who gave %s is lost\n", c.A, c.B, plural(c.Moved, "coding"))
	} else if c.Moved > 0 {
		fmt.Fprintf(&b, "coders: %s came back under another coder, or none\n", plural(c.Moved, "coding"))
	}
	if c.Lost > 0 {
		fmt.Fprintf(&b, "coders: of %d of %d no coding came back\n", c.Lost, c.A)
	}
	return b.String()
}

func plural(n int, kind string) string {
	if n == 1 {
		return "1 " + kind
	}
	return fmt.Sprintf("%d %ss", n, kind)
}

func (k Kept) foundBy() string {
	switch {
	case k.Back() == 0 || k.Kind == "project": // there is one only
		return ""
	case k.ByContent == 0:
		return "GUID"
	case k.ByGUID == 0:
		return "content"
	}
	return fmt.Sprintf("GUID %d, content %d", k.ByGUID, k.ByContent)
}
