package coproduction

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// codingRules are about codebooks, sources, units and the research team.
func codingRules() []Rule {
	return []Rule{
		{
			Rule: schema.Rule{ID: "code-unique", Severity: schema.Error,
				Title: "No two themes or codes of a codebook have the same id",
				Why:   "a coding with that id could mean either", Mend: "give each an id of its own"},
			Scope: ScopeRecord, Check: onCodebook(codesUnique),
		},
		{
			Rule: schema.Rule{ID: "code-parent-known", Severity: schema.Error,
				Title: "Every code hangs below a theme or a code of its codebook",
				Why:   "a code without a theme is missing from every count by theme", Mend: "correct the parent, or add it"},
			Scope: ScopeRecord, Check: onCodebook(func(c *theme.Codebook, report Report) {
				for i := range c.Codes {
					if parent := c.Codes[i].Parent; c.Theme(parent) == nil && c.Code(parent) == nil {
						report(fmt.Sprintf("/codes/%d/parent", i), "no theme and no code has this id")
					}
				}
			}),
		},
		{
			Rule: schema.Rule{ID: "codebook-acyclic", Severity: schema.Error,
				Title: "No code hangs below itself",
				Why:   "a circle of codes belongs to no theme, and counting up the tree would never end",
				Mend:  "hang one of the codes of the circle below a theme"},
			Scope: ScopeRecord, Check: onCodebook(acyclic),
		},
		{
			Rule: schema.Rule{ID: "range-order", Severity: schema.Error,
				Title: "A range ends behind its start",
				Why:   "an empty range holds no text, a reversed one none that exists", Mend: "swap start and end, or correct them; the end is not part of the range"},
			Scope: ScopeRecord, Check: func(r encounter.Record, report Report) {
				if u, ok := r.(*theme.Unit); ok && u.Range != nil && u.Range.Len() <= 0 {
					report("/range/end", "the range ends at its start or before it")
				}
			},
		},
		{
			Rule: schema.Rule{ID: "source-fits-text", Severity: schema.Error,
				Title: "The hash and the length of a source are those of its text",
				Why:   "ranges point into the text that was coded; in another text they point at other words",
				Mend:  "take hash and length anew and check the codings, or restore the text that was coded"},
			Scope: ScopeRecord, Check: func(r encounter.Record, report Report) {
				s, ok := r.(*theme.Source)
				if !ok || s.Text == nil {
					return
				}
				hash, length := theme.Fingerprint(*s.Text)
				if length != s.Length {
					report("/length", "the text has another number of code points")
				}
				if hash != s.SHA256 {
					report("/sha256", "this is not the SHA-256 of the text in UTF-8")
				}
			},
		},
		{
			Rule: schema.Rule{ID: "team-unique", Severity: schema.Error,
				Title: "No two members of the research team have the same id",
				Why:   "coders are known by this id; agreement needs two of them", Mend: "give each an id of its own"},
			Scope: ScopeRecord, Check: func(r encounter.Record, report Report) {
				s, ok := r.(*encounter.Study)
				if !ok {
					return
				}
				seen := map[encounter.ID]bool{}
				for i, m := range s.Team {
					if seen[m.ID] {
						report(fmt.Sprintf("/team/%d/id", i), "another member has the same id")
					}
					seen[m.ID] = true
				}
			},
		},
	}
}

// onCodebook makes a check of codebooks into one of records.
func onCodebook(check func(*theme.Codebook, Report)) func(encounter.Record, Report) {
	return func(r encounter.Record, report Report) {
		if c, ok := r.(*theme.Codebook); ok {
			check(c, report)
		}
	}
}

func codesUnique(c *theme.Codebook, report Report) {
	seen := map[theme.CodeID]bool{}
	once := func(id theme.CodeID, pointer string, i int) {
		if seen[id] {
			report(fmt.Sprintf(pointer, i), "another theme or code has the same id")
		}
		seen[id] = true
	}
	for i := range c.Themes {
		once(c.Themes[i].ID, "/themes/%d/id", i)
	}
	for i := range c.Codes {
		once(c.Codes[i].ID, "/codes/%d/id", i)
	}
}

// acyclic reports each code from which the way up comes back to the code itself.
func acyclic(c *theme.Codebook, report Report) {
	parent := make(map[theme.CodeID]theme.CodeID, len(c.Codes))
	for i := range c.Codes {
		parent[c.Codes[i].ID] = c.Codes[i].Parent
	}
	for i := range c.Themes {
		delete(parent, c.Themes[i].ID) // a theme ends every way up
	}
	for i := range c.Codes {
		at := c.Codes[i].Parent
		for range c.Codes {
			if at == c.Codes[i].ID {
				report(fmt.Sprintf("/codes/%d/parent", i), "the way up from this code leads back to it")
				break
			}
			up, ok := parent[at]
			if !ok {
				break
			}
			at = up
		}
	}
}
