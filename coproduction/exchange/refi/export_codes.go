package refi

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// GUIDOf is the GUID that stands for a code or theme of a codebook.
func GUIDOf(codebook encounter.ID, code theme.CodeID) GUID {
	return GUID(encounter.Pseudonym(codebook[:], "refi/code/"+string(code)).String())
}

// codebooks makes the trees of codes.
func (e *exporting) codebooks() {
	p, loss := e.made.Project, &e.made.Loss
	for i, b := range e.books {
		if e.codes[b.ID] != nil {
			continue // the same codebook again
		}
		e.codes[b.ID] = make(map[theme.CodeID]GUID)
		tree := e.tree(b)
		if len(e.books) > 1 && len(tree) > 0 {
			tree = []Code{{GUID: GUIDOf(b.ID, ""), Name: b.Title, Codes: tree}}
		}
		p.Codes = append(p.Codes, tree...)
		loss.Read("theme", len(b.Themes))
		loss.Change("theme", "name and definition alone are carried", len(b.Themes))
		loss.Read("code", len(b.Codes))
		loss.Change("code", "name, definition and place in the tree alone are carried", len(b.Codes))
		e.find(ruleExportCodebook, e.bookAt[i], "", fmt.Sprintf("%d themes and %d codes are carried by name and definition", len(b.Themes), len(b.Codes)))
	}
}

// tree makes the codes of a codebook. A code that hangs below nothing stands on top.
func (e *exporting) tree(b *theme.Codebook) (tree []Code) {
	known := e.codes[b.ID]
	var below func(parent theme.CodeID) []Code
	add := func(id theme.CodeID, name, definition string) Code {
		known[id] = GUIDOf(b.ID, id)
		return Code{GUID: known[id], Name: cmp.Or(name, string(id)), Codable: true, Description: definition}
	}
	below = func(parent theme.CodeID) (codes []Code) {
		for i := range b.Codes {
			c := &b.Codes[i]
			if c.Parent == parent && known[c.ID] == "" {
				code := add(c.ID, c.Name, c.Definition)
				code.Codes = below(c.ID)
				codes = append(codes, code)
			}
		}
		return codes
	}
	for i := range b.Themes {
		t := &b.Themes[i]
		if t.Name == atTop { // it was made for codes that stood on the top of a project
			tree = append(tree, below(t.ID)...)
			continue
		}
		code := add(t.ID, t.Name, t.Definition)
		code.Codes = below(t.ID)
		code.Codable = slices.ContainsFunc(e.given, func(c codingAt) bool { return c.Codebook == b.ID && c.Has(t.ID) })
		tree = append(tree, code)
	}
	for i := range b.Codes {
		if c := &b.Codes[i]; known[c.ID] == "" {
			code := add(c.ID, c.Name, c.Definition)
			code.Codes = below(c.ID)
			tree = append(tree, code)
		}
	}
	return tree
}
