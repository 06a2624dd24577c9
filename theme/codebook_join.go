package theme

import (
	"reflect"
	"slices"
)

// NoDefinition stands for the definition of a code that was imported without one.
const NoDefinition = "No definition was given."

// Join returns what two records of one codebook say together, as where it was written
// in two parts, each with those codes that were given in it: the themes and codes of
// both, and of all else what both say alike. A definition goes before [NoDefinition]. It
// reports false where the two contradict each other, as where a code is defined in two
// ways. Neither is modified.
func (c *Codebook) Join(other *Codebook) (joined *Codebook, agree bool) {
	all, rest := *c, *other
	all.Themes, all.Codes, rest.Themes, rest.Codes = nil, nil, nil, nil
	if !reflect.DeepEqual(all, rest) {
		return nil, false
	}
	all.Themes, all.Codes = slices.Clone(c.Themes), slices.Clone(c.Codes)
	themes, codes := map[CodeID]int{}, map[CodeID]int{}
	for i := range all.Themes {
		themes[all.Themes[i].ID] = i
	}
	for i := range all.Codes {
		codes[all.Codes[i].ID] = i
	}
	for _, t := range other.Themes {
		i, known := themes[t.ID]
		switch _, isCode := codes[t.ID]; {
		case isCode:
			return nil, false
		case !known:
			all.Themes = append(all.Themes, t)
		case all.Themes[i] != t:
			return nil, false
		}
	}
	for _, code := range other.Codes {
		i, known := codes[code.ID]
		if _, isTheme := themes[code.ID]; isTheme {
			return nil, false
		}
		if !known {
			all.Codes = append(all.Codes, code)
			continue
		}
		if all.Codes[i].Definition == NoDefinition {
			all.Codes[i].Definition = code.Definition
		} else if code.Definition == NoDefinition {
			code.Definition = all.Codes[i].Definition
		}
		if all.Codes[i] != code {
			return nil, false
		}
	}
	return &all, true
}
