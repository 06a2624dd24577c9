package refi

import (
	"fmt"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// separate finds the codes that are cases: those that have the GUID of one, and those to
// which a case of their name refers. A code that has but the name of a case is a code; a
// finding says how many there are.
func (r *recording) separate() {
	type reference struct {
		name string
		code GUID
	}
	named, refers := map[string]bool{}, map[reference]bool{}
	for i := range r.Cases {
		c := &r.Cases[i]
		r.cases[c.GUID] = true
		name := alike(c.Name)
		if name == "" {
			continue
		}
		named[name] = true
		for _, code := range c.Codes {
			refers[reference{name, code}] = true
		}
	}
	var look func(codes []Code)
	look = func(codes []Code) {
		for i := range codes {
			c := &codes[i]
			switch name := alike(c.Name); {
			case !named[name] || r.cases[c.GUID]:
			case refers[reference{name, c.GUID}]:
				r.cases[c.GUID] = true
			default:
				r.namesakes++
			}
			look(c.Codes)
		}
	}
	if len(named) > 0 {
		look(r.Codes)
	}
}

// alike is a name without what people do not tell apart.
func alike(name string) string { return strings.ToLower(squeeze(name)) }

// namesake says how many codes have but the name of a case.
func (r *recording) namesake(at schema.Position) schema.Finding {
	f := ruleOf(readRules, ruleCaseName).At("", fmt.Sprintf("codes that have the name of a case, and another GUID: %d; they are kept as codes, with their names", r.namesakes))
	f.Position = at
	return f
}
